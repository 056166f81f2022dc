import { type Ip, isMulticast, isUnspecified, parseIp } from '../model/ip.ts';
import { formatMac, isMulticastMac, isZeroMac, parseMac } from '../model/mac.ts';
import type { Neighbor } from '../model/neighbor.ts';
import type { Draft } from './draft.ts';
import { type EntryError, entryError, readEntries, type EntrySite as Site } from './entries.ts';
import type { Reporter } from './reporter.ts';
import type { Definitions } from './schema/definitions.ts';

type Entry = Definitions['neighbor'];

const LIST = { key: 'neighbors', name: 'neighbor', what: 'a neighbour' } as const;

/**
 * Lengths of link-layer addresses in bytes: Ethernet, InfiniBand, and tunnels over IPv4 and IPv6, where they are IP
 * addresses.
 */
const LENGTHS = [6, 20, 4, 16] as const;

/** Interprets `neighbors`. */
export function readNeighbors(draft: Draft, reporter: Reporter): void {
  draft.neighbors = readEntries(draft, LIST, reporter, readNeighbor);
}

function readNeighbor(entry: Entry, site: Site): Neighbor | undefined {
  const link = site.draft.id;
  const ip = readAddress(entry.to, site);
  if (ip === undefined) return undefined;
  const { proxy = false, router = false } = entry;
  if (router && ip.family === 4)
    error('wrong-value', 'router', 'only IPv6 knows neighbours as routers', site);
  const macaddress = proxy ? noLinkLayer(entry, site) : readLinkLayer(entry, site);
  if (macaddress === undefined) return undefined;
  return { type: 'neighbor', link, family: ip.family, to: ip.text, macaddress, proxy, router };
}

function readAddress(text: string, site: Site): Ip | undefined {
  const ip = parseIp(text);
  if (ip === undefined) {
    const hint = text.includes('/')
      ? 'leave the prefix length out: each neighbour is one address'
      : undefined;
    error('wrong-address', 'to', `${JSON.stringify(text)} is not an IP address`, site, hint);
    return undefined;
  }
  const fault = isUnspecified(ip) ? 'the unspecified address' : isMulticast(ip) ? 'a multicast address' : '';
  if (fault !== '') error('wrong-address', 'to', `${text} is ${fault}, no neighbour can have it`, site);
  return ip;
}

function noLinkLayer({ macaddress }: Entry, site: Site): null {
  if (macaddress !== undefined) {
    const message = 'a proxy is answered for with the MAC address of the device: it has no "macaddress"';
    error('conflict', 'macaddress', message, site);
  }
  return null;
}

function readLinkLayer({ macaddress }: Entry, site: Site): string | undefined {
  if (macaddress === undefined) {
    const hint = 'write its MAC address, or "proxy: true" to answer for the address';
    error('missing-key', undefined, 'a neighbour needs "macaddress"', site, hint);
    return undefined;
  }
  const ip = parseIp(macaddress);
  const mac = ip === undefined ? parseMac(macaddress, LENGTHS) : bytesOf(ip);
  if (mac === undefined) {
    const message =
      '"macaddress" must be hexadecimal bytes with colons, such as 02:00:00:00:00:01, or an IP address';
    error('wrong-value', 'macaddress', message, site, 'six bytes; twenty for InfiniBand');
  } else if (mac.length === 17 && (isZeroMac(mac) || isMulticastMac(mac))) {
    error('wrong-value', 'macaddress', `${mac} is not an address of a single device`, site);
  }
  return mac;
}

/** On a tunnel over IP the link-layer address is the IP address of the other end. */
function bytesOf({ family, parts }: Ip): string {
  return formatMac(family === 4 ? parts : parts.flatMap((group) => [group >> 8, group & 0xff]));
}

const error: EntryError<keyof Entry> = entryError;
