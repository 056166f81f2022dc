import { NetlinkDecodeError } from './decode-error.ts';
import { show } from './show.ts';
import type { Scalar } from './type.ts';

/** An array of so many numbers as a member of a C struct. Shorter values are filled up with zeroes, longer ones refused. */
export function vector<T>(type: Scalar<T>, length: number): Scalar<readonly T[]> {
  const size = type.size * length;
  return {
    size,
    alignment: type.alignment,
    shape: { is: 'array', of: type, length },
    put(w, values) {
      if (values.length > length) throw new RangeError(`${values.length} values where ${length} fit`);
      const start = w.zero(size);
      w.at = start;
      for (const value of values) type.put(w, value);
      w.at = start + size;
    },
    get(b, at, end) {
      if (end - at < size) throw new NetlinkDecodeError(`${end - at} bytes where ${size} are due`);
      return Array.from({ length }, (_, nth) => {
        const from = at + nth * type.size;
        return type.get(b, from, from + type.size);
      });
    },
    show: (values) => `[${values.map((value) => show(type, value)).join(', ')}]`,
  };
}
