import type { Readable, Writable } from 'node:stream';
import { discardInput } from './discard-input.ts';
import { type Services, services } from './services.ts';

/** A stream to print on; terminals say that they are. */
export type OutputStream = Writable & { readonly isTTY?: boolean };

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

/** The process's own. Its standard input is opened when somebody asks for it: Node loads half of its streams for that. */
export function processHost(): Host {
  const { stdout, stderr, env, execPath, execArgv, argv } = process;
  const script = argv[1];
  return {
    get stdin() {
      return process.stdin;
    },
    ...{ stdout, stderr, env, signals: process, services, discardInput },
    program: script === undefined ? [] : [execPath, ...execArgv, script],
  };
}
