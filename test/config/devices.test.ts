import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Case, checkCase, declared, eth0, network } from './diagnose.ts';

const CASES: readonly Case[] = [
  [
    'a MAC address that is none',
    eth0('macaddress: «02:00:00:00:00»'),
    ['wrong-value'],
    /six hexadecimal bytes/,
  ],
  ['a multicast MAC address', eth0('macaddress: «01:00:5e:00:00:01»'), ['wrong-value'], /multicast/],
  ['a MAC address of zeros', eth0('macaddress: «00:00:00:00:00:00»'), ['wrong-value'], /zeros/],
  [
    'a word for a MAC address that only NetworkManager knows',
    eth0('macaddress: «stable-ssid»'),
    ['not-supported'],
    /only NetworkManager/,
  ],
  [
    'a word for a MAC address that nobody knows',
    eth0('macaddress: «permament»'),
    ['wrong-value'],
    /or "stable", "random" or "permanent"/,
  ],
  [
    'the permanent address of a virtual device',
    network('bridges: {b: {macaddress: «permanent»}}'),
    ['wrong-value'],
    /"stable"/,
  ],
  ['an alias that is too long', eth0(`alias: «${'x'.repeat(256)}»`), ['too-long'], /255 bytes, not 256/],
  ['set-name without match', eth0('set-name: «lan0»'), ['missing-key'], /needs "match"/],
  [
    'a critical device that is kept down',
    eth0('critical: true', 'activation-mode: «off»'),
    ['conflict'],
    /cannot be kept down/,
  ],
  ['announcements', eth0('emit-lldp: «true»'), ['not-supported'], /lldpd/],
  ['waking over Wi-Fi', eth0('wakeonwlan: [«magic_pkt», tcp]'), ['not-supported'], /wowlan_triggers/],
  [
    'a match by a MAC address with wildcards',
    network('ethernets: {e: {match: {macaddress: «"52:*"»}}}'),
    ['wrong-value'],
  ],
  [
    'a driver pattern with a blank',
    network('ethernets: {e: {match: {driver: «ixgbe i40e»}}}'),
    ['wrong-value'],
    /as a list/,
  ],
  ['an id with a wildcard', network('ethernets: {«en*»: {}}'), ['wrong-name'], /match: \{name/],
  [
    'names that are too long',
    network('ethernets: {«a-name-of-sixteen»: {}}'),
    ['wrong-name'],
    /at most 15 bytes/,
  ],
  ['names are measured in bytes', network('bridges: {«ääääääää»: {}}'), ['wrong-name'], /has 16/],
  [
    'names with a slash, a colon or a blank',
    network('bridges: {«a/b»: {}, "c:d": {}}').replace('"c:d"', '«c:d»'),
    ['wrong-name', 'wrong-name'],
  ],
  ['names that are directories', network('bridges: {«..»: {}}'), ['wrong-name']],
  ['names that the kernel would number', network('bridges: {«br%d»: {}}'), ['wrong-name'], /put a number/],
  [
    'names with a meaning',
    network('bridges: {«default»: {}, «all»: {}, «lo»: {}}'),
    ['wrong-name', 'wrong-name', 'wrong-name'],
  ],
  [
    'a new name is checked, too',
    network('ethernets: {e: {match: {name: x}, set-name: «a b»}}'),
    ['wrong-name'],
  ],
  [
    'two devices with one new name',
    network(
      'ethernets:',
      '  a: {match: {name: x}, set-name: lan0}',
      '  b: {match: {name: y}, set-name: «lan0»}',
    ),
    ['duplicate-name'],
    /both be named "lan0"/,
  ],
  [
    "a new name that is another device's id",
    network('ethernets:', '  a: {match: {name: x}, set-name: «br0»}', 'bridges: {br0: {}}'),
    ['duplicate-name'],
  ],
  [
    'an id of two sections',
    network('ethernets: {x: {}}', 'bridges: {«x»: {}}'),
    ['duplicate-id'],
    /a device of ethernets already/,
  ],
];

for (const example of CASES) test(`devices: ${example[0]}`, () => checkCase(example));

test('an ethernet is a physical link with the attributes that are said, and up', () => {
  const text = eth0(
    'mtu: 1400',
    'macaddress: 02:00:00:00:AB:01',
    'alias: "uplink: 1"',
    'transmit-queue-length: 0',
    'optional: ON',
    'ignore-carrier: true',
    'critical: no',
  );
  const [link] = declared(text).links;
  assert.deepEqual(link?.link, {
    type: 'link',
    name: 'eth0',
    kind: 'physical',
    attributes: {
      mtu: 1400,
      'transmit-queue-length': 0,
      state: 'up',
      alias: 'uplink: 1',
      macaddress: '02:00:00:00:ab:01',
    },
  });
  assert.equal(link?.optional, true);
  assert.deepEqual(Object.keys(link?.places ?? {}).sort(), [
    'alias',
    'macaddress',
    'mtu',
    'transmit-queue-length',
  ]);
  assert.deepEqual(link?.places['mtu'], { file: 'a.yaml', line: 4, column: 12 });
  assert.deepEqual(link?.source, { file: 'a.yaml', line: 3, column: 5 });
});

test('an empty alias is no alias', () => {
  assert.equal(declared(eth0('alias: ""')).links[0]?.link.attributes['alias'], null);
});

test('alternative names are read as they stand, sorted and once each', () => {
  const { links } = declared(
    network('ethernets: {e: {alternative-names: [b, a, b]}, f: {alternative-names: []}}'),
  );
  assert.deepEqual(
    links.map(({ link }) => link.attributes['alternative-names']),
    [['a', 'b'], []],
  );
});

test('activation-mode says whether a link is up, and where that was said', () => {
  const { links } = declared(
    network('ethernets:', '  a: {activation-mode: off}', '  b: {activation-mode: "manual"}', '  c: {}'),
  );
  assert.deepEqual(
    links.map(({ link, places }) => [link.attributes['state'], places['state']?.column]),
    [
      ['down', 26],
      [undefined, undefined],
      ['up', undefined],
    ],
  );
});

test('match and set-name are handed on', () => {
  const text = network(
    'ethernets:',
    '  nic:',
    '    match: {name: "en*", macaddress: 52:54:00:AA:00:01, driver: virtio*}',
    '    set-name: lan0',
    '  other: {match: {driver: [a, b]}}',
  );
  const [nic, other] = declared(text).links;
  assert.deepEqual(nic?.match, { name: 'en*', macaddress: '52:54:00:aa:00:01', driver: ['virtio*'] });
  assert.equal(nic?.setName, 'lan0');
  assert.equal(nic?.link.name, 'lan0');
  assert.deepEqual(other?.match, { driver: ['a', 'b'] });
  assert.equal(other?.link.name, 'other');
});

test('two NICs may change names', () => {
  const text = network(
    'ethernets:',
    '  eth0: {match: {name: a}, set-name: eth1}',
    '  eth1: {match: {name: b}, set-name: eth0}',
  );
  assert.deepEqual(
    declared(text).links.map(({ link }) => link.name),
    ['eth1', 'eth0'],
  );
});

test('booleans are read as netplan reads them, quoted or not', () => {
  for (const [word, value] of [
    ['true', true],
    ['On', true],
    ['"yes"', true],
    ['Y', true],
    ['FALSE', false],
    ['off', false],
    ["'no'", false],
    ['n', false],
  ] as const) {
    assert.equal(declared(eth0(`optional: ${word}`)).links[0]?.optional, value, word);
  }
});

test('decimal numbers may be quoted and have leading zeros', () => {
  assert.equal(declared(eth0('mtu: "01400"')).links[0]?.link.attributes['mtu'], 1400);
});
