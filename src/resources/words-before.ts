import type { Block } from '../netlink/index.ts';

/** Longer messages are not kept. */
const MOST = 256;

/** How far likeness and the lack of it are counted against each other. */
const FAR = 64;

/**
 * A message of a dump that those behind it are held against: mostly they differ in a few words, and then these are all that
 * has to be read of them.
 */
export class WordsBefore {
  #bytes: Uint8Array | undefined;
  /** The block in words; undefined where it does not begin at one. Messages begin at multiples of four. */
  #here: Int32Array | undefined;
  readonly #kept = new Int32Array(MOST / 4);
  /** Of each word of it, whether it may differ. */
  readonly #free = new Uint8Array(MOST / 4);
  /** 0: there is none. */
  #size = 0;
  /** How many more of the last messages were like the one that was kept than were not. */
  #balance = 8;

  /** Whether what stands between two offsets differs from the message that is kept in nothing but what may differ. */
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
   * To be asked of a message that was not like: whether it is worth keeping. Where each differs from the one before, it is not; then
   * it is tried again now and then.
   */
  wants(): boolean {
    this.#balance = this.#balance <= -FAR ? 1 : this.#balance - 1;
    return this.#balance > 0;
  }

  /** Keeps a message. @param free where words begin that may differ, from its start; undefined: nothing is to be like it */
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
