import type { Attributes, Value } from '../../model/index.ts';
import type { ChangeClass, LinkIndex } from '../room.ts';
import type { Members } from './members.ts';

/** A set of netlink attributes as the tables here see it: decoded values by name. */
export type Wire = Readonly<Record<string, unknown>>;

/** How an attribute of a link kind is read from a decoded message, how it is written, and how it can be changed. */
export interface LinkAttribute<W extends object = Wire> {
  /** The value; undefined if the message does not have it. */
  read(wire: Readonly<W>, links: LinkIndex): Value | undefined;
  /** The netlink attributes that set this value; `before` is the value that a live link has. */
  write(value: Value, links: LinkIndex, before?: Value): W;
  /**
   * How the value can be changed; a function if that depends on the values, or on other attributes of the live link.
   */
  readonly how: ChangeClass | ((before: Value | undefined, after: Value, live: Attributes) => ChangeClass);
}

export type AttributeTable<W extends object = Wire> = Readonly<Record<string, LinkAttribute<W>>>;

/** Reads from a message into the attributes of a link. */
export type Reader<W extends object = object> = (
  wire: Readonly<W>,
  links: LinkIndex,
  into: Members<Value>,
) => void;

/** One reader for each attribute of a table. They are made at the first use, since a run needs few of the tables. */
export function rowReaders<W extends object>(table: () => AttributeTable<W>): () => readonly Reader<W>[] {
  let readers: readonly Reader<W>[] | undefined;
  const readerOf =
    ([name, row]: readonly [string, LinkAttribute<W>]): Reader<W> =>
    (wire, links, into) => {
      const value = row.read(wire, links);
      if (value !== undefined) into.set(name, value);
    };
  return () => {
    readers ??= Object.entries(table()).map(readerOf);
    return readers;
  };
}

/** The netlink attributes for those of the given attributes that are in the table. */
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
  // All netlink attributes are optional, so that any subset is of the type.
  return wire as W;
}

type NumberKey<W> = { [K in keyof W]-?: number extends W[K] ? K : never }[keyof W];
type TextKey<W> = { [K in keyof W]-?: string extends W[K] ? K : never }[keyof W];

/**
 * Builders of table rows for the type W of netlink attributes; each checks at compile time that the attribute has the
 * type that it needs.
 */
export interface Rows<W extends object> {
  number(key: NumberKey<W>, how: LinkAttribute<W>['how']): LinkAttribute<W>;
  text(key: TextKey<W>, how: LinkAttribute<W>['how']): LinkAttribute<W>;
  /** 0 or 1 in the message. */
  boolean(key: NumberKey<W>, how: LinkAttribute<W>['how']): LinkAttribute<W>;
  /** An attribute without content: present or absent. */
  flag(key: keyof W, how: LinkAttribute<W>['how']): LinkAttribute<W>;
  /** A number in another unit: `perUnit` units in the message are one of ours (100 for USER_HZ and seconds). */
  scaled(key: NumberKey<W>, perUnit: number, how: LinkAttribute<W>['how']): LinkAttribute<W>;
  /** Names for numbers; a number without a name stays a number. */
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
    // Safe: the builders' parameter types ensure that the key fits what `write` returns.
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
