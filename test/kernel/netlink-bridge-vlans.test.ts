import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import {
  AF,
  BR_BOOLOPT,
  BR_STATE,
  BRIDGE_VLAN_INFO,
  bridgeVlans,
  changeBridgeVlans,
  type RouteSocket,
  RTEXT_FILTER,
  VLANDB_DUMP,
  vlanTunnels,
} from '../../src/netlink/index.ts';
import type { Namespace } from './support/namespace.ts';
import { without } from './support/needs.ts';
import { opened as openedEmpty } from './support/netlink.ts';

const skip = without('bridge-vlans');
const { PVID, UNTAGGED, ONLY_OPTS } = BRIDGE_VLAN_INFO;

interface Made {
  readonly ns: Namespace;
  readonly socket: RouteSocket;
  readonly bridge: number;
  readonly port: number;
}

/** A bridge br0 that filters VLANs, with the port v0. */
async function opened(t: TestContext): Promise<Made> {
  const { ns, socket } = await openedEmpty(t);
  ns.sh(`
    ip link add br0 type bridge vlan_filtering 1 mcast_snooping 1
    ip link add v0 type veth peer name v1
    ip link set v0 master br0
  `);
  const [br0, v0] = await Promise.all([socket.links.get({ name: 'br0' }), socket.links.get({ name: 'v0' })]);
  return { ns, socket, bridge: br0.index ?? 0, port: v0.index ?? 0 };
}

interface ShownVlan {
  readonly vlan: number;
  readonly vlanEnd?: number;
  readonly flags?: readonly string[];
}

/** `bridge vlan show dev NAME`: `20-29`, `10 PVID Egress Untagged`. */
function shown(ns: Namespace, name: string): readonly string[] {
  const text = ns.sh(`bridge -j -compressvlans vlan show dev ${name}`);
  const [found] = JSON.parse(text) as { vlans: readonly ShownVlan[] }[];
  return (found?.vlans ?? []).map(({ vlan, vlanEnd, flags = [] }) =>
    [vlanEnd === undefined ? `${vlan}` : `${vlan}-${vlanEnd}`, ...flags].join(' '),
  );
}

test('bridge shows the VLANs that were added to a port and to the bridge', { skip }, async (t) => {
  const { ns, socket, bridge, port } = await opened(t);
  const vlans = [
    { from: 10, to: 10, flags: PVID | UNTAGGED },
    { from: 20, to: 29, flags: 0 },
    { from: 40, to: 41, flags: UNTAGGED },
  ];
  await socket.connection.request(changeBridgeVlans('add', port, { vlans }));
  const self = { vlans: [{ from: 20, to: 22, flags: 0 }], self: true };
  await socket.connection.request(changeBridgeVlans('add', bridge, self));
  assert.deepEqual(shown(ns, 'v0'), [
    '1 Egress Untagged',
    '10 PVID Egress Untagged',
    '20-29',
    '40-41 Egress Untagged',
  ]);
  assert.deepEqual(shown(ns, 'br0'), ['1 PVID Egress Untagged', '20-22']);
  const gone = {
    vlans: [
      { from: 1, to: 1, flags: 0 },
      { from: 22, to: 29, flags: 0 },
    ],
  };
  await socket.connection.request(changeBridgeVlans('remove', port, gone));
  assert.deepEqual(shown(ns, 'v0'), ['10 PVID Egress Untagged', '20-21', '40-41 Egress Untagged']);
});

test('what bridge added is read back as ranges', { skip }, async (t) => {
  const { ns, socket, port } = await opened(t);
  ns.sh(`
    bridge vlan del dev v0 vid 1
    bridge vlan add dev v0 vid 100-200
    bridge vlan add dev v0 vid 300 pvid untagged
  `);
  const ports = await socket.links.list({ family: AF.BRIDGE, extMask: RTEXT_FILTER.BRVLAN_COMPRESSED });
  const read = ports.find(({ index }) => index === port);
  assert.deepEqual(bridgeVlans(read?.afSpec?.vlanInfo), [
    { from: 100, to: 200, flags: 0 },
    { from: 300, to: 300, flags: PVID | UNTAGGED },
  ]);
});

test('tunnels of VLANs are added, read and removed', {
  skip: without('bridge-vlans', 'vxlan'),
}, async (t) => {
  const { ns, socket } = await opened(t);
  ns.sh(`
    ip link add x0 type vxlan dstport 4789 external local 192.0.2.1
    ip link set x0 master br0
    bridge link set dev x0 vlan_tunnel on
    bridge vlan add dev x0 vid 10-19
    bridge vlan add dev x0 vid 30
  `);
  const { index = 0 } = await socket.links.get({ name: 'x0' });
  const tunnels = [
    { from: 10, to: 14, id: 1010 },
    { from: 30, to: 30, id: 3000 },
  ];
  await socket.connection.request(changeBridgeVlans('add', index, { tunnels }));
  const words = ns.sh('bridge -j vlan tunnelshow dev x0');
  assert.match(words, /"vlan":10,"vlanEnd":14,"tunid":1010,"tunidEnd":1014/);
  assert.match(words, /"vlan":30,"tunid":3000/);
  const extMask = RTEXT_FILTER.BRVLAN_COMPRESSED;
  const read = (await socket.links.list({ family: AF.BRIDGE, extMask })).find((l) => l.index === index);
  assert.deepEqual(vlanTunnels(read?.afSpec?.vlanTunnelInfo), tunnels);
  const gone = { tunnels: [{ from: 10, to: 14, id: 1010 }] };
  await socket.connection.request(changeBridgeVlans('remove', index, gone));
  assert.doesNotMatch(ns.sh('bridge -j vlan tunnelshow dev x0'), /"vlan":10/);
});

