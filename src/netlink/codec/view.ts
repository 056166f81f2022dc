import type { Slot } from './attribute-index.ts';
import type { AttributeSet } from './attribute-set.ts';
import { eachAttribute, idAt, keep, lengthAt, type UnknownAttribute, unknown } from './attributes.ts';
import { NetlinkDecodeError } from './decode-error.ts';
import type { Field, Struct } from './struct.ts';
import type { Lazy, Type } from './type.ts';
import { ATTRIBUTE_HEADER, align, Block, ID_MASK } from './wire.ts';

/** The key of the method that reads everything. */
export const whole: unique symbol = Symbol('the whole message');

/** The key of the method that gives a copy of the message's bytes, for a view to look at later. */
export const copied: unique symbol = Symbol('a copy of the message');

/** The key of the method that gives attributes as they came. */
export const raw: unique symbol = Symbol('attributes as they came');

/** The key of the method that tells where what a property shows lies. */
export const placeOf: unique symbol = Symbol('where a property lies');

/** The key of the method that tells where the headers of the attributes lie. */
export const headers: unique symbol = Symbol('where headers of attributes lie');

/** The key of the method that says that other bytes lie where the message was, its attributes at the same places. */
export const renewed: unique symbol = Symbol('the message has become another one');

/** A message that is read in place. `at` finds its attributes; a property decodes one of them at each access. */
export interface View {
  /**
   * Moves the view to the message whose family header begins at `start` (after struct nlmsghdr) and which ends at
   * `end`.
   * @throws NetlinkDecodeError if header or attributes do not fit
   */
  at(block: Block, start: number, end: number): this;
  /** Everything that the message holds, as a plain object. */
  [whole](): Record<PropertyKey, unknown>;
  [copied](): Block;
  /** Copies of the attributes of these keys, as far as they are there, in the order of their ids. */
  [raw](keys: ReadonlySet<string>): UnknownAttribute[];
  /** Where the value of a property lies in the block; undefined if it is not there. */
  [placeOf](key: string): readonly [from: number, to: number] | undefined;
  [headers](): number[];
  [renewed](): void;
}

/** The nests of a lazy view are views. */
const renew = (nest: object): void => {
  if (renewed in nest) (nest as View)[renewed]();
};

/** Bytes between the header of a message and its attributes, shown as if they were one of these. */
export interface Between {
  readonly slot: Slot;
  /** The member of the header that tells how many bytes there are. */
  readonly length: Field;
}

/** How many bytes lie between the header of a message and its attributes. @throws NetlinkDecodeError if they do not fit */
export function lengthBetween({ length, slot }: Between, block: Block, start: number, room: number): number {
  const at = start + length.offset;
  const found = Number(length.type.get(block, at, at + length.type.size));
  if (found > room) throw new NetlinkDecodeError(`${slot.key} of ${found} bytes run past their message`);
  return found;
}

const NOTHING = new Block(new Uint8Array(0));

/**
 * The view class of a table: a property for every member of the header and every attribute.
 * @param lazy whether nests are views, too, instead of plain objects
 * @param between what lies between the header and the attributes
 */
