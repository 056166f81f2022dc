import type { SignalSource } from './host.ts';

/** Ctrl-C, Ctrl-\\, and what ends a service. */
const STOPPING = ['SIGINT', 'SIGQUIT', 'SIGTERM'] as const;

export type SignalStatus = 130 | 131 | 143;

/** What came of work during which signals were held back. */
export interface Guarded<T> {
  readonly value: T;
  /** The signal that asked to stop, whether or not the work still heard it. */
  readonly received: NodeJS.Signals | undefined;
}

/** Raised when work that was asked to stop ended with an error because of it. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError';
  readonly signal: NodeJS.Signals;

  constructor(signal: NodeJS.Signals, cause: unknown) {
    super(`interrupted by ${signal}`, { cause });
    this.signal = signal;
  }
}

/** What still answers signals for work that is over. */
const late = new WeakMap<SignalSource, () => void>();

/**
 * Does work that must not be torn in the middle. The first SIGINT, SIGQUIT or SIGTERM aborts it by the AbortSignal, whose reason is
 * the signal's name; further ones are only answered. SIGHUP, the loss of the terminal, is ignored. One that comes when the work is
 * over is answered as well, once: what the program has still to say, and its status, tell how the work ended.
 * @throws InterruptedError when the work ends with an AbortError, or with the reason itself, after a signal
 */
export async function uninterrupted<T>(
  signals: SignalSource,
  say: (text: string) => void,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<Guarded<T>> {
  const controller = new AbortController();
  let received: NodeJS.Signals | undefined;
  let isOver = false;
  const stop = (signal: NodeJS.Signals): void => {
    if (isOver) {
      letGo();
      say(`${signal}: too late to stop anything; the exit status tells how it ended`);
      return;
    }
    if (received !== undefined) {
      say(`${signal}: already stopping; the network must not be left half changed, please wait`);
      return;
    }
    received = signal;
    // What is on the terminal's last line goes first.
    controller.abort(signal);
    say(`${signal}: stopping as soon as the network is in a defined state`);
  };
  const ignore = (): void => {};
  const letGo = (): void => {
    for (const signal of STOPPING) signals.off(signal, stop);
    signals.off('SIGHUP', ignore);
  };
  late.get(signals)?.();
  late.set(signals, letGo);
  for (const signal of STOPPING) signals.on(signal, stop);
  signals.on('SIGHUP', ignore);
  try {
    return { value: await work(controller.signal), received };
  } catch (error) {
    if (received === undefined || !isAbort(error, received)) throw error;
    throw new InterruptedError(received, error);
  } finally {
    isOver = true;
  }
}

/** The exit status a shell reports for a process that the signal ended. */
export function signalStatus(signal: NodeJS.Signals): SignalStatus {
  return signal === 'SIGTERM' ? 143 : signal === 'SIGQUIT' ? 131 : 130;
}

function isAbort(error: unknown, reason: NodeJS.Signals): boolean {
  return error === reason || (error instanceof Error && error.name === 'AbortError');
}
