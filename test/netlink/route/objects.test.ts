import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  AF,
  Block,
  FakeKernel,
  type FakeRequest,
  fakeReplies,
  link,
  NLM_F,
  neighbour,
  openRoute,
  type Route,
  RTM,
  route,
} from '../../../src/netlink/index.ts';
import { includes } from '../../../src/netlink/route/includes.ts';

const { ack, done, reply } = fakeReplies;
const routes: readonly Route[] = [
  { family: AF.INET, table: 254, oif: 1, dst: 1 },
  { family: AF.INET, table: 254, oif: 2, dst: 2 },
  { family: AF.INET, table: 100, oif: 2, dst: 3 },
];

/** An old kernel: it ignores the filter. */
const lax = ([request]: readonly FakeRequest[]): Uint8Array[] => {
  assert.ok(request);
  if ((request.flags & NLM_F.DUMP) !== NLM_F.DUMP) return [ack(request)];
  return [
    ...routes
      .filter((r) => r.family === request.bytes[16])
      .map((r) => reply(request, route, RTM.NEWROUTE, r)),
    done(request),
  ];
};

test('a filter that the kernel ignores is applied here', async () => {
  const socket = openRoute({ native: new FakeKernel(lax) });
  assert.deepEqual(
    (await socket.routes.list({ table: 254, oif: 2 })).map((r) => r.dst),
    [2],
  );
  assert.equal((await socket.routes.list()).length, 3);
});

test('families are dumped one by one, and strict requests have only what the kernel takes', async () => {
  const kernel = new FakeKernel(lax);
  const socket = openRoute({ native: kernel });
  await socket.routes.list({ table: 254, dst: 7, dstLen: 24 });
  await socket.neighbours.list({ family: AF.INET6, index: 5, state: 2 });
  const sent = kernel.sent.flat().map(({ bytes }) => bytes);
  assert.deepEqual(
    sent.map((bytes) => bytes[16]),
    [AF.INET, AF.INET6, AF.INET6],
  );
  assert.equal(sent[0]?.length, 16 + 12 + 8, 'the table only');
  const view = new neighbour.View();
  view.at(new Block(sent[2] ?? new Uint8Array()), 16, sent[2]?.length ?? 0);
  assert.deepEqual([view.index, view.ifindex, view.state], [0, 5, 0]);
});

test('the verbs are their flags', async () => {
  const kernel = new FakeKernel(lax);
  const { routes: verbs } = openRoute({ native: kernel });
  for (const verb of ['add', 'replace', 'append', 'set', 'delete'] as const) await verbs[verb]({ dst: 1 });
  const own = NLM_F.REQUEST | NLM_F.ACK;
  assert.deepEqual(
    kernel.sent.flat().map(({ type, flags }) => [type, flags & ~own]),
    [
      [RTM.NEWROUTE, NLM_F.CREATE | NLM_F.EXCL],
      [RTM.NEWROUTE, NLM_F.CREATE | NLM_F.REPLACE],
      [RTM.NEWROUTE, NLM_F.CREATE | NLM_F.APPEND],
      [RTM.NEWROUTE, 0],
      [RTM.DELROUTE, 0],
    ],
  );
});

test('a value includes properties to any depth', () => {
  const value = { a: 1, b: { c: [1, { d: 2 }], e: 'x' } };
  for (const part of [{}, { a: 1 }, { b: { e: 'x' } }, { b: { c: [1, { d: 2 }] } }, { a: undefined }])
    assert.ok(includes(value, part));
  for (const other of [{ a: 2 }, { f: 1 }, { b: { c: [1] } }, { b: { c: [1, { d: 3 }] } }, { a: { b: 1 } }])
    assert.ok(!includes(value, other));
});

/** A kernel that acknowledges without an echo, and tells a link of any name when asked. */
const silent = ([request]: readonly FakeRequest[]): Uint8Array[] => {
  assert.ok(request);
  if (request.type !== RTM.GETLINK) return [ack(request)];
  return [reply(request, link, RTM.NEWLINK, { index: 7, name: 'x0' }, 0), ack(request)];
};

test('a link that is made without an echo, as VXLANs are, is looked up by its name', async () => {
  const kernel = new FakeKernel(silent);
  const socket = openRoute({ native: kernel });
  const made = await socket.links.create({ name: 'x0', linkinfo: { kind: 'vxlan' } });
  assert.equal(made.index, 7);
  assert.deepEqual(
    kernel.sent.flat().map(({ type }) => type),
    [RTM.NEWLINK, RTM.GETLINK],
  );
});

test('what is made without an echo and has no name is an error', async () => {
  const socket = openRoute({ native: new FakeKernel(silent) });
  const code = 'ERR_NETLINK_NO_REPLY';
  await assert.rejects(socket.links.create({ linkinfo: { kind: 'vxlan' } }), { code });
  await assert.rejects(socket.routes.create({ family: AF.INET }), { code });
});
