import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';

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
export async function makeNamespace(t: TestContext): Promise<Namespace> {
  const holder = spawn('unshare', ['-n', 'sh', '-c', 'ip link set lo up && echo ready && exec sleep 86400'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const directory = mkdtempSync(join(tmpdir(), 'nlapply-test-'));
  t.after(() => {
    holder.kill('SIGKILL');
    rmSync(directory, { recursive: true, force: true });
  });
  await once(holder.stdout, 'data');
  const path = `/proc/${holder.pid}/ns/net`;
  const run = (command: string, ...args: readonly string[]): Ended => enter(path, command, args);
  const sh = (script: string): string => {
    const { status, stdout, stderr } = run('sh', '-ec', script);
    if (status !== 0) throw new Error(`exit status ${status} of\n${script}\n${stderr}`);
    return stdout;
  };
  return {
    path,
    directory,
    run,
    sh,
    ip: (...args) => parse(sh(`ip -j -d ${args.map(quote).join(' ')}`)),
  };
}

function enter(path: string, command: string, args: readonly string[]): Ended {
  const { status, stdout, stderr, error } = spawnSync('nsenter', [`--net=${path}`, command, ...args], {
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
  if (error !== undefined) throw error;
  return { status, stdout, stderr };
}

const quote = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

function parse(json: string): readonly Shown[] {
  const value: unknown = json.trim() === '' ? [] : JSON.parse(json);
  // iproute2 prints `{}` for an object without members to show.
  return Array.isArray(value) ? value.filter((item) => Object.keys(item).length > 0) : [];
}
