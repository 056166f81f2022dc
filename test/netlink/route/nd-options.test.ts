import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  ND_OPT,
  NetlinkDecodeError,
  nameServers,
  ndOptions,
  parseAddress,
  searchDomains,
} from '../../../src/netlink/index.ts';

const dnssl = (...names: readonly number[]): Uint8Array => Uint8Array.of(0, 0, 0, 0, 0, 60, ...names);
const text = (label: string): number[] => [label.length, ...Buffer.from(label)];

test('options come apart by their lengths, in units of eight bytes', () => {
  const bytes = Uint8Array.of(5, 1, 0, 0, 0, 0, 5, 220, 1, 1, 2, 0, 0, 0, 0, 1);
  assert.deepEqual(
    ndOptions(bytes).map(({ type, data }) => [type, [...data]]),
    [
      [ND_OPT.MTU, [0, 0, 0, 0, 5, 220]],
      [ND_OPT.SOURCE_LL_ADDR, [2, 0, 0, 0, 0, 1]],
    ],
  );
});

test('an option of no length, or longer than what is left, is refused', () => {
  for (const bytes of [
    Uint8Array.of(5, 0, 0, 0, 0, 0, 0, 0),
    Uint8Array.of(5, 2, 0, 0, 0, 0, 0, 0),
    Uint8Array.of(5),
  ])
    assert.throws(() => ndOptions(bytes), NetlinkDecodeError);
});

test('name servers have the lifetime of their option', () => {
  const server = Buffer.from('20010db8000000000000000000000053', 'hex');
  const data = Uint8Array.of(0, 0, 0xff, 0xff, 0xff, 0xff, ...server);
  assert.deepEqual(nameServers({ type: ND_OPT.RDNSS, data }), {
    lifetime: 0xffffffff,
    servers: [parseAddress('2001:db8::53')],
  });
  assert.throws(() => nameServers({ type: ND_OPT.RDNSS, data: data.subarray(0, 20) }), NetlinkDecodeError);
});

test('search domains end with an empty label, and zeroes fill up the option', () => {
  const data = dnssl(...text('example'), ...text('org'), 0, ...text('lan'), 0, 0, 0, 0);
  assert.deepEqual(searchDomains({ type: ND_OPT.DNSSL, data }), {
    lifetime: 60,
    domains: ['example.org', 'lan'],
  });
});

test('a label or a domain without its end is refused', () => {
  for (const data of [dnssl(9, 65), dnssl(...text('lan')), Uint8Array.of(0, 0, 1)])
    assert.throws(() => searchDomains({ type: ND_OPT.DNSSL, data }), NetlinkDecodeError);
});

test('random bytes are options, name servers and domains, or are refused', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 90 }), (bytes) => {
      const reads = [
        () => ndOptions(bytes),
        () => nameServers({ type: 25, data: bytes }),
        () => searchDomains({ type: 31, data: bytes }),
      ];
      for (const read of reads) {
        try {
          read();
        } catch (error) {
          assert.ok(error instanceof NetlinkDecodeError);
        }
      }
    }),
  );
});
