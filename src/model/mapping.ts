/** Whether a value, e.g. of parsed JSON, is an object that is not an array. */
export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a value is a list and all its members pass a test. */
export const isListOf = (value: unknown, test: (member: unknown) => boolean): boolean =>
  Array.isArray(value) && value.every(test);

/** Whether a value is an object and all its members pass a test. */
export const isMappingOf = (value: unknown, test: (member: unknown) => boolean): boolean =>
  isMapping(value) && Object.values(value).every(test);

export const isText = (value: unknown): value is string => typeof value === 'string';
