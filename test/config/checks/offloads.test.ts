import { test } from 'node:test';
import { type Case, checkCase, network } from '../diagnose.ts';

const CASES: readonly Case[] = ['tcp', 'tcp6'].map((one) => [
  `${one}-segmentation-offload without the checksums that it needs`,
  network(`ethernets: {eth0: {transmit-checksum-offload: false, ${one}-segmentation-offload: «true»}}`),
  ['conflict'],
  /needs "transmit-checksum-offload", which is off/,
]);
for (const one of CASES) test(`${one[0]} is refused`, () => checkCase(one));
