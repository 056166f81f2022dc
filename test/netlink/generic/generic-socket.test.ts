import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  CTRL_CMD,
  controller,
  FakeKernel,
  type FakeRequest,
  fakeReplies,
  genericMessage,
  openGeneric,
  string,
  u32,
} from '../../../src/netlink/index.ts';

const { ack, done, reply } = fakeReplies;
const toy = genericMessage(
  'toy',
  { number: [1, u32], word: [2, string] },
  { TOY_CMD_GET: 1, TOY_CMD_SET: 2 },
);

const FAMILY = {
  cmd: CTRL_CMD.NEWFAMILY,
  familyId: 31,
  familyName: 'toy',
  familyVersion: 3,
  hdrsize: 0,
  maxattr: 2,
  ops: [{ id: 1, flags: 14 }],
  mcastGroups: [{ name: 'events', id: 40 }],
};

/** A kernel with one family. */
function answer([request]: readonly FakeRequest[]): Uint8Array[] {
  assert.ok(request);
  if (request.type === 16 && request.flags & 0x300)
    return [reply(request, controller, 16, FAMILY), done(request)];
  if (request.type === 16) {
    const known = Buffer.from(request.bytes).includes('toy\0');
    return known ? [reply(request, controller, 16, FAMILY, 0), ack(request)] : [ack(request, 2)];
  }
  return request.bytes[16] === 1
    ? [reply(request, toy, 31, { cmd: 1, number: 5 }, 0), ack(request)]
    : [ack(request, 95)];
}

function open(): { kernel: FakeKernel; socket: ReturnType<typeof openGeneric> } {
  const kernel = new FakeKernel(answer);
  return { kernel, socket: openGeneric({ native: kernel, timeout: 50 }) };
}

test('a family is resolved with its operations and groups, once', async () => {
  const { kernel, socket } = open();
  const [family, again] = await Promise.all([socket.resolveFamily('toy'), socket.resolveFamily('toy')]);
  assert.equal(family, again);
  assert.equal(kernel.sent.length, 1);
  assert.deepEqual(family, {
    name: 'toy',
    id: 31,
    version: 3,
    hdrsize: 0,
    maxattr: 2,
    operations: new Map([[1, 14]]),
    groups: new Map([['events', 40]]),
  });
  assert.deepEqual(await socket.families(), [family]);
});

test('an unknown family is an error of its own, and asked for again the next time', async () => {
  const { kernel, socket } = open();
  for (let i = 0; i < 2; i++) {
    await assert.rejects(socket.resolveFamily('none'), { code: 'ERR_NETLINK_UNKNOWN_FAMILY', errno: 2 });
  }
  assert.equal(kernel.sent.length, 2);
});

test("a request goes to the family's id with its version, and errors name the command", async () => {
  const { kernel, socket } = open();
  const got = await socket.get({ family: 'toy', message: toy, value: { cmd: 1 } });
  assert.equal(got.number, 5);
  const sent = kernel.sent[1]?.[0];
  assert.deepEqual([sent?.type, sent?.bytes[16], sent?.bytes[17]], [31, 1, 3]);
  await assert.rejects(socket.request({ family: 'toy', message: toy, value: { cmd: 2, word: 'x' } }), {
    message: /^TOY_CMD_SET: EOPNOTSUPP: /,
  });
});
