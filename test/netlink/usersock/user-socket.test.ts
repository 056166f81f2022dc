import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ERRNO, FakeKernel, openUserSocket } from '../../../src/netlink/index.ts';

test('a full queue of the receiver is tried again', async () => {
  let attempts = 0;
  const kernel = new FakeKernel(() => (attempts++ < 3 ? (ERRNO['EAGAIN'] ?? 0) : []));
  const socket = openUserSocket({ native: kernel, portId: 77 });
  assert.equal(socket.portId, 77);
  await socket.send(Uint8Array.of(1, 2, 3), { port: 5 });
  assert.equal(attempts, 4);
});

test('nobody at a port is an error, nobody at port 0 beside a group is not', async () => {
  const kernel = new FakeKernel(() => ERRNO['ECONNREFUSED'] ?? 0);
  const socket = openUserSocket({ native: kernel });
  await assert.rejects(socket.send(Uint8Array.of(1), { port: 5 }), { code: 'ECONNREFUSED' });
  await socket.send(Uint8Array.of(1), { group: 32 });
  await assert.rejects(socket.send(Uint8Array.of(1), { group: 0 }), RangeError);
});

test('payloads arrive as they were sent, with sender and group', async () => {
  const kernel = new FakeKernel();
  const socket = openUserSocket({ native: kernel });
  kernel.deliver({ bytes: Uint8Array.of(1, 2, 3), port: 9, group: 4 });
  for await (const message of socket) {
    assert.deepEqual(message, { data: Uint8Array.of(1, 2, 3), port: 9, group: 4 });
    break;
  }
  assert.ok(kernel.closed);
});
