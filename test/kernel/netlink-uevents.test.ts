import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { subscribeUevents } from '../../src/netlink/index.ts';
import { makeNamespace, type Namespace } from './support/namespace.ts';

type Events = ReturnType<typeof subscribeUevents>;

function opened(t: TestContext, ns: Namespace): Events {
  const events = subscribeUevents({ netns: ns.path });
  t.after(() => events.close());
  return events;
}

/** The events up to the last one wanted: action and name of links. */
async function heard(events: Events, last: string): Promise<string[]> {
  const words: string[] = [];
  for await (const { overrun, ...event } of events) {
    assert.equal(overrun, undefined);
    if (!('action' in event) || event.subsystem !== 'net') continue;
    words.push(`${event.action} ${event.properties['INTERFACE'] ?? ''}`);
    if (words.at(-1) === last) break;
  }
  return words;
}

test('what becomes of links is heard in their namespace, and only there', async (t) => {
  const [here, there] = [await makeNamespace(t), await makeNamespace(t)];
  const [events, elsewhere] = [opened(t, here), opened(t, there)];
  here.sh('ip link add v0 type veth peer name v1; ip link set v0 name w0; ip link del w0');
  there.sh('ip link add x0 type veth peer name x1; ip link del x0');
  const words = await heard(events, 'remove w0');
  for (const word of ['add v0', 'add v1', 'move w0', 'remove w0'])
    assert.ok(words.includes(word), `${word} is not in ${words.join(', ')}`);
  assert.ok((await heard(elsewhere, 'remove x0')).every((word) => word.includes('x')));
});

test('an event that sysfs is asked for says what the file of the device says', async (t) => {
  const ns = await makeNamespace(t);
  ns.sh('ip link add v0 type veth peer name v1');
  const events = opened(t, ns);
  const told = ns.sh(`
    mkdir ${ns.directory}/sys; unshare -m sh -c 'mount -t sysfs sysfs ${ns.directory}/sys && cat ${ns.directory}/sys/class/net/v0/uevent && echo "change 4e6c6170-706c-7900-0000-000000000000 WHO=test" > ${ns.directory}/sys/class/net/v0/uevent'
  `);
  for await (const event of events) {
    assert.equal(event.overrun, undefined);
    if (!('action' in event) || event.action !== 'change') continue;
    const { devpath, subsystem, seqnum, properties } = event;
    assert.deepEqual([devpath, subsystem], ['/devices/virtual/net/v0', 'net']);
    assert.ok(seqnum > 0n);
    assert.equal(properties['SYNTH_ARG_WHO'], 'test');
    assert.equal(told, `INTERFACE=${properties['INTERFACE']}\nIFINDEX=${properties['IFINDEX']}\n`);
    break;
  }
});
