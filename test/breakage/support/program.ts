import { type ChildProcessByStdio, type SpawnSyncOptions, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { LIMIT_MS, runResident } from './resident.ts';

/** How a run of the program ended. */
export interface Ended {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command that users type when there is a bundle, else the program as it has been compiled. */
export const PROGRAM: string = existsSync(here('../../../nlapply/main.js'))
  ? here('../../../../bin/nlapply.cjs')
  : here('../../../src/cli/main.js');

export interface RunOptions {
  readonly input?: string | Uint8Array;
  /** What the program finds in its environment besides what the tests have; undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  readonly stdio?: SpawnSyncOptions['stdio'];
  /** A command that gets the program's command line behind its own words: `nsenter --net=…`. */
  readonly through?: readonly string[];
}

/** Runs the program to its end, which must come in time; in a process of its own where it is told anything about that. */
export function nlapply(words: readonly string[], options: RunOptions = {}): Ended {
  const { input = '', ...others } = options;
  if (Object.values(others).some((value) => value !== undefined)) return nlapplyStarted(words, options);
  return runResident({ words, input: Buffer.from(input).toString('base64'), env: environment(options) });
}

/** The same, always in a process of its own, by the command that users type. */
export function nlapplyStarted(words: readonly string[], options: RunOptions = {}): Ended {
  const { input = '', stdio, cwd, through = [] } = options;
  const [command = '', ...rest] = [...through, process.execPath, PROGRAM, ...words];
  const { status, signal, stdout, stderr, error } = spawnSync(command, rest, {
    encoding: 'utf8',
    input,
    env: environment(options),
    maxBuffer: 512 * 1024 * 1024,
    timeout: LIMIT_MS,
    killSignal: 'SIGKILL',
    ...(cwd !== undefined && { cwd }),
    ...(stdio !== undefined && { stdio }),
  });
  if (error !== undefined) throw new Error(`${rest.join(' ').slice(0, 300)}: ${error.message}\n${stderr}`);
  return { status, signal, stdout: stdout ?? '', stderr: stderr ?? '' };
}

/** Starts the program; what it writes is for the test to read. */
export function start(
  words: readonly string[],
  options: RunOptions = {},
): ChildProcessByStdio<null, Readable, Readable> {
  const [command = '', ...rest] = [...(options.through ?? []), process.execPath, PROGRAM, ...words];
  return spawn(command, rest, { stdio: ['ignore', 'pipe', 'pipe'], env: environment(options) });
}

/** Waits until a started program ends, and gives what it wrote from now on. */
export async function ended(child: ReturnType<typeof start>): Promise<Ended> {
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  child.stderr.resume();
  const timer = setTimeout(() => child.kill('SIGKILL'), LIMIT_MS);
  const over =
    child.stdout.closed && child.stderr.closed && (child.exitCode !== null || child.signalCode !== null);
  if (!over) await new Promise((resolve) => child.once('close', resolve));
  const { exitCode: status, signalCode: signal } = child;
  clearTimeout(timer);
  return { status, signal, stdout, stderr };
}

/** What a run used at most. */
export interface Measured extends Ended {
  readonly seconds: number;
  readonly mebibytes: number;
}

/** Runs the program and measures it. */
export function measured(words: readonly string[], options: RunOptions = {}): Measured {
  const directory = mkdtempSync(join(tmpdir(), 'nlapply-measure-'));
  try {
    const hook = join(directory, 'hook.cjs');
    const used = join(directory, 'used');
    // Processor time: a busy machine does not lengthen it.
    const noted = `const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
      require('node:fs').writeFileSync(${JSON.stringify(used)}, [maxRSS, userCPUTime + systemCPUTime].join());`;
    writeFileSync(hook, `process.on('exit', () => { ${noted} });\n`);
    const run = nlapplyStarted(words, {
      ...options,
      env: { ...options.env, NODE_OPTIONS: `--require ${hook}` },
    });
    const [kibibytes, microseconds] = readFileSync(used, 'utf8').split(',').map(Number);
    return { ...run, seconds: Number(microseconds) / 1e6, mebibytes: Number(kibibytes) / 1024 };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** A directory that goes with the test. */
export function scratch(t: TestContext): string {
  const directory = mkdtempSync(join(tmpdir(), 'nlapply-break-'));
  t.after(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** Writes a file and returns its path. */
export function file(directory: string, name: string, content: string | Uint8Array): string {
  const path = join(directory, name);
  writeFileSync(path, content);
  return path;
}

function environment({ env }: RunOptions): NodeJS.ProcessEnv {
  const all = { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, NODE_TEST_CONTEXT: undefined, ...env };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

function here(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}
