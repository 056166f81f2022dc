import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type Link,
  MACVLAN_FLAG,
  MACVLAN_MACADDR,
  MACVLAN_MODE,
  parseAddress,
} from '../../src/netlink/index.ts';
import type { Shown } from './support/namespace.ts';
import { compareNumbers, data, expectShown, linkinfo, opened, shown } from './support/netlink.ts';

test('a bridge made with every attribute is shown with them all', async (t) => {
  const { ns, socket } = await opened(t);
  const wanted = {
    forwardDelay: 400,
    helloTime: 300,
    maxAge: 1500,
    ageingTime: 5000,
    stpState: 1,
    priority: 100,
    mcastRouter: 2,
    mcastSnooping: 1,
    mcastQueryUseIfaddr: 1,
    mcastQuerier: 1,
    mcastHashMax: 256,
    mcastLastMemberCnt: 3,
    mcastStartupQueryCnt: 4,
    mcastLastMemberIntvl: 200n,
    mcastMembershipIntvl: 27000n,
    mcastQuerierIntvl: 25000n,
    mcastQueryIntvl: 12000n,
    mcastQueryResponseIntvl: 900n,
    mcastStartupQueryIntvl: 3000n,
    mcastStatsEnabled: 1,
    mcastIgmpVersion: 3,
    mcastMldVersion: 2,
    nfCallIptables: 1,
    nfCallIp6tables: 1,
    nfCallArptables: 1,
  };
  await socket.links.add({
    name: 'br0',
    linkinfo: { kind: 'bridge', data: { ...wanted, groupAddr: '01:80:c2:00:00:0e', groupFwdMask: 8 } },
  });
  const info = data(shown(ns, 'br0'));
  assert.equal(compareNumbers(wanted, info), Object.keys(wanted).length);
  expectShown(info, { group_addr: '01:80:c2:00:00:0e', group_fwd_mask: '0x8' });
});

test("a bridge port's attributes are set", async (t) => {
  const { ns, socket } = await opened(t);
  await socket.links.add({ name: 'br0', linkinfo: { kind: 'bridge' } });
  await socket.links.add({ name: 'v0', linkinfo: { kind: 'veth', data: { peer: { name: 'v1' } } } });
  const [br0, v0] = await Promise.all([socket.links.get({ name: 'br0' }), socket.links.get({ name: 'v0' })]);
  await socket.links.set({ index: v0.index ?? 0, master: br0.index ?? 0 });
  const slaveData = {
    priority: 5,
    cost: 9,
    mode: 1,
    guard: 1,
    protect: 1,
    fastLeave: 1,
    learning: 0,
    unicastFlood: 0,
    proxyarp: 1,
    proxyarpWifi: 1,
    mcastFlood: 0,
    mcastToUcast: 1,
    bcastFlood: 0,
    neighSuppress: 1,
    isolated: 1,
    locked: 0,
    multicastRouter: 2,
  };
  await socket.links.set({ index: v0.index ?? 0, linkinfo: { slaveKind: 'bridge', slaveData } });
  expectShown(linkinfo(shown(ns, 'v0'))['info_slave_data'] as Shown, {
    priority: 5,
    cost: 9,
    hairpin: true,
    guard: true,
    root_block: true,
    fastleave: true,
    learning: false,
    flood: false,
    proxy_arp: true,
    proxy_arp_wifi: true,
    multicast_router: 2,
    mcast_flood: false,
    mcast_to_unicast: true,
    bcast_flood: false,
    neigh_suppress: true,
    isolated: true,
    locked: false,
  });
  const [read] = await socket.links.list({ master: br0.index ?? 0 });
  assert.ok(read?.linkinfo?.slaveKind === 'bridge');
  assert.deepEqual({ ...read.linkinfo.slaveData, ...slaveData }, read.linkinfo.slaveData);
});

