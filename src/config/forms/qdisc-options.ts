import { type Measure, measureNoun, measureText, parseMeasure } from '../../model/language/qdiscs/measure.ts';
import {
  hasOption,
  namesOf,
  type OptionTable,
  type QdiscOption,
  type QdiscOptions,
} from '../../model/language/qdiscs/option.ts';
import { type Entry, entryOf, type Node } from '../node.ts';
import type { Reporter } from '../reporter.ts';

/** What the options in a mapping belong to. */
export interface OptionSite {
  /** `a tbf` */
  readonly noun: string;
  /** The kind, as complaints call it: `tbf`. */
  readonly name: string;
  readonly table: OptionTable;
  /** Keys of the mapping that are no options. */
  readonly others: readonly string[];
  /** The names of what else has an option. */
  readonly ownersOf: (option: string) => readonly string[];
  /** Where to complain of what is missing. */
  readonly span: Node;
}

/**
 * Reads the options in a mapping, whose values the schema has checked as far as it can; undefined if something is
 * wrong, which is reported.
 */
export function readOptions(node: Node, site: OptionSite, reporter: Reporter): QdiscOptions | undefined {
  const { table, noun, span } = site;
  const { errors } = reporter;
  const options = saidIn(node, site, reporter);
  const missing = Object.entries(table.options).find(
    ([option, { needed }]) => needed === true && !(option in options),
  );
  // An option that is there, but wrong, has been reported.
  if (missing !== undefined && entryOf(node, missing[0]) === undefined)
    reporter.error('missing-key', span, `${noun} needs "${missing[0]}"`);
  if (reporter.errors > errors) return undefined;
  const [at, message] = table.fault?.(options) ?? [];
  if (at === undefined) return table.settle?.(options) ?? options;
  const place = entryOf(node, at)?.value ?? span;
  const [code, subject] = at === '' ? ['missing-key', noun] : ['conflict', `"${at}"`];
  reporter.error(code, place, `${subject} ${message}`);
  return undefined;
}

function saidIn(node: Node, site: OptionSite, reporter: Reporter): QdiscOptions {
  const options: Record<string, number> = {};
  if (node.kind !== 'map') return options;
  const { table, others } = site;
  for (const entry of node.entries) {
    const { text } = entry.key;
    if (others.includes(text)) continue;
    if (!hasOption(table, text)) {
      reportStranger(entry, site, reporter);
      continue;
    }
    const most = table.lists?.[text];
    if (most !== undefined) Object.assign(options, listIn(entry, most, table, reporter));
    const option = table.options[text];
    const value = option === undefined ? undefined : readOption(entry, option, reporter);
    if (value !== undefined) options[text] = value;
  }
  return options;
}

/** The values of a list, which is a text. One that is wrong is reported, and no others. */
function listIn(
  { key, value: node }: Entry,
  most: number,
  table: OptionTable,
  reporter: Reporter,
): QdiscOptions {
  if (node.kind !== 'scalar') return {};
  const { errors } = reporter;
  const words = node.text.trim().split(/[ ,]+/);
  if (words.length > most) reporter.error('out-of-range', node, `"${key.text}" has at most ${most} values`);
  const options: Record<string, number> = {};
  for (const [i, text] of words.entries()) {
    const name = `${key.text}.${i}`;
    const option = table.options[name];
    if (option === undefined || reporter.errors > errors) break;
    const value = readOption({ key, value: { ...node, text } }, option, reporter);
    if (value !== undefined) options[name] = value;
  }
  return options;
}

/** Reports an option of others; what is no option at all has been reported. */
function reportStranger({ key }: Entry, { name, table, ownersOf }: OptionSite, reporter: Reporter): void {
  const owners = ownersOf(key.text);
  if (owners.length === 0) return;
  const all = namesOf(table);
  const hint = all.length === 0 ? `${name} has no options` : `${name} has ${all.join(', ')}`;
  const message = `"${key.text}" is an option of ${owners.join(', ')}, not of ${name}`;
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
