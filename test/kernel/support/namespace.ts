import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { IFF } from '../../../src/netlink/constants/link.ts';
import { openRoute } from '../../../src/netlink/index.ts';
import { startHolder } from './holders.ts';
import { openServant } from './servant.ts';
import { inFewProcesses } from './shell-script.ts';

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
  /**
   * The same for many questions, of one family where they have one, by one process: starting it costs most. A question is
   * what follows `ip -j -d`.
   */
  ask(family: 4 | 6, ...questions: readonly string[]): readonly (readonly Shown[])[];
}

/** An object as iproute2 shows it; tests look at single members. */
export type Shown = Readonly<Record<string, unknown>>;

/** Makes a namespace, with its loopback up. `around` is told to make the namespace itself. */
export async function makeNamespace(
  t: Pick<TestContext, 'after'>,
  around = (make: () => Promise<number>): Promise<number> => make(),
): Promise<Namespace> {
  const directory = mkdtempSync(join(tmpdir(), 'nlapply-test-'));
  const pid = await around(() => startHolder(directory));
  const path = `/proc/${pid}/ns/net`;
  const servant = openServant(directory);
  t.after(() => {
    end(pid);
    servant.dismiss();
    rmSync(directory, { recursive: true, force: true });
  });
  await raiseLoopback(path);
  const sh = (script: string): string => {
    const { status, stdout, stderr } = servant.run(script);
    if (status !== 0) throw new Error(`exit status ${status} of\n${script}\n${stderr}`);
    return stdout;
  };
  return {
    path,
    directory,
    run: (...words) => servant.run(`exec ${words.map(quote).join(' ')}`),
    sh: (script) => sh(inFewProcesses(script)),
    ip: (...args) => parse(sh(`exec ip -j -d ${args.map(quote).join(' ')}`)),
    ask(family, ...questions) {
      const options = family === 6 ? '-6 -j -d' : '-j -d';
      const texts = sh(`exec ip ${options} -batch - <<'END'\n${questions.join('\n')}\nEND`)
        .trim()
        .split('\n');
      if (texts.length !== questions.length)
        throw new Error(`${texts.length} answers to ${questions.join(', ')}`);
      return texts.map(parse);
    },
  };
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

const isGone = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ESRCH';

/** In this process: `ip` would cost more than all the rest of the namespace. */
async function raiseLoopback(netns: string): Promise<void> {
  const socket = openRoute({ netns });
  try {
    await socket.links.set({ index: 1, flags: IFF.UP, change: IFF.UP });
  } finally {
    socket.close();
  }
}

const quote = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

function parse(json: string): readonly Shown[] {
  const value: unknown = json.trim() === '' ? [] : JSON.parse(json);
  // iproute2 prints `{}` for an object without members to show.
  return Array.isArray(value) ? value.filter((item) => Object.keys(item).length > 0) : [];
}
