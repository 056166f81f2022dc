import type { DeviceKey } from '../model/language/device.ts';
import type { Draft } from './draft.ts';
import { readForm } from './forms/forms.ts';
import { childOf, entryOf, type Node } from './node.ts';
import { readMembers } from './read.ts';
import type { Reporter } from './reporter.ts';
import type { DefinitionName } from './schema/definitions.ts';

/** A mapping of the file and what the schema makes of its members. */
export interface Level {
  readonly node: Node;
  readonly values: Readonly<Record<string, unknown>>;
}

/** A key taken apart: the level that it stands on, and what it may be called there. */
interface Spelled {
  readonly key: DeviceKey;
  readonly level: string;
  readonly spellings: readonly string[];
}

/** A table taken apart. */
interface SpelledTable {
  readonly keys: readonly Spelled[];
  /** Of each level, what spelling stands for which of the keys. */
  readonly levels: ReadonlyMap<string, ReadonlyMap<string, readonly number[]>>;
}

/** Each table is taken apart once: there may be thousands of devices. */
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

/** Reads the keys that a table knows, one after the other; a key of a lower level is looked for in that. */
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
    // Written out: V8 takes nearly a kilobyte for what begins with a spread and goes on.
    const { key, node, value } = said;
    readForm({ key, node, value, draft, attribute, form, reporter });
  }
}

/** Which keys of a table are said, in its order: a device says few of the many there are. */
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

/** The key under one of its spellings; two of them are a contradiction waiting to happen. */
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

/** The levels below a device that its tables speak of: `parameters` is described by the definition `bond-parameters`. */
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

/** What stands before the dots in a table's keys. */
function lowerLevels(table: readonly { readonly key: string }[]): readonly string[] {
  let levels = lowerLevelsOf.get(table);
  if (levels === undefined) {
    const below = table.map(({ key }) => key.slice(0, Math.max(key.lastIndexOf('.'), 0)));
    levels = [...new Set(below)].filter((name) => name !== '');
    lowerLevelsOf.set(table, levels);
  }
  return levels;
}
