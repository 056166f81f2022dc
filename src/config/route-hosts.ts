import { type Ip, isLimitedBroadcast, isMulticast, isUnspecified, parseIp } from '../model/ip.ts';

/** The last address of a host that was read; its text is canonical. */
let last: Ip | undefined;

/** The address of a host, which a gateway and a source are; undefined for any other text. */
export function hostIp(text: string): Ip | undefined {
  // The gateway of one route is mostly that of the next.
  if (text === last?.text) return last;
  const ip = parseIp(text);
  if (ip === undefined || isUnspecified(ip) || isMulticast(ip) || isLimitedBroadcast(ip)) return undefined;
  last = ip;
  return ip;
}
