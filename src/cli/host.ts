import type { Readable } from 'node:stream';
import { discardInput } from './discard-input.ts';
import { fileOutput } from './file-output.ts';
import { type Services, services } from './services.ts';

/** The part of a stream that is needed for printing; terminals have isTTY. */
export interface OutputStream {
  readonly isTTY?: boolean;
  write(text: string | Uint8Array, done: (error?: Error | null) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
}

/** The source of signals: the process. */
export interface SignalSource {
  on(signal: NodeJS.Signals, listener: (signal: NodeJS.Signals) => void): unknown;
  off(signal: NodeJS.Signals, listener: (signal: NodeJS.Signals) => void): unknown;
}

/** Everything outside of itself that a run of the program uses, so that it can run inside a test. */
export interface Host {
  readonly stdin: Readable;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signals: SignalSource;
  readonly services: Services;
  /** The command line that starts this program. */
  readonly program: readonly string[];
  /** Discards what was typed ahead. Returns whether an answer may come on standard input. */
  readonly discardInput: () => boolean;
}

/** The host of this process. Its streams are opened at their first use, as that makes Node load a lot of code. */
export function processHost(): Host {
  const { env, execPath, execArgv, argv } = process;
  const script = argv[1];
  return {
    get stdin() {
      return process.stdin;
    },
    stdout: fileOutput(1, () => process.stdout),
    stderr: fileOutput(2, () => process.stderr),
    ...{ env, signals: process, services, discardInput },
    program: script === undefined ? [] : [execPath, ...execArgv, script],
  };
}
