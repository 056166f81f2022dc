import { type Ip, isIpv6LinkLocal, parseIp } from '../../model/ip.ts';
import { type Draft, unsay } from '../draft.ts';
import type { Span } from '../node.ts';
import type { Reporter } from '../reporter.ts';

/** Attributes that a device with collect_metadata must not have (is_tnl_info_zero, drivers/net/geneve.c). */
const NOT_EXTERNAL = [
  ...['id', 'remote', 'ttl', 'type-of-service', 'flow-label'],
  ...['udp-checksum', 'zero-udp6-tx', 'zero-udp6-rx'],
];

/** Checks a Geneve device beyond the forms of its keys, like geneve_nl2info and geneve_configure. */
export function checkGeneve(draft: Draft, reporter: Reporter): void {
  const { attributes } = draft;
  const at = (key: string): Span => draft.spans.get(`geneve.${key}`) ?? draft.key;
  if (attributes['geneve.external'] === true) {
    for (const key of NOT_EXTERNAL) {
      const value = attributes[`geneve.${key}`];
      if (value === undefined) continue;
      if (value === 0 || value === false) {
        delete attributes[`geneve.${key}`];
        continue;
      }
      const related = { message: '"external" is set here', span: at('external') };
      const message = 'this cannot be set on an external device: routes and filters set it for each packet';
      reporter.error('conflict', at(key), message, { related });
    }
  } else {
    for (const key of ['id', 'remote']) {
      if (attributes[`geneve.${key}`] !== undefined) continue;
      reporter.error('missing-key', draft.key, `tunnel "${draft.id}" needs "${key}"`, {
        hint: 'or "external: true" if routes and filters are to set it',
      });
    }
  }
  checkEnds(draft, at, reporter);
}

function checkEnds(draft: Draft, at: (key: string) => Span, reporter: Reporter): void {
  const { 'geneve.flow-label': label } = draft.attributes;
  const local = endOf(draft, 'local', at, reporter);
  const remote = endOf(draft, 'remote', at, reporter);
  if (remote === undefined) return;
  if (local !== undefined && local.family !== remote.family) {
    const related = { message: `"remote" is an IPv${remote.family} address`, span: at('remote') };
    const message = '"local" and "remote" must be of one family';
    reporter.error('family-mismatch', at('local'), message, { related });
  }
  if (label && remote.family === 4) {
    const message = '"flow-label" is only for a Geneve device over IPv6: "remote" is an IPv4 address';
    reporter.error('conflict', at('flow-label'), message);
  }
  dropOtherFamily(draft, remote.family, reporter);
}

function endOf(
  { attributes }: Draft,
  key: 'local' | 'remote',
  at: (key: string) => Span,
  reporter: Reporter,
): Ip | undefined {
  const text = attributes[`geneve.${key}`];
  const ip = typeof text === 'string' ? parseIp(text) : undefined;
  if (ip !== undefined && isIpv6LinkLocal(ip)) {
    const message = `"${key}" of a Geneve device cannot be a link-local address: it has no lower device`;
    reporter.error('wrong-value', at(key), message);
  }
  return ip;
}

/** For each address family, the checksum options that the kernel uses and reports; it ignores the others. */
const IN_FAMILY = {
  4: { udp: true, 'zero-udp6-tx': false, 'zero-udp6-rx': false },
  6: { udp: false, 'zero-udp6-tx': true, 'zero-udp6-rx': true },
} as const;

function dropOtherFamily(draft: Draft, family: 4 | 6, reporter: Reporter): void {
  for (const [word, own] of Object.entries(IN_FAMILY[family])) {
    const attribute = word === 'udp' ? 'geneve.udp-checksum' : `geneve.${word}`;
    const span = draft.spans.get(attribute);
    if (own || span === undefined) continue;
    // Over IPv6 UDP checksums are on by default.
    if (draft.attributes[attribute] === true && word !== 'udp')
      reporter.warning('no-effect', span, `"${word}" has no effect in a Geneve device over IPv${family}`);
    unsay(draft, attribute);
  }
}
