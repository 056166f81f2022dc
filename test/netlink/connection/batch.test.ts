import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  ERRNO,
  type FakeRequest,
  fakeReplies,
  NLM_F,
  type Request,
  RTM,
  route,
} from '../../../src/netlink/index.ts';
import { connect } from './fixture.ts';

const { ack } = fakeReplies;
const routeTo = (dst: number): Request => ({
  message: route,
  type: RTM.NEWROUTE,
  value: { family: 2, dst, oif: 1 },
});
const routes = (count: number): Request[] => Array.from({ length: count }, (_, i) => routeTo(i));

/** As the kernel: an error for those that fail, an acknowledgement only for who asks. */
const kernelThat =
  (fails: (index: number) => number) =>
  (requests: readonly FakeRequest[]): Uint8Array[] =>
    requests.flatMap((request) => {
      const errno = fails(new DataView(request.bytes.buffer).getUint32(32));
      return errno !== 0 || request.flags & NLM_F.ACK ? [ack(request, errno)] : [];
    });

test('only the last message of a send asks for an acknowledgement', async () => {
  const { kernel, connection } = connect(kernelThat(() => 0));
  assert.equal((await connection.batch(routes(300))).size, 0);
  assert.deepEqual(
    kernel.sent.map((send) => send.length),
    [128, 128, 44],
  );
  for (const send of kernel.sent) {
    assert.deepEqual(
      send.filter(({ flags }) => flags & NLM_F.ACK),
      [send.at(-1)],
    );
    assert.ok(send.every(({ flags }) => flags & NLM_F.REQUEST));
  }
});

test('each error is told by the index of its request, whichever send it was in', async () => {
  const { connection } = connect(kernelThat((index) => (index % 50 === 7 ? 17 : 0)));
  const outcomes = await connection.batch(routes(300));
  assert.deepEqual([...outcomes.keys()], [7, 57, 107, 157, 207, 257]);
  assert.ok([...outcomes.values()].every(({ code }) => code === 'EEXIST'));
});

test('an error of the last message is the end too', async () => {
  const { connection } = connect(kernelThat((index) => (index === 2 ? 17 : 0)));
  assert.deepEqual([...(await connection.batch(routes(3))).keys()], [2]);
});

test('a send has at most 32 KiB, and a larger message goes alone', async () => {
  const big = { ...routeTo(1), value: { family: 2, dst: 1, newdst: new Uint8Array(40_000) } };
  const half = { ...routeTo(1), value: { family: 2, dst: 1, newdst: new Uint8Array(15_000) } };
  const { kernel, connection } = connect(kernelThat(() => 0));
  await connection.batch([routeTo(1), big, routeTo(2), half, half, half]);
  assert.deepEqual(
    kernel.sent.map((send) => send.length),
    [1, 1, 3, 1],
  );
});

test('a request that cannot be written is an error of its own; the others are sent', async () => {
  const { kernel, connection } = connect(kernelThat(() => 0));
  const outcomes = await connection.batch([
    routeTo(1),
    { ...routeTo(2), value: { dstLen: 999 } },
    routeTo(3),
  ]);
  assert.deepEqual(
    [...outcomes].map(([index, { code }]) => [index, code]),
    [[1, 'ERR_NETLINK_ENCODE']],
  );
  assert.equal(kernel.sent[0]?.length, 2);
});

test('replies lost to an overrun leave their outcomes unknown, and nothing hangs', async () => {
  const { connection } = connect(
    (requests) => {
      const [first, second] = requests;
      assert.ok(first && second);
      // The queue held two errors; everything after, the acknowledgement too, is gone.
      return [ack(first, 17), ack(second, 17), { errno: ERRNO['ENOBUFS'] ?? 0 }];
    },
    { timeout: 60_000 },
  );
  const outcomes = await connection.batch(routes(4));
  assert.deepEqual(
    [0, 1, 2, 3].map((index) => outcomes.get(index)?.code),
    ['EEXIST', 'EEXIST', 'ERR_NETLINK_OUTCOME_UNKNOWN', 'ERR_NETLINK_OUTCOME_UNKNOWN'],
  );
});

test('an overrun makes outcomes unknown even if the acknowledgement came through', async () => {
  const { connection } = connect((requests) => {
    const last = requests.at(-1);
    assert.ok(last);
    return [{ errno: ERRNO['ENOBUFS'] ?? 0 }, ack(last)];
  });
  const outcomes = await connection.batch(routes(3));
  assert.deepEqual([...outcomes.keys()].sort(), [0, 1, 2]);
  assert.match(outcomes.get(0)?.message ?? '', /its reply was lost; it may have been carried out/);
});

test('after a timeout the next send is made all the same', async () => {
  let sends = 0;
  const answer = kernelThat(() => 0);
  const { connection } = connect((requests) => (sends++ === 0 ? [] : answer(requests)));
  const outcomes = await connection.batch(routes(130));
  assert.equal(outcomes.size, 128);
  assert.equal(outcomes.has(128), false);
});

test('an aborted batch says which requests were not sent', async () => {
  const controller = new AbortController();
  const answer = kernelThat(() => 0);
  const { kernel, connection } = connect((requests) => {
    controller.abort(new Error('enough'));
    return answer(requests);
  });
  const outcomes = await connection.batch(routes(200), { signal: controller.signal });
  assert.equal(kernel.sent.length, 1);
  assert.equal(outcomes.size, 72);
  assert.equal(outcomes.get(128)?.code, 'ERR_NETLINK_ABORTED');
});

test('a batch of nothing sends nothing', async () => {
  const { kernel, connection } = connect(() => []);
  assert.equal((await connection.batch([])).size, 0);
  assert.equal(kernel.sent.length, 0);
});

test('a long batch lets timers have their turn', async () => {
  const answer = kernelThat(() => 0);
  const { connection } = connect((requests) => {
    for (const end = performance.now() + 3; performance.now() < end; );
    return answer(requests);
  });
  let turns = 0;
  const timer = setInterval(() => turns++, 1);
  await connection.batch(routes(128 * 20));
  clearInterval(timer);
  assert.ok(turns >= 3, `${turns} turns`);
});
