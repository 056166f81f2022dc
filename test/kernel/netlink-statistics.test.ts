import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  AF,
  BRIDGE_VLAN_INFO,
  RTM,
  RTNLGRP,
  routeMessages,
  STATS_FILTER,
  type Statistics,
  statistics,
  statisticsRequest,
  subscribe,
} from '../../src/netlink/index.ts';
import type { Shown } from './support/namespace.ts';
import { without } from './support/needs.ts';
import { opened, routed } from './support/netlink.ts';
import { untilTold } from './support/until.ts';

type Socket = Awaited<ReturnType<typeof opened>>['socket'];

/** The statistics of one link that the mask asks for. */
const ask = (socket: Socket, ifindex: number, filterMask: number): Promise<Statistics> =>
  socket.connection.get(
    { message: statisticsRequest, type: RTM.GETSTATS, value: { family: AF.UNSPEC, ifindex, filterMask } },
    { answer: statistics },
  );

const json = (text: string): Shown[] => JSON.parse(text) as Shown[];

test('the counters of a link are those that ip shows', async (t) => {
  const { ns, socket, index } = await routed(t);
  ns.sh('ip link set v0 promisc on; ping -c 2 -W 1 10.1.0.9 || true');
  const shown = (): number[] => {
    const [link = {}] = json(ns.sh('ip -j stats show dev v0 group link'));
    const { rx, tx } = link['stats64'] as { rx: Shown; tx: Shown };
    return [rx['bytes'], rx['packets'], tx['bytes'], tx['packets']].map(Number);
  };
  // IPv6 sends on its own, so the counters may have grown in between.
  const before = shown();
  const { link64 } = await ask(socket, index, STATS_FILTER.LINK_64);
  const after = shown();
  const ours = [link64?.rxBytes, link64?.rxPackets, link64?.txBytes, link64?.txPackets].map(Number);
  ours.forEach((count, nth) => {
    assert.ok(count >= (before[nth] ?? Infinity) && count <= (after[nth] ?? 0), `${before} ${ours} ${after}`);
  });
  assert.ok(Number(link64?.txPackets) > 0);
});

test('statistics of all links are dumped', async (t) => {
  const { socket, index } = await routed(t);
  const value = { family: AF.UNSPEC, filterMask: STATS_FILTER.LINK_64 | STATS_FILTER.LINK_OFFLOAD_XSTATS };
  const request = { message: statisticsRequest, type: RTM.GETSTATS, value };
  const all = await socket.connection.dump(request, undefined, { answer: statistics });
  const own = all.find(({ ifindex }) => ifindex === index);
  assert.ok(own?.link64 !== undefined && all.length >= 3);
  // No driver here counts in hardware.
  assert.deepEqual(own.linkOffloadXstats?.hwStatsInfo?.l3Stats, { request: 0, used: 0 });
});

test('what a bridge counts for its VLANs, its groups and its ports is what iproute2 shows', {
  skip: without('bridge-vlans', 'bridge-snooping'),
}, async (t) => {
  const { ns, socket } = await opened(t);
  ns.sh(`
    ip link add br0 type bridge vlan_filtering 1 vlan_stats_enabled 1 mcast_stats_enabled 1
    ip link add v0 type veth peer name v1
    ip link set v0 master br0; ip link set br0 up; ip link set v0 up; ip link set v1 up
    bridge vlan add vid 7-8 dev v0
    ip address add 10.1.0.1/24 dev br0; ping -c 1 -W 1 10.1.0.2 || true
    ip link set v0 down; ip link set br0 down
  `);
  const [{ index: bridge = 0 }, { index: port = 0 }] = await Promise.all([
    socket.links.get({ name: 'br0' }),
    socket.links.get({ name: 'v0' }),
  ]);
  const { linkXstats } = await ask(socket, bridge, STATS_FILTER.LINK_XSTATS);
  const shown = json(ns.sh('bridge -j -s vlan show dev br0'))
    .flatMap(({ vlans }) => vlans as Shown[])
    .map(({ vid, tx_packets: packets, tx_bytes: bytes }) => [vid, packets, bytes]);
  const counted = linkXstats?.bridge?.vlans?.filter(({ flags }) => (flags & BRIDGE_VLAN_INFO.BRENTRY) !== 0);
  assert.deepEqual(
    counted?.map(({ vid, txPackets, txBytes }) => [vid, Number(txPackets), Number(txBytes)]),
    shown,
  );
  assert.ok(shown.some(([, packets]) => Number(packets) > 0));
  assert.equal(linkXstats?.bridge?.mcast?.mldV2reports.length, 2);
  ns.sh('ip link set br0 type bridge stp_state 1; ip link set br0 up; ip link set v0 up');
  const blocked = (): number => {
    const [own = {}] = json(ns.sh('ip -j stats show dev v0 group xstats_slave subgroup bridge suite stp'));
    return Number((own['stp'] as Shown)['transition_blk']);
  };
  // The port comes up a moment later.
  await untilTold('the port was blocked, and both say so', async () => {
    const { linkXstatsSlave } = await ask(socket, port, STATS_FILTER.LINK_XSTATS_SLAVE);
    const ours = Number(linkXstatsSlave?.bridge?.stp?.transitionBlk);
    return ours > 0 && ours === blocked() ? [ours] : [];
  });
});

test('what a bond counts of LACP is what ip shows', { skip: without('bond') }, async (t) => {
  const { ns, socket } = await opened(t);
  ns.sh(`
    ip link add b0 type bond mode 802.3ad
    ip link add v0 type veth peer name v1; ip link set v0 master b0; ip link set v1 up; ip link set b0 up
  `);
  const { index = 0 } = await socket.links.get({ name: 'b0' });
  const { linkXstats } = await ask(socket, index, STATS_FILTER.LINK_XSTATS);
  const counted = linkXstats?.bond?.['3ad'];
  const [shown] = json(ns.sh('ip -j stats show dev b0 group xstats subgroup bond suite 802.3ad'));
  assert.deepEqual(Number(counted?.lacpduRx), (shown?.['802.3ad'] as Shown | undefined)?.['lacpdu_rx']);
  assert.equal(typeof counted?.markerUnknownRx, 'bigint');
});

test('hardware is asked to count, and others hear of it', async (t) => {
  const { ns, socket, index } = await routed(t);
  const events = subscribe({ netns: ns.path, groups: [RTNLGRP.STATS], messages: routeMessages });
  t.after(() => events.close());
  const value = { family: AF.UNSPEC, ifindex: index, setOffloadXstatsL3Stats: 1 };
  await socket.connection.request({ message: statisticsRequest, type: RTM.SETSTATS, value });
  const [shown] = json(ns.sh('ip -j stats show dev v0 group offload subgroup hw_stats_info'));
  assert.deepEqual(shown?.['info'], { l3_stats: { request: true, used: false } });
  const { value: event } = await events.next();
  assert.ok(event?.type === RTM.NEWSTATS);
  assert.equal(event.value.ifindex, index);
  assert.deepEqual(event.value.linkOffloadXstats?.hwStatsInfo?.l3Stats, { request: 1, used: 0 });
});
