import type { SourceText } from '../../source-text.ts';
import { Anchors } from './anchors.ts';

const CR = 13;
const SPACE = 32;
const HASH = 35;

/** Characters of more than a thousand routes. */
const LONG = 16 * 1024;

/** Goes through the lines that have content; blank lines and comments are stepped over. */
export class Lines {
  readonly source: SourceText;
  readonly text: string;
  /** Offset of the line's first character. */
  start = 0;
  /** Offset of the first character that counts. */
  content = 0;
  /** Offset behind the line's last character. */
  end = 0;
  /** Offset of the next line. */
  #next: number;
  done = false;
  /** Offset behind the value that was read last: of an alias not where the value ends that it stands for. */
  behind = 0;
  readonly anchors = new Anchors();
  /** Whether the text is so long that lists of it may be, too. */
  readonly isLong: boolean;
  /** The first colon from an offset on. */
  #colon = -1;
  #colonFrom = 0;

  constructor(source: SourceText, start: number) {
    this.#next = start;
    this.source = source;
    this.text = source.text;
    this.isLong = source.text.length >= LONG;
  }

  /** Column of the content, from 0. */
  get indent(): number {
    return this.content - this.start;
  }

  next(): void {
    const { text } = this;
    while (this.#next <= text.length) {
      this.start = this.#next;
      const newline = text.indexOf('\n', this.start);
      const end = newline < 0 ? text.length : newline;
      this.#next = end + 1;
      this.end = newline > this.start && text.charCodeAt(newline - 1) === CR ? newline - 1 : end;
      this.content = this.skipSpaces(this.start);
      if (this.content < this.end && text.charCodeAt(this.content) !== HASH) return;
    }
    this.done = true;
  }

  /** Makes the line at an offset, or the first one behind it that has content, the current one. */
  goTo(offset: number): void {
    this.#next = offset;
    this.next();
  }

  /** Offset of the next colon, on this line or a later one; each part of the text is looked through once. */
  colonFrom(offset: number): number {
    if (offset < this.#colonFrom || offset > this.#colon) {
      const found = this.text.indexOf(':', offset);
      this.#colon = found < 0 ? this.text.length : found;
      this.#colonFrom = offset;
    }
    return this.#colon;
  }

  skipSpaces(offset: number): number {
    let at = offset;
    while (this.text.charCodeAt(at) === SPACE) at += 1;
    return at;
  }

  /** Whether nothing but blanks and a comment (which a blank must precede) follows on the line. */
  endsAt(offset: number): boolean {
    const at = this.skipSpaces(offset);
    return at >= this.end || (this.text.charCodeAt(at) === HASH && at > offset);
  }

  /** Whether the content begins a block sequence's entry. */
  isEntry(): boolean {
    if (this.text[this.content] !== '-') return false;
    const after = this.content + 1;
    return after >= this.end || this.text.charCodeAt(after) === SPACE;
  }
}
