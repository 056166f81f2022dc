import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  Block,
  CN_IDX,
  FakeKernel,
  NetlinkDecodeError,
  openConnector,
  readConnectorMessages,
  readProcessEvent,
  subscribeProcesses,
  writeConnectorMessage,
} from '../../../src/netlink/index.ts';

const u32 = fc.integer({ min: 0, max: 0xffff_ffff });
const message = fc.record(
  {
    idx: u32,
    val: u32,
    seq: u32,
    ack: u32,
    flags: fc.integer({ min: 0, max: 0xffff }),
    data: fc.uint8Array({ maxLength: 40 }),
  },
  { noNullPrototype: true },
);

/** A process event of the kernel in its datagram. */
function event(what: number, body: readonly number[], seq = 9): Uint8Array {
  const data = new Uint8Array(40);
  const view = new DataView(data.buffer);
  view.setUint32(0, what, true);
  view.setUint32(4, 3, true);
  view.setBigUint64(8, 77n, true);
  for (const [i, number] of body.entries()) view.setUint32(16 + 4 * i, number, true);
  return writeConnectorMessage({ idx: CN_IDX.PROC, val: 1, seq, ack: 0, flags: 0, data });
}

test('whatever is written as a message of the connector reads back the same', () => {
  fc.assert(
    fc.property(message, (value) => {
      const bytes = writeConnectorMessage(value);
      assert.deepEqual(readConnectorMessages(new Block(bytes), bytes.length), [value]);
    }),
  );
});

test('random bytes are read or refused', () => {
  const refused = (read: () => unknown): void => {
    try {
      read();
    } catch (error) {
      assert.ok(error instanceof NetlinkDecodeError, String(error));
    }
  };
  fc.assert(
    fc.property(
      message,
      fc.nat(),
      fc.nat(255),
      fc.uint8Array({ maxLength: 60 }),
      (value, at, byte, noise) => {
        const bytes = writeConnectorMessage(value);
        bytes[at % bytes.length] = byte;
        refused(() => readConnectorMessages(new Block(bytes), bytes.length));
        refused(() => readProcessEvent(noise));
      },
    ),
  );
});

test('process events have the members of their kind', async () => {
  const kernel = new FakeKernel();
  const events = subscribeProcesses({ native: kernel });
  kernel.deliver({ bytes: event(1, [1, 2, 3, 4]), port: 5, group: 1 });
  kernel.deliver(
    event(0, [0]),
    event(0x400, [1]),
    event(1, [1, 2, 3, 4]),
    event(0x8000_0000, [7, 7, 256, 17, 1, 1]),
  );
  const common = { cpu: 3, timestamp: 77n };
  const fork = { event: 'fork', ...common, parentPid: 1, parentTgid: 2, childPid: 3, childTgid: 4 };
  assert.deepEqual((await events.next()).value, fork);
  const ids = { processPid: 7, processTgid: 7, parentPid: 1, parentTgid: 1 };
  assert.deepEqual((await events.next()).value, {
    event: 'exit',
    ...common,
    ...ids,
    exitCode: 256,
    exitSignal: 17,
  });
  events.close();
  const operations = kernel.sent.flat().map(({ bytes }) => bytes[36]);
  assert.deepEqual(operations, [1, 2], 'it listens, and says when it no longer does');
});

test('the refusal of its own request ends a subscription, that of another one does not', async () => {
  const kernel = new FakeKernel();
  const events = subscribeProcesses({ native: kernel });
  kernel.deliver(event(0, [1], 12), event(0, [1], events.portId));
  await assert.rejects(events.next(), { code: 'EPERM' });
});

test('messages of others than the kernel are left out', async () => {
  const kernel = new FakeKernel();
  const socket = openConnector({ native: kernel, groups: [CN_IDX.DM] });
  const value = { idx: CN_IDX.DM, val: 1, seq: 2, ack: 3, flags: 4, data: Uint8Array.of(5) };
  const bytes = writeConnectorMessage(value);
  kernel.deliver({ bytes, port: 1, group: 7 }, { bytes, port: 0, group: 7 });
  assert.deepEqual((await socket.next()).value, value);
  socket.send(value);
  assert.deepEqual(kernel.sent[0]?.[0]?.bytes, bytes.slice(0, 37));
  socket.close();
});
