import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import type { TestContext } from 'node:test';
import { type Ended, PROGRAM } from '../../breakage/support/program.ts';
import type { Namespace } from './namespace.ts';
import { config, inside, stateOf } from './program.ts';

/** A `nlapply try` that runs. */
export interface Front {
  readonly child: ChildProcessByStdio<Writable, Readable, Readable>;
  /** Returns when it waits to be confirmed. */
  readonly waiting: Promise<void>;
  readonly ended: Promise<Ended>;
  /** What it has written to standard error so far. */
  said(): string;
}

/** Starts a trial of a configuration; standard input stays open. */
export function startTry(
  t: TestContext,
  ns: Namespace,
  yaml: string,
  words: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
): Front {
  const [command = '', ...before] = inside(ns);
  const line = [
    process.execPath,
    PROGRAM,
    'try',
    '--state-dir',
    stateOf(ns),
    ...words,
    config(ns, yaml, 'try.yaml'),
  ];
  const child = spawn(command, [...before, ...line], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1', NODE_TEST_CONTEXT: undefined, ...env },
  });
  t.after(() => {
    child.kill('SIGKILL');
  });
  child.stdin.on('error', () => {});
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  const ended = new Promise<Ended>((settle) =>
    child.once('close', (status, signal) => settle({ status, signal, stdout, stderr })),
  );
  const waiting = new Promise<void>((settle, refuse) => {
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
      if (stderr.includes('on trial for')) settle();
    });
    ended.then(() => refuse(new Error(`it has ended: ${stdout}${stderr}`)));
  });
  // Not every test waits for it.
  waiting.catch(() => {});
  return { child, waiting, ended, said: () => stderr };
}

/** The one directory with the state of the namespace. */
export function stateDirectory(ns: Namespace): string {
  const [directory = ''] = readdirSync(stateOf(ns));
  return join(stateOf(ns), directory);
}

export const isPending = (ns: Namespace): boolean => existsSync(join(stateDirectory(ns), 'trial.json'));

/** The process that guards the trial. */
export const guardianOf = (ns: Namespace): number =>
  Number(readFileSync(join(stateDirectory(ns), 'guardian.lock'), 'utf8'));
