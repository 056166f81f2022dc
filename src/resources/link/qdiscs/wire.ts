import type { QdiscOptions } from '../../../model/language/qdiscs/option.ts';

/** The members of TCA_OPTIONS, by their names in the codec's table for the kind. */
export type Members = Readonly<Record<string, unknown>>;

/** How the options of a kind stand in TCA_OPTIONS. */
export interface QdiscWire {
  /** The kernel asks for TCA_OPTIONS also where nothing can be said. */
  readonly always?: true;
  readonly write: (options: QdiscOptions) => Members;
  readonly read: (members: Members) => QdiscOptions;
}

/** Options that are attributes of their own. */
export function attributes(names: Readonly<Record<string, string>>): QdiscWire {
  const all = Object.entries(names);
  return {
    write: (options) =>
      Object.fromEntries(
        all.flatMap(([option, member]) => {
          const value = options[option];
          return value === undefined ? [] : [[member, value]];
        }),
      ),
    read: (members) =>
      Object.fromEntries(
        all.flatMap(([option, member]) => {
          const value = members[member];
          return value === undefined ? [] : [[option, Number(value)]];
        }),
      ),
  };
}

/** Options that are switches, as bits by their names. */
export const flagsOf = (bits: Readonly<Record<string, number>>, options: QdiscOptions): number =>
  Object.entries(bits).reduce((all, [name, bit]) => (options[name] === 1 ? all | bit : all), 0);

export const flagsIn = (bits: Readonly<Record<string, number>>, flags: number): QdiscOptions =>
  Object.fromEntries(Object.entries(bits).map(([name, bit]) => [name, (flags & bit) === 0 ? 0 : 1]));
