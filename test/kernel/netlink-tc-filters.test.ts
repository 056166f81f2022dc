import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import {
  ETH_P,
  filterInfo,
  filterOrder,
  PEDIT_CMD,
  PEDIT_HDR,
  parseAddress,
  parseHandle,
  peditKeys,
  peditOptions,
  type RouteSocket,
  RTM,
  rateTable,
  TC_ACT,
  TC_H,
  TC_LINKLAYER,
  TC_U32,
  TCA_MIRRED,
  TCA_VLAN_ACT,
  type TrafficFilter,
  tcActions,
  u32Keys,
  u32Selector,
} from '../../src/netlink/index.ts';
import type { Namespace, Shown } from './support/namespace.ts';
import { without } from './support/needs.ts';
import { opened } from './support/netlink.ts';

/** A namespace with v0, which has clsact, and v1, both up; the index of v0 and a filter's place on what comes in. */
async function device(
  t: TestContext,
): Promise<{ readonly ns: Namespace; readonly socket: RouteSocket; readonly index: number }> {
  const { ns, socket } = await opened(t);
  ns.sh(`
    ip link add v0 type veth peer name v1
    ip link set v0 up; ip link set v1 up
    tc qdisc add dev v0 clsact
  `);
  const { index = 0 } = await socket.links.get({ name: 'v0' });
  return { ns, socket, index };
}

const parent = TC_H.MIN_INGRESS;
const parms = { index: 0, capab: 0, action: TC_ACT.OK, refcnt: 0, bindcnt: 0 };

/** The filters that tc shows, and the kernel's own of each kind left out. */
const shown = (ns: Namespace): readonly Shown[] =>
  (JSON.parse(ns.sh('tc -j filter show dev v0 ingress')) as readonly Shown[]).filter(
    ({ options }) =>
      (options as Shown | undefined)?.['fh'] !== undefined ||
      (options as Shown | undefined)?.['handle'] !== undefined,
  );

/** The one filter: the kernel also shows each kind by itself, at its priority, with the handle 0. */
async function only(socket: RouteSocket, index: number): Promise<TrafficFilter | undefined> {
  const all = await socket.filters.list({ index, parent });
  return all.find(({ handle }) => handle !== 0);
}

const FILTERS = { skip: without('flower') };

test('A filter of flower matches by its keys, and its actions come in their order', FILTERS, async (t) => {
  const { ns, socket, index } = await device(t);
  const info = filterInfo(10, ETH_P.IP);
  await socket.filters.add({
    ...{ index, parent, info, handle: 1, kind: 'flower' as const },
    options: {
      ethType: ETH_P.IP,
      ipProto: 6,
      ipv4Dst: Number(parseAddress('10.1.0.0')),
      ipv4DstMask: Number(parseAddress('255.255.0.0')),
      tcpDst: 443,
      actions: [
        { kind: 'skbedit' as const, options: { parms: { ...parms, action: TC_ACT.PIPE }, mark: 7 } },
        {
          kind: 'vlan' as const,
          options: {
            parms: { ...parms, action: TC_ACT.PIPE, vAction: TCA_VLAN_ACT.PUSH },
            pushVlanId: 30,
            pushVlanProtocol: ETH_P['8021Q'],
          },
        },
        { kind: 'gact' as const, options: { parms: { ...parms, action: TC_ACT.SHOT } } },
      ],
    },
  });
  const [found] = shown(ns);
  assert.deepEqual([found?.['protocol'], found?.['pref'], found?.['kind']], ['ip', 10, 'flower']);
  const options = found?.['options'] as Shown;
  assert.deepEqual(options['keys'], {
    eth_type: 'ipv4',
    ip_proto: 'tcp',
    dst_ip: '10.1.0.0/16',
    dst_port: 443,
  });
  const actions = options['actions'] as readonly Shown[];
  assert.deepEqual(
    actions.map(({ order, kind }) => [order, kind]),
    [
      [1, 'skbedit'],
      [2, 'vlan'],
      [3, 'gact'],
    ],
  );
  assert.deepEqual(
    [actions[0]?.['mark'], actions[1]?.['id'], actions[2]?.['control_action']],
    [7, 30, { type: 'drop' }],
  );

  const read = await only(socket, index);
  assert.deepEqual(filterOrder(read?.info ?? 0), { priority: 10, protocol: ETH_P.IP });
  assert.equal(read?.kind, 'flower');
  const seen = read?.kind === 'flower' ? read.options : undefined;
  assert.equal(seen?.tcpDst, 443);
  assert.deepEqual(
    seen?.actions?.map(({ kind }) => kind),
    ['skbedit', 'vlan', 'gact'],
  );
  const [marks] = seen?.actions ?? [];
  assert.equal(marks?.kind === 'skbedit' ? marks.options?.mark : undefined, 7);
  assert.equal(marks?.stats?.basic?.packets, 0);
  await socket.filters.delete({ index, parent, info, handle: 1, kind: 'flower' });
  assert.deepEqual(shown(ns), []);
});

