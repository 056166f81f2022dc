import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { loadAddon } from '../../src/netlink/addon.ts';
import { loaderUrl, openSockets, runNode } from './addon-fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'nlapply-addon-'));
after(() => rmSync(folder, { recursive: true }));

interface Started {
  readonly worker: Worker;
  readonly message: unknown;
  /** Its exit code. */
  readonly ended: Promise<unknown[]>;
}

/** Starts a worker whose code finds `Socket`, `addon` and `parentPort`, and waits for its first message. */
async function startWorker(body: string): Promise<Started> {
  const code = `
    import(${JSON.stringify(loaderUrl)}).then(({ loadAddon }) => {
      const { parentPort } = require('node:worker_threads');
      const addon = loadAddon();
      const { Socket } = addon;
      ${body}
    });`;
  const worker = new Worker(code, { eval: true });
  const ended = once(worker, 'exit');
  const [message]: unknown[] = await once(worker, 'message');
  return { worker, message, ended };
}

const tenWaiting = `
  const sockets = Array.from({ length: 10 }, () => new Socket(0, 3, null));
  for (const socket of sockets) socket.wait(() => {});`;

test('four workers, terminated while waiting, leave nothing open', async () => {
  const before = openSockets();
  const workers = await Promise.all(
    Array.from({ length: 4 }, () => startWorker(`${tenWaiting} parentPort.postMessage('ready');`)),
  );
  assert.equal(openSockets(), before + 40);
  assert.deepEqual(await Promise.all(workers.map(({ worker }) => worker.terminate())), [1, 1, 1, 1]);
  assert.equal(openSockets(), before);
});

test('a worker that exits while waiting leaves nothing open', async () => {
  const before = openSockets();
  const { ended } = await startWorker(
    `${tenWaiting} parentPort.postMessage('ready'); setTimeout(() => process.exit(3), 20);`,
  );
  assert.deepEqual(await ended, [3]);
  assert.equal(openSockets(), before);
});

test('a worker that just ends leaves nothing open, be it closed, forgotten or unreferenced', async () => {
  const before = openSockets();
  const { ended } = await startWorker(`
    const [closed, held, unreferenced] = [0, 1, 2].map(() => new Socket(0, 3, null));
    closed.wait(() => {});
    closed.close();
    globalThis.held = held;
    unreferenced.wait(() => {});
    unreferenced.unref();
    parentPort.postMessage('ready');`);
  assert.deepEqual(await ended, [0]);
  assert.equal(openSockets(), before);
});

test('a worker is terminated inside a callback that never returns', async () => {
  const before = openSockets();
  const { worker } = await startWorker(`
    const socket = new Socket(2, 3, null);
    socket.send(new Uint8Array(1), 0, 1, socket.bind(0, 0), 0);
    socket.wait(() => { parentPort.postMessage('ready'); for (;;); });`);
  assert.equal(await worker.terminate(), 1);
  assert.equal(openSockets(), before);
});

test('a worker is terminated while it calls without end', async () => {
  const before = openSockets();
  const { worker } = await startWorker(`
    parentPort.postMessage('ready');
    for (;;) {
      try { new Socket(999, 3, null); } catch {}
      try { new Socket(0, 'x', null); } catch {}
      const socket = new Socket(0, 3, null);
      socket.wait(() => {});
      socket.close();
    }`);
  await worker.terminate();
  assert.equal(openSockets(), before);
});

test('workers and the main thread have sockets of their own', async () => {
  const {
    worker,
    message: port,
    ended,
  } = await startWorker(`
    const socket = new Socket(2, 3, null);
    const port = socket.bind(0, 0);
    socket.wait(() => {
      const bytes = new Uint8Array(8);
      parentPort.postMessage(bytes.subarray(0, socket.receive(bytes, 0, new Int32Array(5))));
    });
    parentPort.postMessage(port);`);
  assert.ok(typeof port === 'number');
  const socket = new (loadAddon().Socket)(2, 3, null);
  socket.send(new Uint8Array([1, 2, 3]), 0, 3, port, 0);
  socket.close();
  const [bytes]: unknown[] = await once(worker, 'message');
  assert.deepEqual(bytes, new Uint8Array([1, 2, 3]));
  assert.deepEqual(await ended, [0]);
});

test('the lock of a worker ends with the worker', async () => {
  const path = join(folder, 'worker.lock');
  const { worker } = await startWorker(`
    addon.lockFile(${JSON.stringify(path)});
    parentPort.on('message', () => {});
    parentPort.postMessage('ready');`);
  const { lockFile, unlockFile } = loadAddon();
  assert.throws(() => lockFile(path), { code: 'EAGAIN' });
  await worker.terminate();
  unlockFile(lockFile(path));
});

test('a forgotten socket is closed by the garbage collector', () => {
  const { status, stdout, stderr } = runNode(
    `
    import { readdirSync, readlinkSync } from 'node:fs';
    import { setImmediate } from 'node:timers/promises';
    const count = () => readdirSync('/proc/self/fd').filter((fd) => {
      try { return readlinkSync('/proc/self/fd/' + fd).startsWith('socket:'); } catch { return false; }
    }).length;
    const before = count();
    const make = () => { for (let i = 0; i < 50; i++) { const s = new Socket(0, 3, null); if (i % 2) { s.wait(() => {}); s.cancelWait(); } } };
    make();
    const made = count() - before;
    for (let i = 0; i < 100 && count() > before; i++) { gc(); await setImmediate(); }
    console.log(made, count() - before);`,
    ['--expose-gc'],
  );
  assert.deepEqual([status, stdout, stderr], [0, '50 0\n', '']);
});

test('a forgotten socket whose wait is pending still calls back', () => {
  const { status, stdout } = runNode(
    `
    import { setImmediate } from 'node:timers/promises';
    const receiver = (() => {
      const socket = new Socket(2, 3, null);
      socket.wait(() => console.log('called'));
      return socket.bind(0, 0);
    })();
    for (let i = 0; i < 20; i++) { gc(); await setImmediate(); }
    new Socket(2, 3, null).send(new Uint8Array(1), 0, 1, receiver, 0);`,
    ['--expose-gc'],
  );
  assert.deepEqual([status, stdout], [0, 'called\n']);
});

test('a process ends in order while a wait is pending', () => {
  const waiting = 'const socket = new Socket(0, 3, null); socket.wait(() => {});';
  assert.equal(runNode(`${waiting} process.exit(0);`).status, 0);
  assert.equal(runNode(`${waiting} setImmediate(() => process.exit(4));`).status, 4);
  assert.equal(runNode(`${waiting} socket.unref();`).status, 0);
  assert.equal(runNode(`${waiting} process.on('exit', () => socket.close()); process.exit(0);`).status, 0);
  assert.equal(runNode(`${waiting} process.kill(process.pid, 'SIGTERM');`).signal, 'SIGTERM');
});
