import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { onSystemBus } from '../../../src/resources/dbus/system-bus.ts';

/** Something that listens where the bus is to be. */
async function listening(t: TestContext, answer: (socket: Socket) => void): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'nlapply-bus-'));
  const path = join(directory, 'bus');
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    answer(socket);
  }).listen(path);
  await new Promise((resolve) => server.once('listening', resolve));
  atBus(t, path);
  t.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
    rmSync(directory, { recursive: true });
  });
}

function atBus(t: TestContext, path: string): void {
  const before = process.env['DBUS_SYSTEM_BUS_ADDRESS'];
  process.env['DBUS_SYSTEM_BUS_ADDRESS'] = `unix:path=${path}`;
  t.after(() => {
    if (before === undefined) delete process.env['DBUS_SYSTEM_BUS_ADDRESS'];
    else process.env['DBUS_SYSTEM_BUS_ADDRESS'] = before;
  });
}

const never = (): never => assert.fail('there is nobody to call');

test('where there is no bus there is no work', async (t) => {
  atBus(t, '/nowhere/bus');
  assert.equal(await onSystemBus(never), undefined);
});

test('a bus that hangs up, refuses us or says nothing is an error', async (t) => {
  const cases: readonly (readonly [RegExp, (socket: Socket) => void, number?])[] = [
    [/has closed the connection/, (socket) => socket.end()],
    [/does not let us in/, (socket) => socket.write('REJECTED EXTERNAL\r\n')],
    [/the system bus does not answer/, () => undefined, 200],
    [/org\.freedesktop\.DBus does not answer/, (socket) => socket.write('OK 0\r\n'), 1000],
    [
      /sent nonsense/,
      (socket) => socket.write('OK 0\r\n', () => socket.on('data', () => socket.write('x'.repeat(64)))),
    ],
  ];
  for (const [message, answer, patience] of cases) {
    await t.test(String(message), async (inner) => {
      await listening(inner, answer);
      await assert.rejects(onSystemBus(never, patience), { name: 'DbusError', message });
    });
  }
});
