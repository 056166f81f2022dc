import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AF, address, parseAddress, type Value, Writer } from '../../../src/netlink/index.ts';
import { placesIn } from '../../../src/resources/address/places.ts';

function written(value: Value<typeof address>): Uint8Array {
  const w = new Writer();
  address.put(w, value);
  return w.bytes.slice(0, w.at);
}

const own = parseAddress('192.0.2.1');
const times = { prefered: 1, valid: 2, cstamp: 3, tstamp: 4 };
const v4 = { family: AF.INET, address: own, local: own, broadcast: parseAddress('192.0.2.255') };

test('Each attribute that differs from address to address has its place, from the start of the message', () => {
  const bytes = written({ ...v4, cacheinfo: times });
  const places = placesIn(bytes, 4);
  const at = (place = 0, length = 4) => Buffer.from(bytes).toString('hex', place, place + length);
  assert.equal(at(places?.address), 'c0000201');
  assert.equal(at(places?.local), 'c0000201');
  assert.equal(at(places?.broadcast), 'c00002ff');
  assert.notEqual(places?.cacheinfo, 0);
  assert.equal(placesIn(written({ family: AF.INET, address: own }), 4)?.broadcast, 0);
});

test('A message with an attribute twice, or of another length, has none', () => {
  const bytes = written(v4);
  const twice = Buffer.concat([bytes, bytes.subarray(8, 16)]);
  assert.equal(placesIn(twice, 4), undefined);
  assert.equal(placesIn(bytes, 6), undefined);
});
