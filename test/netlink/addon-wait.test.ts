import assert from 'node:assert/strict';
import { AsyncLocalStorage } from 'node:async_hooks';
import { test } from 'node:test';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { loadAddon } from '../../src/netlink/addon.ts';
import type { NativeSocket } from '../../src/netlink/native.ts';
import {
  ENOBUFS,
  NLM_F_ACK,
  NLM_F_REQUEST,
  RTM_GETLINK,
  request,
  runNode,
  SO_RCVBUF,
  SOCK_RAW,
  SOL_SOCKET,
  send,
} from './addon-fixture.ts';

const getLink = request(RTM_GETLINK, NLM_F_REQUEST, 1, 32, 1);

async function withSocket(body: (socket: NativeSocket) => Promise<void>): Promise<void> {
  const socket = new (loadAddon().Socket)(0, SOCK_RAW, null);
  try {
    await body(socket);
  } finally {
    socket.close();
  }
}

const readable = (socket: NativeSocket): Promise<number> => new Promise((resolve) => socket.wait(resolve));
const receive = (socket: NativeSocket): number =>
  socket.receive(new Uint8Array(65_536), 0, new Int32Array(5));

test('wait calls back with 0 once something is there, again for the next wait', async () => {
  await withSocket(async (socket) => {
    for (let i = 0; i < 3; i++) {
      send(socket, getLink);
      assert.equal(await readable(socket), 0);
      assert.ok(receive(socket) > 0);
    }
  });
});

test('wait never calls back before it returned', async () => {
  await withSocket(async (socket) => {
    send(socket, getLink);
    let returned = false;
    const returnedBefore = await new Promise<boolean>((resolve) => {
      socket.wait(() => resolve(returned));
      returned = true;
    });
    assert.equal(returnedBefore, true);
  });
});

test('a pending wait does not hold up the event loop', async () => {
  await withSocket(async (socket) => {
    const order: string[] = [];
    const answered = readable(socket).then(() => order.push('answer'));
    await sleep(20);
    order.push('timer');
    send(socket, getLink);
    await answered;
    assert.deepEqual(order, ['timer', 'answer']);
  });
});

test('one wait calls back once, however much comes', async () => {
  await withSocket(async (socket) => {
    let calls = 0;
    await new Promise<void>((resolve) => {
      socket.wait(() => {
        calls++;
        resolve();
      });
      send(socket, getLink);
      send(socket, getLink);
    });
    await sleep(30);
    assert.equal(calls, 1);
  });
});

test('a second wait while one is pending throws and leaves the first', async () => {
  await withSocket(async (socket) => {
    const first = readable(socket);
    assert.throws(() => socket.wait(() => {}), { code: 'EALREADY', errno: -114, syscall: 'wait' });
    send(socket, getLink);
    assert.equal(await first, 0);
  });
});

test('cancelWait takes the callback back; the next wait is told what came meanwhile', async () => {
  await withSocket(async (socket) => {
    socket.wait(() => assert.fail('cancelled'));
    send(socket, getLink);
    socket.cancelWait();
    socket.cancelWait();
    await sleep(20);
    assert.equal(await readable(socket), 0);
  });
});

test('close while waiting takes the callback back', async () => {
  await withSocket(async (socket) => {
    socket.wait(() => assert.fail('closed'));
    send(socket, getLink);
    socket.close();
    await sleep(20);
  });
});

test('the callback may wait again, or close', async () => {
  await withSocket(async (socket) => {
    let calls = 0;
    await new Promise<void>((resolve) => {
      const again = (): void => {
        calls++;
        if (calls < 5) {
          socket.wait(again);
        } else {
          socket.close();
          resolve();
        }
      };
      send(socket, getLink);
      socket.wait(again);
    });
    await nextTurn();
    assert.equal(calls, 5);
    assert.throws(() => socket.wait(() => {}), { code: 'EBADF' });
  });
});

test('many sockets wait at the same time', async () => {
  const sockets = Array.from({ length: 50 }, () => new (loadAddon().Socket)(0, SOCK_RAW, null));
  const waits = sockets.map(readable);
  for (const socket of sockets.toReversed()) send(socket, getLink);
  assert.deepEqual(await Promise.all(waits), Array(50).fill(0));
  for (const socket of sockets) socket.close();
});

test('an error of the socket is something to receive', async () => {
  await withSocket(async (socket) => {
    socket.setOption(SOL_SOCKET, SO_RCVBUF, 4096);
    const waiting = readable(socket);
    const missing = request(RTM_GETLINK, NLM_F_REQUEST | NLM_F_ACK, 1, 32, 2 ** 31 - 1);
    for (let i = 0; i < 64; i++) send(socket, missing);
    assert.equal(await waiting, 0);
    assert.equal(receive(socket), -ENOBUFS);
    assert.equal(await readable(socket), 0);
    assert.ok(receive(socket) > 0);
  });
});

test('the callback sees the asynchronous context of its wait', async () => {
  const storage = new AsyncLocalStorage<string>();
  await withSocket(async (socket) => {
    for (const name of ['one', 'two']) {
      const seen = storage.run(name, () => {
        return new Promise((resolve) => socket.wait(() => resolve(storage.getStore())));
      });
      send(socket, getLink);
      assert.equal(await seen, name);
      receive(socket);
    }
  });
});

test('microtasks of the callback run right after it', async () => {
  await withSocket(async (socket) => {
    const order: string[] = [];
    send(socket, getLink);
    await new Promise<void>((resolve) => {
      socket.wait(() => {
        setImmediate(() => {
          order.push('immediate');
          resolve();
        });
        process.nextTick(() => order.push('tick'));
        void Promise.resolve().then(() => order.push('microtask'));
      });
    });
    assert.deepEqual(order, ['tick', 'microtask', 'immediate']);
  });
});

test('a pending wait keeps the process alive, unless it was told not to', () => {
  const run = (body: string): readonly unknown[] => {
    const { status, signal, stdout } = runNode(`const socket = new Socket(0, 3, null); ${body}`);
    return [status, signal, stdout];
  };
  // Nothing else keeps it alive.
  const until = "setTimeout(() => { console.log('alive'); socket.cancelWait(); }, 100).unref();";
  const alive = [0, null, 'alive\n'];
  assert.deepEqual(run(`${until} socket.wait(() => {})`), alive);
  assert.deepEqual(run(`${until} socket.wait(() => {}); socket.unref(); socket.ref()`), alive);
  // Without an end to wait for: on a busy machine the time would be over before the process has looked for anything to do.
  const ends = [0, null, ''];
  assert.deepEqual(run('socket.wait(() => {}); socket.unref()'), ends);
  assert.deepEqual(run('socket.unref(); socket.wait(() => {})'), ends);
  assert.deepEqual(run('socket.wait(() => {}); socket.cancelWait()'), ends);
});

test('what a callback throws is an uncaught exception', () => {
  const body = `
    const socket = new Socket(0, 3, null);
    socket.send(new Uint8Array(16), 0, 16, 0, 0);
    socket.send(new Uint8Array([${getLink.join()}]), 0, 32, 0, 0);
    socket.wait(() => { throw new Error('from the callback'); });`;
  const caught = runNode(`process.on('uncaughtException', (error) => console.log(error.message));${body}`);
  assert.deepEqual([caught.status, caught.stdout], [0, 'from the callback\n']);
  const uncaught = runNode(body);
  assert.equal(uncaught.status, 1);
  assert.match(uncaught.stderr, /Error: from the callback\n\s+at .*\[eval1\]/);
});
