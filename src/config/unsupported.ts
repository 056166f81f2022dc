import type { Draft } from './draft.ts';
import { childOf, type Entry, entryOf, itemsOf, type MapNode, type Node } from './node.ts';
import { readMembers } from './read.ts';
import type { Reporter } from './reporter.ts';
import type { DefinitionName } from './schema/definitions.ts';
import { notRealised } from './schema/netplan-keys.ts';
import { UNSUPPORTED_SECTIONS } from './sections/section-names.ts';

/** Why something of netplan's is not supported. */
const OPEN_VSWITCH = 'Open vSwitch keeps its switches in a database of its own, not in the kernel';
const REASONS: Readonly<Record<string, string>> = {
  modems: 'modems are configured by ModemManager and NetworkManager',
  'nm-devices': 'it holds connection profiles of NetworkManager',
  networkmanager: 'it holds settings of NetworkManager',
  openvswitch: OPEN_VSWITCH,
};

/** The definitions of nested levels that have one of their own in the schema. */
const LEVELS: Partial<Readonly<Record<DefinitionName, Readonly<Record<string, DefinitionName>>>>> = {
  openvswitch: { controller: 'openvswitch-controller' },
  'openvswitch-global': { ssl: 'openvswitch-ssl' },
};

/**
 * Sections whose devices are made by Open vSwitch if they have its key; devices of other sections are still the
 * kernel's.
 */
const SWITCHED: ReadonlySet<string> = new Set(['bridges', 'bonds']);

/** Reads `unsupported: warn`: what is not supported is left out with a warning. Must be read before anything else. */
export function readUnsupportedWish(network: Node, reporter: Reporter): void {
  const node = childOf(network, 'unsupported');
  reporter.leavesOut = node?.kind === 'scalar' && node.text.toLowerCase() === 'warn';
}

/**
 * Reports the sections and keys that are not implemented, after checking them with netplan's grammar. Removes devices
 * that are not the kernel's, and those that stand on them, from the drafts. Returns their ids: references to these are
 * not reported.
 */
export function leaveOutUnsupported(
  network: MapNode,
  drafts: Map<string, Draft>,
  reporter: Reporter,
): ReadonlySet<string> {
  const refused = new Set(notRealised('network').flatMap((section) => idsOf(childOf(network, section))));
  for (const section of UNSUPPORTED_SECTIONS) {
    const entry = entryOf(network, section);
    if (entry === undefined) continue;
    refuse(entry, '', reporter);
    for (const id of idsOf(entry.value)) refused.add(id);
  }
  const switches = entryOf(network, 'openvswitch');
  if (switches !== undefined) {
    readLevels(switches, 'openvswitch-global', reporter);
    refuse(switches, '', reporter);
    for (const id of patchPorts(switches.value)) refused.add(id);
  }
  for (const draft of drafts.values()) {
    for (const key of ['networkmanager', 'openvswitch'] as const) {
      const entry = entryOf(draft.node, key);
      if (entry === undefined || refused.has(draft.id)) continue;
      const whole = key === 'openvswitch' && SWITCHED.has(draft.section);
      readLevels(entry, key, reporter);
      refuse(entry, whole ? `, so "${draft.id}" is not a device of the kernel` : '', reporter);
      if (whole) refused.add(draft.id);
    }
  }
  takeOut(drafts, refused, reporter);
  return refused;
}

const idsOf = (section: Node | undefined): readonly string[] =>
  section?.kind === 'map' ? section.entries.map(({ key }) => key.text).filter((id) => id !== 'renderer') : [];

/** The names of patch ports, pairs of ports that connect two switches; other devices can have them as interfaces. */
const patchPorts = (node: Node): readonly string[] =>
  itemsOf(childOf(node, 'ports')).flatMap((pair) =>
    itemsOf(pair).flatMap((port) => (port.kind === 'scalar' ? [port.text] : [])),
  );

function refuse({ key }: Entry, more: string, reporter: Reporter): void {
  reporter.unsupported(key, `"${key.text}" is not supported: ${REASONS[key.text] ?? ''}${more}`);
}

/** Checks the members of a level with the validator, and nested levels that have definitions of their own. */
function readLevels({ key, value }: Entry, definition: DefinitionName, reporter: Reporter): void {
  // A value that is no mapping has been reported already.
  if (value.kind !== 'map') return;
  readMembers(value, definition, { what: `"${key.text}"`, owner: key }, reporter);
  for (const [name, below] of Object.entries(LEVELS[definition] ?? {})) {
    const entry = entryOf(value, name);
    if (entry !== undefined) readLevels(entry, below, reporter);
  }
}

/** Removes refused devices from the drafts, and those that cannot exist without them. */
function takeOut(drafts: Map<string, Draft>, refused: Set<string>, reporter: Reporter): void {
  for (const id of refused) drafts.delete(id);
  for (const [id, draft] of drafts) {
    const below = draft.references.find((one) => one.below && refused.has(one.id)) ?? draft.peer;
    if (below === undefined || !refused.has(below.id)) continue;
    if (reporter.leavesOut) {
      const message = `"${id}" stands on "${below.id}", which is not supported`;
      reporter.unsupported(below.span, message);
    }
    refused.add(id);
    takeOut(drafts, refused, reporter);
    return;
  }
}
