import type { Readable } from 'node:stream';
import type { EndedTrial, RunningTrial } from '../engine/index.ts';
import type { Session } from './session.ts';

interface Prompt {
  readonly session: Session;
  /** The seconds in which to confirm. */
  readonly timeout: number;
  /** Aborted to revert the change. */
  readonly signal: AbortSignal;
  /** Whether standard input has not been used for the configuration. */
  readonly inputIsFree: boolean;
}

/**
 * Asks whether to keep the changes on trial. ENTER keeps them, the signal reverts them; the trial may also be ended by
 * another process, or by itself. The end of the input does not count as an answer.
 */
export async function awaitDecision(trial: RunningTrial, prompt: Prompt): Promise<EndedTrial> {
  const { session, signal } = prompt;
  const asks = prompt.inputIsFree && session.host.discardInput();
  const done = new AbortController();
  // Whatever happens here, another process may end the trial at the same moment.
  trial.over.catch(() => {});
  const hide = showPrompt(trial, prompt, asks);
  try {
    const choice = await Promise.race([
      aborted(signal).then(() => 'back' as const),
      ...(asks ? [enter(session.host.stdin, done.signal).then(() => 'keep' as const)] : []),
      trial.over.then(() => 'over' as const),
    ]);
    if (choice === 'keep') await trial.confirm();
    if (choice === 'back') await trial.rollBack();
    return await trial.over;
  } finally {
    done.abort();
    hide();
  }
}

/** Shows the prompt, on a terminal with a countdown. Returns a function that removes it. */
function showPrompt(trial: RunningTrial, { session, timeout, signal }: Prompt, asks: boolean): () => void {
  const keep = asks ? 'ENTER or "nlapply confirm" keeps it' : '"nlapply confirm" keeps it';
  const choice = `${keep}, Ctrl-C or "nlapply rollback" takes it back`;
  if (session.host.stderr.isTTY !== true) {
    session.remark(`nlapply: on trial for ${timeout} s: ${choice}\n`);
    return () => {};
  }
  session.remark(`${choice}\n`);
  // Short enough for any terminal: a line that wraps cannot be overwritten.
  const show = (): void =>
    session.remark(`\r\u001b[Kgoes back by itself in ${Math.ceil(trial.secondsLeft())} s `);
  show();
  const timer = setInterval(show, 1000);
  const hide = (): void => {
    clearInterval(timer);
    signal.removeEventListener('abort', hide);
    session.remark('\r\u001b[K');
  };
  // Removed before anybody else writes to the line.
  signal.addEventListener('abort', hide);
  return hide;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((settle) => {
    if (signal.aborted) settle();
    else signal.addEventListener('abort', () => settle(), { once: true });
  });
}

/** Resolves when a line comes on standard input; never if the input ends before. */
function enter(stdin: Readable, done: AbortSignal): Promise<void> {
  return new Promise((settle) => {
    const look = (chunk: Buffer | string): void => {
      if (chunk.includes('\n')) settle();
    };
    // The terminal may go away.
    stdin.on('error', () => {}).on('data', look);
    done.addEventListener('abort', () => {
      stdin.off('data', look);
      // A stream that is being read keeps the process alive.
      stdin.pause();
    });
  });
}
