import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Attributes, Value } from '../../../src/model/index.ts';
import type { LinkKind } from '../../../src/resources/link/kind.ts';
import { KINDS, PORT_KINDS } from '../../../src/resources/link/kinds.ts';
import { index } from '../steps.ts';

const VALUES: Readonly<Record<string, readonly Value[]>> = {
  'bridge.stp': [true, false],
  'bridge.hello-time': [1, 1.5, 9.99],
  'bridge.ageing-time': [0, 300],
  'macvlan.mode': ['private', 'vepa', 'bridge', 'passthru', 'source'],
  'macvlan.flags': [[], ['nopromisc'], ['nodst', 'nopromisc']],
  'vxlan.remote': ['10.0.0.2', 'fd00::2'],
  'vxlan.local': ['10.0.0.1', 'fd00::1'],
  'vxlan.port-range': [[1000, 2000]],
  link: ['eth0'],
  'vlan.protocol': ['802.1q', '802.1ad'],
  'vlan.ingress-qos-map': [[], ['1:6', '7:7']],
  'vlan.egress-qos-map': [[], ['0:1', '200:7']],
  'macvtap.mode': ['private', 'vepa', 'bridge', 'passthru', 'source'],
  'macvtap.flags': [[], ['nopromisc'], ['nodst', 'nopromisc']],
  'ipvlan.mode': ['l2', 'l3', 'l3s'],
  'ipvlan.flags': [[], ['private'], ['vepa']],
  'ipvtap.mode': ['l2', 'l3', 'l3s'],
  'ipvtap.flags': [[], ['private'], ['vepa']],
  'netkit.mode': ['l2', 'l3'],
  'netkit.policy': ['forward', 'blackhole'],
  'netkit.peer-policy': ['forward', 'blackhole'],
  'netkit.scrub': ['none', 'default'],
  'netkit.peer-scrub': ['none', 'default'],
  'hsr.interfaces': [['eth0', 'br0']],
  'hsr.interlink': ['eth0'],
  'hsr.protocol': ['hsr', 'prp'],
  'ipoib.mode': ['datagram', 'connected'],
  'bareudp.ethertype': ['ip', 'ipv6', 'mpls_uc', 'mpls_mc'],
};

/** Told elsewhere, or in another form, than written: tests on a real kernel hold them to it. */
const NOT_IN_DATA: ReadonlySet<string> = new Set([
  ...['veth.peer', 'veth.peer-namespace', 'vxcan.peer', 'vxcan.peer-namespace', 'netkit.peer'],
  ...['netkit.peer-namespace', 'netkit.primary', 'batadv.routing-algorithm', 'hsr.supervision', 'mtu'],
  ...['macvlan.macaddresses', 'macvtap.macaddresses'],
]);

/** What a dump says of what was sent. */
const roundTrip = (table: LinkKind, attributes: Attributes): Attributes =>
  table.read(table.write(attributes, index()) ?? {}, index());

/** On the wire 0 or 1, or there or not there. */
const SWITCHES: ReadonlySet<string> = new Set([
  ...['bridge-port.hairpin', 'bridge-port.neigh-suppress', 'bridge-port.port-mac-learning'],
  ...['vxlan.mac-learning', 'vxlan.do-not-fragment', 'vxlan.arp-proxy', 'vxlan.short-circuit'],
  ...['vxlan.l2-miss', 'vxlan.l3-miss', 'vxlan.udp-checksum', 'vxlan.zero-udp6-tx', 'vxlan.zero-udp6-rx'],
  ...['vlan.reorder-header', 'vlan.gvrp', 'vlan.mvrp', 'vlan.loose-binding', 'vlan.bridge-binding'],
  ...['xfrm.external', 'ipoib.umcast', 'bareudp.multiproto'],
  ...['vxlan.remote-tx', 'vxlan.remote-rx', 'vxlan.group-policy', 'vxlan.generic-protocol'],
]);

for (const table of [...KINDS.values(), ...PORT_KINDS.values()]) {
  for (const attribute of Object.keys(table.attributes)) {
    if (NOT_IN_DATA.has(attribute)) continue;
    test(`${attribute} is read as it is written`, () => {
      for (const value of VALUES[attribute] ?? (SWITCHES.has(attribute) ? [true, false] : [5])) {
        assert.deepEqual(roundTrip(table, { [attribute]: value })[attribute], value);
      }
    });
  }
}

test('An end that a VXLAN has not is none, not unsaid', () => {
  const read = KINDS.get('vxlan')?.read({ id: 7 }, index());
  assert.deepEqual([read?.['vxlan.remote'], read?.['vxlan.local'], read?.['link']], [null, null, null]);
});

test('A number that stands for no mode is shown as it is', () => {
  assert.equal(KINDS.get('macvlan')?.read({ mode: 64 }, index())['macvlan.mode'], 64);
});

test('Nothing to say is no data', () => {
  for (const table of [...KINDS.values(), ...PORT_KINDS.values()])
    assert.equal(table.write({ mtu: 1400 }, index()), undefined);
});
