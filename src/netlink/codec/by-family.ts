import type { Of, Type } from './type.ts';

type Both<A, C extends Readonly<Record<number, Type<unknown>>>> = A &
  { [K in keyof C]: (value: Of<C[K]>) => void }[keyof C] extends (value: infer I) => void
  ? A & I
  : never;

/**
 * An attribute that messages of some address families fill in their own way, as IFLA_AF_SPEC in AF_BRIDGE: the
 * family stands in the message's header under `family`. Only for attributes at the message's own level.
 */
export function byFamily<A, const C extends Readonly<Record<number, Type<unknown>>>>(
  usual: Type<A>,
  families: C,
): Type<Both<A, C>> {
  const type = {
    ...usual,
    forFamily: (family: number) => families[family] ?? usual,
  };
  return type as Type<Both<A, C>>; // every type of the table reads a part of the intersection, all of it optional
}
