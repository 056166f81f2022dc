import { headers, placeOf, renewed, type View } from './view.ts';
import { Block } from './wire.ts';

/** Bytes in a word: attributes begin at multiples of it. */
const WORD = 4;

/** What is read of a word: nothing; what all messages of the pattern have alike; or something by the reader of that number less two. */
const UNREAD = 0;
const FIXED = 1;
const FIRST = 2;

/**
 * Messages that have the same attributes of the same sizes and differ in few values. When many of them are read, only
 * what differs has to be read again: the pattern notes what each reader reads while it reads the first message.
 */
export class Pattern<V extends View> {
  /** The view of the message that was taken last. */
  readonly view: V;
  readonly #bytes: Uint8Array;
  readonly #words: Int32Array;
  readonly #uses: Uint16Array;
  /** Which readers read a word, by its use; those that read the same share one. */
  readonly #users: (readonly number[])[] = [[], []];
  /** Numbers of the words that are read at all: of a link's four hundred a quarter. Undefined: to be counted. */
  #read: Uint32Array | undefined;

  /**
   * @param view a lazy view, which only this pattern uses
   * @throws NetlinkDecodeError if the message is not sound
   */
  constructor(view: V, message: Uint8Array) {
    this.#bytes = new Uint8Array(Math.ceil(message.length / WORD) * WORD);
    this.#bytes.set(message);
    this.#words = new Int32Array(this.#bytes.buffer);
    this.#uses = new Uint16Array(this.#words.length);
    this.view = view.at(new Block(this.#bytes), 0, message.length);
    // The family and the type: the rest of the header is read by its members' names.
    this.#fix(0, WORD);
    this.#fixHeaders(view);
  }

  /**
   * Has a reader read the first message, and notes what it reads. `take` returns the reader's number for a message in
   * which that is different.
   */
  watch<T>(reader: number, read: (view: V) => T): T {
    return read(this.#watching(this.view, (from, to) => this.#note(from, to, reader)));
  }

  /** What is read here must be the same in all messages of the pattern. */
  fix(read: (view: V) => unknown): void {
    read(this.#watching(this.view, (from, to) => this.#fix(from, to)));
  }

  /**
   * Moves the view to a message, if it is of this pattern.
   * @returns the numbers of the readers that would read something else in it than in the message before; undefined if
   * it is of another pattern
   */
  take(message: Uint8Array): number[] | undefined {
    if (message.length !== this.#bytes.length || message.byteOffset % WORD !== 0) return undefined;
    const words = new Int32Array(message.buffer, message.byteOffset, this.#words.length);
    const before = this.#words;
    const uses = this.#uses;
    const changed: number[] = [];
    const read = this.#readWords();
    for (let i = 0; i < read.length; i++) {
      const at = read[i] ?? 0;
      if (words[at] === before[at]) continue;
      const use = uses[at] ?? UNREAD;
      if (use === FIXED) return undefined;
      for (const reader of this.#users[use] ?? []) if (!changed.includes(reader)) changed.push(reader);
    }
    this.#bytes.set(message);
    this.view[renewed]();
    return changed.sort((a, b) => a - b);
  }

  #readWords(): Uint32Array {
    this.#read ??= Uint32Array.from(this.#uses.keys()).filter((at) => this.#uses[at] !== UNREAD);
    return this.#read;
  }

  /** The view, each of whose properties says where it lies when it is read. */
  #watching<T extends View>(view: T, onRead: (from: number, to: number) => void): T {
    return new Proxy(view, {
      get: (target, key) => {
        const value: unknown = Reflect.get(target, key, target);
        if (isView(value)) {
          this.#fixHeaders(value);
          return this.#watching(value, onRead);
        }
        const place = typeof key === 'string' ? target[placeOf](key) : undefined;
        if (place !== undefined) onRead(...place);
        return value;
      },
    });
  }

  #fixHeaders(view: View): void {
    for (const at of view[headers]()) this.#fix(at, at + WORD);
  }

  #fix(from: number, to: number): void {
    this.#read = undefined;
    this.#uses.fill(FIXED, Math.floor(from / WORD), Math.ceil(to / WORD));
  }

  #note(from: number, to: number, reader: number): void {
    this.#read = undefined;
    for (let at = Math.floor(from / WORD); at < Math.ceil(to / WORD); at++) {
      const use = this.#uses[at] ?? UNREAD;
      if (use === FIXED) continue;
      const users = this.#users[use] ?? [];
      if (!users.includes(reader)) this.#uses[at] = this.#useOf([...users, reader]);
    }
  }

  #useOf(users: readonly number[]): number {
    const known = this.#users.findIndex(
      (other, use) => use >= FIRST && other.length === users.length && other.every((r, i) => r === users[i]),
    );
    return known >= 0 ? known : this.#users.push(users) - 1;
  }
}

const isView = (value: unknown): value is View => value instanceof Object && placeOf in value;
