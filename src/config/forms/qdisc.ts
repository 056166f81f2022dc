import {
  type QdiscKind,
  type QdiscOption,
  qdiscKind,
  qdiscKinds,
} from '../../model/language/qdiscs/kinds.ts';
import { type Measure, measureNoun, measureText, parseMeasure } from '../../model/language/qdiscs/measure.ts';
import { DEFAULT_QDISC, qdiscText, withoutUsual } from '../../model/language/qdiscs/qdisc.ts';
import { say } from '../draft.ts';
import { didYouMean } from '../nearest.ts';
import { type Entry, entryOf, type MapNode, type Node } from '../node.ts';
import { readMembers } from '../read.ts';
import type { Reporter } from '../reporter.ts';
import type { SaidKey } from './said-key.ts';

/** Reads `qdisc: fq_codel`, or `qdisc: {kind: cake, bandwidth: 50Mbit}`. */
export function readQdisc({ draft, key, attribute, node, reporter }: SaidKey): void {
  const name = nameIn(node, key, reporter);
  if (name === undefined) return;
  if (name === DEFAULT_QDISC) say(draft, attribute, name, node);
  const kind = qdiscKind(name);
  if (kind === undefined) return;
  const { errors } = reporter;
  const options = node.kind === 'map' ? readOptions(node, name, kind, reporter) : {};
  const missing = Object.entries(kind.options).find(([option, { needed }]) => needed && !(option in options));
  const span = entryOf(node, 'kind')?.value ?? node;
  // An option that is there, but wrong, has been reported.
  if (missing !== undefined && entryOf(node, missing[0]) === undefined)
    reporter.error('missing-key', span, `a ${name} needs "${missing[0]}"`);
  if (reporter.errors > errors) return;
  const [at, message] = kind.fault?.(options) ?? [];
  if (at !== undefined) {
    const place = entryOf(node, at)?.value ?? span;
    const [code, subject] = at === '' ? ['missing-key', `a ${name}`] : ['conflict', `"${at}"`];
    reporter.error(code, place, `${subject} ${message}`);
    return;
  }
  const qdisc = { kind: name, options: kind.settle?.(options) ?? options };
  say(draft, attribute, qdiscText(withoutUsual(qdisc)), node);
}

/** The name of the kind; undefined if there is none or it is unknown, which is reported. */
function nameIn(node: Node, key: string, reporter: Reporter): string | undefined {
  if (node.kind === 'map') {
    const values = readMembers(node, 'qdisc-options', { what: `"${key}"` }, reporter);
    const kind = entryOf(node, 'kind');
    // One that is wrong has been reported.
    if (kind === undefined || values?.kind === undefined) return undefined;
    return values.kind;
  }
  const text = node.kind === 'scalar' ? node.text : '';
  if (text === DEFAULT_QDISC || qdiscKind(text) !== undefined) return text;
  const words = [...Object.keys(qdiscKinds()), DEFAULT_QDISC];
  if (node.kind === 'null') {
    reporter.error('missing-value', node, `"${key}" has no value`, {
      hint: 'leave the key out, or write "default"',
    });
    return undefined;
  }
  const message = `"${key}" must be a kind of queueing discipline, or a mapping with "kind" and its options`;
  const hint = (): string => didYouMean(text, words) ?? `kinds are ${words.join(', ')}`;
  reporter.error(node.kind === 'seq' ? 'wrong-type' : 'wrong-value', node, message, { hint });
  return undefined;
}

function readOptions(
  node: MapNode,
  name: string,
  kind: QdiscKind,
  reporter: Reporter,
): Readonly<Record<string, number>> {
  const options: Record<string, number> = {};
  for (const entry of node.entries) {
    const { text } = entry.key;
    if (text === 'kind') continue;
    const option = Object.hasOwn(kind.options, text) ? kind.options[text] : undefined;
    if (option === undefined) {
      reportStranger(entry, name, kind, reporter);
      continue;
    }
    const value = readOption(entry, option, reporter);
    if (value !== undefined) options[text] = value;
  }
  return options;
}

/** Reports an option of other kinds; what is no option at all has been reported. */
function reportStranger({ key }: Entry, name: string, kind: QdiscKind, reporter: Reporter): void {
  const others = Object.keys(qdiscKinds()).filter((other) =>
    Object.hasOwn(qdiscKind(other)?.options ?? {}, key.text),
  );
  if (others.length === 0) return;
  const all = Object.keys(kind.options);
  const hint = all.length === 0 ? `${name} has no options` : `${name} has ${all.join(', ')}`;
  const message = `"${key.text}" is an option of ${others.join(', ')}, not of ${name}`;
  reporter.error('unknown-key', key, message, { hint });
}

/** Whether the schema has the words for it, so that others have been reported. */
const isOfSchema = (how: Measure): boolean =>
  how.measure === 'switch' || (how.measure === 'words' && !('on' in how.words));

function readOption(
  { key, value: node }: Entry,
  option: QdiscOption,
  reporter: Reporter,
): number | undefined {
  // What is no text has been reported.
  if (node.kind !== 'scalar') return undefined;
  const { how, least = 0, most = Number.POSITIVE_INFINITY } = option;
  const value = parseMeasure(node.text, how);
  const found = JSON.stringify(node.text);
  if (value === undefined) {
    if (isOfSchema(how)) return undefined;
    const noun = how.measure === 'words' ? Object.keys(how.words).join(', ') : measureNoun(how);
    reporter.error('wrong-value', node, `"${key.text}" must be ${noun}, not ${found}`);
  } else if (value < least || value > most) {
    const range = `from ${measureText(least, how)} to ${measureText(most, how)}`;
    reporter.error('out-of-range', node, `"${key.text}" must be ${range}, not ${found}`);
  } else return value;
  return undefined;
}
