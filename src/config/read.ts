import { coerce } from './coerce.ts';
import { digest } from './digest.ts';
import { KIND_NAME, type Node, type ScalarNode } from './node.ts';
import type { Reporter } from './reporter.ts';
import type { DefinitionName, Definitions } from './schema/definitions.ts';
import { levelOf, memberOf, refusesKey } from './schema/level.ts';
import { validate } from './schema/validate.ts';
import type { ReadOptions } from './subject.ts';

/**
 * Reads one level of the tree as typed by the schema; members that have a definition of their own are left empty.
 * Invalid members are reported and left out. undefined if the node is no mapping or lacks a required key.
 */
export function read<N extends DefinitionName>(
  node: Node,
  name: N,
  options: ReadOptions,
  reporter: Reporter,
): Definitions[N] | undefined {
  const members = readMembers(node, name, options, reporter);
  if (members === undefined || levelOf(name).required.some((key) => !(key in members))) return undefined;
  // Safe: all required members are present, and the others are optional in the type, too.
  return members as Definitions[N];
}

/** Like read(), but returns the valid members even if a required one is missing, which is reported. */
export function readMembers<N extends DefinitionName>(
  node: Node,
  name: N,
  options: ReadOptions,
  reporter: Reporter,
): Partial<Definitions[N]> | undefined {
  if (node.kind !== 'map') {
    reportNoMapping(node, options, reporter);
    return undefined;
  }
  const value: Record<string, unknown> = {};
  const level = levelOf(name);
  // There may be a hundred thousand of these, so nothing is allocated for them.
  const unknown: ScalarNode[] = [];
  node.entries.forEach(({ key, value: below }) => {
    if (refusesKey(level, key.text)) unknown.push(key);
    else value[key.text] = coerce(below, memberOf(level, key.text)?.shape ?? 'open');
  });
  const errors = validate(value, level, node.entries.length);
  if (errors.length + unknown.length > 0) digest(errors, unknown, { node, name, value, options, reporter });
  // Safe: the validator has checked each member, or it was removed.
  return value as Partial<Definitions[N]>;
}

function reportNoMapping(node: Node, options: ReadOptions, reporter: Reporter): void {
  const { list } = options;
  if (node.kind === 'null') {
    const hint = 'write {} when nothing is to be set, or check the indentation of what follows';
    reporter.error('missing-value', options.owner ?? node, `${options.what} has no content`, { hint, list });
  } else {
    const message = `${options.what} must be a mapping of keys to values, not ${KIND_NAME[node.kind]}`;
    reporter.error('wrong-type', node, message, { hint: 'check the indentation', list });
  }
}
