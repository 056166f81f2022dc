import type { ConfigurationDocument, Node } from './document.ts';
import {
  type Grammar,
  type Keys,
  NETPLAN_SECTIONS,
  NETPLAN_TUNNELS,
  type SectionGrammar,
} from './netplan-grammar.ts';

type Mapping = { readonly [key: string]: Node };
type Devices = ReadonlyMap<string, { readonly section: string; readonly entry: Mapping }>;

/**
 * A configuration that netplan accepts, and what had to be left out, by the device (`bridges.br0`); what concerns whole
 * devices is under ''.
 */
export interface ForNetplan {
  readonly configuration: ConfigurationDocument;
  readonly leftOut: ReadonlyMap<string, readonly string[]>;
}

/**
 * The configuration without what netplan's language lacks. A device that netplan would refuse in that form is left out
 * as a whole, together with devices on top of it.
 */
export function forNetplan({ network }: ConfigurationDocument): ForNetplan {
  const leftOut = new Map<string, string[]>();
  const leave = (place: string, what: string): void => {
    const known = leftOut.get(place);
    if (known === undefined) leftOut.set(place, [what]);
    else if (!known.includes(what)) known.push(what);
  };
  let devices: Devices = devicesOf(network);
  for (let before = -1; before !== devices.size; ) {
    before = devices.size;
    devices = withoutImpossible(devices, leave);
  }
  const sections: Record<string, Record<string, Node>> = {};
  for (const [id, { section, entry }] of devices) {
    const { keys = {}, said = {} } = grammarOf(section, entry) ?? {};
    const kept = reduced(entry, keys, devices, (what) => leave(`${section}.${id}`, what));
    sections[section] = { ...sections[section], [id]: withSaid(kept, said) };
  }
  return { configuration: { network: { version: 2, ...sections } }, leftOut };
}

/** Adds values for which netplan's default is a different one. */
function withSaid(entry: Mapping, said: NonNullable<SectionGrammar['said']>): Mapping {
  const filled = Object.entries(said).flatMap(([key, values]): [string, Node][] => {
    const level = entry[key];
    return isMapping(level) && Object.keys(level).length > 0 ? [[key, { ...values, ...level }]] : [];
  });
  return { ...entry, ...Object.fromEntries(filled) };
}

function devicesOf(network: ConfigurationDocument['network']): Devices {
  const devices = new Map<string, { section: string; entry: Mapping }>();
  for (const [section, ids] of Object.entries(network)) {
    if (!isMapping(ids)) continue;
    for (const [id, entry] of Object.entries(ids)) if (isMapping(entry)) devices.set(id, { section, entry });
  }
  return devices;
}

const isMapping = (node: Node | undefined): node is Mapping =>
  typeof node === 'object' && node !== null && !Array.isArray(node);

const grammarOf = (section: string, entry: Mapping) =>
  section === 'tunnels' ? NETPLAN_TUNNELS[String(entry['mode'])] : NETPLAN_SECTIONS[section];

type Leave = (place: string, what: string) => void;

/** The devices in sections and modes that netplan has, with everything that it requires. */
function withoutImpossible(devices: Devices, leave: Leave): Devices {
  return new Map(
    [...devices].filter(([id, { section, entry }]) => {
      const grammar = grammarOf(section, entry);
      if (grammar === undefined) {
        const what =
          section === 'tunnels' ? `tunnels of the mode ${entry['mode']}` : `the section ${section}`;
        leave('', `${id} (${what})`);
        return false;
      }
      const missing = grammar.required.find((key) => !fits(entry[key], grammar.keys[key] ?? 'any', devices));
      const lost = missing ?? grammar.essential?.find((key) => key in entry);
      if (lost !== undefined) leave('', `${id} (its "${lost}")`);
      return lost === undefined;
    }),
  );
}

function reduced(
  entry: Mapping,
  keys: Keys,
  devices: Devices,
  leave: (what: string) => void,
  path = '',
): Mapping {
  const kept: Record<string, Node> = {};
  for (const [key, node] of Object.entries(entry)) {
    const grammar = keys[key];
    const name = `${path}${key}`;
    const value = grammar === undefined ? undefined : reducedNode(node, grammar, devices, leave, name);
    if (value === undefined) leave(name);
    else kept[key] = value;
  }
  return kept;
}

/** The part of a value that netplan accepts; undefined if it accepts nothing of it. */
function reducedNode(
  node: Node,
  grammar: Grammar,
  devices: Devices,
  leave: (what: string) => void,
  name: string,
): Node | undefined {
  if (grammar === 'ids' && Array.isArray(node)) {
    const [here, gone] = [
      node.filter((id) => devices.has(String(id))),
      node.filter((id) => !devices.has(String(id))),
    ];
    for (const id of gone) leave(`${String(id)} in ${name}`);
    return here;
  }
  if (typeof grammar === 'object' && 'members' in grammar)
    return isMapping(node) ? reduced(node, grammar.members, devices, leave, `${name}.`) : undefined;
  if (typeof grammar === 'object' && 'list' in grammar) {
    if (!Array.isArray(node)) return undefined;
    const said = node.map((item) => (name === 'routes' ? withScope(item) : item));
    for (const item of said)
      if (!isWhole(item, grammar.list, devices)) leave(`${name}: ${JSON.stringify(item)}`);
    return said.filter((item) => isWhole(item, grammar.list, devices));
  }
  return fits(node, grammar, devices) ? node : undefined;
}

/** Whether an entry of a list can be kept: without one of its members it would mean something else. */
const isWhole = (item: Node, grammar: Grammar, devices: Devices): boolean =>
  typeof grammar === 'object' && 'members' in grammar
    ? isMapping(item) &&
      Object.entries(item).every(([key, value]) => fits(value, grammar.members[key], devices))
    : fits(item, grammar, devices);

/** netplan requires a gateway, unless the scope says that none is needed. */
function withScope(route: Node): Node {
  if (!isMapping(route) || 'via' in route || 'scope' in route || 'type' in route || 'nexthops' in route)
    return route;
  return { ...route, scope: 'link' };
}

function fits(node: Node | undefined, grammar: Grammar | undefined, devices: Devices): boolean {
  if (node === undefined || grammar === undefined) return false;
  if (grammar === 'any' || grammar === 'ids') return true;
  if (grammar === 'boolean' || grammar === 'number') return typeof node === grammar;
  if (grammar === 'time') return typeof node === 'number' || typeof node === 'string';
  if (grammar === 'address') return typeof node === 'string' && !/^(0\.0\.0\.0|::)$/.test(node);
  if (grammar === 'id') return devices.has(String(node));
  if (isWords(grammar)) return grammar.includes(String(node));
  if ('each' in grammar)
    return isMapping(node) && Object.values(node).every((one) => fits(one, grammar.each, devices));
  return true;
}

const isWords = (grammar: Exclude<Grammar, string>): grammar is readonly string[] => Array.isArray(grammar);

/** What was left out, with a line for each place; the first is about whole devices. */
export const leftOutLines = ({ leftOut }: ForNetplan): readonly string[] =>
  [...leftOut].map(([place, what]) =>
    place === ''
      ? `not in netplan's language: ${what.join(', ')}`
      : `${place}: not in netplan's language: ${what.join(', ')}`,
  );
