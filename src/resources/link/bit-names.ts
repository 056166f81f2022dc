import type { LinkAttribute } from './attribute.ts';

type NumberKey<W> = { [K in keyof W]-?: number extends W[K] ? K : never }[keyof W];

/** A row for a number whose bits have names: the value lists those that are set, sorted; all of them are written. */
export function bitNames<W extends object>(
  key: NumberKey<W>,
  names: Readonly<Record<string, number>>,
  how: LinkAttribute<W>['how'],
): LinkAttribute<W> {
  const all = Object.entries(names);
  return {
    how,
    read(wire) {
      const bits = wire[key];
      if (bits === undefined) return undefined;
      return all.flatMap(([name, bit]) => ((Number(bits) & bit) !== 0 ? [name] : [])).sort();
    },
    write(value) {
      const wanted = Array.isArray(value) ? value : [];
      const bits = all.reduce((sum, [name, bit]) => (wanted.includes(name) ? sum | bit : sum), 0);
      // The parameter's type ties the key to a number.
      return { [key]: bits } as W;
    },
  };
}
