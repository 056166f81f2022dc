import type { Type } from './type.ts';

/** A value in words: by its type's own way, or as String() has it. */
export function show<T>(type: Type<T>, value: T): string {
  return type.show === undefined ? String(value) : type.show(value);
}
