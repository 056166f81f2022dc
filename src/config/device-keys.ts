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

/** Reads the keys that a table knows, one after the other; a key of a lower level is looked for in that. */
export function readDeviceKeys(
  draft: Draft,
  keys: readonly DeviceKey[],
  levels: Readonly<Record<string, Level>>,
  reporter: Reporter,
): void {
  for (const deviceKey of keys) {
    const { key: path, attribute, form } = deviceKey;
    const dot = path.lastIndexOf('.');
    const level = levels[path.slice(0, Math.max(dot, 0))];
    if (level === undefined) continue;
    const said = saidKey(level, [path.slice(dot + 1), ...(deviceKey.spellings ?? [])], reporter);
    if (said !== undefined) readForm({ ...said, draft, attribute, form, reporter });
  }
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
