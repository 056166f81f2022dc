import type { ForwardingEntry } from '../model/forwarding-entry.ts';
import { isUnspecified, parseIp } from '../model/ip.ts';
import { isMulticastMac, isZeroMac, parseMac } from '../model/mac.ts';
import type { Draft } from './draft.ts';
import { type EntryError, entryError, readEntries, type EntrySite as Site } from './entries.ts';
import { childOf } from './node.ts';
import type { Reporter } from './reporter.ts';
import type { Definitions } from './schema/definitions.ts';

type Entry = Definitions['forwarding-entry'];

const LIST = { key: 'fdb', name: 'forwarding-entry', what: 'an entry of a forwarding database' } as const;

/** Keys that only entries of VXLAN devices have, and those that only entries of bridges have. */
const OF_VXLAN = ['port', 'vni', 'source-vni', 'link'] as const;
const OF_BRIDGE = ['vlan', 'local', 'sticky'] as const;

/** The kernel's default port of a VXLAN device (the one before IANA assigned a port to VXLAN). */
const VXLAN_PORT = 8472;

/**
 * Interprets `fdb`. Whether the device has a forwarding database is checked when all devices are known (checks/fdb.ts).
 */
export function readForwarding(draft: Draft, reporter: Reporter): void {
  draft.fdb = readEntries(draft, LIST, reporter, readEntry).map((said) => {
    const { item, node } = said;
    const over = childOf(node, 'link');
    return {
      ...said,
      out: item.out === null || over === undefined ? undefined : { id: item.out, span: over },
    };
  });
}

function readEntry(entry: Entry, site: Site): ForwardingEntry | undefined {
  const macaddress = parseMac(entry.macaddress);
  if (macaddress === undefined) {
    const message = '"macaddress" must be six hexadecimal bytes with colons, such as 02:00:00:00:00:01';
    error('wrong-value', 'macaddress', message, site);
    return undefined;
  }
  return entry.via === undefined
    ? ofBridge(entry, macaddress, site)
    : ofVxlan(entry, entry.via, macaddress, site);
}

const NO_REMOTE = { via: null, port: null, vni: null, sourceVni: null, out: null } as const;

function ofBridge(entry: Entry, macaddress: string, site: Site): ForwardingEntry {
  const { draft } = site;
  for (const key of OF_VXLAN) {
    if (entry[key] === undefined) continue;
    error('missing-key', key, `"${key}" is about a remote: say which one with "via"`, site);
  }
  if (draft.kind !== 'vxlan' && (isZeroMac(macaddress) || isMulticastMac(macaddress)))
    error('wrong-value', 'macaddress', `${macaddress} is not an address of a single device`, site);
  const self = draft.kind === 'bridge';
  const { vlan = null, sticky = false } = entry;
  const local = entry.local ?? self;
  if (self && entry.local === false)
    error('conflict', 'local', 'what a bridge itself receives is always local', site);
  if (local && sticky)
    error('conflict', 'sticky', 'a local address is on no port that it could stick to', site);
  return { type: 'fdb', link: draft.id, macaddress, self, vlan, local, sticky, ...NO_REMOTE };
}

function ofVxlan(entry: Entry, text: string, macaddress: string, site: Site): ForwardingEntry | undefined {
  const { draft } = site;
  for (const key of OF_BRIDGE) {
    if (entry[key] === undefined) continue;
    error('conflict', key, `"${key}" is for entries of a bridge, which have no "via"`, site);
  }
  const via = parseIp(text);
  if (via === undefined || isUnspecified(via)) {
    const hint = text.includes('/') ? 'leave the prefix length out' : undefined;
    error('wrong-address', 'via', `${JSON.stringify(text)} is not an IP address of a remote`, site, hint);
    return undefined;
  }
  return {
    type: 'fdb',
    link: draft.id,
    macaddress,
    self: true,
    vlan: null,
    local: false,
    sticky: false,
    via: via.text,
    // For the device's own values the kernel reports nothing (vxlan_fdb_info), so they are null.
    port: unless(entry.port, draft.attributes['vxlan.port'] ?? VXLAN_PORT),
    vni: unless(entry.vni, draft.attributes['vxlan.id']),
    sourceVni: entry['source-vni'] ?? null,
    out: entry.link ?? null,
  };
}

const unless = (value: number | undefined, usual: unknown): number | null =>
  value === undefined || value === usual ? null : value;

const error: EntryError<keyof Entry> = entryError;
