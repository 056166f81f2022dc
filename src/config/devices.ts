import type { ClientProgram } from '../model/language/clients.ts';
import { readAddresses } from './addresses.ts';
import { readClients } from './clients.ts';
import { type Draft, newDraft } from './draft.ts';
import { readForwarding } from './fdb.ts';
import { readLinkKeys } from './link-keys.ts';
import { readGroups } from './mdb.ts';
import { readNameservers } from './nameservers.ts';
import { readNeighbors } from './neighbors.ts';
import type { Entry, MapNode } from './node.ts';
import { readMembers } from './read.ts';
import { readRenderer } from './renderer.ts';
import type { Reporter } from './reporter.ts';
import { readRoutes } from './routes.ts';
import { readRules } from './rules.ts';
import { hasKey } from './schema/level.ts';
import { SECTIONS, type Section } from './sections/sections.ts';

/** Reads the devices of all sections; an id in two sections is an error. */
export function readDevices(
  network: MapNode,
  client: ClientProgram | undefined,
  reporter: Reporter,
): Map<string, Draft> {
  const drafts = new Map<string, Draft>();
  for (const { key, value } of network.entries) {
    const section = SECTIONS.find(({ name }) => name === key.text);
    if (section === undefined || value.kind !== 'map') continue;
    const own = { ...value, entries: value.entries.filter((entry) => hasKey(section.name, entry.key.text)) };
    readMembers(own, section.name, { what: `"${section.name}"`, owner: key }, reporter);
    for (const entry of value.entries) {
      if (entry.key.text !== 'renderer') readDevice(entry, section, { drafts, client, reporter });
      else readRenderer(entry.value, reporter);
    }
  }
  return drafts;
}

interface Reading {
  readonly drafts: Map<string, Draft>;
  /** The DHCP client that is declared for the whole network. */
  readonly client: ClientProgram | undefined;
  readonly reporter: Reporter;
}

function readDevice(entry: Entry, section: Section, { drafts, client, reporter }: Reading): void {
  const { key, value } = entry;
  const draft = newDraft(section.name, section.kind, key, value);
  const twin = drafts.get(key.text);
  if (twin === undefined) drafts.set(key.text, draft);
  else {
    const related = { message: `defined in ${twin.section} here`, span: twin.key };
    const message = `"${key.text}" is a device of ${twin.section} already, an id can be used once only`;
    reporter.error('duplicate-id', key, message, { related });
  }
  checkId(draft, reporter);
  const keys = section.read(draft, reporter);
  if (keys !== undefined) {
    readLinkKeys(draft, keys, reporter);
    readClients(draft, keys, client, reporter);
  }
  readAddresses(draft, reporter);
  readNeighbors(draft, reporter);
  readForwarding(draft, reporter);
  readGroups(draft, reporter);
  readNameservers(draft, reporter);
  readRoutes(draft, reporter);
  readRules(draft, reporter);
}

/** Ids are not patterns: a wildcard in one is a misunderstanding (netplan refuses it, too). */
function checkId({ id, key }: Draft, reporter: Reporter): void {
  if (id === '') reporter.error('wrong-name', key, 'an id cannot be empty');
  else if (/[*?[\]]/.test(id)) {
    const hint = 'choose any id and write "match: {name: …}" below it';
    reporter.error('wrong-name', key, `the id "${id}" contains a wildcard, which ids cannot`, { hint });
  }
}
