import type { Attributes } from '../../value.ts';
import { type Measure, measureText, parseMeasure } from './measure.ts';
import { listOf, type OptionTable, type QdiscOptions, type QdiscSite } from './option.ts';

/** The options as words, in the order of the table: a name, and its value. Those of a list are one word. */
export const optionWords = ({ options: known, lists = {} }: OptionTable, options: QdiscOptions): string[] =>
  Object.entries(known).flatMap(([name, { how }]) => {
    const value = options[name];
    if (value === undefined) return [];
    const [list = '', nth] = name.split('.');
    if (nth === undefined || !(list in lists)) return [name, measureText(value, how)];
    return nth === '0' ? [list, listText(list, options, how, ',')] : [];
  });

/** The values of a list as one text. */
export const listText = (list: string, options: QdiscOptions, how: Measure, separator: string): string =>
  listOf(list, options)
    .map((one) => measureText(one, how))
    .join(separator);

/** Reads what {@link optionWords} writes. Words that it cannot have written are left out. */
export function optionsOf({ options: known, lists }: OptionTable, words: readonly string[]): QdiscOptions {
  const options: Record<string, number> = {};
  const take = (name: string, said: string): void => {
    const option = Object.hasOwn(known, name) ? known[name] : undefined;
    const value = option === undefined ? undefined : parseMeasure(said, option.how);
    if (value !== undefined) options[name] = value;
  };
  for (let at = 0; at + 1 < words.length; at += 2) {
    const [name = '', said = ''] = words.slice(at, at + 2);
    if (lists === undefined || !Object.hasOwn(lists, name)) take(name, said);
    else for (const [i, one] of said.split(',').entries()) take(`${name}.${i}`, one);
  }
  return options;
}

/**
 * Whether live options are as declared. One that is not declared has the kernel's default, except for those whose
 * default depends on the device, which are not compared.
 */
export const areAsDeclared = (table: OptionTable, declared: QdiscOptions, live: QdiscOptions): boolean =>
  Object.entries(table.options).every(([name, { usual, ofDevice, unseen }]) => {
    if (unseen === true) return true;
    const wanted = declared[name];
    if (wanted === undefined && ofDevice !== undefined) return true;
    const [a, b] = [wanted ?? usual, live[name] ?? usual];
    if (a === undefined || b === undefined) return a === b;
    return Math.abs(a - b) <= (table.tolerance?.(name, declared) ?? 0);
  });

/** The options without the kernel's defaults. */
export const withoutUsualOptions = ({ options: known }: OptionTable, options: QdiscOptions): QdiscOptions =>
  Object.fromEntries(Object.entries(options).filter(([name, value]) => known[name]?.usual !== value));

/** The options without what the kernel has derived from a link with these attributes. */
export function withoutDerivedOptions(
  { options: known }: OptionTable,
  options: QdiscOptions,
  attributes: Attributes,
): QdiscOptions {
  const site: QdiscSite = {
    mtu: Number(attributes['mtu']),
    queueLength: Number(attributes['transmit-queue-length']),
  };
  const kept = Object.entries(options).filter(
    ([name, value]) => known[name]?.ofDevice?.(site).includes(value) !== true,
  );
  return Object.fromEntries(kept);
}