test('matchall sends a copy of what comes in to another link, within a rate', FILTERS, async (t) => {
  const { ns, socket, index } = await device(t);
  ns.sh('ip link add v2 type veth peer name v3; ip link set v2 up; ip link set v3 up');
  const { index: copy = 0 } = await socket.links.get({ name: 'v2' });
  const { cellLog, table } = rateTable(125_000);
  const rate = {
    cellLog,
    linklayer: TC_LINKLAYER.ETHERNET,
    overhead: 0,
    cellAlign: 0,
    mpu: 0,
    rate: 125_000,
  };
  await socket.filters.add({
    ...{ index, parent, info: filterInfo(1, 3), kind: 'matchall' as const }, // ETH_P_ALL
    options: {
      actions: [
        {
          kind: 'police' as const,
          options: {
            tbf: {
              ...{ index: 0, action: TC_ACT.SHOT, limit: 0, burst: 156_250, mtu: 2000 },
              rate,
              peakrate: { ...rate, rate: 0 },
              ...{ refcnt: 0, bindcnt: 0, capab: 0 },
            },
            rate: table,
            result: TC_ACT.PIPE,
          },
        },
        {
          kind: 'mirred' as const,
          options: {
            parms: { ...parms, action: TC_ACT.PIPE, eaction: TCA_MIRRED.EGRESS_MIRROR, ifindex: copy },
          },
        },
      ],
    },
  });
  assert.match(
    ns.sh('tc filter show dev v0 ingress'),
    /matchall[\s\S]*police 0x1 rate 1Mbit burst 1250b[\s\S]*mirred \(Egress Mirror to device v2\) pipe/,
  );
  ns.sh('ip address add 10.0.0.1/24 dev v1; ip neighbour add 10.0.0.2 lladdr 02:00:00:00:00:02 dev v1');
  ns.run('ping', '-c', '1', '-W', '0.1', '10.0.0.2');
  const read = await only(socket, index);
  const [, mirror] = (read?.kind === 'matchall' ? read.options?.actions : undefined) ?? [];
  assert.equal((mirror?.stats?.basic?.packets ?? 0) >= 1, true);
});

test('u32 looks at words of a packet, fw at the mark, and basic at all', FILTERS, async (t) => {
  const { ns, socket, index } = await device(t);
  ns.sh('tc qdisc add dev v0 root handle 1: htb');
  const top = parseHandle('1:');
  const classid = parseHandle('1:10');
  const key = { value: 0x0a02_0000, mask: 0xffff_0000, off: 16 };
  const all: readonly TrafficFilter[] = [
    { info: filterInfo(5, ETH_P.IP), kind: 'u32', options: { classid, sel: u32Selector([key]) } },
    { info: filterInfo(6, ETH_P.IP), kind: 'fw', handle: 9, options: { classid, mask: 0xff } },
    { info: filterInfo(7, ETH_P.IP), kind: 'basic', handle: 1, options: { classid } },
  ];
  for (const filter of all) await socket.filters.add({ ...filter, index, parent: top } as TrafficFilter);
  const text = ns.sh('tc filter show dev v0');
  assert.match(text, /pref 5 u32 .*flowid 1:10/);
  assert.match(text, /match 0a020000\/ffff0000 at 16/);
  assert.match(text, /pref 6 fw .*handle 0x9\/0xff classid 1:10/);
  assert.match(text, /pref 7 basic .*handle 0x1 flowid 1:10/);
  const read = await socket.filters.list({ index, parent: top });
  const selectors = read.flatMap((one) =>
    one.kind === 'u32' && one.options?.sel !== undefined ? [one.options.sel] : [],
  );
  assert.deepEqual(selectors.map(u32Keys), [[{ ...key, offmask: 0 }]]);
  assert.equal((selectors[0]?.[0] ?? 0) & TC_U32.TERMINAL, TC_U32.TERMINAL);
});

