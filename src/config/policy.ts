import { POLICY_CLASSES, type Policy } from '../model/policy.ts';
import type { MapNode } from './node.ts';
import { entryOf } from './node.ts';
import { read } from './read.ts';
import type { Reporter } from './reporter.ts';

const WORDS = ['own', 'strict'] as const;

/** Interprets `policy`: a word for all classes, or a mapping of classes to words. */
export function readPolicy(network: MapNode, reporter: Reporter): Policy {
  const entry = entryOf(network, 'policy');
  if (entry === undefined) return {};
  const { key, value } = entry;
  if (value.kind === 'map') return read(value, 'policy', { what: '"policy"', owner: key }, reporter) ?? {};
  if (value.kind === 'scalar') {
    const word = WORDS.find((one) => one === value.text.toLowerCase());
    if (word !== undefined) return Object.fromEntries(POLICY_CLASSES.map((name) => [name, word]));
    const message = `"policy" must be own or strict, not ${JSON.stringify(value.text)}`;
    reporter.error('wrong-value', value, message);
  } else if (value.kind === 'null') {
    reporter.error('missing-value', key, '"policy" has no value', { hint: 'write own or strict' });
  } else {
    const message = '"policy" must be own or strict, or a mapping of classes to these';
    reporter.error('wrong-type', value, message, { hint: `classes are ${POLICY_CLASSES.join(', ')}` });
  }
  return {};
}
