import assert from 'node:assert/strict';
import { readdirSync, readlinkSync } from 'node:fs';
import { test } from 'node:test';
import {
  AF,
  address,
  ERRNO,
  type Event,
  genericMessage,
  host,
  link,
  loadAddon,
  NETLINK,
  nest,
  openConnection,
  openGeneric,
  openRoute,
  openUserSocket,
  parseAddress,
  RTM,
  RTNLGRP,
  routeMessages,
  rule,
  type Subscription,
  string,
  subscribe,
} from '../../src/netlink/index.ts';
import { makeNamespace } from './support/namespace.ts';
import { eventually } from './support/traffic.ts';

type RouteEvent = Event<typeof routeMessages>;

/** Events until one passes. */
async function until<T>(events: Subscription<T>, wanted: (event: T) => boolean): Promise<T> {
  for (;;) {
    const { value, done } = await events.next();
    assert.ok(!done, 'the subscription ended');
    if (wanted(value)) return value;
  }
}

test('events of links, addresses and routes arrive with their group', async (t) => {
  const ns = await makeNamespace(t);
  const events = subscribe({
    netns: ns.path,
    groups: [RTNLGRP.LINK, RTNLGRP.IPV4_IFADDR, RTNLGRP.IPV4_ROUTE],
    messages: routeMessages,
  });
  t.after(() => events.close());
  assert.deepEqual(events.groups, [1, 5, 7]);
  ns.sh(
    'ip link add br0 type bridge; ip link set br0 up; ip address add 10.1.0.1/24 dev br0; ip link delete br0',
  );
  const made = await until(events, (e) => e.type === RTM.NEWLINK && e.value.name === 'br0');
  assert.ok(made.type === RTM.NEWLINK && made.group === RTNLGRP.LINK);
  const added = await until(events, (e) => e.type === RTM.NEWADDR);
  assert.ok(
    added.type === RTM.NEWADDR && added.value.local === parseAddress('10.1.0.1') && added.group === 5,
  );
  const route = await until(events, (e) => e.type === RTM.NEWROUTE);
  assert.ok(route.type === RTM.NEWROUTE && route.group === RTNLGRP.IPV4_ROUTE);
  await until(events, (e) => e.type === RTM.DELLINK && e.value.name === 'br0');
});

test('an event is waited for; leaving the loop closes the socket', async (t) => {
  const ns = await makeNamespace(t);
  const events = subscribe({ netns: ns.path, groups: [RTNLGRP.LINK], messages: routeMessages });
  setTimeout(() => ns.sh('ip link add br0 type bridge'), 10);
  for await (const event of events) {
    assert.ok(event.type === RTM.NEWLINK && event.value.name === 'br0');
    break;
  }
  assert.deepEqual(await events.next(), { done: true, value: undefined });
});

test('a pending wait ends when the subscription is closed', async (t) => {
  const ns = await makeNamespace(t);
  const events = subscribe({ netns: ns.path, groups: [RTNLGRP.LINK], messages: routeMessages });
  const waiting = events.next();
  setTimeout(() => events.close(), 5);
  assert.deepEqual(await waiting, { done: true, value: undefined });
});

test('what comes faster than it is read is reported as an overrun, and reading goes on', async (t) => {
  const ns = await makeNamespace(t);
  const events = subscribe({
    netns: ns.path,
    groups: [RTNLGRP.LINK],
    messages: routeMessages,
    receiveBuffer: 8192,
  });
  t.after(() => events.close());
  ns.sh('for i in $(seq 50); do ip link add br0 type bridge; ip link delete br0; done');
  const overrun = await until<RouteEvent>(events, (e) => e.overrun === true);
  assert.deepEqual(overrun, { overrun: true });
  events.leave(RTNLGRP.LINK);
  events.join(RTNLGRP.IPV4_IFADDR);
  ns.sh('ip address add 10.0.0.1/8 dev lo');
  await until(events, (e) => e.type === RTM.NEWADDR);
});

test('a group that the kernel lacks is refused', async (t) => {
  const ns = await makeNamespace(t);
  assert.throws(() => subscribe({ netns: ns.path, groups: [2000], messages: {} }), {
    code: 'EINVAL',
    message: /cannot join group 2000/,
  });
});

test('a forged acknowledgement of another process is ignored', async (t) => {
  const ns = await makeNamespace(t);
  const connection = openConnection({ netns: ns.path, sequence: 500 });
  t.after(() => connection.close());
  const forger = new (loadAddon().Socket)(NETLINK.ROUTE, 3, ns.path);
  t.after(() => forger.close());
  forger.bind(0, 0);
  const forged = new DataView(new ArrayBuffer(36));
  forged.setUint32(0, 36, host);
  forged.setUint16(4, 2, host);
  forged.setUint32(8, 500, host);
  forged.setUint32(12, connection.portId, host);
  assert.equal(forger.send(new Uint8Array(forged.buffer), 0, 36, connection.portId, 0), 36);
  const value = { family: AF.INET, index: 999, prefixlen: 8, local: 1 };
  await assert.rejects(connection.request({ message: address, type: RTM.NEWADDR, value }), {
    code: 'ENODEV',
  });
});

