import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Namespace } from './namespace.ts';

/**
 * Runs a script in a namespace again and again, until it is stopped or the test ends. It ends with its turn: of a shell that is
 * killed the last command may still go on, and do what it does later.
 */
export function againAndAgain(t: TestContext, ns: Namespace, script: string): () => Promise<void> {
  const file = join(ns.directory, 'again');
  writeFileSync(file, '');
  const words = ['sh', '-c', `while [ -e "$1" ]; do\n${script}\ndone`, 'sh', file];
  const child = spawn('nsenter', [`--net=${ns.path}`, ...words], { stdio: 'ignore' });
  const end = once(child, 'exit');
  const stop = async (): Promise<void> => {
    rmSync(file, { force: true });
    await end;
  };
  t.after(stop);
  return stop;
}
