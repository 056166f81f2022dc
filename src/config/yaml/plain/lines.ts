import type { SourceText } from '../../source-text.ts';
import { Anchors } from './anchors.ts';

const CR = 13;
const SPACE = 32;
const HASH = 35;

/** The length of a text with more than a thousand routes. */
const LONG = 16 * 1024;

/** Goes through the lines with content; skips blank lines and comments. */
export class Lines {
  readonly source: SourceText;
  readonly text: string;
  /** Offset of the first character of the line. */
  start = 0;
  /** Offset of the first character of the content. */
  content = 0;
  /** Offset after the last character of the line. */
  end = 0;
  /** Offset of the next line. */
  #next: number;
  done = false;
  /** Offset after the value that was read last; for an alias this is not the end of the node that it stands for. */
  behind = 0;
  readonly anchors = new Anchors();
  /** Whether the text is so long that its lists may be, too. */
  readonly isLong: boolean;
  /** The first colon at or after #colonFrom. */
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

  /** Makes the line at an offset the current one, or the next one with content. */
  goTo(offset: number): void {
    this.#next = offset;
    this.next();
  }

  /** Offset of the next colon, on this line or a later one; each part of the text is searched only once. */
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

  /** Whether the rest of the line has only blanks and a comment (which must follow a blank). */
  endsAt(offset: number): boolean {
    const at = this.skipSpaces(offset);
    return at >= this.end || (this.text.charCodeAt(at) === HASH && at > offset);
  }

  /** Whether the content begins an entry of a block sequence. */
  isEntry(): boolean {
    if (this.text[this.content] !== '-') return false;
    const after = this.content + 1;
    return after >= this.end || this.text.charCodeAt(after) === SPACE;
  }
}
