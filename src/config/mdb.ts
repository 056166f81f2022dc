import type { GroupEntry } from '../model/group-entry.ts';
import { covers, type Ip, isMulticast, isUnspecified, parseIp } from '../model/ip.ts';
import { isMulticastMac, parseMac } from '../model/mac.ts';
import type { Draft } from './draft.ts';
import { type EntryError, entryError, readEntries, type EntrySite as Site } from './entries.ts';
import type { Reporter } from './reporter.ts';
import type { Definitions } from './schema/definitions.ts';

type Entry = Definitions['group-entry'];

const LIST = { key: 'mdb', name: 'group-entry', what: 'an entry of a multicast database' } as const;

/** Interprets `mdb`. The bridge of a port is filled in when all devices are known (checks/mdb.ts). */
export function readGroups(draft: Draft, reporter: Reporter): void {
  draft.mdb = readEntries(draft, LIST, reporter, readEntry);
}

function readEntry(entry: Entry, site: Site): GroupEntry | undefined {
  const { draft } = site;
  const mac = parseMac(entry.group);
  const ip = mac === undefined ? parseIp(entry.group) : undefined;
  const fault =
    mac === undefined ? faultOfIp(ip) : isMulticastMac(mac) ? undefined : 'is for a single device';
  if (fault !== undefined) {
    error('wrong-address', 'group', `${JSON.stringify(entry.group)} ${fault}`, site);
    return undefined;
  }
  if (ip !== undefined && draft.kind === 'bridge') {
    const message = `"${draft.id}" itself gets the groups that programs on this machine join`;
    const hint =
      'only a group that is a MAC address can be said for a bridge itself; say others on its ports';
    error('conflict', 'group', message, site, hint);
  }
  const source = readSource(entry, ip, site);
  const { id } = draft;
  const group = ip?.text ?? mac ?? entry.group;
  return { type: 'mdb', link: id, bridge: id, group, source: source?.text ?? null, vlan: entry.vlan ?? null };
}

/** What is wrong with a group that is not a MAC address (br_mdb_config_init, is_valid_mdb_entry). */
function faultOfIp(ip: Ip | undefined): string | undefined {
  if (ip === undefined || !isMulticast(ip)) return 'is no multicast address';
  return isEverywhere(ip) ? 'goes to all ports anyway' : undefined;
}

const LOCAL_NETWORK = parseIp('224.0.0.0');

/** 224.0.0.0/24 (ipv4_is_local_multicast) or ff02::1, which a bridge never keeps from a port. */
const isEverywhere = (ip: Ip): boolean =>
  ip.text === 'ff02::1' || (LOCAL_NETWORK?.family === ip.family && covers(LOCAL_NETWORK, 24, ip));

function readSource({ source }: Entry, group: Ip | undefined, site: Site): Ip | undefined {
  if (source === undefined) return undefined;
  const ip = parseIp(source);
  if (group === undefined) error('conflict', 'source', 'a group that is a MAC address has no "source"', site);
  else if (ip === undefined || ip.family !== group.family || isMulticast(ip) || isUnspecified(ip)) {
    const message = `${JSON.stringify(source)} is not an IPv${group.family} address of a single sender`;
    error('wrong-address', 'source', message, site);
  }
  return ip;
}

const error: EntryError<keyof Entry> = entryError;
