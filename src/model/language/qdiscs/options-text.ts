import type { Attributes } from '../../value.ts';
import { measureText, parseMeasure } from './measure.ts';
import type { OptionTable, QdiscOptions, QdiscSite } from './option.ts';

/** The options as words, in the order of the table: a name, and its value. */
export const optionWords = ({ options: known }: OptionTable, options: QdiscOptions): string[] =>
  Object.entries(known).flatMap(([name, { how }]) => {
    const value = options[name];
    return value === undefined ? [] : [name, measureText(value, how)];
  });

/** Reads what {@link optionWords} writes. Words that it cannot have written are left out. */
export function optionsOf({ options: known }: OptionTable, words: readonly string[]): QdiscOptions {
  const options: Record<string, number> = {};
  for (let at = 0; at + 1 < words.length; at += 2) {
    const [name = '', said = ''] = words.slice(at, at + 2);
    const option = Object.hasOwn(known, name) ? known[name] : undefined;
    const value = option === undefined ? undefined : parseMeasure(said, option.how);
    if (value !== undefined) options[name] = value;
  }
  return options;
}

/**
 * Whether live options are as declared. One that is not declared has the kernel's default, except for those whose
 * default depends on the device, which are not compared.
 */
export const areAsDeclared = (table: OptionTable, declared: QdiscOptions, live: QdiscOptions): boolean =>
  Object.entries(table.options).every(([name, { usual, ofDevice }]) => {
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
