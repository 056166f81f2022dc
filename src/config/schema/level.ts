import type { DefinitionName } from './definitions.ts';
import { type Level, level as levelText, type Member, member } from './validators.cjs';

const parsed = new Map<DefinitionName, Level>();

/**
 * What the schema says about the members of a definition. A run needs few of these, so each is parsed at its first use.
 */
export function levelOf(name: DefinitionName): Level {
  let level = parsed.get(name);
  if (level === undefined) {
    // Safe: written in this form by scripts/build-validators.mjs.
    level = JSON.parse(levelText(name)) as Level;
    parsed.set(name, level);
  }
  return level;
}

const members = new Map<number, Member>();

/** The schema of a key's value; undefined if it is not restricted, or if the key is unknown. */
export function memberOf({ keys, rest }: Level, key: string): Member | undefined {
  const number = Object.hasOwn(keys, key) ? keys[key] : rest;
  if (number === undefined) return undefined;
  let found = members.get(number);
  if (found === undefined) {
    found = member(number);
    members.set(number, found);
  }
  return found;
}

/** Whether a key is unknown, and unknown keys are not allowed. */
export const refusesKey = ({ closed, keys }: Level, key: string): boolean =>
  closed === true && !Object.hasOwn(keys, key);

export function hasKey(name: DefinitionName, key: string): boolean {
  return Object.hasOwn(levelOf(name).keys, key);
}

/** The keys of a definition, in the order of the schema. */
export function keysOf(name: DefinitionName): readonly string[] {
  return Object.keys(levelOf(name).keys);
}
