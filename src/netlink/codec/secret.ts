import type { Type } from './type.ts';

/** The same type, whose values appear in no trace, error or log. */
export function secret<T, S extends Type<T>>(type: S & Type<T>): S {
  return { ...type, show: () => '(sensitive)' };
}
