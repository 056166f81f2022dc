const FEW = 12;
const NONE: readonly never[] = [];

/**
 * A copy without spare capacity: a list that grew has room for sixteen more, which adds up in tens of thousands of
 * small mappings. Empty lists are shared.
 */
export function trimmed<T>(list: readonly T[]): readonly T[] {
  if (list.length === 0) return NONE;
  return list.length <= FEW ? list.slice() : list;
}
