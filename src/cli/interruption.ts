import type { SignalSource } from './host.ts';

/** Ctrl-C, Ctrl-\, and the signal that ends a service. */
const STOPPING = ['SIGINT', 'SIGQUIT', 'SIGTERM'] as const;

export type SignalStatus = 130 | 131 | 143;

/** The result of work during which signals were held back. */
export interface Guarded<T> {
  readonly value: T;
  /** The signal that asked to stop, even if the work was not affected by it any more. */
  readonly received: NodeJS.Signals | undefined;
}

/** Thrown when work that was asked to stop ended with an error because of that. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError';
  readonly signal: NodeJS.Signals;

  constructor(signal: NodeJS.Signals, cause: unknown) {
    super(`interrupted by ${signal}`, { cause });
    this.signal = signal;
  }
}

/** Removes the listeners of work that is over, which still answer signals. */
const late = new WeakMap<SignalSource, () => void>();

/**
 * Does work that must not be torn in the middle. The first SIGINT, SIGQUIT or SIGTERM aborts it through the
 * AbortSignal, with the name of the signal as the reason; further ones only cause a message. SIGHUP, the loss of the
 * terminal, is ignored. The first signal after the work is over also causes only a message: the remaining output and
 * the status say how the work ended.
 * @throws InterruptedError if the work ends with an AbortError, or with the reason itself, after a signal
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
    // Aborted first, so that the prompt on the terminal's last line is removed before the message.
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

/** The exit status that a shell reports for a process ended by the signal. */
export function signalStatus(signal: NodeJS.Signals): SignalStatus {
  return signal === 'SIGTERM' ? 143 : signal === 'SIGQUIT' ? 131 : 130;
}

function isAbort(error: unknown, reason: NodeJS.Signals): boolean {
  return error === reason || (error instanceof Error && error.name === 'AbortError');
}