export function viewOf(
  header: Struct<unknown>,
  set: AttributeSet,
  lazy = false,
  between?: Between,
): new () => View {
  const slots = set.byId;
  const sets = new WeakMap<ReadonlySet<string>, readonly number[]>();
  const idsOf = (keys: ReadonlySet<string>): readonly number[] => {
    let ids = sets.get(keys);
    if (ids === undefined) {
      ids = slots.flatMap((slot, id) => (slot !== undefined && keys.has(slot.key) ? [id] : []));
      sets.set(keys, ids);
    }
    return ids;
  };
  const count = slots.length;
  const chosen = slots.filter((slot) => slot?.choice !== undefined) as readonly Slot[];
  const headerSize = align(header.size);

  class MessageView implements View {
    #block = NOTHING;
    #start = 0;
    /** Where the attributes begin. */
    #body = 0;
    #end = 0;
    /** The message has attributes that the table does not know. */
    #strange = false;
    readonly #from = new Int32Array(count);
    readonly #to = new Int32Array(count);
    /** Of a lazy view, those of its nests by their types. */
    readonly #nests = new Map<Type<unknown>, Lazy<unknown>>();
    /** Nests and lists that have been asked for, by id; and which of them are lists. */
    readonly #opened: unknown[] = [];
    readonly #lists: number[] = [];

    at(block: Block, start: number, end: number): this {
      if (end - start < headerSize) {
        throw new NetlinkDecodeError(
          `a message of ${end - start} bytes, shorter than its header of ${headerSize}`,
        );
      }
      this.#block = block;
      this.#start = start;
      this.#end = end;
      this.#strange = false;
      this.#opened.length = 0;
      this.#lists.length = 0;
      const from = this.#from;
      const to = this.#to;
      from.fill(0);
      this.#body = start + headerSize;
      if (between !== undefined) this.#pass(between);
      for (let p = this.#body; p < end; ) {
        const length = lengthAt(block, p, end);
        const id = idAt(block, p);
        if (slots[id] === undefined) this.#strange = true;
        else {
          from[id] = p + ATTRIBUTE_HEADER;
          to[id] = p + length;
        }
        p += align(length);
      }
      return this;
    }

    #pass(between: Between): void {
      const id = between.slot.id & ID_MASK;
      const body = this.#body;
      const length = lengthBetween(between, this.#block, this.#start, this.#end - body);
      if (length === 0) return;
      this.#from[id] = body;
      this.#to[id] = body + length;
      this.#body = body + align(length);
    }

    get [unknown](): readonly UnknownAttribute[] | undefined {
      if (!this.#strange && chosen.length === 0) return undefined;
      const undecided = chosen
        .filter((slot) => this.#chosen(slot) === undefined)
        .map(({ id }) => id & ID_MASK);
      if (!this.#strange && undecided.length === 0) return undefined;
      const out: UnknownAttribute[] = [];
      eachAttribute(this.#block, this.#body, this.#end, (id, from, to) => {
        if (set.isUnknown(id) || undecided.includes(id)) out.push(keep(this.#block, from, to));
      });
      return out.length === 0 ? undefined : out;
    }

    [whole](): Record<PropertyKey, unknown> {
      const out: Record<PropertyKey, unknown> = {};
      for (const { key, offset, type } of header.members) {
        const at = this.#start + offset;
        out[key] = type.get(this.#block, at, at + type.size);
      }
      for (let id = 0; id < count; id++) {
        const slot = this.#from[id] === 0 ? undefined : slots[id];
        const type = slot && this.#chosen(slot);
        if (slot !== undefined && type !== undefined) out[slot.key] = this.#decode(type, id);
      }
      const aside = this[unknown];
      if (aside !== undefined) out[unknown] = aside;
      return out;
    }

    [copied](): Block {
      return new Block(this.#block.bytes.slice(this.#start, this.#end));
    }

    [raw](keys: ReadonlySet<string>): UnknownAttribute[] {
      const out: UnknownAttribute[] = [];
      for (const id of idsOf(keys)) {
        const from = this.#from[id] ?? 0;
        if (from !== 0) out.push(keep(this.#block, from, this.#to[id] ?? 0));
      }
      return out;
    }

    [placeOf](key: string): readonly [from: number, to: number] | undefined {
      const member = header.members.find((m) => m.key === key);
      if (member !== undefined) {
        const at = this.#start + member.offset;
        return [at, at + member.type.size];
      }
      const slot = set.byKey.get(key);
      const id = slot === undefined ? 0 : slot.id & ID_MASK;
      const from = this.#from[id] ?? 0;
      if (slot === undefined || from === 0) return undefined;
      // The index holds the last one of those that repeat only.
      return slot.type.each === undefined ? [from, this.#to[id] ?? 0] : [this.#start, this.#end];
    }

    [headers](): number[] {
      const found: number[] = [];
      eachAttribute(this.#block, this.#body, this.#end, (_id, from) => found.push(from - ATTRIBUTE_HEADER));
      return found;
    }

    [renewed](): void {
      for (const id of this.#lists) this.#opened[id] = undefined;
      this.#lists.length = 0;
      this.#nests.forEach(renew);
    }

    #decode(type: Type<unknown>, id: number): unknown {
      if (type.each !== undefined) return this.#all(id, type.each);
      const here = type.forFamily?.(this.#block.bytes[this.#start] ?? 0) ?? type;
      return here.get(this.#block, this.#from[id] ?? 0, this.#to[id] ?? 0);
    }

    /** The value of an attribute that is there, opened once; a nest's is a view. */
    #open(slot: Slot, id: number): unknown {
      this.#opened[id] ??= this.#opening(slot, id);
      return this.#opened[id];
    }

    /** The type of an attribute; undefined if it goes by a kind for which there is none. */
    #chosen({ type, choice }: Slot): Type<unknown> | undefined {
      if (choice === undefined) return type;
      // The attribute that a choice goes by is one of this view's own properties.
      return choice.cases[String((this as unknown as Record<string, unknown>)[choice.by])];
    }

    #opening(slot: Slot, id: number): unknown {
      const chosen = this.#chosen(slot);
      const here = chosen?.forFamily?.(this.#block.bytes[this.#start] ?? 0) ?? chosen;
      if (here?.lazy === undefined) {
        this.#lists.push(id);
        return here && this.#decode(here, id);
      }
      let nest = this.#nests.get(here);
      if (nest === undefined) {
        nest = here.lazy();
        this.#nests.set(here, nest);
      }
      return nest.at(this.#block, this.#from[id] ?? 0, this.#to[id] ?? 0);
    }

    /** A repeated attribute: the index holds the last one only. */
    #all(id: number, type: Type<unknown>): unknown[] {
      const out: unknown[] = [];
      eachAttribute(this.#block, this.#body, this.#end, (found, from, to) => {
        if (found === id) out.push(type.get(this.#block, from, to));
      });
      return out;
    }

    static member({ key, offset, type }: Field): void {
      const get = function (this: MessageView): unknown {
        const at = this.#start + offset;
        return type.get(this.#block, at, at + type.size);
      };
      Object.defineProperty(MessageView.prototype, key, { get });
    }

    static attribute(slot: Slot, id: number): void {
      const { key, type, choice } = slot;
      const opens = lazy && ((type.lazy ?? choice) !== undefined || type.shape.is === 'array');
      const plain = type.each === undefined && type.forFamily === undefined;
      const get = function (this: MessageView): unknown {
        const from = this.#from[id] ?? 0;
        if (from === 0) return undefined;
        if (opens) return this.#open(slot, id);
        if (choice !== undefined) {
          const chosen = this.#chosen(slot);
          return chosen && this.#decode(chosen, id);
        }
        return plain ? type.get(this.#block, from, this.#to[id] ?? 0) : this.#decode(type, id);
      };
      Object.defineProperty(MessageView.prototype, key, { get });
    }
  }

  for (const member of header.members) MessageView.member(member);
  slots.forEach((slot, id) => {
    if (slot !== undefined) MessageView.attribute(slot, id);
  });
  return MessageView;
}
