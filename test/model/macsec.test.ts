import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fingerprintSnapshot } from '../../src/model/fingerprints.ts';
import {
  channelsValue,
  keysMissing,
  keysValue,
  type MacsecKey,
  sameMacsec,
  shortKeyId,
} from '../../src/model/macsec.ts';
import { withoutSecrets } from '../../src/model/secrets.ts';
import type { Value } from '../../src/model/value.ts';

const KEY: MacsecKey = {
  an: 0,
  keyId: '01'.padEnd(32, '0'),
  key: '00112233445566778899aabbccddeeff',
  active: true,
  packetNumber: 5,
  ssci: null,
  salt: null,
};
/** As the kernel tells it. */
const LIVE: MacsecKey = { ...KEY, key: null, packetNumber: null };

const transmit = (...keys: MacsecKey[]): Value => keysValue(keys);
const receive = (...keys: MacsecKey[]): Value =>
  channelsValue([{ sci: '0200000000010001', active: true, keys }]);

test('keys and packet numbers are no difference, ids and states are', () => {
  const same = (wanted: MacsecKey, live: MacsecKey): readonly boolean[] => [
    sameMacsec('macsec.transmit-keys', transmit(wanted), transmit(live)),
    sameMacsec('macsec.receive', receive(wanted), receive(live)),
  ];
  assert.deepEqual(same(KEY, LIVE), [true, true]);
  assert.deepEqual(same({ ...KEY, keyId: '02'.padEnd(32, '0') }, LIVE), [false, false]);
  assert.deepEqual(same({ ...KEY, active: false }, LIVE), [false, false]);
  assert.deepEqual(same({ ...KEY, ssci: 7 }, { ...LIVE, ssci: 8 }), [false, false]);
  assert.equal(sameMacsec('macsec.transmit-keys', transmit(), transmit(LIVE)), false);
  assert.equal(sameMacsec('macsec.transmit-keys', transmit(), undefined), true);
  assert.equal(sameMacsec('macsec.receive', receive(), channelsValue([])), false);
  assert.equal(sameMacsec('macsec.encrypt', true, true), false);
});

test('what is not said and not there is missing', () => {
  const wanted = { 'macsec.transmit-keys': transmit(LIVE), 'macsec.receive': receive({ ...LIVE, an: 2 }) };
  assert.deepEqual(keysMissing(wanted), [
    'association 0 (key id 01)',
    'association 2 (key id 01) of 0200000000010001',
  ]);
  assert.deepEqual(keysMissing(wanted, { 'macsec.transmit-keys': transmit(LIVE) }), [
    'association 2 (key id 01) of 0200000000010001',
  ]);
  assert.deepEqual(keysMissing({ 'macsec.transmit-keys': transmit(KEY) }), []);
});

test('no key is in what is shown, nor in a snapshot', () => {
  for (const [attribute, value] of [
    ['macsec.transmit-keys', transmit(KEY)],
    ['macsec.receive', receive(KEY, { ...KEY, an: 1 })],
  ] as const) {
    const link = { type: 'link', name: 'm0', kind: 'macsec', attributes: { [attribute]: value } } as const;
    const snapshot = fingerprintSnapshot({
      format_version: 1,
      links: [link],
      addresses: [],
      routes: [],
      rules: [],
    });
    assert.ok(JSON.stringify(value).includes(String(KEY.key)));
    assert.ok(!JSON.stringify(withoutSecrets(attribute, value)).includes(String(KEY.key)));
    assert.ok(!JSON.stringify(snapshot).includes(String(KEY.key)));
  }
});

test('an id is shown without the zeros that fill it up', () => {
  assert.deepEqual(
    [
      '0'.repeat(32),
      '01'.padEnd(32, '0'),
      '0a0b'.padEnd(32, '0'),
      '1'.repeat(32),
      '0100ff00'.padEnd(32, '0'),
    ].map(shortKeyId),
    ['00', '01', '0a0b', '1'.repeat(32), '0100ff'],
  );
});
