import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { type Case, checkCase, declared, network } from '../diagnose.ts';

const tuntap = (device: string): string => network(`tuntaps: {t0: {${device}}}`);

const CASES: readonly Case[] = [
  ['a device without a mode', network('tuntaps: {«t0»: {}}'), ['missing-key'], /needs "mode"/],
  ['another mode', tuntap('mode: «tape»'), ['wrong-value'], /did you mean "tap"/],
  ['a user that is not there', tuntap('mode: tap, owner: «rooot»'), ['unknown-account'], /mean "root"/],
  ['a group that is not there', tuntap('mode: tap, group: «no such»'), ['unknown-account'], /\/etc\/group/],
  ['the number that is nobody', tuntap('mode: tap, owner: «4294967295»'), ['out-of-range']],
  ['a tun device with a MAC address', tuntap('mode: tun, macaddress: «02:00:00:00:00:01»'), ['conflict']],
  ['numbers of queues', tuntap('mode: tap, transmit-queues: «4»'), ['wrong-key'], /multi-queue/],
];

for (const example of CASES) test(`tuntaps: ${example[0]}`, () => checkCase(example));

test('users and groups are looked up in the files of this machine', () => {
  const attributes = (device: string) => declared(tuntap(device)).links[0]?.link.attributes;
  const nobody = /^nobody:[^:]*:([0-9]+):/m.exec(readFileSync('/etc/passwd', 'utf8'));
  const all = attributes('mode: tap, owner: nobody, group: root, link-group: 7');
  assert.deepEqual(all, {
    'tun.mode': 'tap',
    'tun.owner': Number(nobody?.[1]),
    'tun.group': 0,
    'tun.persistent': true,
    group: 7,
    state: 'up',
  });
  assert.equal(attributes('mode: tun, owner: 4294967294')?.['tun.owner'], 4_294_967_294);
});
