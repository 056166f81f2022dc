/** The known word that a misspelled one most likely stands for; undefined if none is similar. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  const wanted = normal(word);
  // At most a third of the letters may be wrong; more would be guessing.
  let best = Math.min(3, Math.max(1, Math.floor(wanted.length / 3))) + 1;
  let found: string | undefined;
  for (const candidate of known) {
    if (Math.abs(candidate.length - wanted.length) >= best) continue;
    const distance = editDistance(wanted, normal(candidate), best);
    if (distance < best) {
      best = distance;
      found = candidate;
    }
  }
  return found;
}

/** `did you mean "addresses"?`; undefined if no word is similar. */
export function didYouMean(word: string, known: Iterable<string>): string | undefined {
  const found = nearest(word, known);
  return found === undefined ? undefined : `did you mean "${found}"?`;
}

function normal(word: string): string {
  return word.toLowerCase().replaceAll('_', '-');
}

/**
 * Damerau-Levenshtein distance (optimal string alignment): insertions, deletions, changes, swaps of neighbours.
 * @param limit greater distances may be returned as this one, to save time with thousands of words
 */
function editDistance(a: string, b: string, limit: number): number {
  let before: number[] = [];
  let leastBefore = 0;
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      }
      row.push(cost);
      if (cost < least) least = cost;
    }
    // A swap refers to the row before the previous one.
    if (least >= limit && leastBefore >= limit) return limit;
    leastBefore = least;
    before = above;
    above = row;
  }
  return above[b.length] ?? 0;
}
