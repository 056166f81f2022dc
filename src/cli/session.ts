import { jsonText } from '../render/json-text.ts';
import { type Paint, plain } from '../render/paint.ts';
import { printable } from '../render/printable.ts';
import { paintFor } from './colour.ts';
import type { Host } from './host.ts';
import type { CommonValues } from './options.ts';
import { Output } from './output.ts';

/** A run of a command: its host, its outputs and the options that apply to them. */
export class Session {
  readonly host: Host;
  /** All words of the command line. */
  readonly words: readonly string[];
  readonly stdout: Output;
  readonly stderr: Output;
  json = false;
  quiet = false;
  verbose = false;
  /** The styles for text on standard output and on standard error. */
  paint: Paint = plain;
  errorPaint: Paint = plain;

  constructor(host: Host, words: readonly string[]) {
    this.host = host;
    this.words = words;
    this.stdout = new Output(() => host.stdout);
    this.stderr = new Output(() => host.stderr);
  }

  configure(values: CommonValues): void {
    this.json = values.json ?? false;
    this.quiet = values.quiet ?? false;
    this.verbose = values.verbose ?? false;
    this.paint = paintFor(() => this.host.stdout, values.color, this.host.env);
    this.errorPaint = paintFor(() => this.host.stderr, values.color, this.host.env);
  }

  /** Prints a result for users: not if quiet, or if a document is printed. */
  say(text: string): void {
    if (!this.quiet && !this.json) this.stdout.write(text);
  }

  /** Prints a result for programs. */
  document(document: object): void {
    if (this.json) this.stdout.write(jsonText(document));
  }

  /** Prints a complaint, always. */
  complain(text: string): void {
    this.stderr.write(text);
  }

  /** Prints a warning or a message about progress. */
  remark(text: string): void {
    if (!this.quiet) this.stderr.write(text);
  }

  progress(text: string): void {
    this.remark(`nlapply: ${printable(text)}\n`);
  }

  /** The option of the engine for tracing: each request becomes a line on standard error. */
  get trace(): { trace?: (line: string) => void } {
    return this.verbose ? { trace: (line) => this.stderr.write(`${printable(line)}\n`) } : {};
  }
}
