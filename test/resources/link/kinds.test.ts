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
};

/** What a dump says of what was sent. */
const roundTrip = (table: LinkKind, attributes: Attributes): Attributes =>
  table.read(table.write(attributes, index()) ?? {}, index());

/** On the wire 0 or 1, or there or not there. */
const SWITCHES: ReadonlySet<string> = new Set([
  ...['bridge-port.hairpin', 'bridge-port.neigh-suppress', 'bridge-port.port-mac-learning'],
  ...['vxlan.mac-learning', 'vxlan.do-not-fragment', 'vxlan.arp-proxy', 'vxlan.short-circuit'],
  ...['vxlan.l2-miss', 'vxlan.l3-miss', 'vxlan.udp-checksum', 'vxlan.zero-udp6-tx', 'vxlan.zero-udp6-rx'],
  ...['vxlan.remote-tx', 'vxlan.remote-rx', 'vxlan.group-policy', 'vxlan.generic-protocol'],
]);

for (const table of [...KINDS.values(), ...PORT_KINDS.values()]) {
  for (const attribute of Object.keys(table.attributes)) {
    // A veth's peer is read from the message, not from its data.
    if (attribute === 'veth.peer') continue;
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
