import { NetlinkDecodeError } from './decode-error.ts';
import { show } from './show.ts';
import { type Table, tableOf } from './table.ts';
import type { Fields, FieldsOf, Scalar } from './type.ts';

export interface Field {
  readonly key: string;
  readonly offset: number;
  readonly type: Scalar<unknown>;
}

/** A C struct as a type, and where its members lie. */
export interface Struct<T> extends Scalar<T> {
  readonly members: readonly Field[];
}

/**
 * A C struct: its members at their natural alignment.
 * @param minimum the size in older kernels: members past the end of a shorter struct read as zero
 */
export function struct<const F extends Fields>(fields: Table<F>, minimum?: number): Struct<FieldsOf<F>> {
  const table = tableOf(fields);
  const layout = tableOf(() => layOut(table()));
  return {
    get size() {
      return layout().size;
    },
    get alignment() {
      return layout().alignment;
    },
    get members() {
      return layout().members;
    },
    shape: {
      is: 'struct',
      get fields() {
        return table();
      },
    },
    put(w, value) {
      const { members, size } = layout();
      const start = w.zero(size);
      for (const { key, offset, type } of members) {
        const member = (value as Record<string, unknown>)[key];
        if (member === undefined) continue;
        w.at = start + offset;
        type.put(w, member);
      }
      w.at = start + size;
    },
    get(b, start, stop) {
      const { members, size } = layout();
      const least = minimum ?? size;
      if (stop - start < least) throw new NetlinkDecodeError(`${stop - start} bytes where ${least} are due`);
      const out: Record<string, unknown> = {};
      for (const { key, offset, type } of members) {
        const at = start + offset;
        // Only a struct with a `minimum` has numbers past its end, hence the zero.
        out[key] = at + type.size <= stop ? type.get(b, at, at + type.size) : zeroOf(type);
      }
      return out as FieldsOf<F>; // the members are exactly the keys of F, each read by its own type
    },
    path(_b, at, _end, offset) {
      const member = layout().members.find(
        (m) => offset >= at + m.offset && offset < at + m.offset + m.type.size,
      );
      return member === undefined ? '' : `.${member.key}`;
    },
    show: (value) => `{${showMembers(layout().members, value).join(', ')}}`,
  };
}

interface Layout {
  readonly members: readonly Field[];
  readonly size: number;
  readonly alignment: number;
}

function layOut(fields: Fields): Layout {
  const members: Field[] = [];
  let end = 0;
  let alignment = 1;
  for (const [key, type] of Object.entries(fields)) {
    const offset = roundUp(end, type.alignment);
    members.push({ key, offset, type });
    end = offset + type.size;
    alignment = Math.max(alignment, type.alignment);
  }
  return { members, size: roundUp(end, alignment), alignment };
}

const roundUp = (n: number, to: number): number => Math.ceil(n / to) * to;

const zeroOf = (type: Scalar<unknown>): number | bigint => (type.shape.is === 'bigint' ? 0n : 0);

/** The members a value has, in words: `name: value` each. */
export function showMembers(members: readonly Field[], value: Readonly<Record<string, unknown>>): string[] {
  return members
    .filter((m) => value[m.key] !== undefined)
    .map((m) => `${m.key}: ${show(m.type, value[m.key])}`);
}
