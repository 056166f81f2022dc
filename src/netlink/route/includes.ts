/** Whether a value has all properties of another, to any depth: numbers and texts equal, lists element by element. */
export function includes(value: unknown, properties: unknown): boolean {
  if (typeof properties !== 'object' || properties === null) return value === properties;
  if (typeof value !== 'object' || value === null) return false;
  const [has, wanted] = [value, properties] as [Record<string, unknown>, Record<string, unknown>];
  if (Array.isArray(properties) && Array.isArray(value) && properties.length !== value.length) return false;
  return Object.keys(wanted).every((key) => wanted[key] === undefined || includes(has[key], wanted[key]));
}
