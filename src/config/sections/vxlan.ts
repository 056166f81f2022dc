import { type Ip, isIpv6LinkLocal, isMulticast, parseIp } from '../../model/ip.ts';
import { joinVnis, parseVni, vniText } from '../../model/language/vnis.ts';
import { areUsualReserved, bits64Text, usedBits } from '../../model/language/vxlan-reserved.ts';
import { type Draft, lowerOf } from '../draft.ts';
import { childOf, type Span } from '../node.ts';
import type { Reporter } from '../reporter.ts';

/** The value that the kernel uses for an age of 0 (FDB_AGE_DEFAULT, vxlan_nl2conf). */
const AGEING_DEFAULT = 300;

/** Checks a VXLAN device beyond the forms of its keys, like vxlan_config_validate (drivers/net/vxlan/vxlan_core.c). */
export function checkVxlan(draft: Draft, reporter: Reporter): void {
  const { attributes } = draft;
  const spanOf = (key: string): Span => draft.spans.get(`vxlan.${key}`) ?? draft.key;
  if (attributes['vxlan.ageing'] === 0) attributes['vxlan.ageing'] = AGEING_DEFAULT;
  checkEnds(draft, spanOf, reporter);
  checkGroups(draft, spanOf, reporter);
  checkExternal(draft, spanOf, reporter);
  forgetUsualRemotes(draft);
  checkReserved(draft, reporter);
}

/** Checks what only a device with collect_metadata can have, and what it cannot have. */
function checkExternal(draft: Draft, spanOf: (key: string) => Span, reporter: Reporter): void {
  const { attributes } = draft;
  const external = attributes['vxlan.external'] === true;
  // An invalid id has been reported already.
  if (!external && childOf(draft.node, 'id') === undefined) {
    const hint = 'or "external: true" if routes and filters are to set it';
    reporter.error(
      'missing-key',
      draft.spans.get('vxlan.id') ?? draft.key,
      `tunnel "${draft.id}" needs "id"`,
      {
        hint,
      },
    );
  } else if (external && attributes['vxlan.id']) {
    const related = { message: '"external" is set here', span: spanOf('external') };
    const message = 'an external device has no "id" of its own: routes and filters set it for each packet';
    reporter.error('conflict', spanOf('id'), message, { related });
  }
  for (const [key, needed] of [
    ['generic-protocol', 'external'],
    ['vnifilter', 'external'],
    ['vnis', 'vnifilter'],
  ] as const) {
    const value = attributes[`vxlan.${key}`];
    if (value === undefined || value === false || attributes[`vxlan.${needed}`] === true) continue;
    reporter.error('missing-key', spanOf(key), `"${key}" needs "${needed}: true"`);
  }
  if (attributes['vxlan.generic-protocol'] === true) checkGeneric(draft, spanOf, reporter);
}

/** The options that are not in VXLAN_F_ALLOWED_GPE. */
const NOT_GENERIC = [
  ...['mac-learning', 'arp-proxy', 'short-circuit', 'l2-miss', 'l3-miss'],
  ...['remote-tx', 'remote-rx', 'group-policy'],
];

function checkGeneric({ attributes }: Draft, spanOf: (key: string) => Span, reporter: Reporter): void {
  const related = { message: '"generic-protocol" is set here', span: spanOf('generic-protocol') };
  attributes['vxlan.mac-learning'] ??= false;
  for (const key of NOT_GENERIC) {
    if (attributes[`vxlan.${key}`] !== true) continue;
    const message = `"${key}" and "generic-protocol" exclude each other`;
    reporter.error('conflict', spanOf(key), message, { related });
  }
}

/** vxlan_nl2conf refuses bits that are in use; the default bits become null. */
function checkReserved({ attributes, spans }: Draft, reporter: Reporter): void {
  const span = spans.get('vxlan.reserved-bits');
  if (span === undefined) return;
  const bits = BigInt(String(attributes['vxlan.reserved-bits']));
  const has = (attribute: string): boolean => attributes[attribute] === true;
  const both = bits & usedBits(has);
  if (both !== 0n) {
    const message = `"reserved-bits" cannot have bits that the device uses: ${bits64Text(both)}`;
    reporter.error('wrong-value', span, message);
  } else if (areUsualReserved(bits, has)) attributes['vxlan.reserved-bits'] = null;
}

/** The kernel reports an id with the device's remote like one without a remote of its own (vxlan_vni_update_group). */
function forgetUsualRemotes({ attributes }: Draft): void {
  const { 'vxlan.vnis': vnis, 'vxlan.remote': usual } = attributes;
  if (!Array.isArray(vnis) || typeof usual !== 'string') return;
  const own = vnis.map((text) => parseVni(String(text)));
  const kept = own.map(({ remote, ...ids }) =>
    remote === undefined || remote === usual ? ids : { ...ids, remote },
  );
  attributes['vxlan.vnis'] = joinVnis(kept).map(vniText);
}

/** vxlan_vni_update_group does not take a group of a VNI's own without a device to join it on. */
function checkGroups(draft: Draft, spanOf: (key: string) => Span, reporter: Reporter): void {
  const vnis = draft.attributes['vxlan.vnis'];
  if (!Array.isArray(vnis) || lowerOf(draft) !== undefined) return;
  for (const text of vnis) {
    const { from, remote } = parseVni(String(text));
    const ip = remote === undefined ? undefined : parseIp(remote);
    if (ip === undefined || !isMulticast(ip)) continue;
    const message = `a multicast address as "remote" of VNI ${from} needs "link", the device that carries the packets`;
    reporter.error('missing-key', spanOf('vnis'), message);
  }
}

function checkEnds(draft: Draft, spanOf: (key: string) => Span, reporter: Reporter): void {
  const remote = endOf(draft, 'remote');
  const local = endOf(draft, 'local');
  if (remote !== undefined && local !== undefined && remote.family !== local.family) {
    const related = { message: `"remote" is an IPv${remote.family} address`, span: spanOf('remote') };
    const message = '"local" and "remote" must be of one family';
    reporter.error('family-mismatch', spanOf('local'), message, { related });
  }
  if (draft.attributes['vxlan.flow-label'] && remote?.family !== 6 && local?.family !== 6) {
    const message =
      '"flow-label" is only for a VXLAN over IPv6: neither "remote" nor "local" is an IPv6 address';
    reporter.error('conflict', spanOf('flow-label'), message);
  }
  if (lowerOf(draft) !== undefined) return;
  for (const [key, ip] of Object.entries({ remote, local })) {
    const kind =
      ip === undefined
        ? undefined
        : isMulticast(ip)
          ? 'multicast'
          : isIpv6LinkLocal(ip)
            ? 'link-local'
            : undefined;
    if (kind === undefined) continue;
    const message = `a ${kind} address as "${key}" needs "link", the device that carries the packets`;
    reporter.error('missing-key', spanOf(key), message);
  }
}

const endOf = ({ attributes }: Draft, key: 'remote' | 'local'): Ip | undefined => {
  const text = attributes[`vxlan.${key}`];
  return typeof text === 'string' ? parseIp(text) : undefined;
};