test('a veth pair is made with the attributes of both ends', async (t) => {
  const { ns, socket } = await opened(t);
  const common: Link = { txqlen: 50, mtu: 1300, numTxQueues: 2, numRxQueues: 2, group: 7, gsoMaxSegs: 100 };
  const peer = { ...common, name: 'v1', address: '02:00:00:00:00:02', mtu: 1200 };
  await socket.links.add({
    ...common,
    name: 'v0',
    address: '02:00:00:00:00:01',
    linkinfo: { kind: 'veth', data: { peer } },
  });
  expectShown(shown(ns, 'v0'), {
    mtu: 1300,
    txqlen: 50,
    address: '02:00:00:00:00:01',
    num_tx_queues: 2,
    group: '7',
    gso_max_segs: 100,
  });
  const far = shown(ns, 'v1');
  expectShown(far, { mtu: 1200, txqlen: 50, address: '02:00:00:00:00:02', num_tx_queues: 2, group: '7' });
  // A kernel for one CPU has no receive packet steering, and does not tell these (rtnl_fill_ifinfo).
  assert.equal(far['num_rx_queues'] ?? 2, 2);
});

test('a macvlan is made with mode, flags, queue length and sources', async (t) => {
  const { ns, socket } = await opened(t);
  await socket.links.add({ name: 'v0', linkinfo: { kind: 'veth', data: { peer: { name: 'v1' } } } });
  const { index = 0 } = await socket.links.get({ name: 'v0' });
  const sources = ['02:00:00:00:00:0a', '02:00:00:00:00:0b'];
  await socket.links.add({
    name: 'm0',
    link: index,
    linkinfo: {
      kind: 'macvlan',
      data: {
        mode: MACVLAN_MODE.SOURCE,
        flags: MACVLAN_FLAG.NODST,
        bcQueueLen: 300,
        macaddrMode: MACVLAN_MACADDR.SET,
        macaddrData: sources,
      },
    },
  });
  expectShown(data(shown(ns, 'm0')), { mode: 'source', bcqueuelen: 300, macaddr_count: 2 });
  const { linkinfo: read } = await socket.links.get({ name: 'm0' });
  assert.ok(read?.kind === 'macvlan');
  assert.deepEqual([...(read.data?.macaddrData ?? [])].sort(), sources);
  assert.equal(read.data?.flags, MACVLAN_FLAG.NODST);
});

test('VXLANs of both versions are made with every attribute', async (t) => {
  const { ns, socket } = await opened(t);
  await socket.links.add({ name: 'v0', linkinfo: { kind: 'veth', data: { peer: { name: 'v1' } } } });
  const { index = 0 } = await socket.links.get({ name: 'v0' });
  const four = {
    id: 42,
    group: 0xef010101,
    link: index,
    local: 0x0a000001,
    ttl: 5,
    tos: 4,
    learning: 0,
    ageing: 100,
    limit: 1000,
    portRange: { low: 1000, high: 2000 },
    proxy: 1,
    rsc: 1,
    l2miss: 1,
    l3miss: 1,
    port: 4790,
    udpCsum: 1,
    gbp: true,
  } as const;
  await socket.links.add({ name: 'x4', linkinfo: { kind: 'vxlan', data: four } });
  expectShown(data(shown(ns, 'x4')), {
    id: 42,
    group: '239.1.1.1',
    link: 'v0',
    local: '10.0.0.1',
    ttl: 5,
    tos: '0x4',
    learning: false,
    ageing: 100,
    limit: 1000,
    port_range: { low: 1000, high: 2000 },
    proxy: true,
    rsc: true,
    l2miss: true,
    l3miss: true,
    port: 4790,
    udp_csum: true,
    gbp: true,
  });
  const six = {
    id: 43,
    group6: String(parseAddress('2001:db8::1')),
    local6: String(parseAddress('2001:db8::2')),
    link: index,
    port: 4791,
    ttlInherit: true,
    label: 0x12345,
    udpZeroCsum6Tx: 1,
    udpZeroCsum6Rx: 1,
    remcsumTx: 1,
    remcsumRx: 1,
  } as const;
  await socket.links.add({ name: 'x6', linkinfo: { kind: 'vxlan', data: six } });
  expectShown(data(shown(ns, 'x6')), {
    id: 43,
    remote6: '2001:db8::1',
    local6: '2001:db8::2',
    port: 4791,
    label: '0x12345',
    udp_zero_csum6_tx: true,
    udp_zero_csum6_rx: true,
    remcsum_tx: true,
    remcsum_rx: true,
  });
  for (const [name, wanted] of [
    ['x4', four],
    ['x6', six],
  ] as const) {
    const { linkinfo: read } = await socket.links.get({ name });
    assert.ok(read?.kind === 'vxlan');
    assert.deepEqual({ ...read.data, ...wanted }, read.data, name);
  }
});
