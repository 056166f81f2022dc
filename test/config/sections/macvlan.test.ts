import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Case, checkCase, declared, network } from '../diagnose.ts';

const macvlan = (...lines: readonly string[]): string =>
  network('ethernets: {e: {}}', 'macvlans:', ...lines.map((line) => `  ${line}`));

const CASES: readonly Case[] = [
  ['a macvlan without a lower device', macvlan('«m»: {}'), ['missing-key'], /needs "link"/],
  ['a macvlan on itself', macvlan('m: {link: «m»}'), ['cycle'], /stands on itself/],
  ['a macvlan on a macvlan', macvlan('a: {link: e}', 'b: {link: «a»}'), ['wrong-link'], /write "link: e"/],
  [
    'a macvlan on a bridge port',
    network('ethernets: {e: {}}', 'bridges: {br0: {interfaces: [e]}}', 'macvlans: {m: {link: «e»}}'),
    ['wrong-link'],
    /write "link: br0"/,
  ],
  [
    'a passthru macvlan beside another',
    macvlan('a: {link: e, mode: «passthru»}', 'b: {link: e}'),
    ['conflict'],
  ],
  [
    'an unknown macvlan mode',
    macvlan('m: {link: e, mode: «bridged»}'),
    ['wrong-value'],
    /did you mean "bridge"/,
  ],
  [
    'a circle of devices',
    network('bridges: {br0: {interfaces: [«m»]}}', 'macvlans: {m: {link: br0}}'),
    ['cycle'],
    /stand on each other/,
  ],
];

for (const example of CASES) test(`macvlans: ${example[0]}`, () => checkCase(example));

const attributesOf = (text: string, id: string) =>
  declared(text).links.find((link) => link.id === id)?.link.attributes;

test('a macvlan has its lower device, mode and flags', () => {
  assert.deepEqual(
    attributesOf(macvlan('m: {link: e, mode: Bridge, flags: [nopromisc, nodst, nodst]}'), 'm'),
    {
      ...{ link: 'e', 'macvlan.mode': 'bridge', 'macvlan.flags': ['nodst', 'nopromisc'], state: 'up' },
    },
  );
});
