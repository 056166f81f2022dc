import type { DeviceKey } from '../model/language/device.ts';
import type { Draft } from './draft.ts';
import { readForm } from './forms/forms.ts';
import { childOf, entryOf, type Node } from './node.ts';
import { readMembers } from './read.ts';
import type { Reporter } from './reporter.ts';
import type { DefinitionName } from './schema/definitions.ts';

/** A mapping in the file, with the values of its members as typed by the schema. */
export interface Level {
  readonly node: Node;
  readonly values: Readonly<Record<string, unknown>>;
}

/** A key divided into the level at which it stands and its spellings there. */
interface Spelled {
  readonly key: DeviceKey;
  readonly level: string;
  readonly spellings: readonly string[];
}

/** A table of keys divided in this way. */
interface SpelledTable {
  readonly keys: readonly Spelled[];
  /** For each level, the indexes of the keys by spelling. */
  readonly levels: ReadonlyMap<string, ReadonlyMap<string, readonly number[]>>;
}

/** Each table is divided only once, as there may be thousands of devices. */
const spelledTables = new WeakMap<readonly DeviceKey[], SpelledTable>();

function spelledTable(table: readonly DeviceKey[]): SpelledTable {
  let spelled = spelledTables.get(table);
  if (spelled === undefined) {
    spelled = takeApart(table);
    spelledTables.set(table, spelled);
  }
  return spelled;
}

function takeApart(table: readonly DeviceKey[]): SpelledTable {
  const levels = new Map<string, Map<string, number[]>>();
  const keys = table.map((key, at): Spelled => {
    const dot = key.key.lastIndexOf('.');
    const level = key.key.slice(0, Math.max(dot, 0));
    const spellings = [key.key.slice(dot + 1), ...(key.spellings ?? [])];
    const places = levels.get(level) ?? new Map<string, number[]>();
    levels.set(level, places);
    for (const spelling of spellings) places.set(spelling, [...(places.get(spelling) ?? []), at]);
    return { key, level, spellings };
  });
  return { keys, levels };
}

/** Reads the keys of a table, in its order; a key of a lower level is read from that level. */
export function readDeviceKeys(
  draft: Draft,
  table: readonly DeviceKey[],
  levels: Readonly<Record<string, Level>>,
  reporter: Reporter,
): void {
  const { keys, levels: known } = spelledTable(table);
  for (const at of saidKeys(levels, known)) {
    const spelled = keys[at];
    const level = spelled === undefined ? undefined : levels[spelled.level];
    if (spelled === undefined || level === undefined) continue;
    const { attribute, form } = spelled.key;
    const said = saidKey(level, spelled.spellings, reporter);
    if (said === undefined) continue;
    // Not with a spread: V8 uses nearly a kilobyte for an object that begins with one.
    const { key, node, value } = said;
    readForm({ key, node, value, draft, attribute, form, reporter });
  }
}

/** The indexes of the keys that are present, in the table's order: a device has few of the many keys. */
function saidKeys(levels: Readonly<Record<string, Level>>, known: SpelledTable['levels']): readonly number[] {
  const said: number[] = [];
  for (const name in levels) {
    const places = known.get(name);
    const values = levels[name]?.values;
    for (const key in values) for (const at of places?.get(key) ?? []) said.push(at);
  }
  if (said.length < 2) return said;
  return [...new Set(said)].sort((a, b) => a - b);
}

/** Finds a key by its spellings; two spellings at once are an error. */
function saidKey(
  { node, values }: Level,
  spellings: readonly string[],
  reporter: Reporter,
): { key: string; node: Node; value: unknown } | undefined {
  const [key, other] = spellings.filter((name) => values[name] !== undefined);
  const found = key === undefined ? undefined : childOf(node, key);
  if (key === undefined || found === undefined) return undefined;
  if (other !== undefined) {
    const related = { message: `"${key}" is here`, span: found };
    const message = `"${other}" is another spelling of "${key}": write one of them`;
    reporter.error('duplicate-key', childOf(node, other) ?? found, message, { related });
    return undefined;
  }
  return { key, node: found, value: values[key] };
}

/**
 * Reads the levels of a device to which its tables refer: `parameters` of a bond has the definition `bond-parameters`.
 */
export function readLevels(
  draft: Draft,
  tables: readonly (readonly { readonly key: string }[])[],
  top: Level,
  { definition, noun }: { readonly definition: DefinitionName; readonly noun: string },
  reporter: Reporter,
): Readonly<Record<string, Level>> {
  const levels: Record<string, Level> = { '': top };
  for (const table of tables) {
    for (const name of lowerLevels(table)) {
      if (name in levels) continue;
      const entry = entryOf(draft.node, name);
      if (entry === undefined || top.values[name] === undefined) continue;
      const what = { what: `"${name}" of ${noun} "${draft.id}"`, owner: entry.key };
      const values = readMembers(entry.value, `${definition}-${name}` as DefinitionName, what, reporter);
      if (values !== undefined) levels[name] = { node: entry.value, values };
    }
  }
  return levels;
}

const lowerLevelsOf = new WeakMap<object, readonly string[]>();

/** The parts of a table's keys before the last dot. */
function lowerLevels(table: readonly { readonly key: string }[]): readonly string[] {
  let levels = lowerLevelsOf.get(table);
  if (levels === undefined) {
    const below = table.map(({ key }) => key.slice(0, Math.max(key.lastIndexOf('.'), 0)));
    levels = [...new Set(below)].filter((name) => name !== '');
    lowerLevelsOf.set(table, levels);
  }
  return levels;
}
