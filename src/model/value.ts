/** The value of an attribute: plain, immutable, JSON-serialisable. `null` means "none" (no master, no alias). */
export type Value = string | number | boolean | null | readonly Value[];

/**
 * Values by attribute name (in the configuration language's spelling, e.g. `mtu`, `bridge.ageing-time`). Absent means
 * "not declared".
 */
export type Attributes = Readonly<Record<string, Value>>;

/** Whether two attribute values are equal; lists are compared element by element, in order. */
export function sameValue(a: Value | undefined, b: Value | undefined): boolean {
  if (a === b) return true;
  if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
  return a.every((item, i) => sameValue(item, b[i]));
}
