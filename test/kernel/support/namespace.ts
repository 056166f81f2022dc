import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { openServant, SERVANT } from './servant.ts';

/** How a command ended. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A network namespace of a test's own; it goes when the test ends. */
export interface Namespace {
  /** Path of its namespace file. */
  readonly path: string;
  /** A fresh directory that goes with the namespace. */
  readonly directory: string;
  /** Runs a command inside. */
  run(command: string, ...args: readonly string[]): Ended;
  /** Runs a shell script inside, line by line; fails the test when a line fails. */
  sh(script: string): string;
  /** `ip -j -d …` inside, parsed. */
  ip(...args: readonly string[]): readonly Shown[];
}

/** An object as iproute2 shows it; tests look at single members. */
export type Shown = Readonly<Record<string, unknown>>;

/** Makes a namespace, with its loopback up. */
export async function makeNamespace(t: Pick<TestContext, 'after'>): Promise<Namespace> {
  const directory = mkdtempSync(join(tmpdir(), 'nlapply-test-'));
  const start = `ip link set lo up && ${SERVANT}`;
  const holder = spawn('unshare', ['-n', 'sh', '-c', start, 'servant', directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(holder.stdout, 'data');
  const servant = openServant(directory);
  t.after(() => {
    holder.kill('SIGKILL');
    servant.dismiss();
    rmSync(directory, { recursive: true, force: true });
  });
  const sh = (script: string): string => {
    const { status, stdout, stderr } = servant.run(script);
    if (status !== 0) throw new Error(`exit status ${status} of\n${script}\n${stderr}`);
    return stdout;
  };
  return {
    path: `/proc/${holder.pid}/ns/net`,
    directory,
    run: (...words) => servant.run(`exec ${words.map(quote).join(' ')}`),
    sh,
    ip: (...args) => parse(sh(`ip -j -d ${args.map(quote).join(' ')}`)),
  };
}

const quote = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

function parse(json: string): readonly Shown[] {
  const value: unknown = json.trim() === '' ? [] : JSON.parse(json);
  // iproute2 prints `{}` for an object without members to show.
  return Array.isArray(value) ? value.filter((item) => Object.keys(item).length > 0) : [];
}
