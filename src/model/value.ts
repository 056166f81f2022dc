/** What an attribute of a kernel object may hold: plain, immutable, JSON-serialisable. `null` says "none" (no master, no alias). */
export type Value = string | number | boolean | null | readonly Value[];

/** Attribute name (the configuration language's spelling, e.g. `mtu`, `bridge.ageing-time`) to value. Absent means "not said". */
export type Attributes = Readonly<Record<string, Value>>;

/** Whether two attribute values are the same; lists compare element by element, in order. */
export function sameValue(a: Value | undefined, b: Value | undefined): boolean {
  if (a === b) return true;
  if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
  return a.every((item, i) => sameValue(item, b[i]));
}
