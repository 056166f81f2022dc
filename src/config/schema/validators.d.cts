import type { Definitions } from './definitions.ts';

/** One complaint of a validator; the members of `params` depend on the keyword. */
export interface SchemaError {
  readonly keyword: string;
  /** JSON pointer below the validated value. */
  readonly instancePath: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** Looks at one level of a value; what another definition describes is only checked to be a mapping or a list. */
export interface Validator {
  (value: unknown): boolean;
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

/** Written by scripts/build-validators.mjs from schemas/config.schema.json. */
export const validators: Readonly<Record<keyof Definitions, Validator>>;
export const shapes: Readonly<Record<keyof Definitions, Readonly<Record<string, Shape>>>>;
/** Keys that each definition cannot do without. */
export const required: Readonly<Record<keyof Definitions, readonly string[]>>;
