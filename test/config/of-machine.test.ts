import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Case, checkCase, declared, network } from './diagnose.ts';

const ports = (...entries: readonly string[]): string =>
  network('ethernets: {eth0: {}}', 'fou-ports:', ...entries.map((entry) => `- ${entry}`));
const labels = (...entries: readonly string[]): string =>
  network('ethernets: {eth0: {}}', 'address-labels:', ...entries.map((entry) => `- ${entry}`));

const CASES: readonly Case[] = [
  ['a port without a protocol', ports('«{port: 5555}»'), ['missing-key'], /ipencap/],
  [
    'protocols that are none',
    ports('{port: 5555, ip-protocol: «foo»}', '{port: 5556, ip-protocol: «256»}'),
    ['wrong-value', 'wrong-value'],
  ],
  ['a protocol that the packets tell', ports('{port: 5555, type: gue, ip-protocol: «gre»}'), ['conflict']],
  ['no port', ports('«{type: gue}»', '{port: «0», type: gue}'), ['missing-key', 'out-of-range']],
  [
    'half of a peer, and one without an end here',
    ports(
      '{port: 5555, type: gue, local: 192.0.2.1, peer: «192.0.2.2»}',
      '{port: 5556, type: gue, peer-port: «5555»}',
      '{port: 5557, type: gue, peer: «192.0.2.2», peer-port: 5555}',
      '{port: 5558, type: gue, interface: «eth0»}',
    ),
    ['missing-key', 'missing-key', 'missing-key', 'missing-key'],
  ],
  [
    'addresses that are none',
    ports('{port: 5555, type: gue, local: «192.0.2.1/24»}', '{port: 5556, type: gue, local: «"::"»}'),
    ['wrong-address', 'wrong-address'],
  ],
  [
    'families that differ',
    ports(
      '{port: 5555, type: gue, local: 192.0.2.1, peer: «"2001:db8::1"», peer-port: 1}',
      '{port: 5556, type: gue, local: 192.0.2.1, family: «ipv6»}',
    ),
    ['family-mismatch', 'family-mismatch'],
  ],
  [
    'a port for a device that is not declared',
    ports('{port: 5555, type: gue, local: 192.0.2.1, interface: «eth9»}'),
    ['undefined-interface'],
  ],
  [
    'the same port twice',
    ports('‹{port: 5555, type: gue}›', '«{port: 5555, type: gue}»'),
    ['w:duplicate-fou-port'],
  ],
  [
    'a port with two types',
    ports('‹{port: 5555, type: gue}›', '«{port: 5555, ip-protocol: 4}»'),
    ['duplicate-fou-port'],
  ],
  [
    'prefixes that are none',
    labels('{prefix: «here», label: 1}', '{prefix: «192.0.2.0/24», label: 1}', '«{label: 1}»'),
    ['wrong-address', 'wrong-address', 'missing-key'],
  ],
  [
    'a part of IPv4',
    labels('{prefix: «"::ffff:192.0.2.0/120"», label: 1}'),
    ['wrong-value'],
    /::ffff:0\.0\.0\.0\/96/,
  ],
  ['bits beyond the prefix', labels('{prefix: «"2001:db8::1/64"», label: 1}'), ['w:host-bits']],
  ['a label that stands for none', labels('{prefix: "::/0", label: «4294967295»}'), ['out-of-range']],
  [
    'two labels of one prefix',
    labels('‹{prefix: "2001:db8::/32", label: 1}›', '«{prefix: "2001:DB8:0::/32", label: 2}»'),
    ['duplicate-label'],
  ],
  [
    'a label for a device that is not declared',
    labels('{prefix: "::/0", label: 1, interface: «eth9»}'),
    ['undefined-interface'],
  ],
];

for (const one of CASES) test(`What is for the whole machine: ${one[0]}`, () => checkCase(one));

test('Ports are of the family that is said, that of their addresses, or IPv4', () => {
  const { fouPorts } = declared(
    ports(
      '{port: 5555, ip-protocol: ipencap}',
      '{port: 5555, type: gue, family: ipv6}',
      '{port: 5556, type: gue, local: "2001:DB8::1", peer: "2001:db8::2", peer-port: 7, interface: eth0}',
    ),
  );
  const open = { type: 'fou', link: null, local: null, peer: null, peerPort: null };
  assert.deepEqual(
    fouPorts.map(({ item, on }) => [item, on]),
    [
      [{ ...open, family: 4, port: 5555, encapsulation: 'fou', ipProtocol: 4 }, ''],
      [{ ...open, family: 6, port: 5555, encapsulation: 'gue', ipProtocol: null }, ''],
      [
        {
          ...{ type: 'fou', family: 6, port: 5556, encapsulation: 'gue', ipProtocol: null },
          ...{ link: 'eth0', local: '2001:db8::1', peer: '2001:db8::2', peerPort: 7 },
        },
        'eth0',
      ],
    ],
  );
});

test('Labels of several files come together, and an address alone is a prefix', () => {
  const { addressLabels } = declared({
    'a.yaml': labels('{prefix: "2001:db8::1", label: 9}'),
    'b.yaml': labels('{prefix: "2001:db8:1::/48", label: 8, interface: eth0}'),
  });
  assert.deepEqual(
    addressLabels.map(({ item }) => item),
    [
      { type: 'label', prefix: '2001:db8::1/128', label: 9, link: null },
      { type: 'label', prefix: '2001:db8:1::/48', label: 8, link: 'eth0' },
    ],
  );
});
