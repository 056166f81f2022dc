import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  AF,
  FOREVER,
  FR_ACT,
  IFA_F,
  NUD,
  parseAddress,
  type Route,
  RT_TABLE,
  RTM,
  RTN,
  RTPROT,
  route,
} from '../../src/netlink/index.ts';
import type { Shown } from './support/namespace.ts';
import { expectShown, routed } from './support/netlink.ts';

const at = parseAddress;

const unicast = { type: RTN.UNICAST, protocol: RTPROT.STATIC } as const;

test('addresses have flags, life times, label, peer and metric', async (t) => {
  const { ns, socket, index } = await routed(t);
  await socket.addresses.add({
    family: AF.INET,
    index,
    prefixlen: 32,
    local: at('10.4.0.1'),
    address: at('10.4.0.2'),
    label: 'v0:x',
    flags: IFA_F.NOPREFIXROUTE,
    rtPriority: 99,
    proto: 78,
    scope: 253,
    cacheinfo: { prefered: 600, valid: 1200, cstamp: 0, tstamp: 0 },
  });
  await socket.addresses.add({
    family: AF.INET6,
    index,
    prefixlen: 64,
    address: at('2001:db8:4::1'),
    flags: IFA_F.NODAD | IFA_F.MANAGETEMPADDR,
    cacheinfo: { prefered: FOREVER, valid: FOREVER, cstamp: 0, tstamp: 0 },
  });
  const addresses = ns.ip('address', 'show', 'v0').flatMap((link) => (link['addr_info'] ?? []) as Shown[]);
  expectShown(
    addresses.find((a) => a['local'] === '10.4.0.1'),
    {
      address: '10.4.0.2',
      prefixlen: 32,
      scope: 'link',
      label: 'v0:x',
      metric: 99,
      noprefixroute: true,
      valid_life_time: 1200,
      preferred_life_time: 600,
    },
  );
  expectShown(
    addresses.find((a) => a['local'] === '2001:db8:4::1'),
    { prefixlen: 64, nodad: true, mngtmpaddr: true },
  );
  const [read] = await socket.addresses.list({ index, local: at('10.4.0.1') });
  assert.equal(read?.proto, 78);
  assert.deepEqual(read?.cacheinfo?.valid, 1200);
  await socket.addresses.replace({
    family: AF.INET,
    index,
    prefixlen: 32,
    local: at('10.4.0.1'),
    address: at('10.4.0.2'),
    cacheinfo: { prefered: FOREVER, valid: FOREVER, cstamp: 0, tstamp: 0 },
  });
  assert.equal((await socket.addresses.get({ local: at('10.4.0.1') })).cacheinfo?.valid, FOREVER);
});

test('rules have every selector', async (t) => {
  const { ns, socket } = await routed(t);
  await socket.rules.add({
    family: AF.INET,
    action: FR_ACT.TO_TBL,
    priority: 700,
    src: at('10.5.0.0'),
    srcLen: 16,
    dst: at('10.6.0.0'),
    dstLen: 24,
    iifname: 'v0',
    oifname: 'v1',
    fwmark: 0x10,
    fwmask: 0xf0,
    table: 1000,
    protocol: RTPROT.STATIC,
    ipProto: 6,
    sportRange: { start: 80, end: 81 },
    dportRange: { start: 443, end: 443 },
    uidRange: { start: 5, end: 9 },
    suppressPrefixlen: 0,
    tos: 0x10,
  });
  const [shown] = ns.ip('rule', 'show', 'priority', '700');
  expectShown(shown, {
    src: '10.5.0.0',
    srclen: 16,
    dst: '10.6.0.0',
    dstlen: 24,
    iif: 'v0',
    oif: 'v1',
    fwmark: '0x10',
    fwmask: '0xf0',
    table: '1000',
    protocol: 'static',
    ipproto: 'tcp',
    sport_start: 80,
    sport_end: 81,
    dport: 443,
    uid_start: 5,
    uid_end: 9,
    suppress_prefixlen: 0,
    tos: '0x10',
  });
  assert.equal((await socket.rules.list({ priority: 700 })).length, 1);
  await assert.rejects(socket.rules.add({ family: AF.INET, action: FR_ACT.GOTO, priority: 5, goto: 4 }), {
    code: 'EINVAL',
  });
  await socket.rules.delete({ family: AF.INET, priority: 700 });
  await assert.rejects(socket.rules.get({ priority: 700 }), { code: 'ENOENT' });
});

