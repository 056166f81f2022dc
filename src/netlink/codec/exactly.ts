import { fixed } from './text.ts';
import type { Scalar } from './type.ts';

/** Bytes of exactly this many, as keys are: neither filled up nor cut. */
export function exactly(size: number): Scalar<Uint8Array> {
  const type = fixed(size);
  return {
    ...type,
    put(w, value) {
      if (value.length !== size) throw new RangeError(`${value.length} bytes where ${size} are due`);
      type.put(w, value);
    },
  };
}
