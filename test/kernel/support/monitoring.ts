import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Namespace } from './namespace.ts';

/** `ip monitor`, whose words go to a file. */
export interface Monitoring {
  /** What it said since the start, or since that was forgotten. */
  text(): string;
  forget(): void;
  stop(): void;
}

let started = 0;

/**
 * Starts `ip -o monitor` for some kinds of objects; it ends with the test. The shell of the namespace does it: from the
 * large process of the tests it would take several times as long.
 */
export function startMonitoring(t: TestContext, ns: Namespace, objects: string): Monitoring {
  started += 1;
  const file = join(ns.directory, `monitor-${started}`);
  writeFileSync(file, ''); // The shell goes on before its child has opened it.
  const pid = Number(ns.sh(`ip -o monitor ${objects} >>'${file}' 2>&1 & echo $!`));
  const stop = (): void => {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended, or was ended before.
    }
  };
  t.after(stop);
  let forgotten = 0;
  let read = '';
  const text = (): string => {
    read = readFileSync(file, 'utf8');
    return read.slice(forgotten);
  };
  return {
    text,
    forget() {
      forgotten = read.length;
    },
    stop,
  };
}
