import type { Slot } from './attribute-index.ts';
import { AttributeSet, putAttribute, type Values } from './attribute-set.ts';
import { putUnknown, type WithUnknown } from './attributes.ts';
import { type Field, type Struct, showMembers, struct } from './struct.ts';
import { type Table, tableOf } from './table.ts';
import type {
  Attrs,
  AttrsOf,
  Choices,
  Fields,
  FieldsOf,
  NoChoices,
  Shape,
  Type,
  WithChoices,
} from './type.ts';
import { type Between, lengthBetween, type View, viewOf, whole } from './view.ts';
import { align, type Block, type Writer } from './wire.ts';

/** The plain object a message stands for: members of its header and attributes, all of them optional. */
export type MessageValue<H extends Fields, A extends Attrs, C extends Choices = NoChoices> = Partial<
  FieldsOf<H>
> &
  ([keyof C] extends [never] ? AttrsOf<A> : WithChoices<A, C>) &
  WithUnknown;

/** What `write` takes, what `read` gives and what a view shows. */
export type Value<M> = M extends Message<infer H, infer A, infer C> ? MessageValue<H, A, C> : never;

/** A view with the properties of a message's value. */
export type ViewOf<M> =
  M extends Message<infer H, infer A, infer C> ? View & Readonly<MessageValue<H, A, C>> : never;

type ViewClass<H extends Fields, A extends Attrs, C extends Choices> = new () => View &
  Readonly<MessageValue<H, A, C>>;

export type AnyMessage = Message<Fields, Attrs>;

export interface MessageOptions<C extends Choices = Choices> {
  /** Attributes whose type depends on another one, as TCA_OPTIONS on TCA_KIND: see `choose`. */
  readonly choices?: C;
  /** Ids of attributes that exist for alignment only. */
  readonly ignored?: readonly number[];
  /** Message types by name, for traces and errors: `{ RTM_NEWLINK: 16, … }`. */
  readonly types?: Table<Readonly<Record<string, number>>>;
  /**
   * Bytes between the header and the attributes: as many as the member `length` of the header tells. They are given and
   * shown as the attribute `bytes`, whose id is none of the kernel's.
   */
  readonly between?: { readonly bytes: string; readonly length: string };
  /** Names of the header's `cmd`, where it says more than the type: `{ CTRL_CMD_GETFAMILY: 3, … }`. */
  readonly commands?: Table<Readonly<Record<string, number>>>;
}

/**
 * The table of a message: a fixed header (a C struct), then attributes. Also a `Type`, for attributes that hold a
 * whole message of their own (VETH_INFO_PEER).
 */
