import type { Attrs, Choices, Type } from './type.ts';
import { ID_MASK, NESTED, NET_BYTEORDER } from './wire.ts';

/** One line of a table: what is written under `key`. */
export interface Slot {
  readonly key: string;
  /** With NLA_F_NESTED where the type is a nest, with NLA_F_NET_BYTEORDER where it says so. */
  readonly id: number;
  readonly type: Type<unknown>;
  /** The types to choose from, by what stands under the key `by`. */
  readonly choice?: { readonly by: string; readonly cases: Readonly<Record<string, Type<unknown>>> };
}

const undecided: Type<unknown> = { shape: { is: 'other' }, put() {}, get() {} };

/** A table's lines, to be found by name and by id. */
export interface AttributeIndex {
  readonly byKey: ReadonlyMap<string, Slot>;
  readonly byId: readonly (Slot | undefined)[];
}

export function indexOf(attrs: Attrs, choices: Choices): AttributeIndex {
  const slots: Slot[] = Object.entries(attrs).map(([key, [id, type]]) => ({
    key,
    id: id | (type.nested ? NESTED : 0) | (type.marked ? NET_BYTEORDER : 0),
    type,
  }));
  for (const [key, { id, by, cases }] of Object.entries(choices)) {
    slots.push({ key, id: id | NESTED, type: undecided, choice: { by, cases } });
  }
  const byId: (Slot | undefined)[] = [];
  for (const slot of slots) byId[slot.id & ID_MASK] = slot;
  return { byKey: new Map(slots.map((slot) => [slot.key, slot])), byId };
}
