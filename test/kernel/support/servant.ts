import { Buffer } from 'node:buffer';
import { closeSync, openSync, readFileSync, readSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Ended } from './namespace.ts';

/**
 * A shell that stays and runs what it is told, one script after the other. Starting each command from the process of the
 * tests, which is large, costs five times as much (user-mode-linux copies its page tables).
 */
export interface Servant {
  /** Runs a script, line by line, with an empty input. */
  run(script: string): Ended;
  dismiss(): void;
}

/** What the shell runs, with its directory as the first argument; it says that and its number when it can be spoken to. */
export const SERVANT = `mkfifo "$1/.orders" "$1/.answers" && echo "$1 $$" && exec <"$1/.orders" 8>"$1/.answers" || exit
while read -r order; do
  ( set -e; . "$1/.script" ) </dev/null >"$1/.out" 2>"$1/.err" 8>&-
  echo $? >&8
done`;

/** Speaks to the shell that runs {@link SERVANT} in a directory. */
export function openServant(directory: string): Servant {
  const file = (name: string): string => join(directory, `.${name}`);
  const orders = openSync(file('orders'), 'w');
  const answers = openSync(file('answers'), 'r');
  return {
    run(script) {
      writeFileSync(file('script'), `${script}\n`);
      writeSync(orders, 'run\n');
      const status = Number.parseInt(readLine(answers), 10);
      return { status, stdout: readFileSync(file('out'), 'utf8'), stderr: readFileSync(file('err'), 'utf8') };
    },
    dismiss() {
      closeSync(orders);
      closeSync(answers);
    },
  };
}

/** Waits for a line, without a turn of the event loop. */
function readLine(fd: number): string {
  const buffer = Buffer.alloc(16);
  let text = '';
  while (!text.endsWith('\n')) {
    const length = readSync(fd, buffer, 0, buffer.length, null);
    if (length === 0) throw new Error('the shell of the namespace has ended');
    text += buffer.toString('utf8', 0, length);
  }
  return text;
}
