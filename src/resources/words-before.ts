import type { Block } from '../netlink/index.ts';

/** Longer messages are not kept. */
const MOST = 256;

/** The limits of the balance of similar and other messages. */
const FAR = 64;

/**
 * A message of a dump with which later ones are compared: mostly they differ in a few words, and only these have to be
 * read.
 */
export class WordsBefore {
  #bytes: Uint8Array | undefined;
  /**
   * The block as an array of words; undefined if it is not aligned to words. Messages begin at multiples of four bytes.
   */
  #here: Int32Array | undefined;
  readonly #kept = new Int32Array(MOST / 4);
  /** For each word of the message, whether it may differ. */
  readonly #free = new Uint8Array(MOST / 4);
  /** The size of the message; 0 if none is kept. */
  #size = 0;
  /** How many more of the recent messages were similar than were not. */
  #balance = 8;

  /** Whether the message between two offsets differs from the kept one only in words that may differ. */
  isLike({ bytes }: Block, start: number, end: number): boolean {
    if (end - start !== this.#size) return false;
    const here = bytes === this.#bytes ? this.#here : this.#see(bytes);
    if (here === undefined) return false;
    const kept = this.#kept;
    const free = this.#free;
    const count = this.#size >> 2;
    let at = start >> 2;
    for (let nth = 0; nth < count; nth += 1) {
      if (here[at] !== kept[nth] && free[nth] !== 1) return false;
      at += 1;
    }
    if (this.#balance < FAR) this.#balance += 1;
    return true;
  }

  /**
   * To be called for a message that was not similar: whether it is worth keeping. It is not if each message differs
   * from the one before; but it is tried again from time to time.
   */
  wants(): boolean {
    this.#balance = this.#balance <= -FAR ? 1 : this.#balance - 1;
    return this.#balance > 0;
  }

  /**
   * Keeps a message.
   * @param free the offsets in the message of words that may differ; undefined if no message is to be compared with it
   */
  keep({ bytes }: Block, start: number, end: number, free: readonly number[] | undefined): void {
    this.#size = 0;
    if (free === undefined || end - start > MOST || ((start | end) & 3) !== 0) return;
    const here = bytes === this.#bytes ? this.#here : this.#see(bytes);
    if (here === undefined) return;
    this.#size = end - start;
    this.#kept.set(here.subarray(start >> 2, end >> 2));
    this.#free.fill(0);
    for (const at of free) this.#free[at >> 2] = 1;
  }

  #see(bytes: Uint8Array): Int32Array | undefined {
    const { buffer, byteOffset, length } = bytes;
    this.#bytes = bytes;
    this.#here = byteOffset % 4 === 0 ? new Int32Array(buffer, byteOffset, length >> 2) : undefined;
    return this.#here;
  }
}
