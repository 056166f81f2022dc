import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { type Case, checkCase, declared, diagnose, network } from '../diagnose.ts';

const KEY = '00112233445566778899aabbccddeeff';
const SALT = '838383838383838383838383';

const macsec = (keys: string, nic = ''): string =>
  network(`ethernets: {e: {${nic}}}`, `macsecs: {m0: {link: e, ${keys}}}`);
const sends = (keys: string, more = ''): string => macsec(`${more}transmit-keys: [${keys}]`);
const hears = (senders: string): string => macsec(`receive: [${senders}]`);

const CASES: readonly Case[] = [
  ['a device on nothing', network('macsecs: {«m0»: {}}'), ['missing-key'], /needs "link"/],
  ['port and identifier', macsec('sci: "0200000000010001", port: «2»'), ['conflict'], /part of "sci"/],
  ['a short identifier', macsec('sci: «"0102"»'), ['wrong-value'], /16 hexadecimal digits/],
  ['port 0', macsec('port: «0»'), ['out-of-range']],
  ['an unknown suite', macsec('cipher: «gcm-aes-129»'), ['wrong-value'], /did you mean "gcm-aes-12/],
  ['a window without protection', macsec('window: «5»'), ['conflict'], /replay-protect: true/],
  ['protection without a window', macsec('replay-protect: «true»'), ['missing-key'], /needs "window"/],
  [
    'a wide window',
    macsec('cipher: gcm-aes-xpn-128, replay-protect: true, window: «1073741824»'),
    ['out-of-range'],
  ],
  ['a bit beside the identifier', macsec('end-station: «true»'), ['conflict'], /send-sci: false/],
  ['two bits', macsec('send-sci: false, end-station: true, scb: «true»'), ['conflict'], /exclude each other/],
  ['a number beyond 3', sends(`{an: «4», key-id: "01", key: ${KEY}}`), ['out-of-range']],
  [
    'a number twice',
    sends(`{an: 0, key-id: "01", key: ${KEY}}, {an: «0», key-id: "02", key: ${KEY}}`),
    ['duplicate-key'],
    /first here|twice/,
  ],
  ['a key without an id', sends(`«{an: 0, key: ${KEY}}»`), ['missing-key']],
  ['an odd id', sends(`{an: 0, key-id: «"012"», key: ${KEY}}`), ['wrong-value'], /two digits each/],
  ['a packet number of 0', sends(`{an: 0, key-id: "01", packet-number: «0»}`), ['out-of-range']],
  [
    'a packet number of 33 bits',
    sends('{an: 0, key-id: "01", packet-number: «4294967296»}'),
    ['out-of-range'],
  ],
  ['a salt without extended numbers', sends(`{an: 0, key-id: "01", salt: «"${SALT}"»}`), ['conflict'], /xpn/],
  [
    'extended numbers without a salt',
    sends(`«{an: 0, key-id: "01", key: ${KEY}, ssci: 1}»`, 'cipher: gcm-aes-xpn-128, '),
    ['missing-key'],
    /needs "salt"/,
  ],
  [
    'an association that is not there',
    sends('{an: 1, key-id: "01"}', 'encoding-sa: «2», '),
    ['wrong-value'],
    /encoding-sa: 1/,
  ],
  ['no association 0', macsec('transmit-keys: «[{an: 1, key-id: "01"}]»'), ['missing-key'], /encoding-sa: 1/],
  ['an association that sleeps', sends('{an: 0, key-id: "01", active: «false»}'), ['w:no-effect']],
  ['a sender without an address', hears('«{port: 1}»'), ['missing-key'], /"macaddress"/],
  [
    'a sender twice',
    hears('{macaddress: 02:00:00:00:00:01}, «{sci: "0200000000010001"}»'),
    ['duplicate-channel'],
  ],
  [
    'a sender by its identifier and its address',
    hears('{sci: "0200000000010001", macaddress: «02:00:00:00:00:01»}'),
    ['conflict'],
  ],
  [
    'an MTU that leaves no room',
    macsec('mtu: «1469»', 'mtu: 1500'),
    ['out-of-range'],
    /less the 32 bytes that protect a frame: 1469 is more than 1468/,
  ],
];

for (const example of CASES) test(`macsecs: ${example[0]}`, () => checkCase(example));

test('a complaint about a key does not say it', () => {
  for (const key of [`${KEY}0`, KEY.slice(2), `${KEY.slice(1)}x`]) {
    const [found] = diagnose(sends(`{an: 0, key-id: "01", key: ${key}}`));
    assert.equal(found?.code, 'wrong-value');
    assert.match(found?.message ?? '', /gcm-aes-128 takes 16 bytes in hexadecimal, 32 digits/);
    assert.ok(!JSON.stringify(found).includes(key));
  }
});

test('a key may lie in a file', (t) => {
  const path = join(tmpdir(), `nlapply-macsec-${process.pid}`);
  t.after(() => rmSync(path, { force: true }));
  writeFileSync(path, `${KEY}\n`, { mode: 0o600 });
  const attributes = declared(sends(`{an: 0, key-id: 0A, key: ${path}}`)).links.find(({ id }) => id === 'm0')
    ?.link.attributes;
  assert.deepEqual(attributes?.['macsec.transmit-keys'], [
    [0, '0a'.padEnd(32, '0'), KEY, true, null, null, null],
  ]);
});

test('keys of both directions are sorted, packet numbers may be great', () => {
  const text = macsec(`cipher: gcm-aes-xpn-256, encoding-sa: 1,
    transmit-keys: [{an: 2, key-id: "02"}, {an: 1, key-id: "01", packet-number: 18446744073709551615, ssci: 7}],
    receive: [{macaddress: 02:00:00:00:00:02, port: 16, active: false}, {sci: 02000000000100FF}]`);
  const attributes = declared(text).links.find(({ id }) => id === 'm0')?.link.attributes;
  assert.deepEqual(attributes?.['macsec.transmit-keys'], [
    [1, '01'.padEnd(32, '0'), null, true, '18446744073709551615', 7, null],
    [2, '02'.padEnd(32, '0'), null, true, null, null, null],
  ]);
  assert.deepEqual(attributes?.['macsec.receive'], [
    ['02000000000100ff', true, []],
    ['0200000000020010', false, []],
  ]);
});
