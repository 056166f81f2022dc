/** A model object while it is being made: assigning its members is faster than thousands of spreads. */
export type Mutable<T> = { -readonly [K in keyof T]: T[K] };
