import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { EXIT, NlapplyError } from '../../model/index.ts';
import { netnsPath } from '../../netlink/connection/namespace-path.ts';
import type { StateOptions } from '../state/state-store.ts';
import { GUARDIAN, READY } from './guardian-words.ts';

/** Starting the program can take long on a busy machine with a slow disk. */
const PATIENCE_MS = 60_000;

export interface Guardian {
  /** Lets the guardian read the trial; until then it waits, unless this process dies. Settles when it has been told. */
  release(): Promise<void>;
  /** Settles when the guardian's process has ended. */
  readonly ended: Promise<void>;
}

/**
 * Starts the process that guards a trial, in a session of its own: it survives the loss of the terminal and the death of this
 * process. It is ready when the promise settles.
 * @throws NlapplyError if it cannot be started, or ends before it is ready
 */
export async function startGuardian({ stateDir, netns, program }: StateOptions): Promise<Guardian> {
  const [command, ...words] = program ?? [];
  if (command === undefined) throw cannotStart('the program does not know how it was started');
  const where = netns === undefined ? [] : ['--netns', resolve(netnsPath(netns))];
  const child = spawn(command, [...words, GUARDIAN, '--state-dir', resolve(stateDir), ...where], {
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((settle) => {
    child.once('exit', () => settle()).once('error', () => settle());
  });
  child.stdin.on('error', () => {});
  await new Promise<void>((settle, refuse) => {
    let said = '';
    const fail = (why: string): void => {
      child.kill('SIGKILL');
      refuse(cannotStart(why));
    };
    const timer = setTimeout(() => fail('it does not get ready'), PATIENCE_MS);
    child.once('error', (error) => fail(error.message));
    child.once('close', () => fail(firstLine(said) || 'it has ended'));
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    child.stdout.once('data', (chunk: Buffer) => {
      if (chunk.toString() === `${READY}\n`) settle();
    });
    const stop = (): void => clearTimeout(timer);
    ended.then(stop);
    child.stdout.once('data', stop);
  });
  child.unref();
  child.stdout.destroy();
  child.stderr.destroy();
  return { release: () => new Promise((settle) => child.stdin.end(settle)), ended };
}

/** The guardian's error message. */
const firstLine = (said: string): string => (said.split('\n')[0] ?? '').replace(/^nlapply: /, '');

function cannotStart(why: string): NlapplyError {
  const message = `the process that would take the trial back cannot be started: ${why}`;
  const hint = 'nothing was changed; "nlapply apply" works without it';
  return new NlapplyError('ERR_GUARDIAN', EXIT.failed, message, { hint });
}
