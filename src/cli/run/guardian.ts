import type { Readable } from 'node:stream';
import { READY } from '../../engine/trial/guardian-words.ts';
import { EXIT } from '../../model/index.ts';
import type { Status } from '../command-spec.ts';
import type { StateValues } from '../options.ts';
import type { Session } from '../session.ts';

/** Signals that end the session in which the trial was started, but must not end the guardian. */
const IGNORED: readonly NodeJS.Signals[] = ['SIGHUP', 'SIGINT', 'SIGQUIT'];

/**
 * The process that reverts a trial when its time is over. SIGTERM makes it revert at once: whoever ends the processes
 * of a session (logind, a shutdown) leaves the network as it was, and need not wait.
 */
export async function runGuardian(
  session: Session,
  _configs: readonly string[],
  values: StateValues,
): Promise<Status> {
  const { signals, stdin, services } = session.host;
  const stop = new AbortController();
  for (const signal of IGNORED) signals.on(signal, () => {});
  signals.on('SIGTERM', () => stop.abort());
  const { guardTrial } = await services.engine();
  try {
    await guardTrial({
      ...(values.netns !== undefined && { netns: values.netns }),
      stateDir: values.stateDir,
      ready: () => session.stdout.write(`${READY}\n`),
      released: ended(stdin),
      stop: stop.signal,
    });
  } finally {
    // A stream that is being read keeps the process alive.
    stdin.pause();
  }
  return EXIT.done;
}

/** Resolves when the process at the other end closes the stream, or dies. */
function ended(stdin: Readable): Promise<void> {
  return new Promise((settle) => {
    const over = (): void => settle();
    stdin.on('end', over).on('close', over).on('error', over).resume();
  });
}
