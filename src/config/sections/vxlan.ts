import { type Ip, isIpv6LinkLocal, isMulticast, isUnspecified, parseIp } from '../../model/ip.ts';
import type { Value } from '../../model/value.ts';
import { type Draft, say } from '../draft.ts';
import { childOf, type Node } from '../node.ts';
import type { Reporter } from '../reporter.ts';
import type { Definitions } from '../schema/definitions.ts';

type Tunnel = Partial<Definitions['tunnel']>;

/** Keys that become an attribute as they are. */
const PLAIN = {
  id: 'vxlan.id',
  ttl: 'vxlan.ttl',
  'type-of-service': 'vxlan.type-of-service',
  'mac-learning': 'vxlan.mac-learning',
  ageing: 'vxlan.ageing',
  limit: 'vxlan.limit',
  'arp-proxy': 'vxlan.arp-proxy',
  'short-circuit': 'vxlan.short-circuit',
  port: 'vxlan.port',
  'flow-label': 'vxlan.flow-label',
  'do-not-fragment': 'vxlan.do-not-fragment',
} as const;

/** Lists whose words are switches: a given list turns the named ones on and the others off. */
const SWITCHES = {
  notifications: { 'l2-miss': 'vxlan.l2-miss', 'l3-miss': 'vxlan.l3-miss' },
  checksums: {
    udp: 'vxlan.udp-checksum',
    'zero-udp6-tx': 'vxlan.zero-udp6-tx',
    'zero-udp6-rx': 'vxlan.zero-udp6-rx',
    'remote-tx': 'vxlan.remote-tx',
    'remote-rx': 'vxlan.remote-rx',
  },
  extensions: { 'group-policy': 'vxlan.group-policy', 'generic-protocol': 'vxlan.generic-protocol' },
} as const;

/** A VXLAN device, by the rules of vxlan_config_validate (drivers/net/vxlan/vxlan_core.c). */
export function readVxlan(draft: Draft, keys: Tunnel, reporter: Reporter): void {
  const nodeOf = (key: string): Node => childOf(draft.node, key) ?? draft.key;
  for (const [key, attribute] of Object.entries(PLAIN)) {
    const value = keys[key as keyof typeof PLAIN];
    if (value !== undefined) say(draft, attribute, key === 'ageing' ? ageing(value) : value, nodeOf(key));
  }
  for (const [key, switches] of Object.entries(SWITCHES)) {
    const named: readonly string[] | undefined = keys[key as keyof typeof SWITCHES];
    if (named === undefined) continue;
    for (const [word, attribute] of Object.entries(switches))
      say(draft, attribute, named.includes(word), nodeOf(key));
  }
  readAging(draft, keys, nodeOf, reporter);
  readPortRange(draft, keys, nodeOf('port-range'), reporter);
  if (keys.link !== undefined) {
    draft.lower = { id: keys.link, span: nodeOf('link') };
    say(draft, 'link', keys.link, nodeOf('link'));
  }
  readEnds(draft, keys, nodeOf, reporter);
  if (keys.extensions?.includes('generic-protocol')) {
    const message =
      'the kernel has "generic-protocol" only in devices without an id of their own, which this version does not make';
    reporter.error('not-supported', nodeOf('extensions'), message);
  }
}

/** What the kernel makes of an age of 0 (FDB_AGE_DEFAULT, vxlan_nl2conf). */
const AGEING_DEFAULT = 300;
const ageing = (value: Value): Value => (value === 0 ? AGEING_DEFAULT : value);

function readAging(draft: Draft, keys: Tunnel, nodeOf: (key: string) => Node, reporter: Reporter): void {
  if (keys.aging === undefined) return;
  if (keys.ageing === undefined) say(draft, 'vxlan.ageing', ageing(keys.aging), nodeOf('aging'));
  else {
    const related = { message: '"ageing" is here', span: nodeOf('ageing') };
    const message = '"aging" is another spelling of "ageing": write one of them';
    reporter.error('duplicate-key', nodeOf('aging'), message, { related });
  }
}

function readPortRange(draft: Draft, keys: Tunnel, node: Node, reporter: Reporter): void {
  const [low, high] = keys['port-range'] ?? [];
  if (low === undefined || high === undefined) return;
  if (low > high) {
    reporter.warning(
      'wrong-order',
      node,
      `"port-range" is read as ${high} to ${low}: the lower port comes first`,
    );
  }
  say(draft, 'vxlan.port-range', [Math.min(low, high), Math.max(low, high)], node);
}

function readEnds(draft: Draft, keys: Tunnel, nodeOf: (key: string) => Node, reporter: Reporter): void {
  const remote = readEnd('remote', keys, nodeOf('remote'), reporter);
  const local = readEnd('local', keys, nodeOf('local'), reporter);
  if (remote !== undefined) say(draft, 'vxlan.remote', remote.text, nodeOf('remote'));
  if (local !== undefined) say(draft, 'vxlan.local', local.text, nodeOf('local'));
  if (local !== undefined && isMulticast(local)) {
    reporter.error('wrong-value', nodeOf('local'), '"local" cannot be a multicast address');
  }
  if (remote !== undefined && local !== undefined && remote.family !== local.family) {
    const related = { message: `"remote" is an IPv${remote.family} address`, span: nodeOf('remote') };
    reporter.error('family-mismatch', nodeOf('local'), '"local" and "remote" must be of one family', {
      related,
    });
  }
  if (keys['flow-label'] && remote?.family !== 6 && local?.family !== 6) {
    const message =
      '"flow-label" is only for a VXLAN over IPv6: neither "remote" nor "local" is an IPv6 address';
    reporter.error('conflict', nodeOf('flow-label'), message);
  }
  for (const [key, ip] of Object.entries({ remote, local })) {
    if (ip === undefined || draft.lower !== undefined) continue;
    const kind = isMulticast(ip) ? 'multicast' : isIpv6LinkLocal(ip) ? 'link-local' : undefined;
    if (kind === undefined) continue;
    const message = `a ${kind} address as "${key}" needs "link", the device that carries the packets`;
    reporter.error('missing-key', nodeOf(key), message);
  }
}

function readEnd(key: 'remote' | 'local', keys: Tunnel, node: Node, reporter: Reporter): Ip | undefined {
  const text = keys[key];
  const ip = text === undefined ? undefined : parseIp(text);
  if (text === undefined || (ip !== undefined && !isUnspecified(ip))) return ip;
  const hint = text.includes('/') ? 'leave the prefix length out' : undefined;
  reporter.error('wrong-value', node, `"${key}" must be an IP address, not ${JSON.stringify(text)}`, {
    hint,
  });
  return undefined;
}
