import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configure } from '../../src/config/configure.ts';
import { type Case, checkCase, diagnose, eth0, network } from './diagnose.ts';

const WARN = 'unsupported: warn';

const CASES: readonly Case[] = [
  [
    'sections of others are refused at their place, with the reason',
    network('«modems»: {m: {apn: internet}}', '«nm-devices»: {n: {}}', '«openvswitch»: {}'),
    ['not-supported', 'not-supported', 'not-supported'],
    /modems are configured by ModemManager[\s\S]*write "unsupported: warn"/,
  ],
  [
    'keys of others are refused at their place, with the reason',
    eth0('«networkmanager»: {uuid: x}', '«openvswitch»: {external-ids: {a: b}}'),
    ['not-supported', 'not-supported'],
    /it holds settings of NetworkManager/,
  ],
  [
    'what is below them is read by its grammar, whatever becomes of it',
    network(
      WARN,
      '«modems»: {m: {«apm»: internet, auto-config: «maybe», addresses: [«here»]}}',
      'bridges: {br0: {«openvswitch»: {fail-mode: «open», controller: {«adresses»: []}}}}',
      '«openvswitch»: {protocols: [«OpenFlow9»], ssl: {«key»: a}, ports: [«[a]»]}',
    ),
    [
      'w:not-supported',
      'unknown-key',
      'wrong-type',
      'wrong-address',
      'w:not-supported',
      'wrong-value',
      'unknown-key',
      'w:not-supported',
      'wrong-value',
      'unknown-key',
      'wrong-value',
    ],
  ],
  [
    'an id of theirs is one that others cannot have',
    network(WARN, '«modems»: {m: {}}', 'ethernets: {«m»: {}}'),
    ['w:not-supported', 'duplicate-id'],
  ],
  [
    'modes of bonds that only Open vSwitch has',
    network('bonds: {b0: {parameters: {mode: «balance-slb»}}}'),
    ['not-supported'],
    /only bonds of Open vSwitch have this mode/,
  ],
  ['a word that is none', network('unsupported: «ignore»'), ['wrong-value'], /error, warn/],
];

for (const one of CASES) test(one[0], () => checkCase(one));

test('with "unsupported: warn" the rest is declared, without what stands on a device that is left out', () => {
  const text = network(
    WARN,
    'modems: {wwan0: {apn: internet}}',
    'openvswitch: {ports: [[patch0, patch1]]}',
    'ethernets: {eth0: {networkmanager: {uuid: x}, mtu: 1400}, eth1: {}}',
    'bridges: {br0: {interfaces: [eth0, wwan0, patch0]}, ovs0: {openvswitch: {}, interfaces: [eth1]}}',
    'vlans: {v5: {id: 5, link: ovs0}, v6: {id: 6, link: v5}, v7: {id: 7, link: eth0}}',
  );
  const { declaration, diagnostics } = configure([{ file: 'a.yaml', text }]);
  assert.deepEqual(
    diagnostics.filter(({ severity }) => severity === 'error'),
    [],
  );
  assert.deepEqual(
    declaration.links.map(({ id, link }) => [
      id,
      link.attributes['master'] ?? null,
      link.attributes['mtu'] ?? null,
    ]),
    [
      ['eth0', 'br0', 1400],
      ['eth1', null, null],
      ['br0', null, null],
      ['v7', null, null],
    ],
  );
  assert.match(
    diagnostics.map(({ message }) => message).join('\n'),
    /"v5" stands on "ovs0".*\n.*"v6" stands on "v5"/,
  );
});

test('without it they are errors, and nothing is said of what stands on them', () => {
  const said = diagnose(network('bridges: {ovs0: {openvswitch: {}}}', 'vlans: {v5: {id: 5, link: ovs0}}'));
  assert.deepEqual(
    said.map(({ severity, code, message }) => [severity, code, message]),
    [
      [
        'error',
        'not-supported',
        '"openvswitch" is not supported: Open vSwitch keeps its switches in a database of its own, not in the kernel, so "ovs0" is not a device of the kernel',
      ],
    ],
  );
});

test('keys that nlapply does not realise yet are left out in the same way', () => {
  const said = diagnose(network(WARN, 'ethernets: {eth0: {emit-lldp: true}}'));
  assert.deepEqual(
    said.map(({ severity, code }) => `${severity} ${code}`),
    ['warning not-supported'],
  );
});
