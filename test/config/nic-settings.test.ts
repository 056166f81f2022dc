import { test } from 'node:test';
import { type Case, checkCase, network } from './diagnose.ts';

const CASES: readonly Case[] = [
  [
    'a speed that is negotiated',
    network('ethernets: {eth0: {speed: «1000», duplex: «full»}}'),
    ['conflict', 'conflict'],
    /needs "auto-negotiation: false"/,
  ],
  [
    'a speed that is to be negotiated',
    network('ethernets: {eth0: {auto-negotiation: true, speed: «1000»}}'),
    ['conflict'],
  ],
  ['rings that are no mapping', network('ethernets: {eth0: {rings: «512»}}'), ['wrong-type']],
  ['a ring that no NIC has', network('ethernets: {eth0: {rings: {«combined»: 4}}}'), ['unknown-key']],
  ['fewer channels than none', network('ethernets: {eth0: {channels: {combined: «-1»}}}'), ['out-of-range']],
  [
    'features that have keys of their own, or names that the kernel does not give',
    network('ethernets: {eth0: {features: {«rx-gro»: false, «tso»: true, rx-gro-list: on}}}'),
    ['wrong-key', 'wrong-key'],
    /use "generic-receive-offload" instead/,
  ],
  ['a feature that is a number', network('ethernets: {eth0: {features: {rx-all: «1»}}}'), ['wrong-type']],
  ['an error correction of another name', network('ethernets: {eth0: {fec: «firecode»}}'), ['wrong-value']],
];

for (const one of CASES) test(`refused: ${one[0]}`, () => checkCase(one));
