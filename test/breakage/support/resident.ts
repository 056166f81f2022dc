import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, openSync, readFileSync, readSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Ended } from './program.ts';

/** What the resident program is told of a run, as JSON. */
export interface Order {
  readonly words: readonly string[];
  /** Base64: any bytes. */
  readonly input: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A run that takes longer hangs; on a machine that is as busy as it gets, too. */
export const LIMIT_MS = 120_000;

let resident: ((order: Order) => Ended) | undefined;

/**
 * Runs the program in a process that stays for as long as the tests do: most of what a run takes is the start of Node. For
 * what the process itself is about (signals, streams, the environment, the launcher) it is started.
 */
export function runResident(order: Order): Ended {
  resident ??= startResident();
  return resident(order);
}

function startResident(): (order: Order) => Ended {
  const directory = mkdtempSync(join(tmpdir(), 'nlapply-resident-'));
  process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
  const file = (name: string): string => join(directory, name);
  execFileSync('mkfifo', [file('orders'), file('answers')]);
  const script = fileURLToPath(new URL('./resident-program.js', import.meta.url));
  spawn(process.execPath, [script, directory], { stdio: ['ignore', 'inherit', 'inherit'] }).unref();
  const orders = openSync(file('orders'), 'w');
  const answers = openSync(file('answers'), 'r');
  const answer = new Uint8Array(1);
  return (order) => {
    writeFileSync(file('order'), JSON.stringify(order));
    writeSync(orders, '.');
    // Waits without a turn of the event loop, as for a process that is started.
    if (readSync(answers, answer) === 0) throw new Error(`the program has ended: ${order.words.join(' ')}`);
    return JSON.parse(readFileSync(file('answer'), 'utf8')) as Ended;
  };
}
