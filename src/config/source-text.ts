import type { Place } from '../model/place.ts';
import { maskSecrets } from './mask-secrets.ts';

/** Longer lines are not shown in diagnostics. */
const LONGEST_SHOWN_LINE = 10_000;

/** The text of a file with the starts of its lines, which are searched as far as places are requested. */
export class SourceText {
  readonly file: string;
  readonly text: string;
  /** The position among the files; later ones amend earlier ones. */
  readonly order: number;
  /** The known starts of lines, in order: all up to the line of the last requested place, and the next one. */
  readonly #starts: number[] = [0];
  /** Whether all of them are known. */
  #isWhole = false;
  #last = 0;
  #hasPairs: boolean | undefined;

  constructor(file: string, text: string, order: number) {
    this.file = file;
    this.text = text;
    this.order = order;
  }

  /** The place of an offset; columns count characters (code points), not UTF-16 units. */
  place(offset: number): Place {
    const line = this.#lineAt(offset);
    const start = this.#starts[line] ?? 0;
    return { file: this.file, line: line + 1, column: this.#characters(start, offset) + 1 };
  }

  /** The number of characters from one offset to another or to the end of the line, at least 1. */
  width(start: number, end: number): number {
    const lineEnd = this.#lineEnd(this.#lineAt(start));
    const shown = this.text.slice(start, Math.min(end, lineEnd)).trimEnd();
    return Math.max(1, this.#characters(start, start + shown.length));
  }

  /** The line with the offset, without its line break and with secrets masked; undefined if it is too long to show. */
  line(offset: number): string | undefined {
    const line = this.#lineAt(offset);
    const start = this.#starts[line] ?? 0;
    const end = this.#lineEnd(line);
    return end - start > LONGEST_SHOWN_LINE ? undefined : maskSecrets(this.text.slice(start, end));
  }

  /**
   * Zero-based line of an offset. Places are mostly requested in order, so the last line and the next are tried first.
   */
  #lineAt(offset: number): number {
    const starts = this.#startsBeyond(offset);
    const last = this.#last;
    if (offset >= (starts[last] ?? 0)) {
      if (last + 1 >= starts.length || offset < (starts[last + 1] ?? 0)) return last;
      if (last + 2 >= starts.length || offset < (starts[last + 2] ?? 0)) {
        this.#last = last + 1;
        return last + 1;
      }
    }
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    this.#last = low;
    return low;
  }

  #characters(start: number, end: number): number {
    // A generated file may be a single line: avoid counting where it is not needed.
    this.#hasPairs ??= /[\udc00-\udfff]/.test(this.text);
    let count = end - start;
    if (!this.#hasPairs) return count;
    for (let i = start; i < end; i += 1) {
      // The second half of a surrogate pair belongs to the previous character.
      if ((this.text.charCodeAt(i) & 0xfc00) === 0xdc00) count -= 1;
    }
    return count;
  }

  #lineEnd(line: number): number {
    const next = this.#starts[line + 1];
    if (next === undefined) return this.text.length;
    return this.text[next - 2] === '\r' ? next - 2 : next - 1;
  }

  /** The starts of lines up to one after the offset. */
  #startsBeyond(offset: number): readonly number[] {
    const starts = this.#starts;
    let last = starts[starts.length - 1] ?? 0;
    while (last <= offset && !this.#isWhole) {
      const lineEnd = this.text.indexOf('\n', last);
      this.#isWhole = lineEnd < 0;
      if (this.#isWhole) break;
      last = lineEnd + 1;
      starts.push(last);
    }
    return starts;
  }
}
