import { kindOf, type State } from './dump.ts';
import { isToldNoMtu } from './exempt.ts';

/**
 * VXLANs of which a way back says that they have no IPv6: they were made when the device below had more room, which it has not when
 * they are made anew, and they do not get their MTU back (vxlan_config_apply).
 */
export function withLessRoom(texts: readonly string[], before: State): ReadonlySet<string> {
  const names = texts.flatMap((text) => (LEFT_OUT.exec(text) ?? WITHOUT.exec(text))?.[1] ?? []);
  return new Set(names.filter((name) => kindOf(before.links.get(name)) === 'vxlan'));
}

const WITHOUT = /^vxlan (\S+) has an MTU of \d+, not \d+ as before: .*, and with that no IPv6$/;
const LEFT_OUT = /is left out: with an MTU of \d+ (\S+) has no IPv6/;

/** Whether a failure is one of these. */
export const isForLackOfRoom = (text: string, lacking: ReadonlySet<string>): boolean =>
  lacking.has(LEFT_OUT.exec(text)?.[1] ?? '');

/**
 * Whether a difference, a line of differencesOf(), is that IPv6 is gone from one of these, or a setting of it from a VXLAN or to an ipvlan
 * that kept IPv6 though its device leaves too little room for it (vxlan_config_apply, ipvlan_adjust_mtu).
 */
export function isOfLackOfRoom(line: string, lacking: ReadonlySet<string>, { links }: State): boolean {
  const [, settled = ''] = /^settings: (\S+) ipv6\.\S+ is (?:gone|there): /.exec(line) ?? [];
  const device = links.get(settled);
  if (lacking.has(settled) || (isToldNoMtu(device) && Number(device?.['mtu']) < 1280)) return true;
  const [, link = ''] =
    /^(?:addresses|routes|neighbors): .* is gone: .*"(?:dev|on)":"([^"]+)"/.exec(line) ?? [];
  return lacking.has(link) && /[0-9a-f]*:[0-9a-f]*:|^routes: 6 /.test(line);
}
