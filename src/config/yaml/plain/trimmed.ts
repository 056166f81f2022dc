const FEW = 12;
const NONE: readonly never[] = [];

/** A list that grew has room for sixteen more, which tens of thousands of small mappings would keep; empty ones are one. */
export function trimmed<T>(list: readonly T[]): readonly T[] {
  if (list.length === 0) return NONE;
  return list.length <= FEW ? list.slice() : list;
}
