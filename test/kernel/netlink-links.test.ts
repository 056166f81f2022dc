import assert from 'node:assert/strict';
import { test } from 'node:test';
import { link, MACVLAN_MODE, NLM_F, parseAddress, RTM } from '../../src/netlink/index.ts';
import type { Shown } from './support/namespace.ts';
import { compareNumbers, data, linkinfo, opened, shown } from './support/netlink.ts';

test('links made by ip are read as ip shows them', async (t) => {
  const { ns, socket } = await opened(t);
  ns.sh(`
    ip link add br0 type bridge priority 100 forward_delay 400 ageing_time 5000 mcast_hash_max 512
    ip link add v0 type veth peer name v1 numtxqueues 3
    ip link set v0 master br0 up txqueuelen 77 alias 'one two' group 5
    ip link set v1 up address 02:00:00:00:00:07 mtu 1400
    ip link property add dev v1 altname other altname a-much-longer-name-than-fifteen-bytes
    ip link add mv0 link v1 type macvlan mode vepa bcqueuelen 500
    ip link add vx0 type vxlan id 42 group 239.1.1.1 dev v1 dstport 4789 srcport 1000 2000 ttl 5 tos 4 maxaddress 9
    ip link add ifb0 type ifb
    ip tuntap add tap0 mode tap
  `);
  const ours = await socket.links.list();
  const theirs = ns.ip('link');
  assert.deepEqual(
    ours.map(({ name }) => name),
    theirs.map((link) => link['ifname']),
  );
  for (const [i, their] of theirs.entries()) {
    const our = ours[i];
    assert.ok(our);
    // 13, one less without CONFIG_RPS, which has num_rx_queues
    assert.ok(compareNumbers(our, their) >= 12, `${our.name}`);
    assert.equal(our.address, their['address']);
    assert.equal(our.alias, their['ifalias']);
    assert.equal(our.linkinfo?.kind, (their['linkinfo'] as Shown | undefined)?.['info_kind']);
    assert.deepEqual(our.altNames, their['altnames']);
  }
  const byName = new Map(ours.map((link) => [link.name, link]));
  assert.equal(byName.get('v0')?.master, byName.get('br0')?.index);
  assert.equal(byName.get('v0')?.group, 5);
  assert.equal(byName.get('v1')?.numTxQueues, 3);

  const bridge = byName.get('br0')?.linkinfo;
  assert.ok(bridge?.kind === 'bridge' && bridge.data);
  assert.ok(compareNumbers(bridge.data, data(shown(ns, 'br0'))) >= 30);
  assert.equal(bridge.data.vlanProtocol ?? 0x8100, 0x8100);
  assert.equal(bridge.data.bridgeId?.prio, 100);
  assert.equal(bridge.data.groupAddr, '01:80:c2:00:00:00');

  const port = byName.get('v0')?.linkinfo;
  assert.ok(port?.slaveKind === 'bridge' && port.slaveData);
  assert.ok(compareNumbers(port.slaveData, linkinfo(shown(ns, 'v0'))['info_slave_data'] as Shown) >= 7);
  assert.equal(port.slaveData.id, 0x8001);
  assert.equal(port.slaveData.learning, 1);

  const vxlan = byName.get('vx0')?.linkinfo;
  assert.ok(vxlan?.kind === 'vxlan');
  const { group, portRange, port: udp, id, ttl, tos, limit } = vxlan.data ?? {};
  assert.deepEqual(
    { group, portRange, udp, id, ttl, tos, limit },
    {
      group: parseAddress('239.1.1.1'),
      portRange: { low: 1000, high: 2000 },
      udp: 4789,
      id: 42,
      ttl: 5,
      tos: 4,
      limit: 9,
    },
  );
  const macvlan = byName.get('mv0')?.linkinfo;
  assert.ok(
    macvlan?.kind === 'macvlan' &&
      macvlan.data?.mode === MACVLAN_MODE.VEPA &&
      macvlan.data.bcQueueLen === 500,
  );
  const tap = byName.get('tap0')?.linkinfo;
  assert.ok(tap?.kind === 'tun' && tap.data?.type === 2);
});

test('alternative names are added, found by and removed', async (t) => {
  const { ns, socket } = await opened(t);
  await socket.links.add({ name: 'ifb5', linkinfo: { kind: 'ifb' } });
  const { index = 0 } = await socket.links.get({ name: 'ifb5' });
  const altNames = ['short', 'a-name-longer-than-fifteen-bytes'];
  const flags = NLM_F.CREATE | NLM_F.EXCL;
  await socket.connection.request({
    message: link,
    type: RTM.NEWLINKPROP,
    flags,
    value: { index, altNames },
  });
  assert.deepEqual(shown(ns, 'ifb5')['altnames'], altNames);
  for (const altName of altNames) assert.equal((await socket.links.get({ altName })).index, index);
  await socket.connection.request({
    message: link,
    type: RTM.DELLINKPROP,
    value: { index, altNames: ['short'] },
  });
  assert.deepEqual((await socket.links.get({ index })).altNames, ['a-name-longer-than-fifteen-bytes']);
});

test('create returns the link as the kernel made it', async (t) => {
  const { ns, socket } = await opened(t);
  const made = await socket.links.create({ name: 'br7', linkinfo: { kind: 'bridge' } });
  assert.equal(made.index, shown(ns, 'br7')['ifindex']);
  await socket.links.delete({ index: made.index ?? 0 });
  await assert.rejects(socket.links.get({ name: 'br7' }), { code: 'ENODEV' });
});

test('the settings of IPv6 on a link are set through IFLA_AF_SPEC', async (t) => {
  const { ns, socket } = await opened(t);
  const { index = 0 } = await socket.links.create({ name: 'br0', linkinfo: { kind: 'bridge' } });
  // the kernel takes it for links that exist only: ip(8) is refused as well when it creates one so
  await socket.links.set({ index, afSpec: { inet6: { addrGenMode: 1 } } });
  assert.equal(shown(ns, 'br0')['inet6_addr_gen_mode'], 'none');
  const rpFilter = 7; // IPV4_DEVCONF_RP_FILTER less one
  await socket.links.set({ index, afSpec: { inet: { conf: sparse(rpFilter, 2) } } });
  assert.equal(ns.sh('cat /proc/sys/net/ipv4/conf/br0/rp_filter').trim(), '2');
  assert.equal((await socket.links.get({ index })).afSpec?.inet?.conf?.[rpFilter], 2);
});

/** An array with one element only, the others being holes. */
function sparse(index: number, value: number): number[] {
  const array: number[] = [];
  array[index] = value;
  return array;
}
