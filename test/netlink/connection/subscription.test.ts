import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  ERRNO,
  type Event,
  FakeKernel,
  fakeReplies,
  link,
  RTM,
  RTNLGRP,
  type Subscription,
  subscribe,
} from '../../../src/netlink/index.ts';

const event = (index: number, type: number = RTM.NEWLINK): Uint8Array =>
  fakeReplies.reply({ seq: 0 }, link, type, { index }, 0);

const messages = { [RTM.NEWLINK]: link, [RTM.DELLINK]: link } as const;

function listen(): { kernel: FakeKernel; events: Subscription<Event<typeof messages>> } {
  const kernel = new FakeKernel();
  const events = subscribe({ native: kernel, groups: [RTNLGRP.LINK, 33], messages });
  return { kernel, events };
}

const take = async <T>(events: Subscription<T>, count: number): Promise<T[]> => {
  const taken: T[] = [];
  while (taken.length < count) {
    const { value, done } = await events.next();
    if (done) assert.fail('it ended');
    taken.push(value);
  }
  return taken;
};

test('groups are joined by number, those above 32 too, and PKTINFO tells which one an event was for', async () => {
  const { kernel, events } = listen();
  assert.equal(kernel.options.get('270:1'), 33);
  assert.equal(kernel.options.get('270:3'), 1);
  kernel.deliver({ bytes: event(5), group: 1, nsid: 7 });
  const [first] = await take(events, 1);
  assert.ok(first?.type === RTM.NEWLINK);
  assert.deepEqual([first.value.index, first.group, first.nsid], [5, 1, 7]);
});

test('events of one datagram come one by one; those without a table are left out', async () => {
  const { kernel, events } = listen();
  kernel.deliver(Uint8Array.from([...event(1), ...event(2, 250), ...event(3, RTM.DELLINK)]));
  const taken = await take(events, 2);
  assert.deepEqual(
    taken.map((e) => [e.type, e.value?.index]),
    [
      [RTM.NEWLINK, 1],
      [RTM.DELLINK, 3],
    ],
  );
});

test('what does not come from the kernel is no event', async () => {
  const { kernel, events } = listen();
  kernel.deliver({ bytes: event(1), port: 99 }, event(2));
  const [first] = await take(events, 1);
  assert.equal(first?.value?.index, 2);
});

test('an overrun of the queue and a datagram too long are told as lost events', async () => {
  const { kernel, events } = listen();
  const huge = fakeReplies.reply(
    { seq: 0 },
    link,
    RTM.NEWLINK,
    { physPortId: new Uint8Array(65_000), cost: new Uint8Array(9000) },
    0,
  );
  kernel.deliver({ errno: ERRNO['ENOBUFS'] ?? 0 }, huge, event(9));
  const taken = await take(events, 3);
  assert.deepEqual(taken.slice(0, 2), [{ overrun: true }, { overrun: true }]);
  assert.equal(taken[2]?.value?.index, 9);
});

test('a malformed notification ends in an error', async () => {
  const { kernel, events } = listen();
  const bytes = event(1);
  bytes[0] = 255;
  kernel.deliver(bytes);
  await assert.rejects(events.next(), { code: 'ERR_NETLINK_DECODE' });
});

test('several waits at once are served in order, and all end when it is closed', async () => {
  const { kernel, events } = listen();
  const waits = [events.next(), events.next(), events.next()];
  kernel.deliver(event(1), event(2));
  assert.equal((await waits[0])?.value?.value?.index, 1);
  assert.equal((await waits[1])?.value?.value?.index, 2);
  events.close();
  assert.deepEqual(await waits[2], { done: true, value: undefined });
  assert.ok(kernel.closed);
});
