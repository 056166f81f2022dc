import { AttributeSet, type Values } from './attribute-set.ts';
import { unknown, type WithUnknown } from './attributes.ts';
import { NetlinkDecodeError } from './decode-error.ts';
import { u16 } from './scalars.ts';
import { showMembers, struct } from './struct.ts';
import type { Attrs, AttrsOf, Fields, FieldsOf, Type } from './type.ts';
import { align, host } from './wire.ts';

export type Step<H extends Fields, A extends Attrs> = Partial<FieldsOf<H>> & AttrsOf<A> & WithUnknown;

/**
 * C structs in a row, each followed by attributes of its own: RTA_MULTIPATH with its struct rtnexthop.
 * @param header the struct's members after the u16 with its length, which is filled in and not among the values
 */
export function sequence<const H extends Fields, const A extends Attrs>(
  header: H,
  attrs: A,
): Type<readonly Step<H, A>[]> {
  const fixed = struct({ length: u16, ...header } as Fields);
  const members = fixed.members.filter((member) => member.key !== 'length');
  const set = new AttributeSet(attrs);
  const one: Type<Step<H, A>> = {
    shape: { is: 'attributes', header, attrs },
    put(w, step) {
      const start = w.at;
      const { [unknown]: aside, ...values } = step as Values;
      fixed.put(w, values);
      for (const { key } of members) delete (values as Record<string, unknown>)[key];
      set.put(w, aside === undefined ? values : { ...values, [unknown]: aside });
      if (w.at - start > 0xffff) throw new RangeError('a nexthop of more than 65535 bytes');
      w.data.setUint16(start, w.at - start, host);
    },
    get(b, at, end) {
      const { length: _, ...head } = fixed.get(b, at, at + fixed.size);
      return { ...head, ...set.get(b, at + fixed.size, end) } as Step<H, A>; // struct and set read the keys of H and A
    },
    path: (b, at, end, offset, missing) => set.path(b, at + fixed.size, end, offset, missing),
    show: (step) => `{${[...showMembers(members, step as Values), ...set.words(step as Values)].join(', ')}}`,
  };

  function* steps(b: { data: DataView }, start: number, end: number): Generator<[at: number, end: number]> {
    for (let at = start; at < end; ) {
      const length = end - at < fixed.size ? 0 : b.data.getUint16(at, host);
      if (length < fixed.size || at + length > end)
        throw new NetlinkDecodeError('a nexthop runs past its attribute');
      yield [at, at + length];
      at += align(length);
    }
  }

  return {
    shape: { is: 'array', of: one },
    put(w, values) {
      for (const value of values) one.put(w, value);
    },
    get: (b, start, end) => Array.from(steps(b, start, end), ([at, stop]) => one.get(b, at, stop)),
    path(b, start, end, offset, missing) {
      if (offset < start) return '';
      let index = 0;
      for (const [at, stop] of steps(b, start, end)) {
        if (offset < stop) return `[${index}]${one.path?.(b, at, stop, offset, missing) ?? ''}`;
        index++;
      }
      return '';
    },
    show: (values) => `[${values.map((value) => one.show?.(value)).join(', ')}]`,
  };
}
