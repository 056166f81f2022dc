import type { Attributes, Value } from '../../model/index.ts';
import type { ChangeClass, LinkIndex } from '../room.ts';
import type { Members } from './members.ts';

/** What a netlink attribute set looks like to the tables here: a name, a decoded value. */
export type Wire = Readonly<Record<string, unknown>>;

/** One attribute of a link kind: how it is read from a decoded message, how it is written, how it may change. */
export interface LinkAttribute<W extends object = Wire> {
  /** undefined: the message does not say. */
  read(wire: Readonly<W>, links: LinkIndex): Value | undefined;
  /** The wire attributes that set this value; of a live link, in place of the value before. */
  write(value: Value, links: LinkIndex, before?: Value): W;
  /** A function where the class depends on the values, or on what else the live link has. */
  readonly how: ChangeClass | ((before: Value | undefined, after: Value, live: Attributes) => ChangeClass);
}

export type AttributeTable<W extends object = Wire> = Readonly<Record<string, LinkAttribute<W>>>;

/** Takes what a message carries into the attributes of a link. */
export type Reader<W extends object = object> = (
  wire: Readonly<W>,
  links: LinkIndex,
  into: Members<Value>,
) => void;

/** Readers of a table's attributes, one each; made at the first use, as a run meets few of the tables. */
export function rowReaders<W extends object>(table: AttributeTable<W>): () => readonly Reader<W>[] {
  let readers: readonly Reader<W>[] | undefined;
  const readerOf =
    ([name, row]: readonly [string, LinkAttribute<W>]): Reader<W> =>
    (wire, links, into) => {
      const value = row.read(wire, links);
      if (value !== undefined) into.set(name, value);
    };
  return () => {
    readers ??= Object.entries(table).map(readerOf);
    return readers;
  };
}

/** The wire form of those attributes that the table knows. */
export function writeAll<W extends object>(
  table: AttributeTable<W>,
  attributes: Attributes,
  links: LinkIndex,
  before: Attributes = {},
): W {
  const wire: Partial<W> = {};
  for (const [name, value] of Object.entries(attributes)) {
    const attribute = table[name];
    if (attribute !== undefined) Object.assign(wire, attribute.write(value, links, before[name]));
  }
  // Every wire attribute is optional: a part of a set is a set.
  return wire as W;
}

type NumberKey<W> = { [K in keyof W]-?: number extends W[K] ? K : never }[keyof W];
type TextKey<W> = { [K in keyof W]-?: string extends W[K] ? K : never }[keyof W];

/** Builders of table rows for the wire type W; each checks at compile time that the wire attribute has the type it needs. */
export interface Rows<W extends object> {
  number(key: NumberKey<W>, how: LinkAttribute<W>['how']): LinkAttribute<W>;
  text(key: TextKey<W>, how: LinkAttribute<W>['how']): LinkAttribute<W>;
  /** 0 or 1 on the wire. */
  boolean(key: NumberKey<W>, how: LinkAttribute<W>['how']): LinkAttribute<W>;
  /** An attribute without content: there or not there. */
  flag(key: keyof W, how: LinkAttribute<W>['how']): LinkAttribute<W>;
  /** `perUnit` wire units make one of ours (USER_HZ ticks a second: 100). */
  scaled(key: NumberKey<W>, perUnit: number, how: LinkAttribute<W>['how']): LinkAttribute<W>;
  /** Names for numbers. */
  choice(
    key: NumberKey<W>,
    names: Readonly<Record<string, number>>,
    how: LinkAttribute<W>['how'],
  ): LinkAttribute<W>;
}

export function rows<W extends object>(): Rows<W> {
  const plain = (
    key: keyof W,
    how: LinkAttribute<W>['how'],
    read: (raw: unknown) => Value | undefined,
    write: (value: Value) => unknown,
  ): LinkAttribute<W> => ({
    how,
    read(wire) {
      const raw = wire[key];
      return raw === undefined ? undefined : read(raw);
    },
    // The builders' parameter types tie the key to what `write` returns.
    write: (value) => ({ [key]: write(value) }) as W,
  });
  return {
    number: (key, how) => plain(key, how, Number, Number),
    text: (key, how) => plain(key, how, String, String),
    boolean: (key, how) =>
      plain(
        key,
        how,
        (raw) => raw !== 0,
        (value) => (value === true ? 1 : 0),
      ),
    flag: (key, how) => ({
      how,
      read: (wire) => wire[key] !== undefined,
      write: (value) => (value === true ? { [key]: true } : {}) as W,
    }),
    scaled: (key, perUnit, how) =>
      plain(
        key,
        how,
        (raw) => Number(raw) / perUnit,
        (value) => Math.round(Number(value) * perUnit),
      ),
    choice: (key, names, how) => {
      const byNumber = new Map(Object.entries(names).map(([name, number]) => [number, name]));
      return plain(
        key,
        how,
        (raw) => byNumber.get(Number(raw)) ?? Number(raw),
        (value) => (typeof value === 'string' ? (names[value] ?? 0) : Number(value)),
      );
    },
  };
}
