import { memberOf } from './level.ts';
import type { Level, Member, SchemaError } from './validators.cjs';

/** All complaints about one level of a mapping, as ajv writes them. */
export function validate(value: Readonly<Record<string, unknown>>, level: Level): readonly SchemaError[] {
  const errors: SchemaError[] = [];
  const keys = Object.keys(value);
  for (const key of level.required) {
    if (value[key] === undefined) errors.push(ofMapping('required', { missingProperty: key }));
  }
  const { fewest = 0, most = Number.POSITIVE_INFINITY } = level;
  if (keys.length < fewest) errors.push(ofMapping('minProperties', { limit: fewest }));
  if (keys.length > most) errors.push(ofMapping('maxProperties', { limit: most }));
  for (const key of keys) {
    const member = memberOf(level, key);
    if (member !== undefined) {
      if (!member.validate(value[key], AT_ROOT)) {
        for (const error of member.validate.errors ?? [])
          errors.push({ ...error, instancePath: `/${escaped(key)}${error.instancePath}` });
      }
    } else if (level.closed && !Object.hasOwn(level.keys, key)) {
      errors.push(ofMapping('additionalProperties', { additionalProperty: key }));
    }
  }
  return errors;
}

/** Whether a value may stand there. */
export const isValid = (value: unknown, { validate: check }: Member): boolean => check(value, AT_ROOT);

const AT_ROOT = { instancePath: '' } as const;

function ofMapping(keyword: string, params: SchemaError['params']): SchemaError {
  return { keyword, instancePath: '', params };
}

/** A segment of a JSON pointer. */
function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
