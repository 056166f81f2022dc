import { memberOf } from './level.ts';
import type { Level, Member, SchemaError } from './validators.cjs';

/**
 * All complaints about one level of a mapping, in ajv's format, except those about unknown keys (refusesKey).
 * @param size the number of keys in the mapping, including unknown ones
 */
export function validate(
  value: Readonly<Record<string, unknown>>,
  level: Level,
  size: number,
): readonly SchemaError[] {
  const errors: SchemaError[] = [];
  const keys = Object.keys(value);
  for (const key of level.required) {
    if (value[key] === undefined) errors.push(ofMapping('required', { missingProperty: key }));
  }
  const { fewest = 0, most = Number.POSITIVE_INFINITY } = level;
  if (size < fewest) errors.push(ofMapping('minProperties', { limit: fewest }));
  if (size > most) errors.push(ofMapping('maxProperties', { limit: most }));
  for (const key of keys) {
    const member = memberOf(level, key);
    if (member === undefined || member.validate(value[key], AT_ROOT)) continue;
    for (const error of member.validate.errors ?? [])
      errors.push({ ...error, instancePath: `/${escaped(key)}${error.instancePath}` });
  }
  return errors;
}

/** Whether a value is valid for a member. */
export const isValid = (value: unknown, { validate: check }: Member): boolean => check(value, AT_ROOT);

const AT_ROOT = { instancePath: '' } as const;

function ofMapping(keyword: string, params: SchemaError['params']): SchemaError {
  return { keyword, instancePath: '', params };
}

/** Escapes a segment of a JSON pointer. */
function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
