import { IP_PROTOCOL_NAMES, ipProtocolNumber } from '../model/language/ip-protocols.ts';
import { entryError, type ListSite } from './entries.ts';
import { didYouMean } from './nearest.ts';

/** Reads `ip-protocol`: a number or a name; undefined if it is missing or wrong. */
export function readIpProtocol(said: number | string | undefined, site: ListSite): number | undefined {
  if (said === undefined) return undefined;
  const text = String(said);
  const number = /^[0-9]{1,3}$/.test(text) ? Number(text) : ipProtocolNumber(text);
  if (number !== undefined && number >= 1 && number <= 255) return number;
  const message = `"ip-protocol" must be a number from 1 to 255 or a name such as tcp, udp or ipv6-icmp, not ${JSON.stringify(said)}`;
  entryError('wrong-value', 'ip-protocol', message, site, didYouMean(text, IP_PROTOCOL_NAMES));
  return undefined;
}
