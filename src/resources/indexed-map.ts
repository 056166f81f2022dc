/** Returns the terms by which an item can be found. */
export type Terms<T> = (item: T) => readonly string[];

const NOTHING: ReadonlySet<string> = new Set();

/** A map whose items can also be looked up by terms other than their key. An index is built at its first use. */
export class IndexedMap<T> extends Map<string, T> {
  readonly #indexes = new Map<Terms<T>, Map<string, Set<string>>>();
  readonly #asked = new Map<Terms<T>, Set<string>>();

  /** The entries with a term, in the order in which they were added. The function itself identifies the index. */
  where(terms: Terms<T>, term: string): [string, T][] {
    const asked = this.#asked.get(terms);
    if (asked === undefined) this.#asked.set(terms, new Set([term]));
    else asked.add(term);
    const keys = this.#indexOf(terms).get(term) ?? [];
    const found: [string, T][] = [];
    for (const key of keys) {
      const item = this.get(key);
      if (item !== undefined) found.push([key, item]);
    }
    return found;
  }

  /** The terms that have been looked up so far, whether or not anything was found. */
  asked(terms: Terms<T>): ReadonlySet<string> {
    return this.#asked.get(terms) ?? NOTHING;
  }

  override set(key: string, item: T): this {
    // An unchanged item keeps its place.
    if (this.get(key) === item) return this;
    if (this.#indexes.size > 0) {
      this.#forget(key);
      for (const [terms, index] of this.#indexes) enter(index, terms, key, item);
    }
    return super.set(key, item);
  }

  override delete(key: string): boolean {
    if (this.#indexes.size > 0) this.#forget(key);
    return super.delete(key);
  }

  #indexOf(terms: Terms<T>): Map<string, Set<string>> {
    const known = this.#indexes.get(terms);
    if (known !== undefined) return known;
    const index = new Map<string, Set<string>>();
    for (const [key, item] of this) enter(index, terms, key, item);
    this.#indexes.set(terms, index);
    return index;
  }

  #forget(key: string): void {
    const item = this.get(key);
    if (item === undefined) return;
    for (const [terms, index] of this.#indexes) {
      for (const term of terms(item)) index.get(term)?.delete(key);
    }
  }
}

function enter<T>(index: Map<string, Set<string>>, terms: Terms<T>, key: string, item: T): void {
  for (const term of terms(item)) {
    const keys = index.get(term);
    if (keys === undefined) index.set(term, new Set([key]));
    else keys.add(key);
  }
}
