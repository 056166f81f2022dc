import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { TestContext } from 'node:test';
import type { Namespace } from './namespace.ts';
import { LIMIT_MS } from './until.ts';

/** Where the server listens. */
export const PORT = 2222;

/** What comes is sent back. */
const SERVER = `
  require('node:net').createServer((socket) => socket.on('error', () => {}).pipe(socket))
    .listen({ port: ${PORT}, host: '::' }, () => console.log('ready'));
`;

/** One connection for each address; each line of input is sent over the first one, and what comes back is printed. */
const CLIENT = `
  const addresses = process.argv.slice(1);
  let left = addresses.length;
  const sockets = addresses.map((host) =>
    require('node:net').connect({ port: ${PORT}, host, noDelay: true }, () => {
      left -= 1;
      if (left === 0) console.log('ready');
    }));
  process.stdin.pipe(sockets[0]).pipe(process.stdout);
`;

/** TCP sessions that stay open. */
export interface Sessions {
  /** Asserts that what is sent over the first session comes back. */
  assertAlive(): Promise<void>;
}

/** Opens a session to each of the addresses of a server; server and sessions end with the test. */
export async function openSessions(
  t: TestContext,
  client: Namespace,
  server: Namespace,
  addresses: readonly string[],
): Promise<Sessions> {
  await startProgram(t, server, SERVER);
  return openMore(t, client, addresses);
}

/** More sessions with a server that is there. */
export async function openMore(
  t: TestContext,
  client: Namespace,
  addresses: readonly string[],
): Promise<Sessions> {
  const child = await startProgram(t, client, CLIENT, ...addresses);
  let sent = 0;
  return {
    async assertAlive() {
      sent += 1;
      const word = `word ${sent}`;
      child.stdin?.write(`${word}\n`);
      assert.match(await nextData(child), new RegExp(word));
    },
  };
}

async function startProgram(
  t: TestContext,
  host: Namespace,
  script: string,
  ...words: readonly string[]
): Promise<ChildProcess> {
  const command = [`--net=${host.path}`, process.execPath, '-e', script, ...words];
  const child = spawn('nsenter', command, { stdio: ['pipe', 'pipe', 'inherit'] });
  t.after(() => void child.kill('SIGKILL'));
  assert.match(await nextData(child), /ready/);
  return child;
}

/** What a program prints next; fails when it ends, or says nothing for long. */
async function nextData(child: ChildProcess): Promise<string> {
  assert.ok(child.stdout);
  const signal = AbortSignal.timeout(LIMIT_MS);
  const [data]: unknown[] = await Promise.race([
    once(child.stdout, 'data', { signal }),
    once(child, 'exit', { signal }).then(() => ['the program has ended']),
  ]);
  return String(data);
}
