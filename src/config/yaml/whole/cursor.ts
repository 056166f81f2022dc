import type { Node } from '../../node.ts';
import type { Reporter } from '../../reporter.ts';
import type { SourceText } from '../../source-text.ts';
import { HASH, isBlank, isEmpty, NEWLINE, RETURN, TAB } from './characters.ts';
import { Fault } from './fault.ts';
import { Shared } from './shared.ts';

const DASH = 45;

/** The position of the reader in a document. */
export class Cursor {
  readonly source: SourceText;
  /** The file up to the end of the document. */
  readonly text: string;
  at: number;
  /** The beginning of the current line. */
  lineStart: number;
  /** Offset of the first content of the line, if it is known. */
  #first = -1;
  /** Whether there are tabs before it. */
  tabbed = false;
  /** Offset after the value that was read last; for an alias this is not the end of the node that it stands for. */
  behind = 0;
  readonly shared: Shared;
  readonly reporter: Reporter;

  constructor(source: SourceText, text: string, start: number, reporter: Reporter) {
    this.source = source;
    this.text = text;
    this.at = start;
    this.lineStart = start;
    this.reporter = reporter;
    this.shared = new Shared(source, reporter);
  }

  get done(): boolean {
    return this.at >= this.text.length;
  }

  get code(): number {
    return this.text.charCodeAt(this.at);
  }

  get column(): number {
    return this.at - this.lineStart;
  }

  fail(message: string): never {
    throw new Fault(this.at, message);
  }

  failDepth(): never {
    throw new Fault(this.at, 'this is nested too deeply to be read', true);
  }

  skipBlanks(): void {
    while (isBlank(this.code)) this.at += 1;
  }

  /** Moves to the next content, over blanks, comments and line ends. Returns whether that begins a line. */
  seek(): boolean {
    const { text } = this;
    if (this.at === this.#first) return true;
    let begins = this.at === this.lineStart;
    for (;;) {
      let code = this.code;
      for (; isBlank(code); code = this.code) {
        if (begins && code === TAB) this.tabbed = true;
        this.at += 1;
      }
      if (code === HASH && (begins || isBlank(text.charCodeAt(this.at - 1)))) {
        const end = text.indexOf('\n', this.at);
        this.at = end < 0 ? text.length : end;
        code = this.code;
      }
      if (code === RETURN) code = text.charCodeAt(++this.at);
      if (code !== NEWLINE) {
        if (begins) this.#first = this.at;
        return begins || this.done;
      }
      this.startLine(this.at + 1);
      begins = true;
    }
  }

  /** Moves to the beginning of a line. */
  startLine(at: number): void {
    this.at = at;
    this.lineStart = at;
    this.tabbed = false;
  }

  /** Whether the rest of the line has only blanks and a comment. */
  isLineOver(): boolean {
    let at = this.at;
    while (isBlank(this.text.charCodeAt(at))) at += 1;
    const code = this.text.charCodeAt(at);
    return code === NEWLINE || code === RETURN || at >= this.text.length || (code === HASH && at > this.at);
  }

  /** Whether the next character is this one, followed by a blank or the end of the line. */
  isMark(code: number): boolean {
    return this.code === code && isEmpty(this.text.charCodeAt(this.at + 1));
  }

  isDash(): boolean {
    return this.isMark(DASH);
  }

  /** Notes where a value that was read ends; returns the value. */
  ended<N extends Node>(node: N): N {
    this.behind = node.end;
    return node;
  }
}
