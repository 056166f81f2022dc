import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Attributes, Value } from '../../../src/model/index.ts';
import { BOND_MODES_WITH } from '../../../src/model/language/bond.ts';
import type { LinkKind } from '../../../src/resources/link/kind.ts';
import { KINDS, PORT_KINDS } from '../../../src/resources/link/kinds.ts';
import { index } from '../steps.ts';
import { read } from './read.ts';
import { usualBeside, valuesOf } from './values.ts';

/** Values of attributes whose form does not say them all. */
const VALUES: Readonly<Record<string, readonly Value[]>> = {
  'bridge.hello-time': [1, 1.5, 9.99],
  'bridge.group-address': ['01:80:c2:00:00:0e'],
  'macvlan.flags': [[], ['nopromisc'], ['nodst', 'nopromisc']],
  'macvtap.flags': [[], ['nopromisc'], ['nodst', 'nopromisc']],
  'vlan.ingress-qos-map': [[], ['1:6', '7:7']],
  'vlan.egress-qos-map': [[], ['0:1', '200:7']],
  'ipvlan.flags': [[], ['private'], ['vepa']],
  'ipvtap.flags': [[], ['private'], ['vepa']],
  'macsec.sci': ['02000000000a0001'],
  // Off is what is not said; the kernel tells it all the same.
  'tunnel.isatap': [true],
};

/** Told elsewhere, or in another form, than written: tests on a real kernel hold them to it. */
const NOT_IN_DATA: ReadonlySet<string> = new Set([
  ...['veth.peer', 'veth.peer-namespace', 'vxcan.peer', 'vxcan.peer-namespace', 'netkit.peer'],
  ...['netkit.peer-namespace', 'netkit.primary', 'batadv.routing-algorithm', 'hsr.supervision', 'mtu'],
  ...['macvlan.macaddresses', 'macvtap.macaddresses', 'macsec.port', 'macsec.encoding-sa'],
  ...Object.keys(KINDS.get('tun')?.rows() ?? {}),
  ...Object.keys(KINDS.get('l2tp')?.rows() ?? {}),
]);

/** What else must be so that the attribute says something: a mode that has it, a header around it. */
function needsBeside(attribute: string): Attributes {
  const [mode] = BOND_MODES_WITH[attribute] ?? [];
  if (mode !== undefined) return { 'bond.mode': mode };
  if (attribute.startsWith('tunnel.encap-')) return { 'tunnel.encap': 'fou' };
  return attribute === 'geneve.zero-udp6-rx' ? { 'geneve.remote': 'fd00::2' } : {};
}

/** What a dump says of what was sent, beside all that a link of the kind has as well. */
const roundTrip = (table: LinkKind, attributes: Attributes): Attributes => {
  const beside = usualBeside(table.kind, table.rows());
  return read(
    table,
    table.write({ ...beside, ...needsBeside(Object.keys(attributes)[0] ?? ''), ...attributes }, index()) ??
      {},
    index(),
  );
};

for (const table of [...KINDS.values(), ...PORT_KINDS.values()]) {
  for (const attribute of Object.keys(table.rows())) {
    if (NOT_IN_DATA.has(attribute)) continue;
    test(`${attribute} of a ${table.kind} is read as it is written`, () => {
      const values = VALUES[attribute] ?? valuesOf(table.kind, attribute);
      assert.ok(values !== undefined && values.length > 0, 'no key of the language has it');
      for (const value of values)
        assert.deepEqual(roundTrip(table, { [attribute]: value })[attribute], value);
    });
  }
}

test('An end that a VXLAN has not is none, not unsaid', () => {
  const found = read(KINDS.get('vxlan'), { id: 7 }, index());
  assert.deepEqual([found['vxlan.remote'], found['vxlan.local'], found['link']], [null, null, null]);
});

test('A number that stands for no mode is shown as it is', () => {
  assert.equal(read(KINDS.get('macvlan'), { mode: 64 }, index())['macvlan.mode'], 64);
});

test('Nothing to say is no data', () => {
  for (const table of [...KINDS.values(), ...PORT_KINDS.values()])
    if (table.wholeSets !== true) assert.equal(table.write({ mtu: 1400 }, index()), undefined, table.kind);
});