test('neighbours are added, replaced and found', async (t) => {
  const { ns, socket, index } = await routed(t);
  const entry = { index, state: NUD.PERMANENT };
  await socket.neighbours.add({
    ...entry,
    family: AF.INET,
    dst: at('10.1.0.9'),
    lladdr: '02:00:00:00:00:09',
  });
  await socket.neighbours.replace({
    ...entry,
    family: AF.INET,
    dst: at('10.1.0.9'),
    lladdr: '02:00:00:00:00:0a',
    protocol: 78,
  });
  await socket.neighbours.add({
    ...entry,
    family: AF.INET6,
    dst: at('2001:db8:1::9'),
    lladdr: '02:00:00:00:00:0b',
  });
  const shown = ns.ip('neigh', 'show', 'dev', 'v0');
  assert.deepEqual(shown.map((n) => [n['dst'], n['lladdr'], n['state']]).sort(), [
    ['10.1.0.9', '02:00:00:00:00:0a', ['PERMANENT']],
    ['2001:db8:1::9', '02:00:00:00:00:0b', ['PERMANENT']],
  ]);
  assert.equal((await socket.neighbours.list({ index, state: NUD.PERMANENT })).length, 2);
  assert.equal((await socket.neighbours.get({ family: AF.INET, index, dst: at('10.1.0.9') })).protocol, 78);
});

test('nexthop objects and groups of them carry routes', async (t) => {
  const { ns, socket, index } = await routed(t);
  await socket.nexthops.add({
    family: AF.INET,
    id: 61,
    oif: index,
    gateway: at('10.1.0.2'),
    protocol: RTPROT.STATIC,
  });
  await socket.nexthops.add({
    family: AF.INET,
    id: 62,
    oif: index,
    gateway: at('10.1.0.3'),
    protocol: RTPROT.STATIC,
  });
  const group = [
    { id: 61, weight: 4, weightHigh: 0, reserved: 0 },
    { id: 62, weight: 0, weightHigh: 0, reserved: 0 },
  ];
  await socket.nexthops.add({ id: 63, group, groupType: 0 });
  await socket.nexthops.add({ family: AF.INET, id: 64, blackhole: true });
  await socket.routes.add({
    ...unicast,
    family: AF.INET,
    dst: at('10.9.0.0'),
    dstLen: 16,
    tableId: RT_TABLE.MAIN,
    nhId: 63,
  });
  const shown = ns.ip('nexthop');
  assert.deepEqual(
    shown.map((n) => n['id']),
    [61, 62, 63, 64],
  );
  assert.deepEqual(
    (await socket.nexthops.list({ id: 63 })).map((n) => n.group),
    [group],
  );
  assert.equal((await socket.routes.list({ family: AF.INET, nhId: 63 })).length, 1);
});

test("errors have the kernel's words and the attribute they are about", async (t) => {
  const { socket } = await routed(t);
  const value: Route = {
    ...unicast,
    family: AF.INET,
    dst: at('10.9.0.0'),
    dstLen: 16,
    tableId: RT_TABLE.MAIN,
  };
  await assert.rejects(socket.routes.add({ ...value, gateway: at('192.0.2.1') }), {
    code: 'ENETUNREACH',
    message: 'RTM_NEWROUTE: ENETUNREACH: Nexthop has invalid gateway',
  });
  await assert.rejects(socket.links.add({ name: 'x', linkinfo: { kind: 'vxlan', data: { id: 2 ** 25 } } }), {
    message: 'RTM_NEWLINK: ERANGE: VXLAN ID must be lower than 16777216 (link.linkinfo.data.id)',
  });
  await assert.rejects(socket.links.add({ name: 'much-too-long-a-name', linkinfo: { kind: 'bridge' } }), {
    code: 'ERANGE',
    message: /\(link\.name, allowed: 0…15 bytes\)/,
  });
  await assert.rejects(
    socket.connection.dump({ message: route, type: RTM.GETROUTE, value: { family: AF.INET, dstLen: 8 } }),
    { message: 'RTM_GETROUTE: EINVAL: Invalid values in header for FIB dump request' },
  );
  await assert.rejects(socket.routes.get({ family: 99 }), { code: 'EOPNOTSUPP' });
});