test('options of VLANs of a port are set and read', { skip }, async (t) => {
  const { ns, socket, port } = await opened(t);
  ns.sh('bridge vlan add dev v0 vid 10-12');
  await socket.vlans.set({
    family: AF.BRIDGE,
    ifindex: port,
    entries: [{ info: { vid: 10, flags: ONLY_OPTS }, range: 12, state: BR_STATE.BLOCKING }],
  });
  const words = ns.sh('bridge -d vlan show dev v0');
  assert.match(words, /10[\s\S]*state blocking/);
  const [read] = await socket.vlans.list({ family: AF.BRIDGE, ifindex: port });
  const states = read?.entries?.map(({ info, range, state }) => [info?.vid, range, state]);
  assert.deepEqual(states, [
    [1, undefined, BR_STATE.FORWARDING],
    [10, 12, BR_STATE.BLOCKING],
  ]);
});

test('VLANs are added and removed by the newer messages, too', { skip }, async (t) => {
  const { ns, socket, port } = await opened(t);
  const entries = [{ info: { vid: 50, flags: UNTAGGED }, range: 59 }];
  await socket.vlans.set({ family: AF.BRIDGE, ifindex: port, entries });
  assert.deepEqual(shown(ns, 'v0').at(-1), '50-59 Egress Untagged');
  await socket.vlans.delete({
    family: AF.BRIDGE,
    ifindex: port,
    entries: [{ info: { vid: 50, flags: 0 }, range: 58 }],
  });
  assert.deepEqual(shown(ns, 'v0').at(-1), '59 Egress Untagged');
});

test('global options of a VLAN are set and read, statistics only when asked for', { skip }, async (t) => {
  const { ns, socket, bridge } = await opened(t);
  const bit = 1 << BR_BOOLOPT.MCAST_VLAN_SNOOPING;
  await socket.links.set({
    index: bridge,
    linkinfo: { kind: 'bridge', data: { multiBoolopt: { optval: bit, optmask: bit } } },
  });
  const globalOptions = [{ id: 1, mcastQuerier: 1, mcastIgmpVersion: 3, mcastQueryIntvl: 6000n }];
  await socket.vlans.set({ family: AF.BRIDGE, ifindex: bridge, globalOptions });
  const words = ns.sh('bridge vlan global show dev br0');
  assert.match(words, /mcast_querier 1/);
  assert.match(words, /mcast_igmp_version 3/);
  assert.match(words, /mcast_query_interval 6000/);
  const filter = { family: AF.BRIDGE, ifindex: bridge };
  const [read] = await socket.vlans.list({ ...filter, dumpFlags: VLANDB_DUMP.GLOBAL });
  const [options] = read?.globalOptions ?? [];
  assert.deepEqual([options?.id, options?.mcastQuerier, options?.mcastQueryIntvl], [1, 1, 6000n]);
  const [plain] = await socket.vlans.list(filter);
  const [detailed] = await socket.vlans.list({ ...filter, dumpFlags: VLANDB_DUMP.STATS });
  assert.equal(plain?.entries?.[0]?.stats, undefined);
  assert.equal(typeof detailed?.entries?.[0]?.stats?.rxBytes, 'bigint');
});

test('VNIs that a VXLAN takes are added, read and removed', { skip: without('vxlan') }, async (t) => {
  const { ns, socket } = await openedEmpty(t);
  const data = { collectMetadata: 1, vnifilter: 1, port: 4789 };
  const { index = 0 } = await socket.links.create({ name: 'x0', linkinfo: { kind: 'vxlan', data } });
  await socket.links.set({ index, flags: 1, change: 1 });
  const entries = [{ start: 100, end: 109, group: 0xc0000207 }, { start: 500 }];
  await socket.tunnels.set({ family: AF.BRIDGE, ifindex: index, entries });
  const shownVnis = (): unknown => {
    const [found] = JSON.parse(ns.sh('bridge -j vni show dev x0')) as { vnis: unknown }[];
    return found?.vnis;
  };
  assert.deepEqual(shownVnis(), [{ vni: 100, vniEnd: 109, remote: '192.0.2.7' }, { vni: 500 }]);
  const [read] = await socket.tunnels.list({ family: AF.BRIDGE, ifindex: index });
  assert.deepEqual(read?.entries, entries);
  await socket.tunnels.delete({ family: AF.BRIDGE, ifindex: index, entries: [{ start: 100, end: 109 }] });
  assert.deepEqual(shownVnis(), [{ vni: 500 }]);
});
