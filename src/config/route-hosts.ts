import { type Ip, isLimitedBroadcast, isMulticast, isUnspecified, parseIp } from '../model/ip.ts';

/** The previous host address; its text is canonical. */
let last: Ip | undefined;

/** Parses the address of a host, as gateways and sources must be; undefined for any other text. */
export function hostIp(text: string): Ip | undefined {
  // Mostly a route has the same gateway as the one before.
  if (text === last?.text) return last;
  const ip = parseIp(text);
  if (ip === undefined || isUnspecified(ip) || isMulticast(ip) || isLimitedBroadcast(ip)) return undefined;
  last = ip;
  return ip;
}
