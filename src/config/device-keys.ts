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

/** Each table is taken apart once: there may be thousands of devices. */
const spelledTables = new WeakMap<readonly DeviceKey[], readonly Spelled[]>();

function spelledKeys(keys: readonly DeviceKey[]): readonly Spelled[] {
  let spelled = spelledTables.get(keys);
  if (spelled === undefined) {
    spelled = keys.map((key) => {
      const dot = key.key.lastIndexOf('.');
      const level = key.key.slice(0, Math.max(dot, 0));
      return { key, level, spellings: [key.key.slice(dot + 1), ...(key.spellings ?? [])] };
    });
    spelledTables.set(keys, spelled);
  }
  return spelled;
}

/** Reads the keys that a table knows, one after the other; a key of a lower level is looked for in that. */
export function readDeviceKeys(
  draft: Draft,
  keys: readonly DeviceKey[],
  levels: Readonly<Record<string, Level>>,
  reporter: Reporter,
): void {
  for (const { key, level: name, spellings } of spelledKeys(keys)) {
    const level = levels[name];
    const said = level === undefined ? undefined : saidKey(level, spellings, reporter);
    if (said !== undefined) readForm({ ...said, draft, attribute: key.attribute, form: key.form, reporter });
  }
}

/** The key under one of its spellings; two of them are a contradiction waiting to happen. */
function saidKey(
  { node, values }: Level,
  spellings: readonly string[],
  reporter: Reporter,
): { key: string; node: Node; value: unknown } | undefined {
  if (!spellings.some((name) => values[name] !== undefined)) return undefined;
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

/** The levels below a device that its keys speak of: `parameters` is described by the definition `bond-parameters`. */
export function readLevels(
  draft: Draft,
  keys: readonly { readonly key: string }[],
  top: Level,
  { definition, noun }: { readonly definition: DefinitionName; readonly noun: string },
  reporter: Reporter,
): Readonly<Record<string, Level>> {
  const levels: Record<string, Level> = { '': top };
  for (const { key } of keys) {
    const name = key.slice(0, Math.max(key.lastIndexOf('.'), 0));
    if (name in levels) continue;
    const entry = entryOf(draft.node, name);
    if (entry === undefined || top.values[name] === undefined) continue;
    const what = { what: `"${name}" of ${noun} "${draft.id}"`, owner: entry.key };
    const values = readMembers(entry.value, `${definition}-${name}` as DefinitionName, what, reporter);
    if (values !== undefined) levels[name] = { node: entry.value, values };
  }
  return levels;
}
