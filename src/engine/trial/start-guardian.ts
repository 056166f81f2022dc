import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { EXIT, NlapplyError } from '../../model/index.ts';
import { netnsPath } from '../../netlink/connection/namespace-path.ts';
import type { StateOptions } from '../state-store.ts';
import { GUARDIAN, READY } from './guardian-words.ts';

/** On a busy machine with a slow disk the program takes its time. */
const PATIENCE_MS = 60_000;

export interface Guardian {
  /** Lets it look at the trial; until then it does nothing, unless this process dies. It is let go when this returns. */
  release(): Promise<void>;
  /** Settles when it has ended. */
  readonly ended: Promise<void>;
}

/**
 * Starts the process that takes the trial back, in a session of its own: neither the loss of the terminal nor the death
 * of this process concerns it. It is ready when this returns.
 * @throws NlapplyError when it cannot be started, or ends
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

/** What it complained of. */
const firstLine = (said: string): string => (said.split('\n')[0] ?? '').replace(/^nlapply: /, '');

function cannotStart(why: string): NlapplyError {
  const message = `the process that would take the trial back cannot be started: ${why}`;
  const hint = 'nothing was changed; "nlapply apply" works without it';
  return new NlapplyError('ERR_GUARDIAN', EXIT.failed, message, { hint });
}
