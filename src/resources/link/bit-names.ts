import type { LinkAttribute } from './attribute.ts';

type NumberKey<W> = { [K in keyof W]-?: number extends W[K] ? K : never }[keyof W];

/**
 * A row for a number whose bits have names. The value is a sorted list of the bits that are set; writing sets or clears
 * all of them.
 */
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
      // Safe: the parameter's type ensures that the key is that of a number.
      return { [key]: bits } as W;
    },
  };
}
