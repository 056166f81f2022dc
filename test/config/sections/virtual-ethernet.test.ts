import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Case, checkCase, declared, network } from '../diagnose.ts';

const veth = (...lines: readonly string[]): string =>
  network('virtual-ethernets:', ...lines.map((line) => `  ${line}`));

const CASES: readonly Case[] = [
  ['a veth end without a peer', veth('«a»: {}'), ['missing-key'], /needs "peer"/],
  ['a peer that is not defined', veth('a: {peer: «b»}', '«c»: {}'), ['undefined-interface', 'missing-key']],
  ['a peer of itself', veth('a: {peer: «a»}'), ['wrong-peer']],
  [
    'a peer of another section',
    network('ethernets: {e: {}}', 'virtual-ethernets: {a: {peer: «e»}}'),
    ['wrong-peer'],
    /device of ethernets/,
  ],
  [
    'a peer that is taken',
    veth('a: {peer: b}', 'b: {}', 'c: {peer: «b»}'),
    ['wrong-peer'],
    /"b" is the peer of "a" already/,
  ],
  ['peers that do not agree', veth('a: {peer: b}', 'b: {peer: «c»}', 'c: {}'), ['wrong-peer']],
];

for (const example of CASES) test(`virtual-ethernets: ${example[0]}`, () => checkCase(example));

test('one end of a veth pair speaks for both, both may say it', () => {
  for (const text of [
    veth('a: {peer: b}', 'b: {}'),
    veth('a: {}', 'b: {peer: a}'),
    veth('a: {peer: b}', 'b: {peer: a}'),
  ]) {
    assert.deepEqual(
      declared(text).links.map(({ link }) => [link.kind, link.attributes['veth.peer']]),
      [
        ['veth', 'b'],
        ['veth', 'a'],
      ],
    );
  }
});
