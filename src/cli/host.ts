import type { Readable } from 'node:stream';
import { discardInput } from './discard-input.ts';
import { fileOutput } from './file-output.ts';
import { type Services, services } from './services.ts';

/** What of a stream is needed to print on it; terminals say that they are. */
export interface OutputStream {
  readonly isTTY?: boolean;
  write(text: string | Uint8Array, done: (error?: Error | null) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
}

/** Where signals come from: the process. */
export interface SignalSource {
  on(signal: NodeJS.Signals, listener: (signal: NodeJS.Signals) => void): unknown;
  off(signal: NodeJS.Signals, listener: (signal: NodeJS.Signals) => void): unknown;
}

/** Everything a run of the program touches outside itself, so that it can run inside a test. */
export interface Host {
  readonly stdin: Readable;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signals: SignalSource;
  readonly services: Services;
  /** The command line that starts this program. */
  readonly program: readonly string[];
  /** Throws away what has been typed ahead. Returns whether somebody may still answer on standard input. */
  readonly discardInput: () => boolean;
}

/** The process's own. Its streams are opened when somebody asks for them: Node loads much for that. */
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
