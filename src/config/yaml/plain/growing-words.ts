/** A growing array of numbers with 32 bits. */
export interface GrowingWords {
  readonly length: number;
  push(word: number): void;
  all(): Uint32Array;
}

const FIRST = 64;

export function growingWords(): GrowingWords {
  let words = new Uint32Array(FIRST);
  let length = 0;
  return {
    get length() {
      return length;
    },
    push(word) {
      if (length === words.length) {
        const more = new Uint32Array(2 * length);
        more.set(words);
        words = more;
      }
      words[length] = word;
      length += 1;
    },
    all: () => words.slice(0, length),
  };
}