test('replies that the queue cannot hold leave unknown outcomes, and the connection goes on', async (t) => {
  const ns = await makeNamespace(t);
  const connection = openConnection({ netns: ns.path, receiveBuffer: 2304 });
  t.after(() => connection.close());
  const value = { family: AF.INET, priority: 4711 };
  const requests = Array.from({ length: 300 }, () => ({ message: rule, type: RTM.DELRULE, value }));
  const outcomes = await connection.batch(requests);
  assert.equal(outcomes.size, 300);
  const codes = new Set([...outcomes.values()].map(({ code }) => code));
  assert.deepEqual([...codes].sort(), ['ENOENT', 'ERR_NETLINK_OUTCOME_UNKNOWN']);
  assert.ok(
    (await connection.dump({ message: rule, type: RTM.GETRULE, value: { family: AF.INET } })).length >= 3,
  );
});

test('dumps made while links come and go are consistent or fail aloud', async (t) => {
  const ns = await makeNamespace(t);
  const [reader, writer] = [openRoute({ netns: ns.path }), openRoute({ netns: ns.path })];
  t.after(() => [reader, writer].forEach((socket) => void socket.close()));
  let stop = false;
  const churn = (async () => {
    for (let i = 0; !stop; i++) {
      const { index = 0 } = await writer.links.create({ name: `br${i % 7}`, linkinfo: { kind: 'bridge' } });
      await writer.links.delete({ index });
    }
  })();
  for (let i = 0; i < 50; i++) {
    const links = await reader.links.list();
    assert.equal(links[0]?.name, 'lo');
    assert.equal(new Set(links.map(({ index }) => index)).size, links.length);
  }
  stop = true;
  await churn;
});

test('a missing namespace is an error with its name', () => {
  assert.throws(() => openConnection({ netns: 'no-such-namespace' }), {
    name: 'NetlinkError',
    code: 'ENOENT',
    message: /no-such-namespace/,
  });
});

function namespacesOfThreads(): Set<string> {
  return new Set(
    readdirSync('/proc/self/task').map((task) => readlinkSync(`/proc/self/task/${task}/ns/net`)),
  );
}

test('no thread stays in a namespace that was entered', async (t) => {
  const ns = await makeNamespace(t);
  const connection = openConnection({ netns: ns.path });
  t.after(() => connection.close());
  // The kernel wakes who waits for a thread's end before it takes the thread out of /proc (exit_mm, release_task).
  await eventually(() => assert.equal(namespacesOfThreads().size, 1));
  const names = await connection.dump({ message: link, type: RTM.GETLINK, value: {} }, ({ name }) => name);
  assert.deepEqual(names, ['lo']);
});

test('port ids are given by the kernel, and a taken one is refused', () => {
  const [a, b] = [openConnection(), openConnection()];
  try {
    assert.notEqual(a.portId, b.portId);
    assert.throws(() => openConnection({ portId: a.portId }), { errno: ERRNO['EADDRINUSE'] ?? 0 });
  } finally {
    a.close();
    b.close();
  }
});

test('generic netlink families are resolved by name, once', async (t) => {
  const traces: string[] = [];
  const generic = openGeneric({ trace: ({ direction }) => traces.push(direction) });
  t.after(() => generic.close());
  const controller = await generic.resolveFamily('nlctrl');
  assert.deepEqual([controller.id, controller.groups.get('notify')], [16, 16]);
  assert.ok(controller.operations.has(3));
  const ethtool = await generic.resolveFamily('ethtool');
  assert.ok(ethtool.groups.has('monitor') && ethtool.operations.size > 20);
  const before = traces.length;
  assert.equal(await generic.resolveFamily('ethtool'), ethtool);
  assert.equal(traces.length, before);
  const names = (await generic.families()).map(({ name }) => name);
  assert.ok(names.includes('nlctrl') && names.includes('ethtool'));
  await assert.rejects(generic.resolveFamily('no such family'), {
    code: 'ERR_NETLINK_UNKNOWN_FAMILY',
    message: /no generic netlink family "no such family"/,
  });
});

test('an attribute that a family misses is named', async (t) => {
  const generic = openGeneric();
  t.after(() => generic.close());
  const ethtool = genericMessage('ethtool', { header: [1, nest({ devName: [2, string] })] });
  await assert.rejects(generic.get({ family: 'ethtool', message: ethtool, value: { cmd: 2 } }), {
    code: 'EINVAL',
    message: /\(missing: ethtool\.header\)/,
  });
});

test('payloads pass between sockets of NETLINK_USERSOCK, to one or to a group', async (t) => {
  const ns = await makeNamespace(t);
  const [a, b] = [openUserSocket({ netns: ns.path, groups: [3] }), openUserSocket({ netns: ns.path })];
  t.after(() => [a, b].forEach((socket) => void socket.close()));
  await b.send(Buffer.from('to you'), { port: a.portId });
  await b.send(Buffer.from('to all'), { group: 3 });
  const [one, all] = [await a.next(), await a.next()];
  assert.deepEqual(
    [one, all].map(({ value }) => [Buffer.from(value?.data ?? []).toString(), value?.port, value?.group]),
    [
      ['to you', b.portId, 0],
      ['to all', b.portId, 3],
    ],
  );
  await assert.rejects(b.send(Buffer.from('x'), { port: 123456 }), { code: 'ECONNREFUSED' });
  await assert.rejects(b.send(Buffer.from('x'), { group: 33 }), RangeError);
});
