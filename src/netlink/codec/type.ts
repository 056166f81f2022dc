import type { Block, Writer } from './wire.ts';

/**
 * How one kind of value is encoded. Tables are made of these; the TypeScript types of messages are inferred from them.
 * `put` and `get` are methods on purpose: so a `Type<number>` is a `Type<unknown>`.
 */
export interface Type<T> {
  /** The possible values, for code that generates or explains them. */
  readonly shape: Shape;
  /** The payload is attributes: NLA_F_NESTED is set. */
  readonly nested?: boolean;
  /** NLA_F_NET_BYTEORDER is set; see `marked`. */
  readonly marked?: boolean;
  /** One attribute for each element; see `repeated`. */
  readonly each?: Type<unknown>;
  put(w: Writer, value: T): void;
  /** @throws NetlinkDecodeError */
  get(b: Block, at: number, end: number): T;
  /**
   * The path of the attribute at `offset` (of an extended ACK), as `.name.name`; `missing` is the id of an attribute
   * that is absent there.
   */
  path?(b: Block, at: number, end: number, offset: number, missing?: number): string;
  /** The value as text, where String() is not enough. */
  show?(value: T): string;
  /** The type that stands in for this one in messages of an address family. */
  forFamily?(family: number): Type<T>;
  /** A reader that decodes only what it is asked for; see `Message.LazyView`. */
  lazy?(): Lazy<T>;
}

/** Finds attributes in place: the object has a property for each, which is valid until the next call. */
export interface Lazy<T> {
  at(b: Block, start: number, end: number): Readonly<T>;
}

/** A type of fixed size, for C structs and message headers. */
export interface Scalar<T> extends Type<T> {
  readonly size: number;
  readonly alignment: number;
}

export type Of<T> = T extends Type<infer V> ? V : never;

/** The kind of values that a type has. */
export type Shape =
  | { readonly is: 'integer'; readonly min: number; readonly max: number }
  | { readonly is: 'bigint'; readonly min: bigint; readonly max: bigint }
  | { readonly is: 'flag' | 'bytes' | 'hwaddr' }
  | { readonly is: 'text'; readonly size?: number }
  | { readonly is: 'fixed'; readonly size: number; readonly of: 'bytes' | 'hwaddr' }
  | { readonly is: 'address'; readonly version?: 4 | 6 }
  | { readonly is: 'struct'; readonly fields: Fields }
  | { readonly is: 'array'; readonly of: Type<unknown>; readonly length?: number }
  | { readonly is: 'attributes'; readonly header?: Fields; readonly attrs: Attrs; readonly choices?: Choices }
  | { readonly is: 'other' };

/** A C struct's members, in order. */
export type Fields = Readonly<Record<string, Scalar<unknown>>>;
export type FieldsOf<F extends Fields> = { -readonly [K in keyof F]: Of<F[K]> };

/** A table of attributes by name. */
export type Attrs = Readonly<Record<string, readonly [id: number, type: Type<unknown>]>>;
export type AttrsOf<A extends Attrs> = { -readonly [K in keyof A]?: Of<A[K][1]> };

/**
 * Attributes whose type depends on another attribute: by key, the id, the key of that other attribute, and the types.
 */
export type Choices = Readonly<Record<string, Choice>>;
export interface Choice {
  readonly id: number;
  readonly by: string;
  readonly cases: Readonly<Record<string, Type<unknown>>>;
}

/** No attribute depends on another one. */
export type NoChoices = Readonly<Record<never, Choice>>;

/** The plain attributes, and for each choice the pairs of kind and data that belong together. */
export type WithChoices<A extends Attrs, C extends Choices> = AttrsOf<Omit<A, C[keyof C]['by']>> &
  All<{ [D in keyof C & string]: (pair: Pair<D, C[D]>) => void }>;

type Pair<D extends string, C extends Choice> =
  | {
      [K in keyof C['cases'] & string]: { [P in C['by']]: K } & { [P in D]?: Of<C['cases'][K]> };
    }[keyof C['cases'] & string]
  | ({ [P in C['by']]?: string } & { [P in D]?: undefined });

/** The intersection of all parameters: each pair stays a union of its own. */
type All<F extends Record<string, (pair: never) => void>> = F[keyof F] extends (pair: infer I) => void
  ? I
  : never;
