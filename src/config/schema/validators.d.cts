import type { Definitions } from './definitions.ts';

/** One complaint of a validator; the members of `params` depend on the keyword. */
export interface SchemaError {
  readonly keyword: string;
  /** JSON pointer below the validated value. */
  readonly instancePath: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** Looks at the value of a key; what another definition describes is only checked to be a mapping or a list. */
export interface Validator {
  (value: unknown, at: { readonly instancePath: string }): boolean;
  errors?: readonly SchemaError[] | null;
}

/** What type to give to a text. `open`: described by another definition, read by its own interpreter. */
export type Shape =
  | 'boolean'
  | 'integer'
  | 'string'
  | 'open'
  | { readonly enum: readonly (string | number)[] }
  | {
      readonly list: Shape;
      /** A single value stands for a list of one. */
      readonly orSingle?: true;
    }
  | { readonly map: Shape };

/** What the value of a key may be. Keys that are alike share one. */
export interface Member {
  readonly shape: Shape;
  readonly validate: Validator;
}

/** A mapping's keys; their members, and that of all other keys, are given by numbers. */
export interface Level {
  readonly keys: Readonly<Record<string, number>>;
  readonly required: readonly string[];
  /** There are no other keys. */
  readonly closed?: true;
  readonly rest?: number;
  readonly fewest?: number;
  readonly most?: number;
}

/** Written by scripts/build-validators.mjs from schemas/config.schema.json. */
export function member(number: number): Member;
/** JSON of a definition's Level. */
export function level(name: keyof Definitions): string;