test('pedit changes words of a packet, by the header that they are in', FILTERS, async (t) => {
  const { ns, socket, index } = await device(t);
  const { SET, ADD } = PEDIT_CMD;
  const keys = [
    { header: PEDIT_HDR.IP4, cmd: SET, off: 16, value: 0x0a02_0001, mask: 0xffff_ffff },
    { header: PEDIT_HDR.IP4, cmd: ADD, off: 8, value: 0xff00_0000, mask: 0xff00_0000 },
    { header: PEDIT_HDR.NETWORK, cmd: SET, off: 4, value: 0, mask: 0x0000_ffff },
  ];
  const actions = [{ kind: 'pedit', options: peditOptions(keys) }] as const;
  const info = filterInfo(5, ETH_P.IP);
  await socket.filters.add({ index, parent, info, kind: 'matchall', options: { actions } });
  const text = ns.sh('tc filter show dev v0 ingress');
  assert.match(text, /pedit action pipe keys 3/);
  assert.match(text, /key #0 {2}at ipv4\+16: val 0a020001 mask 00000000/);
  assert.match(text, /key #1 {2}at ipv4\+8: add ff000000 mask 00ffffff/);
  assert.match(text, /key #2 {2}at 4: val 00000000 mask ffff0000/);
  const read = (await socket.filters.list({ index, parent })).flatMap((one) =>
    one.kind === 'matchall' ? (one.options?.actions ?? []) : [],
  );
  assert.deepEqual(
    read.map((one) => (one.kind === 'pedit' ? peditKeys(one.options ?? {}) : one.kind)),
    [keys],
  );
});

test('Chains and actions of their own are made, listed and removed', FILTERS, async (t) => {
  const { ns, socket, index } = await device(t);
  await socket.chains.add({ index, parent, chain: 7 });
  assert.match(ns.sh('tc chain show dev v0 ingress'), /chain parent ffff: chain 7/);
  assert.deepEqual(
    (await socket.chains.list({ index, parent })).map(({ chain }) => chain),
    [7],
  );
  await socket.chains.delete({ index, parent, chain: 7 });

  const { connection } = socket;
  const options = { parms: { ...parms, index: 5, action: TC_ACT.SHOT } };
  const value = { actions: [{ kind: 'gact' as const, options, cookie: Uint8Array.of(1, 2) }] };
  await connection.request({ message: tcActions, type: RTM.NEWACTION, flags: 0x400 | 0x200, value });
  assert.match(ns.sh('tc actions list action gact'), /gact action drop[\s\S]*index 5/);
  const asked = { actions: [{ kind: 'gact' as const }] };
  const answers = await connection.dump({ message: tcActions, type: RTM.GETACTION, value: asked });
  const [found] = answers.flatMap(({ actions = [] }) => actions);
  assert.equal(found?.kind === 'gact' ? found.options?.parms?.index : undefined, 5);
  assert.deepEqual([...(found?.cookie ?? [])], [1, 2]);
  await connection.request({
    ...{ message: tcActions, type: RTM.DELACTION },
    value: { actions: [{ kind: 'gact' as const, index: 5 }] },
  });
  assert.doesNotMatch(ns.sh('tc actions list action gact'), /index 5/);
});
