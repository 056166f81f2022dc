import { putAttribute } from './attribute-set.ts';
import { eachAttribute } from './attributes.ts';
import { show } from './show.ts';
import type { Scalar, Type } from './type.ts';
import { NESTED } from './wire.ts';

const showAll = <T>(type: Type<T>, values: readonly T[]): string =>
  `[${values.map((v) => show(type, v)).join(', ')}]`;

/** A nest that repeats one attribute: IFLA_PROP_LIST of IFLA_ALT_IFNAME. */
export function list<T>(type: Type<T>, id: number): Type<readonly T[]> {
  return container(type, () => id);
}

/** A nest whose attribute ids only count: 1, 2, 3 … (NLA_NESTED_ARRAY), or from another start. */
export function indexed<T>(type: Type<T>, first = 1): Type<readonly T[]> {
  return container(type, (index) => first + index);
}

function container<T>(type: Type<T>, idOf: (index: number) => number): Type<readonly T[]> {
  return {
    nested: true,
    shape: { is: 'array', of: type },
    put(w, values) {
      values.forEach((value, i) => {
        putAttribute(w, type.nested ? idOf(i) | NESTED : idOf(i), type, value);
      });
    },
    get(b, at, end) {
      const out: T[] = [];
      eachAttribute(b, at, end, (_id, start, stop) => out.push(type.get(b, start, stop)));
      return out;
    },
    path(b, at, end, offset, missing) {
      let path = '';
      let index = 0;
      eachAttribute(b, at, end, (_id, start, stop) => {
        if (offset >= start - 4 && offset < stop)
          path = `[${index}]${type.path?.(b, start, stop, offset, missing) ?? ''}`;
        index++;
      });
      return path;
    },
    show: (values) => showAll(type, values),
  };
}

/** The attribute itself repeated, side by side with others: IFLA_BRIDGE_VLAN_INFO, IFLA_VLAN_QOS_MAPPING. */
export function repeated<T>(type: Type<T>): Type<readonly T[]> {
  return {
    each: type,
    shape: { is: 'array', of: type },
    put(w, values) {
      for (const value of values) type.put(w, value);
    },
    get: (b, at, end) => [type.get(b, at, end)],
    show: (values) => showAll(type, values),
  };
}

/** Values of fixed size back to back in one payload: a C array. */
export function array<T>(type: Scalar<T>): Type<readonly T[]> {
  return {
    shape: { is: 'array', of: type },
    put(w, values) {
      for (const value of values) type.put(w, value);
    },
    get(b, at, end) {
      const out: T[] = [];
      for (let p = at; p + type.size <= end; p += type.size) out.push(type.get(b, p, p + type.size));
      return out;
    },
    show: (values) => showAll(type, values),
  };
}
