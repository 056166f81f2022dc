import type { Value } from '../../model/index.ts';
import { parseIp } from '../../model/ip.ts';
import { formatIpv6 } from '../../model/ipv6-text.ts';
import type { Context } from '../context.ts';
import { type Draft, say, unsay } from '../draft.ts';
import type { Reporter } from '../reporter.ts';

/** Checks that the IPv6 settings of a device are consistent. */
export function checkIpv6({ devices, reporter }: Context): void {
  for (const draft of devices) {
    checkPacket(draft, reporter);
    keepPacket(draft);
    takeToken(draft, reporter);
    leaveToken(draft, reporter);
    checkOff(draft, reporter);
  }
}

/** addrconf_sysctl_mtu. */
function checkPacket({ id, attributes, spans, key }: Draft, reporter: Reporter): void {
  const { mtu, 'ipv6-mtu': packet } = attributes;
  if (typeof mtu !== 'number' || typeof packet !== 'number' || packet <= mtu) return;
  const related = { message: `${mtu} here`, span: spans.get('mtu') ?? key };
  const message = `"ipv6-mtu" of "${id}" cannot be greater than its "mtu": ${packet} is more than ${mtu}`;
  reporter.error('out-of-range', spans.get('ipv6-mtu') ?? key, message, { related });
}

const RA_MTU = 'sysctl.ipv6.accept_ra_mtu';

/** ndisc_router_discovery replaces the IPv6 MTU by that of each router advertisement, unless it is told not to. */
function keepPacket(draft: Draft): void {
  const { attributes, spans, key } = draft;
  if (attributes['ipv6-mtu'] === undefined || attributes['accept-ra'] === 0) return;
  if (attributes[RA_MTU] === undefined) say(draft, RA_MTU, 0, spans.get('ipv6-mtu') ?? key);
}

const TOKEN = 'ipv6-address-token';

/** inet6_set_iftoken keeps the second half, and does not say so. */
function takeToken({ attributes, spans, key }: Draft, reporter: Reporter): void {
  const token = attributes[TOKEN];
  const ip = typeof token === 'string' ? parseIp(token) : undefined;
  if (ip === undefined || ip.parts.slice(0, HALF).every((part) => part === 0)) return;
  const text = formatIpv6(ip.parts.map((part, i) => (i < HALF ? 0 : part)));
  const message = `"${TOKEN}" is the interface part of an address, ${ip.text} is more: it is taken for ${text}`;
  reporter.warning('rounded', spans.get(TOKEN) ?? key, message);
  attributes[TOKEN] = text;
}

/** What a token cannot be set beside, with what it says (inet6_set_iftoken). */
const WITHOUT_TOKEN: readonly (readonly [name: string, off: Value, why: string])[] = [
  ['accept-ra', 0, 'without router advertisements'],
  ['sysctl.ipv6.router_solicitations', 0, 'without router solicitations'],
  ['arp', false, 'without neighbour discovery'],
];

/** Leaves out a token for which there would be no addresses, and which the kernel refuses. */
function leaveToken(draft: Draft, reporter: Reporter): void {
  const { attributes, spans, key } = draft;
  if (attributes[TOKEN] === undefined || attributes[TOKEN] === '::') return;
  for (const [name, off, why] of WITHOUT_TOKEN) {
    if (attributes[name] !== off) continue;
    const related = { message: 'off here', span: spans.get(name) ?? key };
    reporter.warning('no-effect', spans.get(TOKEN) ?? key, `"${TOKEN}" has no effect ${why}`, { related });
    unsay(draft, TOKEN);
    return;
  }
}

/** Groups of an IPv6 address. */
const HALF = 4;

const OFF = 'sysctl.ipv6.disable_ipv6';

function checkOff({ id, attributes, spans, key, addresses }: Draft, reporter: Reporter): void {
  if (Number(attributes[OFF] ?? 0) === 0) return;
  const address = addresses.find(({ ip }) => ip.family === 6);
  if (address === undefined) return;
  const related = { message: 'switched off here', span: spans.get(OFF) ?? key };
  reporter.error('conflict', address.node, `"${id}" has no IPv6 addresses: IPv6 is switched off on it`, {
    related,
  });
}
