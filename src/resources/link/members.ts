/**
 * The shape of objects with the same members in the same order. V8 makes a hash table of an object that is given more
 * than a dozen members by computed keys: that is slow to make, and ten times as slow to copy and to enumerate. A copy
 * of an object that was made in one piece is not a hash table.
 */
class Mould {
  readonly keys: readonly string[];
  readonly #steps = new Map<string, Step>();
  #last: Step | undefined;
  #model: Readonly<Record<string, unknown>> = {};
  #usual: readonly unknown[] | undefined;

  constructor(keys: readonly string[]) {
    this.keys = keys;
  }

  /** The index of a member, and the shape of objects that have it in addition. Mostly the same as in the last call. */
  step(key: string): Step {
    if (this.#last?.key === key) return this.#last;
    let step = this.#steps.get(key);
    if (step === undefined) {
      const at = this.keys.indexOf(key);
      step =
        at < 0 ? { key, at: this.keys.length, to: new Mould([...this.keys, key]) } : { key, at, to: this };
      this.#steps.set(key, step);
    }
    this.#last = step;
    return step;
  }

  /** Makes an object with these values: a copy of the model, which has most of them already. */
  cast(values: readonly unknown[]): Record<string, unknown> {
    const { keys } = this;
    if (this.#usual === undefined) {
      this.#usual = values.map(lasting);
      this.#model = Object.fromEntries(keys.map((key, at) => [key, this.#usual?.[at]]));
    }
    const usual = this.#usual;
    const out: Record<string, unknown> = { ...this.#model };
    for (let at = 0; at < values.length; at++) {
      const value = values[at];
      if (value !== usual[at]) out[keys[at] ?? ''] = value;
    }
    return out;
  }
}

interface Step {
  readonly key: string;
  readonly at: number;
  readonly to: Mould;
}

/** The values that a model may keep: texts may be long, or secret. */
const lasting = (value: unknown): unknown =>
  typeof value === 'number' || typeof value === 'boolean' ? value : undefined;

const EMPTY = new Mould([]);

/** Collects the members of an object whose names are known only at run time. */
export class Members<T = unknown> {
  #mould = EMPTY;
  readonly #values: (T | undefined)[] = [];
  /** The object of which the next one is to be a copy, and the indexes of members that were set since. */
  #like: { readonly mould: Mould; readonly object: Record<string, unknown> } | undefined;
  readonly #since: number[] = [];

  set(key: string, value: T): void {
    const { at, to } = this.#mould.step(key);
    this.#values[at] = value;
    this.#mould = to;
    if (this.#like !== undefined) this.#since.push(at);
  }

  get(key: string): T | undefined {
    return this.#values[this.#mould.keys.indexOf(key)];
  }

  /** The number of members, including cleared ones. */
  get size(): number {
    return this.#values.length;
  }

  /** Whether a member has a value. */
  has(key: string): boolean {
    return this.get(key) !== undefined;
  }

  /** Clears a value; the member keeps its place for a new one. */
  clear(key: string): void {
    const at = this.#mould.keys.indexOf(key);
    if (at >= 0) this.#values[at] = undefined;
  }

  /** Makes another object, like the previous one except for what was set since. */
  another(): Record<string, T> {
    const mould = this.#mould;
    if (this.#like?.mould !== mould) this.#like = { mould, object: mould.cast(this.#values) };
    const { object } = this.#like;
    for (const at of this.#since) object[mould.keys[at] ?? ''] = this.#values[at];
    this.#since.length = 0;
    return { ...object } as Record<string, T>; // they are what `set` took
  }

  /** Makes the object, with its members in the order in which they were first set. */
  object(): Record<string, T> {
    return this.#mould.cast(this.#values) as Record<string, T>; // they are what `set` took
  }
}
