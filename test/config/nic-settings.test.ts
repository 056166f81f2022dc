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
];

for (const one of CASES) test(`refused: ${one[0]}`, () => checkCase(one));