export class Message<const H extends Fields, const A extends Attrs, const C extends Choices = NoChoices>
  implements Type<MessageValue<H, A, C>>
{
  /** How paths in errors begin: `route` of `route.gateway`. */
  readonly name: string;
  readonly options: MessageOptions<C>;
  readonly nested = true;
  readonly shape: Shape;
  readonly #fields: () => H;
  readonly #attrs: () => A;
  readonly #header: Struct<FieldsOf<H>>;
  readonly #set: AttributeSet;
  // All made at the first use: most programs load many tables and use few.
  #places: ReadonlyMap<string, Field | Slot> | undefined;
  #between: Between | undefined;
  #View: ViewClass<H, A, C> | undefined;
  #LazyView: ViewClass<H, A, C> | undefined;

  /** @throws TypeError if an attribute has the name of a member of the header; a table that is made later throws then */
  constructor(name: string, header: Table<H>, attrs: Table<A>, options: MessageOptions<C> = {}) {
    const fields = tableOf(header);
    const given = tableOf(attrs);
    const table = tableOf(() => besides(name, fields(), given()));
    if (typeof attrs !== 'function') table();
    this.name = name;
    this.options = options;
    this.shape = {
      is: 'attributes',
      get header() {
        return fields();
      },
      get attrs() {
        return table();
      },
      ...(options.choices !== undefined && { choices: options.choices }),
    };
    this.#fields = fields;
    this.#attrs = table;
    this.#header = struct(fields);
    this.#set = new AttributeSet(table, options.choices, options.ignored);
  }

  get header(): H {
    return this.#fields();
  }

  get attrs(): A {
    return this.#attrs();
  }

  get View(): ViewClass<H, A, C> {
    // viewOf makes a property of every key of H and A.
    this.#View ??= viewOf(this.#header, this.#set, false, this.#betweenOf()) as ViewClass<H, A, C>;
    return this.#View;
  }

  /**
   * Views whose nests are views, too, so that only what is asked for is decoded. Nests leave out attributes that the
   * table does not know. The value of a property is valid until the view is moved to another message.
   */
  get LazyView(): ViewClass<H, A, C> {
    this.#LazyView ??= viewOf(this.#header, this.#set, true, this.#betweenOf()) as ViewClass<H, A, C>;
    return this.#LazyView;
  }

  #betweenOf(): Between | undefined {
    const named = this.options.between;
    if (named === undefined || this.#between !== undefined) return this.#between;
    const slot = this.#set.byKey.get(named.bytes);
    const length = this.#header.members.find(({ key }) => key === named.length);
    if (slot === undefined || length === undefined)
      throw new TypeError(`${this.name} has no ${slot === undefined ? named.bytes : named.length}`);
    this.#between = { slot, length };
    return this.#between;
  }

  /**
   * Appends a message. On failure the writer is as it was before.
   * @throws TypeError on an unknown key; RangeError on a value that its type cannot hold
   */
  write(w: Writer, type: number, flags: number, seq: number, value: MessageValue<H, A, C>): void {
    const start = w.begin(type, flags, seq);
    try {
      this.put(w, value);
      w.end(start);
    } catch (error) {
      w.at = start;
      throw error;
    }
  }

  /** Writes header and attributes, in the order of the value's keys. */
  put(w: Writer, value: MessageValue<H, A, C>): void {
    const between = this.#betweenOf();
    const values: Values = between === undefined ? value : withoutBetween(value, between);
    this.#places ??= placesOf(this.#header.members, this.#set);
    const places = this.#places;
    const header = w.zero(align(this.#header.size));
    if (between !== undefined) putBetween(w, header, between, value);
    for (const key in values) {
      const v = values[key];
      if (v === undefined) continue;
      const place = places.get(key);
      if (place === undefined) throw new TypeError(`${this.name} has no attribute or field ${key}`);
      if ('offset' in place) {
        const end = w.at;
        w.at = header + place.offset;
        place.type.put(w, v);
        w.at = end;
      } else this.#putAttribute(w, place, v, values);
    }
    putUnknown(w, values);
  }

  #putAttribute(w: Writer, slot: Slot, value: unknown, values: Values): void {
    const { key, id } = slot;
    try {
      const type = this.#set.typeIn(slot, values);
      putAttribute(w, id, type.forFamily?.(familyOf(values)) ?? type, value);
    } catch (error) {
      if (error instanceof RangeError) error.message = `${this.name}.${key}: ${error.message}`;
      throw error;
    }
  }

  /** A plain object of what a view shows, for those messages that outlive their buffer. */
  read(view: View & Readonly<MessageValue<H, A, C>>): MessageValue<H, A, C> {
    return view[whole]() as MessageValue<H, A, C>; // each key was read by the type that H or A gives it
  }

  get(b: Block, at: number, end: number): MessageValue<H, A, C> {
    return this.read(new this.View().at(b, at, end));
  }

  path(b: Block, at: number, end: number, offset: number, missing?: number): string {
    const between = this.#betweenOf();
    const body = at + align(this.#header.size);
    const attributes = between === undefined ? body : body + align(lengthBetween(between, b, at, end - body));
    if (offset >= at && offset < attributes) return this.#header.path?.(b, at, attributes, offset) ?? '';
    const set = this.#set;
    const family = b.bytes[at] ?? 0;
    return set.path(b, attributes, end, offset, missing, family);
  }

  show(value: MessageValue<H, A, C>): string {
    const words = [...showMembers(this.#header.members, value), ...this.#set.words(value, familyOf(value))];
    return `{${words.join(', ')}}`;
  }
}

/** Writes what lies between the header and the attributes, and its length into the header. */
function putBetween(w: Writer, header: number, { slot, length }: Between, values: Values): void {
  const start = w.at;
  const value = values[slot.key];
  if (value !== undefined) slot.type.put(w, value);
  const size = w.at - start;
  w.zero(align(size) - size);
  const end = w.at;
  w.at = header + length.offset;
  length.type.put(w, size);
  w.at = end;
}

/** The values that are written as usual. */
function withoutBetween(values: Values, { slot, length }: Between): Values {
  const { [slot.key]: _, [length.key]: __, ...others } = values;
  return others;
}

/** The attributes, whose names are none of the header's members. */
function besides<A extends Attrs>(name: string, header: Fields, attrs: A): A {
  const twice = Object.keys(attrs).find((key) => key === 'at' || key in header);
  if (twice !== undefined) throw new TypeError(`${name}.${twice} is taken: by the header or by View.at`);
  return attrs;
}

function placesOf(members: readonly Field[], set: AttributeSet): ReadonlyMap<string, Field | Slot> {
  const fields = members.map((member): [string, Field] => [member.key, member]);
  return new Map<string, Field | Slot>([...set.byKey, ...fields]);
}

const familyOf = (values: Readonly<Record<string, unknown>>): number =>
  typeof values['family'] === 'number' ? values['family'] : 0;
