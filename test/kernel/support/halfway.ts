import { readFileSync } from 'node:fs';
import { type Ended, ended, type start } from '../../breakage/support/program.ts';
import type { Namespace } from './namespace.ts';
import { startIn } from './program.ts';
import { isStopped } from './threads.ts';
import { until } from './until.ts';

/**
 * Starts a run that tells each request, and stops it when it has told `lines` of them. Then does something to it, and
 * lets it go on to its end.
 * @returns how it ended, and how many routes there were meanwhile
 */
export async function halfway(
  ns: Namespace,
  words: readonly string[],
  lines: number,
  disturb: (child: ReturnType<typeof startIn>) => void | Promise<void>,
): Promise<Ended & { readonly routes: number }> {
  const child = startIn(ns, ['--verbose', ...words]);
  await stopAfter(child, lines);
  // Listened to before it is disturbed: what it says while nobody listens is lost.
  const end = ended(child);
  try {
    await until('it has stopped', () => isStopped(child.pid ?? 0));
    const routes = routeCount(ns);
    await disturb(child);
    child.kill('SIGCONT');
    return { ...(await end), routes };
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
}

/** Tells a run to stop when it has told so many lines. It is listened to no more then. */
export function stopAfter(child: ReturnType<typeof start>, lines: number): Promise<void> {
  let seen = 0;
  return new Promise((resolve, reject) => {
    const count = (chunk: Buffer): void => {
      seen += chunk.toString().split('\n').length - 1;
      if (seen < lines) return;
      child.kill('SIGSTOP');
      child.stderr.off('data', count);
      resolve();
    };
    child.stderr.on('data', count);
    child.once('exit', () => reject(new Error(`the run ended after ${seen} lines`)));
  });
}

/** IPv4 routes of the main table. */
export function routeCount(ns: Namespace): number {
  const table = readFileSync(ns.path.replace('ns/net', 'net/route'), 'utf8');
  return table.split('\n').filter((line) => line.trim() !== '').length - 1;
}
