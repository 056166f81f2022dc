import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type TestContext, test } from 'node:test';
import { configure, makeHost } from '../support/hosts.ts';
import type { Namespace } from '../support/namespace.ts';
import { without } from '../support/needs.ts';
import { startInside } from '../support/traffic.ts';

/** Without can-utils: a frame has its identifier, its length, three bytes of filling, and eight of data. */
const RECEIVE = `
import socket, struct, sys
s = socket.socket(socket.AF_CAN, socket.SOCK_RAW, socket.CAN_RAW)
s.bind((sys.argv[1],))
print('ready', flush=True)
identifier, length, data = struct.unpack('=IB3x8s', s.recv(16))
print('%x %s' % (identifier, data[:length].hex()), flush=True)
`;

const SEND = `
import socket, struct, sys
s = socket.socket(socket.AF_CAN, socket.SOCK_RAW, socket.CAN_RAW)
s.bind((sys.argv[1],))
s.send(struct.pack('=IB3x8s', 0x123, 4, bytes.fromhex('deadbeef')))
`;

async function received(
  t: TestContext,
  from: readonly [Namespace, string],
  to: readonly [Namespace, string],
): Promise<string> {
  const { stdout } = startInside(t, to[0], '/usr/bin/env', 'python3', '-c', RECEIVE, to[1]);
  assert.ok(stdout);
  await once(stdout, 'data');
  const { status, stderr } = from[0].run('python3', '-c', SEND, from[1]);
  assert.equal(status, 0, stderr);
  const [frame] = (await once(stdout, 'data')) as [Buffer];
  return frame.toString().trim();
}

test('a frame on a virtual CAN bus comes to all programs there', { skip: without('vcan') }, async (t) => {
  const host = await makeHost(t);
  await configure(host, 'vcans: {can0: {}}');
  assert.equal(await received(t, [host, 'can0'], [host, 'can0']), '123 deadbeef');
});

test('a frame goes from one host to the other by a virtual CAN cable', {
  skip: without('vxcan'),
}, async (t) => {
  const [a, b] = [await makeHost(t), await makeHost(t)];
  await configure(a, `vxcans: {can1: {peer: can2, peer-namespace: ${b.path}}}`);
  await configure(b, `vxcans: {can2: {peer: can1, peer-namespace: ${a.path}}}`);
  assert.equal(await received(t, [a, 'can1'], [b, 'can2']), '123 deadbeef');
  assert.equal(await received(t, [b, 'can2'], [a, 'can1']), '123 deadbeef');
});
