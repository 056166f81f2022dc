import type { DefinitionName } from './definitions.ts';
import { type Level, levels, type Member, members } from './validators.cjs';

const parsed = new Map<DefinitionName, Level>();

/** What the schema says of one definition's own level. A run meets few of them, so each is parsed when it is met. */
export function levelOf(name: DefinitionName): Level {
  let level = parsed.get(name);
  if (level === undefined) {
    // scripts/build-validators.mjs has written exactly this.
    level = JSON.parse(levels[name]) as Level;
    parsed.set(name, level);
  }
  return level;
}

/** What may stand behind a key; undefined where anything may, and for keys that there are not. */
export function memberOf({ keys, rest }: Level, key: string): Member | undefined {
  const number = Object.hasOwn(keys, key) ? keys[key] : rest;
  return number === undefined ? undefined : members[number];
}

/** Whether there is no such key. */
export const refusesKey = ({ closed, keys }: Level, key: string): boolean =>
  closed === true && !Object.hasOwn(keys, key);

export function hasKey(name: DefinitionName, key: string): boolean {
  return Object.hasOwn(levelOf(name).keys, key);
}

/** The keys of a definition, in the order of the schema. */
export function keysOf(name: DefinitionName): readonly string[] {
  return Object.keys(levelOf(name).keys);
}
