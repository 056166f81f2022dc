import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Case, checkCase, declared, network } from '../diagnose.ts';

const CASES: readonly Case[] = [
  ['a netkit end without a peer', network('netkits: {«n»: {}}'), ['missing-key'], /netkit "n" needs "peer"/],
  [
    'a peer of another kind',
    network('vxcans: {c: {peer: «v»}}', 'virtual-ethernets: {v: {peer: w}, w: {}}'),
    ['wrong-peer'],
    /one of vxcans/,
  ],
  [
    'a netkit device that stands alone, with what only pairs have',
    network(
      'netkits: {n: {pairing: single, peer: «m», policy: «blackhole», scrub: «none»}, m: {pairing: single}}',
    ),
    ['conflict', 'conflict', 'conflict'],
    /for pairs only/,
  ],
  [
    'a peer that stands alone',
    network('netkits: {n: {peer: «m»}, m: {pairing: single}}'),
    ['wrong-peer'],
    /no other end/,
  ],
  [
    'a namespace without a peer',
    network('virtual-ethernets: {v: {peer-namespace: «blue»}}'),
    ['missing-key'],
    /the name there/,
  ],
  [
    'ends that say different things of the pair',
    network('netkits: {n: {peer: m, mode: l2}, m: {mode: «l3»}}'),
    ['conflict'],
    /"mode" of "m" is l3/,
  ],
  [
    'a policy said differently on both ends',
    network('netkits: {n: {peer: m, peer-policy: blackhole}, m: {policy: «forward»}}'),
    ['conflict'],
  ],
];

for (const one of CASES) test(`Pairs: ${one[0]}`, () => checkCase(one));

test('What one end of a netkit pair says, both ends have', () => {
  const { links } = declared(
    network('netkits: {n: {peer: m, policy: blackhole, mode: l2}, m: {scrub: none}}'),
  );
  const [n, m] = links.map(({ link: { attributes } }) => attributes);
  assert.deepEqual(n, {
    state: 'up',
    'netkit.peer': 'm',
    'netkit.mode': 'l2',
    'netkit.policy': 'blackhole',
    'netkit.peer-scrub': 'none',
  });
  assert.deepEqual(m, {
    state: 'up',
    'netkit.peer': 'n',
    'netkit.mode': 'l2',
    'netkit.peer-policy': 'blackhole',
    'netkit.scrub': 'none',
  });
});

test('A peer in another namespace is no device here, though one may have its name', () => {
  const { links } = declared(network('virtual-ethernets: {v: {peer: v, peer-namespace: blue}}'));
  assert.deepEqual(links[0]?.link.attributes, {
    state: 'up',
    'veth.peer': 'v',
    'veth.peer-namespace': 'blue',
  });
});
