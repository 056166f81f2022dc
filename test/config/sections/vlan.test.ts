import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Case, checkCase, declared, diagnose, network } from '../diagnose.ts';

const vlan = (options: string, nic = ''): string =>
  network(`ethernets: {e: {${nic}}}`, `vlans: {v: {link: e, ${options}}}`);

const CASES: readonly Case[] = [
  ['no id', network('ethernets: {e: {}}', 'vlans: {«v»: {link: e}}'), ['missing-key'], /"id"/],
  ['no device', network('vlans: {«v»: {id: 1}}'), ['missing-key'], /"link"/],
  ['an id that the kernel refuses', vlan('id: «4095»'), ['out-of-range'], /4094/],
  ['a device that is not defined', network('vlans: {v: {id: 1, link: «x»}}'), ['undefined-interface']],
  ['a VLAN on itself', network('vlans: {v: {id: 1, link: «v»}}'), ['cycle'], /stands on itself/],
  [
    'VLANs on each other',
    network('vlans: {v: {id: 1, link: «w»}, w: {id: 1, link: v}}'),
    ['cycle'],
    /stand on each other/,
  ],
  [
    'one id twice on a device',
    network('ethernets: {e: {}}', 'vlans: {a: {id: 7, link: e}, b: {id: «7», link: e}}'),
    ['duplicate-id'],
    /belongs to "a"/,
  ],
  [
    'a greater MTU than the device has',
    vlan('id: 1, mtu: «9000»', 'mtu: 1500'),
    ['out-of-range'],
    /9000 is more than 1500/,
  ],
  [
    'up while the device is down',
    network('ethernets: {e: {activation-mode: off}}', 'vlans: {«v»: {link: e, id: 1}}'),
    ['conflict'],
    /cannot be up while its device "e" is down/,
  ],
  ['a protocol that is none', vlan('id: 1, protocol: «802.1x»'), ['wrong-value'], /802\.1ad/],
  ['a priority beyond 7 in a tag', vlan('id: 1, ingress-qos-map: {«8»: 1}'), ['wrong-value'], /0 to 7/],
  ['a priority beyond 7 for a tag', vlan('id: 1, egress-qos-map: {1: «8»}'), ['wrong-value']],
  ['bridge-binding without a bridge', vlan('id: 1, bridge-binding: «true»'), ['conflict'], /on a bridge/],
];

for (const one of CASES) test(`VLAN: ${one[0]}`, () => checkCase(one));

test('VLANs that lack their ids are told that, and not that they share one', () => {
  const text = network('ethernets: {e: {}}', 'vlans: {a: {link: e}, b: {link: e}}');
  assert.deepEqual(
    diagnose(text).map(({ code }) => code),
    ['missing-key', 'missing-key'],
  );
});

test('A VLAN may have the id of another one on another device, or of another protocol', () => {
  const { links } = declared(
    network(
      'ethernets: {e: {}, f: {}}',
      'vlans: {a: {id: 7, link: e}, b: {id: 7, link: f}, c: {id: 7, link: e, protocol: 802.1ad}}',
    ),
  );
  assert.equal(links.length, 5);
});

test('A VLAN may be up on a device that is down when it is bound loosely, or down with it', () => {
  declared(vlan('id: 1, loose-binding: true', 'activation-mode: off'));
  declared(vlan('id: 1, activation-mode: off', 'activation-mode: off'));
});

test('Every key of a VLAN is an attribute; mappings to 0 are none', () => {
  const { links } = declared(
    vlan(
      'id: 0, protocol: 802.1AD, gvrp: yes, ingress-qos-map: {7: 1, 2: 9, 3: 0}, egress-qos-map: {10: 7, 9: 0}',
    ),
  );
  const { state: _, ...attributes } = links.find(({ id }) => id === 'v')?.link.attributes ?? {};
  assert.deepEqual(attributes, {
    link: 'e',
    'vlan.id': 0,
    'vlan.protocol': '802.1ad',
    'vlan.gvrp': true,
    'vlan.ingress-qos-map': ['2:9', '7:1'],
    'vlan.egress-qos-map': ['10:7'],
  });
});
