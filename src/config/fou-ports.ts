import type { FouPort } from '../model/fou-port.ts';
import { type Ip, isUnspecified, parseIp } from '../model/ip.ts';
import type { Said } from './draft.ts';
import { type EntryError, entryError, type ListSite, readList } from './entries.ts';
import { readIpProtocol } from './ip-protocol.ts';
import { childOf, type MapNode } from './node.ts';
import type { Reporter } from './reporter.ts';
import type { Definitions } from './schema/definitions.ts';

type Entry = Definitions['fou-port'];

const FAMILIES = { ipv4: 4, ipv6: 6 } as const;

/** Interprets `fou-ports`. */
export const readFouPorts = (network: MapNode, reporter: Reporter): readonly Said<FouPort>[] =>
  readList(childOf(network, 'fou-ports'), { name: 'fou-port', what: 'a FOU port' }, reporter, readPort);

function readPort(entry: Entry, site: ListSite): FouPort | undefined {
  const { port, type = 'fou', 'peer-port': peerPort = null } = entry;
  const local = readAddress('local', entry, site);
  const peer = readAddress('peer', entry, site);
  const family = readFamily(entry, [local, peer], site);
  for (const [key, needed, why] of NEEDS)
    if (entry[key] !== undefined && entry[needed] === undefined)
      error('missing-key', key, `"${key}" needs "${needed}", ${why}`, site);
  return {
    ...{ type: 'fou', family, port, link: entry.interface ?? null },
    ...{ local: local?.text ?? null, peer: peer?.text ?? null, peerPort },
    ...{ encapsulation: type, ipProtocol: protocolOf(entry, site) },
  };
}

/**
 * What goes with what. Without a local address the socket gets one by the routes to its peer (ip4_datagram_connect), and
 * the kernel takes no interface (parse_nl_config).
 */
const NEEDS = [
  ['peer', 'peer-port', 'the UDP port from which it sends'],
  ['peer-port', 'peer', 'the address of who sends from it'],
  ['peer', 'local', 'the address to which it sends'],
  ['interface', 'local', 'an address of this machine'],
] as const satisfies readonly (readonly [keyof Entry, keyof Entry, string])[];

/** Behind the header of generic UDP encapsulation the protocol is told; without it nothing tells. */
function protocolOf(entry: Entry, site: ListSite): number | null {
  const { type = 'fou', 'ip-protocol': said } = entry;
  if (type === 'gue') {
    if (said !== undefined)
      error('conflict', 'ip-protocol', 'the header of `gue` tells the protocol: no "ip-protocol" here', site);
    return null;
  }
  if (said === undefined) {
    const hint = 'ipencap for tunnels of the mode ipip, ipv6 for sit, gre for gre';
    error('missing-key', undefined, 'a FOU port of the type fou needs "ip-protocol"', site, hint);
  }
  return readIpProtocol(said, site) ?? null;
}

function readAddress(key: 'local' | 'peer', entry: Entry, site: ListSite): Ip | undefined {
  const text = entry[key];
  if (text === undefined) return undefined;
  const ip = parseIp(text);
  if (ip !== undefined && !isUnspecified(ip)) return ip;
  const hint = text.includes('/') ? 'leave the prefix length out' : undefined;
  error('wrong-address', key, `"${key}" must be an IP address, not ${JSON.stringify(text)}`, site, hint);
  return undefined;
}

/** The family that addresses tell, or `family`. */
function readFamily(
  { family: said }: Entry,
  [local, peer]: readonly (Ip | undefined)[],
  site: ListSite,
): 4 | 6 {
  const family = local?.family ?? peer?.family ?? (said === undefined ? 4 : FAMILIES[said]);
  if (peer !== undefined && peer.family !== family)
    error(
      'family-mismatch',
      'peer',
      `"peer" is an IPv${peer.family} address, but "local" is IPv${family}`,
      site,
    );
  else if (said !== undefined && FAMILIES[said] !== family) {
    const key = local === undefined ? 'peer' : 'local';
    error('family-mismatch', 'family', `"family" is ${said}, but "${key}" is an IPv${family} address`, site);
  }
  return family;
}

const error: EntryError<keyof Entry> = entryError;
