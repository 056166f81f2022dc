import { accessPointsIn } from '../../model/access-points.ts';
import { ADDRESS_GENERATION } from '../../model/address-generation.ts';
import { type Client, type Snapshot, sameValue, type Value } from '../../model/index.ts';
import {
  DECLARED_ADDRESSES,
  DEFAULT_ROUTES,
  programsFor,
  ROUTE_TABLE,
  USUAL_SETTINGS,
  WIFI_METRIC,
} from '../../model/language/clients.ts';
import type { SectionName } from '../../model/language/languages.ts';
import { type Entry, type Node, scalar } from './document.ts';

/** The keys of devices for the programs that run on them, by the device's name. */
export function clientEntries(
  { links, clients = [] }: Snapshot,
  sections: ReadonlyMap<string, SectionName>,
  warnings: string[],
): ReadonlyMap<string, Entry> {
  const all = new Map<string, Entry>();
  const wifis = wifisIn({ clients });
  const without6 = new Set(
    links.flatMap(({ name, attributes }) => (attributes[ADDRESS_GENERATION] === 'none' ? [name] : [])),
  );
  for (const client of clients) {
    const needed = CLIENT_SECTIONS[client.role] ?? sections.get(client.link);
    if (needed !== sections.get(client.link)) {
      warnings.push(`client ${client.role} dev ${client.link} is left out: only ${needed} can say it`);
      continue;
    }
    const entry = clientEntry(client, wifis.has(client.link), all.get(client.link) ?? {});
    if (entry['link-local'] !== undefined && without6.has(client.link)) entry['link-local'] = ['ipv4'];
    all.set(client.link, entry);
  }
  return all;
}

/** Links that are known to be Wi-Fi devices, because of their clients. */
export const wifisIn = ({ clients = [] }: Pick<Snapshot, 'clients'>): ReadonlySet<string> =>
  new Set(clients.flatMap(({ link, role }) => (role === 'wifi' ? [link] : [])));

/** The section in which a device must be for a client with this role; absent: any. */
const CLIENT_SECTIONS: Partial<Readonly<Record<Client['role'], SectionName>>> = {
  auth: 'ethernets',
  wifi: 'wifis',
};

function clientEntry({ role, program, settings }: Client, wifi: boolean, entry: Entry): Entry {
  if (role === 'dhcp4' || role === 'dhcp6') {
    entry[role] = true;
    if (program !== null && program !== programsFor(role)[0]) entry['dhcp-client'] = program;
  }
  const linkLocal = role === 'ipv4ll' || settings['link-local'] === true;
  if (linkLocal) entry['link-local'] = ['ipv4', 'ipv6'];
  if (role === 'wifi') {
    entry['access-points'] = accessPoints(settings['access-points']);
    const triggers = settings['wakeonwlan'];
    if (Array.isArray(triggers) && triggers.length > 0) entry['wakeonwlan'] = triggers.map(String);
  }
  const usual = wifi
    ? { ...USUAL_SETTINGS[role], 'dhcp4-overrides.route-metric': WIFI_METRIC }
    : USUAL_SETTINGS[role];
  for (const [name, value] of Object.entries(settings)) {
    if (!OTHERWISE.has(name) && !sameValue(value, usual[name])) put(entry, name, value);
  }
  // Authentication with defaults only still needs the key.
  if (role === 'auth' && entry['auth'] === undefined) entry['auth'] = { 'key-management': '802.1x' };
  return entry;
}

/** Settings that are not keys by their own names, or are written elsewhere. */
const OTHERWISE: ReadonlySet<string> = new Set([
  DECLARED_ADDRESSES,
  DEFAULT_ROUTES,
  ROUTE_TABLE,
  'link-local',
  'access-points',
]);

function accessPoints(value: Value | undefined): Node {
  return Object.fromEntries(
    accessPointsIn(value).map(({ ssid, secrets, settings }) => {
      const entry: Entry = {};
      for (const [name, member] of [...settings, ...secrets]) put(entry, name, member);
      return [ssid, entry as Readonly<Record<string, Node>>];
    }),
  );
}

function put(entry: Entry, name: string, value: Value): void {
  const node = scalar(value);
  if (node === undefined) return;
  const dot = name.indexOf('.');
  if (dot < 0) entry[name] = node;
  else {
    const level = name.slice(0, dot);
    entry[level] = {
      ...(entry[level] as Readonly<Record<string, Node>> | undefined),
      [name.slice(dot + 1)]: node,
    };
  }
}
