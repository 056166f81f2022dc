import { type Client, type Snapshot, sameValue, type Value } from '../../model/index.ts';
import { DEFAULT_ROUTES, programsFor, USUAL_SETTINGS } from '../../model/language/clients.ts';
import { type Entry, type Node, scalar } from './document.ts';

/** What devices say of the programs that they are handed on to, by the device's name. */
export function clientEntries({ clients = [] }: Snapshot): ReadonlyMap<string, Entry> {
  const all = new Map<string, Entry>();
  for (const client of clients) all.set(client.link, { ...all.get(client.link), ...clientEntry(client) });
  return all;
}

function clientEntry({ role, program, settings }: Client): Entry {
  const entry: Entry = { [role]: true };
  if (program !== null && program !== programsFor(role)[0]) entry['dhcp-client'] = program;
  for (const [name, value] of Object.entries(settings)) {
    if (name !== DEFAULT_ROUTES && !sameValue(value, USUAL_SETTINGS[role][name])) put(entry, name, value);
  }
  return entry;
}

function put(entry: Entry, name: string, value: Value): void {
  const node = scalar(value);
  if (node === undefined) return;
  const [level, key] = name.split('.');
  if (key === undefined || level === undefined) entry[name] = node;
  else entry[level] = { ...(entry[level] as Readonly<Record<string, Node>> | undefined), [key]: node };
}
