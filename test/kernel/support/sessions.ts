import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { TestContext } from 'node:test';
import type { Namespace } from './namespace.ts';
import { startInside } from './traffic.ts';

/** Where the server listens. */
export const PORT = 2222;

/** What came is sent back. */
const SERVER = `
  require('node:net').createServer((socket) => socket.pipe(socket).on('error', () => {}))
    .listen({ port: ${PORT}, host: '::' }, () => console.log('ready'));
`;

/** One connection for each address. */
const CLIENT = `
  const addresses = process.argv.slice(1);
  let left = addresses.length;
  for (const host of addresses) {
    const socket = require('node:net').connect({ port: ${PORT}, host }, () => {
      left -= 1;
      if (left === 0) console.log('ready');
    });
    socket.on('error', (error) => { throw error; });
  }
`;

/** Opens TCP sessions that stay open, one to each of the addresses of a server; they end with the test. */
export async function openSessions(
  t: TestContext,
  client: Namespace,
  server: Namespace,
  addresses: readonly string[],
): Promise<void> {
  for (const [host, script, ...words] of [
    [server, SERVER],
    [client, CLIENT, ...addresses],
  ] as const) {
    const child = startInside(t, host, process.execPath, '-e', script, ...words);
    assert.ok(child.stdout);
    const ready = await Promise.race([
      once(child.stdout, 'data').then(() => true),
      once(child, 'exit').then(() => false),
    ]);
    assert.ok(ready, 'the session is open');
  }
}
