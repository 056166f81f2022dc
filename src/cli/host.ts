import type { Readable } from 'node:stream';
import type { Memory, Where } from './remember.ts';

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

type EngineModule = typeof import('../engine/index.ts');
type FilesModule = typeof import('../config/files.ts');
type ConfigureModule = typeof import('../config/configure.ts');
type MeaningsModule = typeof import('../config/netplan/meanings.ts');

export type Engine = Pick<
  EngineModule,
  | 'applyConfiguration'
  | 'diffConfiguration'
  | 'describeStatus'
  | 'takeSnapshot'
  | 'startTrial'
  | 'confirmTrial'
  | 'rollBack'
  | 'guardTrial'
>;
export type Reader = Pick<FilesModule, 'readSources'> &
  Pick<ConfigureModule, 'configure'> &
  Pick<MeaningsModule, 'otherMeanings'>;

/** The layers below, loaded when a command needs them: `--help` waits for neither the YAML parser nor the addon. */
export interface Services {
  readonly engine: () => Promise<Engine>;
  readonly reader: () => Promise<Reader>;
  /** The output of an earlier equal run, if nothing has changed since; absent if runs are not remembered. */
  readonly recall?: (words: readonly string[], host: Host) => string | undefined;
  /** Notes what the run looks at, for the next one. Not in the first run of all, which mostly has something to do. */
  readonly remember?: (where: Where) => Promise<Memory | undefined>;
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
