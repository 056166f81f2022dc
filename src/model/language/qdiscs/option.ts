import type { Measure } from './measure.ts';

/** Values of options, by their names, in the kernel's units (see {@link Measure}). */
export type QdiscOptions = Readonly<Record<string, number>>;

/** What is known of the link that a queueing discipline is on. */
export interface QdiscSite {
  readonly mtu: number;
  readonly queueLength: number;
}

export interface QdiscOption {
  readonly how: Measure;
  /** What the kernel takes if the option is missing; undefined if that cannot be said, as "no limit" cannot. */
  readonly usual?: number;
  /**
   * The kernel derives what it takes from the device, when the discipline is made: what the device may have had then.
   * A value that is not declared is left as it is.
   */
  readonly ofDevice?: (site: QdiscSite) => readonly number[];
  /** 0 if absent. */
  readonly least?: number;
  readonly most?: number;
  readonly needed?: true;
  /** It cannot change while the discipline is in use. */
  readonly fixed?: true;
  /** It only says another option in other words: see `settle`. */
  readonly wording?: true;
  /** The kernel does not show it, but what follows from it. */
  readonly unseen?: true;
}

export interface QdiscKind extends OptionTable {
  /** Its classes, if they are declared by themselves. */
  readonly classes?: OptionTable;
  /** How many classes the kernel makes, which are numbered from 1: disciplines can be in them. */
  readonly bands?: (options: QdiscOptions) => number;
  /** Filters can be at it, as at all with classes of their own. */
  readonly classifies?: true;
  /** What is in its class goes, or gets other options, when it is changed itself: whether that is so for this kind. */
  readonly renews?: (child: string) => boolean;
}

/** The options of what has none. */
export const NO_OPTIONS: OptionTable = { options: {} };

/** The options of a kind of discipline, or of the classes in one. */
export interface OptionTable {
  readonly options: Readonly<Record<string, QdiscOption>>;
  /** Those that are written as lists, and how many values they have at most: each is an option by itself, see `listOptions`. */
  readonly lists?: Readonly<Record<string, number>>;
  /** The kernel changes no option of one that is in use. */
  readonly isFixed?: true;
  /** What is wrong with the options together: the option to point at, and what it must be. */
  readonly fault?: (options: QdiscOptions) => readonly [option: string, message: string] | undefined;
  /** The options as the kernel shows them, without those that are only other words for them. */
  readonly settle?: (options: QdiscOptions) => QdiscOptions;
  /** The options as they are declared: what `settle` makes these of. */
  readonly unsettle?: (options: QdiscOptions) => QdiscOptions;
  /** Options of a class that are no longer said keep their values, so that it has to be made anew. */
  readonly keepsUnsaid?: true;
  /** What a class needs that has others below: the kernel would say it in its place. */
  readonly needsAbove?: string;
  /** What the kernel takes for options of a class that are not said, from others and from those of its discipline. */
  readonly derived?: (options: QdiscOptions, holder: QdiscOptions) => QdiscOptions;
  /** How far the kernel's number for an option may be from the declared one, because it counts in something else. */
  readonly tolerance?: (option: string, options: QdiscOptions) => number;
}

export const U32 = 0xffff_ffff;
export const COUNT = { how: { measure: 'count' }, most: U32 } as const satisfies QdiscOption;
export const SIZE = { how: { measure: 'size' }, most: U32 } as const satisfies QdiscOption;
/** Newer kernels take a smaller one for the least, and refuse a larger one (sfq_change, fq_change). */
export const QUANTUM = { ...SIZE, least: 256, most: 1 << 20 } as const satisfies QdiscOption;
export const RATE = {
  how: { measure: 'rate' },
  most: Number.MAX_SAFE_INTEGER,
} as const satisfies QdiscOption;
export const SHARE = { how: { measure: 'percent' }, most: U32, usual: 0 } as const satisfies QdiscOption;
export const MICROSECONDS = {
  how: { measure: 'time', unit: 'us' },
  most: U32,
} as const satisfies QdiscOption;
/** The number of a discipline, which is the upper half of handles. The last one is that of `ingress`. */
export const HANDLE = {
  how: { measure: 'handle' },
  least: 1,
  most: 0xfffe,
  fixed: true,
} as const satisfies QdiscOption;
export const ON = { how: { measure: 'switch' }, usual: 1 } as const satisfies QdiscOption;
export const OFF = { how: { measure: 'switch' }, usual: 0 } as const satisfies QdiscOption;

/** psched_mtu: the MTU and the device's header, which is Ethernet's or none mostly. */
export const packets = (count: number) => (site: QdiscSite) => [count * site.mtu, count * (site.mtu + 14)];

/** The packet scheduler counts bursts in ticks (PSCHED_SHIFT), in seconds. */
export const TICK = 64e-9;
/** To either side one more for rounding. */
export const tickBytes = (rate: number): number => Math.ceil(rate * TICK) + 1;

export function bucketFault(name: string, burst: number, rateName: string, rate: number, mpu: number) {
  // psched_l2t_ns
  if (burst < mpu) return [name, 'must be at least "mpu"'] as const;
  // tbf_dump
  return burst / rate < U32 * TICK
    ? undefined
    : ([name, `must be sent within 274 seconds at "${rateName}": the kernel shows no more`] as const);
}

/** The options for the values of a list: `quanta.0`, `quanta.1` … */
export const listOptions = (name: string, most: number, option: QdiscOption): OptionTable['options'] =>
  Object.fromEntries(Array.from({ length: most }, (_, i) => [`${name}.${i}`, option]));

/** The values of a list, up to the first that is missing. */
export function listOf(name: string, options: QdiscOptions): readonly number[] {
  const found: number[] = [];
  for (let value = options[`${name}.0`]; value !== undefined; value = options[`${name}.${found.length}`])
    found.push(value);
  return found;
}

/** Values as options of a list. */
export const asList = (name: string, values: readonly number[]): QdiscOptions =>
  Object.fromEntries(values.map((value, i) => [`${name}.${i}`, value]));

/** The names of the options of a kind as they are written. */
export const namesOf = ({ options, lists = {} }: OptionTable): readonly string[] => [
  ...Object.keys(options).filter((name) => !name.includes('.')),
  ...Object.keys(lists),
];

export const hasOption = (table: OptionTable | undefined, name: string): boolean =>
  table !== undefined && (Object.hasOwn(table.options, name) || Object.hasOwn(table.lists ?? {}, name));
