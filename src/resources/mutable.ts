/** A model object while it is being put together: member by member, as thousands of spreads would take too long. */
export type Mutable<T> = { -readonly [K in keyof T]: T[K] };
