import { type AttributeIndex, indexOf, type Slot } from './attribute-index.ts';
import { eachAttribute, idAt, keep, lengthAt, putUnknown, unknown, type WithUnknown } from './attributes.ts';
import { show } from './show.ts';
import { type Table, tableOf } from './table.ts';
import type { Attrs, Choices, Type } from './type.ts';
import { ATTRIBUTE_HEADER, align, type Block, NESTED, type Writer } from './wire.ts';

export type Values = Readonly<Record<string, unknown>> & WithUnknown;

/** A table of attributes at work: by name for writing, by id for reading. */
export class AttributeSet {
  readonly #attrs: () => Attrs;
  readonly #choices: Choices;
  readonly #ignored: readonly number[];
  /** Made at the first use: a run meets few of the tables, but waits for all of them to load. */
  #index: AttributeIndex | undefined;

  /** @param ignored ids of attributes that exist for alignment only (IFLA_PAD and its like) */
  constructor(attrs: Table<Attrs>, choices: Choices = {}, ignored: readonly number[] = []) {
    this.#attrs = tableOf(attrs);
    this.#choices = choices;
    this.#ignored = ignored;
  }

  get byKey(): AttributeIndex['byKey'] {
    this.#index ??= indexOf(this.#attrs(), this.#choices);
    return this.#index.byKey;
  }

  get byId(): AttributeIndex['byId'] {
    this.#index ??= indexOf(this.#attrs(), this.#choices);
    return this.#index.byId;
  }

  /** Attributes that are neither known nor padding. */
  isUnknown(id: number): boolean {
    return this.byId[id] === undefined && !this.#ignored.includes(id);
  }

  /** The type of what stands under a slot in this value. @throws TypeError if its kind has no data here */
  typeIn(slot: Slot, values: Values): Type<unknown> {
    if (slot.choice === undefined) return slot.type;
    const { by, cases } = slot.choice;
    const kind = values[by];
    const type = typeof kind === 'string' ? cases[kind] : undefined;
    if (type === undefined) throw new TypeError(`${slot.key} of ${by} ${String(kind)} has no table`);
    return type;
  }

  /** Writes every attribute of a value. @throws TypeError on a key the table does not have */
  put(w: Writer, values: Values): void {
    for (const key in values) {
      const value = values[key];
      if (value === undefined) continue;
      const slot = this.byKey.get(key);
      if (slot === undefined) throw new TypeError(`no attribute ${key}`);
      putAttribute(w, slot.id, this.typeIn(slot, values), value);
    }
    putUnknown(w, values);
  }

  /** Reads every attribute; the last of several with one id wins, as in the kernel. */
  get(b: Block, start: number, end: number): Record<string, unknown> {
    const out: Record<string, unknown> & WithUnknown = {};
    const later: [slot: Slot, at: number, end: number][] = [];
    eachAttribute(b, start, end, (id, at, stop) => {
      const slot = this.byId[id];
      if (slot === undefined) {
        if (this.isUnknown(id)) out[unknown] = [...(out[unknown] ?? []), keep(b, at, stop)];
      } else if (slot.choice !== undefined) later.push([slot, at, stop]);
      else if (slot.type.each !== undefined) append(out, slot.key, slot.type.each.get(b, at, stop));
      else out[slot.key] = slot.type.get(b, at, stop);
    });
    // The kind may come after its data, so data waits for the end.
    for (const [slot, at, stop] of later) {
      const type = slot.choice?.cases[String(out[slot.choice.by])];
      if (type === undefined) out[unknown] = [...(out[unknown] ?? []), keep(b, at, stop)];
      else out[slot.key] = type.get(b, at, stop);
    }
    return out;
  }

  /** See `Type.path`. */
  path(b: Block, start: number, end: number, offset: number, missing?: number, family = 0): string {
    if (offset < start) return missing === undefined ? '' : `.${this.nameOf(missing)}`;
    for (let at = start; at < end; ) {
      const length = lengthAt(b, at, end);
      if (offset < at + align(length)) {
        const type = this.#typeAt(b, start, end, idAt(b, at), family);
        const rest = type?.path?.(b, at + ATTRIBUTE_HEADER, at + length, offset, missing) ?? '';
        return `.${this.nameOf(idAt(b, at))}${rest}`;
      }
      at += align(length);
    }
    return '';
  }

  #typeAt(b: Block, start: number, end: number, id: number, family: number): Type<unknown> | undefined {
    const slot = this.byId[id];
    if (slot?.choice !== undefined) return slot.choice.cases[this.#kind(b, start, end, slot.choice.by)];
    return slot?.type.each ?? slot?.type.forFamily?.(family) ?? slot?.type;
  }

  #kind(b: Block, start: number, end: number, by: string): string {
    const slot = this.byKey.get(by);
    let kind = '';
    eachAttribute(b, start, end, (id, at, stop) => {
      if (id === slot?.id) kind = String(slot.type.get(b, at, stop));
    });
    return kind;
  }

  nameOf(id: number): string {
    return this.byId[id]?.key ?? `attribute ${id}`;
  }

  /** The attributes of a value in words: `name: value` each. */
  words(values: Values, family = 0): string[] {
    const words: string[] = [];
    for (const key in values) {
      const value = values[key];
      const slot = this.byKey.get(key);
      if (value === undefined || slot === undefined) continue;
      const type = this.typeIn(slot, values);
      words.push(`${key}: ${show(type.forFamily?.(family) ?? type, value)}`);
    }
    for (const { id, data } of values[unknown] ?? []) words.push(`attribute ${id}: ${data.length} bytes`);
    return words;
  }
}

/** Writes a value as one attribute, or as one for each element of a repeated one. */
export function putAttribute(w: Writer, id: number, type: Type<unknown>, value: unknown): void {
  if (type.each !== undefined) {
    const each = type.each.nested ? id | NESTED : id;
    for (const element of elements(value)) putAttribute(w, each, type.each, element);
    return;
  }
  const start = w.open();
  type.put(w, value);
  w.close(start, id);
}

export function elements(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new TypeError(`a list is due, not ${typeof value}`);
  return value;
}

function append(out: Record<string, unknown>, key: string, element: unknown): void {
  const list = out[key];
  if (Array.isArray(list)) list.push(element);
  else out[key] = [element];
}
