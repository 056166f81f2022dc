import assert from 'node:assert/strict';
import { closeSync, openSync } from 'node:fs';
import { test } from 'node:test';
import {
  AF,
  address,
  ETH_P,
  formatAddress,
  MDB_STATE,
  mdb,
  mdbEntry,
  NETCONF_IFINDEX,
  neighbourTable,
  netconf,
  nexthop,
  parseAddress,
  RTM,
  RTNLGRP,
  routeMessages,
  subscribe,
} from '../../src/netlink/index.ts';
import { makeNamespace } from './support/namespace.ts';
import { opened, routed } from './support/netlink.ts';

/** The sixteen bytes in which an entry of a multicast database has an IPv4 group. */
const group = (...bytes: readonly number[]): Uint8Array => Uint8Array.of(...bytes, ...Array(12).fill(0));

test('entries of a multicast database come, are read and go', async (t) => {
  const { ns, socket, index } = await routed(t);
  ns.sh('ip link add br0 type bridge mcast_snooping 1; ip link set br0 up; ip link set v0 master br0');
  const { index: bridge = 0 } = await socket.links.get({ name: 'br0' });
  const { connection } = socket;
  const entry = {
    ...{ index, state: MDB_STATE.PERMANENT, flags: 0, vid: 0 },
    ...{ group: group(239, 1, 2, 3), protocol: ETH_P.IP },
  };
  const request = { message: mdbEntry, value: { family: AF.BRIDGE, ifindex: bridge, entry } };
  await connection.request({ ...request, type: RTM.NEWMDB, flags: 0x400 | 0x200 });
  assert.match(ns.sh('bridge mdb show'), /dev br0 port v0 grp 239\.1\.2\.3 permanent/);
  const answers = await connection.dump({ message: mdb, type: RTM.GETMDB, value: { family: AF.BRIDGE } });
  const found = answers
    .filter(({ ifindex }) => ifindex === bridge)
    .flatMap((one) => one.mdb?.groups ?? [])
    .flatMap(({ entries = [] }) => entries)
    .filter(({ protocol, group: bytes }) => protocol === ETH_P.IP && bytes?.[0] === 239);
  assert.deepEqual(
    found.map((one) => [one.index, one.state, [...(one.group ?? [])].slice(0, 4)]),
    [[index, MDB_STATE.PERMANENT, [239, 1, 2, 3]]],
  );
  await connection.request({ ...request, type: RTM.DELMDB });
  assert.doesNotMatch(ns.sh('bridge mdb show'), /239\.1\.2\.3/);
});

test('settings of families are listed, and changes of them are heard', async (t) => {
  const { ns, socket, index } = await routed(t);
  const events = subscribe({ netns: ns.path, groups: [RTNLGRP.IPV4_NETCONF], messages: routeMessages });
  t.after(() => events.close());
  ns.sh('echo 1 >/proc/sys/net/ipv4/conf/v0/forwarding; echo 2 >/proc/sys/net/ipv4/conf/v0/rp_filter');
  const { value: heard } = await events.next();
  assert.equal(heard?.type, RTM.NEWNETCONF);
  const all = await socket.connection.dump({
    message: netconf,
    type: RTM.GETNETCONF,
    value: { family: AF.INET },
  });
  const own = all.find(({ ifindex }) => ifindex === index);
  assert.deepEqual([own?.forwarding, own?.rpFilter], [1, 2]);
  assert.ok(all.some(({ ifindex }) => ifindex === NETCONF_IFINDEX.DEFAULT));
});

test('tables of neighbours are listed, and their times change', async (t) => {
  const { ns, socket, index } = await routed(t);
  const value = { family: AF.INET, name: 'arp_cache', parms: { ifindex: index, retransTime: 2500n } };
  await socket.connection.request({ message: neighbourTable, type: RTM.SETNEIGHTBL, value });
  assert.equal(ns.sh('cat /proc/sys/net/ipv4/neigh/v0/retrans_time_ms').trim(), '2500');
  const all = await socket.connection.dump({
    message: neighbourTable,
    type: RTM.GETNEIGHTBL,
    value: { family: AF.INET },
  });
  assert.deepEqual([...new Set(all.map(({ name }) => name))], ['arp_cache']);
  const own = all.find(({ parms }) => parms?.ifindex === index);
  assert.equal(own?.parms?.retransTime, 2500n);
  assert.ok(all.some(({ config, stats }) => config !== undefined && stats !== undefined));
});

test('labels of IPv6 prefixes come, are asked for and go', async (t) => {
  const { ns, socket } = await opened(t);
  const label = { family: AF.INET6, prefixlen: 48, address: parseAddress('2001:db8:7::'), label: 99 };
  await socket.addressLabels.add(label);
  assert.match(ns.sh('ip addrlabel list'), /prefix 2001:db8:7::\/48 label 99/);
  const found = await socket.addressLabels.get({
    family: AF.INET6,
    prefixlen: 128,
    address: parseAddress('2001:db8:7::1'),
  });
  assert.equal(found.label, 99);
  const [listed] = await socket.addressLabels.list({ label: 99 });
  assert.equal(formatAddress(listed?.address ?? 0), '2001:db8:7::');
  await socket.addressLabels.delete(label);
  assert.doesNotMatch(ns.sh('ip addrlabel list'), /label 99/);
});

test('another network namespace has an id as soon as it is given one', async (t) => {
  const { ns, socket } = await opened(t);
  const other = await makeNamespace(t);
  const fd = openSync(other.path, 'r');
  t.after(() => closeSync(fd));
  assert.equal((await socket.nsids.get({ fd })).nsid, -1);
  await socket.nsids.add({ fd, nsid: 42 });
  assert.equal((await socket.nsids.get({ fd })).nsid, 42);
  assert.deepEqual(
    (await socket.nsids.list()).map(({ nsid }) => nsid),
    [42],
  );
  assert.match(ns.sh('ip netns list-id'), /nsid 42/);
});

test('multicast and anycast addresses of a link are listed', async (t) => {
  const { ns, socket, index } = await routed(t);
  ns.sh('sysctl -qw net.ipv6.conf.v0.forwarding=1');
  const value = { family: AF.INET6 };
  const joined = await socket.connection.dump({ message: address, type: RTM.GETMULTICAST, value });
  assert.ok(joined.some((one) => one.index === index && one.multicast === parseAddress('ff02::1')));
  const anycast = await socket.connection.dump({ message: address, type: RTM.GETANYCAST, value });
  assert.ok(anycast.some((one) => one.index === index && one.anycast === parseAddress('2001:db8:1::')));
});

test('buckets of a resilient group of nexthops are listed', async (t) => {
  const { ns, socket } = await routed(t);
  ns.sh(`
    ip nexthop add id 2 via 10.1.0.2 dev v0
    ip nexthop add id 10 group 2 type resilient buckets 4
  `);
  const buckets = await socket.connection.dump({
    message: nexthop,
    type: RTM.GETNEXTHOPBUCKET,
    value: { id: 10 },
  });
  assert.deepEqual(
    buckets.map(({ id, resBucket }) => [id, resBucket?.index, resBucket?.nhId]),
    [0, 1, 2, 3].map((bucket) => [10, bucket, 2]),
  );
});
