import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTun, IFF, type Link, type RouteSocket } from '../../src/netlink/index.ts';
import type { Namespace } from './support/namespace.ts';
import { without } from './support/needs.ts';
import { data, expectShown, linkinfo, opened, shown } from './support/netlink.ts';

/** A veth pair v0 and v1; the index of v0. */
async function pair(ns: Namespace, socket: RouteSocket): Promise<number> {
  ns.sh('ip link add v0 type veth peer name v1');
  return (await socket.links.get({ name: 'v0' })).index ?? 0;
}

test('a bond is made and its port gets a priority below zero', { skip: without('bond') }, async (t) => {
  const { ns, socket } = await opened(t);
  const index = await pair(ns, socket);
  const mode = 1;
  const made = await socket.links.create({
    name: 'bond0',
    linkinfo: { kind: 'bond', data: { mode, miimon: 100, peerNotifDelay: 200, missedMax: 3 } },
  });
  await socket.links.set({ index, master: made.index ?? 0 });
  await socket.links.set({
    index,
    linkinfo: { slaveKind: 'bond', slaveData: { prio: -7, queueId: 2 } },
  });
  expectShown(data(shown(ns, 'bond0')), { mode: 'active-backup', miimon: 100, peer_notify_delay: 200 });
  expectShown(linkinfo(shown(ns, 'v0'))['info_slave_data'] as Readonly<Record<string, unknown>>, {
    prio: -7,
    queue_id: 2,
  });
  const { linkinfo: read } = await socket.links.get({ index });
  assert.ok(read?.slaveKind === 'bond');
  assert.equal(read.slaveData?.prio, -7);
});

test('both ends of a vxcan are made as told', { skip: without('vxcan') }, async (t) => {
  const { ns, socket } = await opened(t);
  const peer: Link = { name: 'c1', group: 5 };
  await socket.links.add({ name: 'c0', group: 4, linkinfo: { kind: 'vxcan', data: { peer } } });
  expectShown(shown(ns, 'c0'), { group: '4', link: 'c1' });
  expectShown(shown(ns, 'c1'), { group: '5', link: 'c0' });
});

test('an AMT gateway has its ports and addresses', { skip: without('amt') }, async (t) => {
  const { ns, socket } = await opened(t);
  const link = await pair(ns, socket);
  const wanted = {
    mode: 0,
    relayPort: 2268,
    gatewayPort: 2300,
    link,
    localIp: 0xc0000201,
    discoveryIp: 0xc0000202,
  } as const;
  await socket.links.add({ name: 'a0', linkinfo: { kind: 'amt', data: wanted } });
  expectShown(data(shown(ns, 'a0')), {
    mode: 'gateway',
    relay_port: 2268,
    gateway_port: 2300,
    local: '192.0.2.1',
    discovery: '192.0.2.2',
    link: 'v0',
  });
  const { linkinfo: read } = await socket.links.get({ name: 'a0' });
  assert.ok(read?.kind === 'amt');
  assert.deepEqual({ ...read.data, ...wanted }, read.data);
});

test('a GTP link makes its own sockets', { skip: without('gtp') }, async (t) => {
  const { ns, socket } = await opened(t);
  const wanted = { role: 1, pdpHashsize: 2048, restartCount: 3 } as const;
  await socket.links.add({ name: 'g0', linkinfo: { kind: 'gtp', data: { ...wanted, createSockets: 1 } } });
  expectShown(data(shown(ns, 'g0')), { role: 'sgsn', hsize: 2048, restart_count: 3 });
  const { linkinfo: read } = await socket.links.get({ name: 'g0' });
  assert.ok(read?.kind === 'gtp');
  assert.deepEqual({ ...read.data, ...wanted }, read.data);
});

test('a tap device is told as it is', { skip: without('tun') }, async (t) => {
  const { ns, socket } = await opened(t);
  createTun({ name: 't0', mode: 'tap', vnetHdr: true, owner: 1234, netns: ns.path });
  expectShown(data(shown(ns, 't0')), { type: 'tap', pi: false, vnet_hdr: true, persist: true });
  const { linkinfo: read } = await socket.links.get({ name: 't0' });
  assert.ok(read?.kind === 'tun');
  const { type, pi, vnetHdr, persist, owner, group, multiQueue } = read.data ?? {};
  assert.deepEqual([type, pi, vnetHdr, persist, owner, group, multiQueue], [2, 0, 1, 1, 1234, undefined, 0]);
});

test('netkit, HSR and Geneve are made as told', { skip: without('netkit', 'hsr', 'geneve') }, async (t) => {
  const { ns, socket } = await opened(t);
  const slave1 = await pair(ns, socket);
  const { index: slave2 = 0 } = await socket.links.get({ name: 'v1' });
  await socket.links.add({
    name: 'n0',
    linkinfo: { kind: 'netkit', data: { mode: 1, policy: 2, peer: { name: 'n1' } } },
  });
  assert.deepEqual(
    ns
      .ip('link', 'show', 'type', 'netkit')
      .map(({ ifname }) => ifname)
      .sort(),
    ['n0', 'n1'],
  );
  await socket.links.add({
    name: 'h0',
    linkinfo: { kind: 'hsr', data: { slave1, slave2, version: 1, multicastSpec: 9 } },
  });
  expectShown(data(shown(ns, 'h0')), {
    slave1: 'v0',
    slave2: 'v1',
    supervision_addr: '01:15:4e:00:01:09',
    proto: 0,
  });
  await socket.links.add({
    name: 'g0',
    flags: IFF.UP,
    change: IFF.UP,
    linkinfo: { kind: 'geneve', data: { id: 7, remote: 0xc0000201, port: 6082, ttl: 9, label: 0 } },
  });
  expectShown(data(shown(ns, 'g0')), { id: 7, remote: '192.0.2.1', port: 6082, ttl: 9 });
});
