import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  Block,
  be16,
  be32,
  be64,
  fixed,
  hwaddr,
  ip,
  ipv6,
  mac,
  NetlinkDecodeError,
  RTM,
  route,
  type Scalar,
  s8,
  s16,
  s32,
  s64,
  string,
  struct,
  type Type,
  u8,
  u16,
  u32,
  u64,
  uint,
  Writer,
} from '../../../src/netlink/index.ts';

const hex = (text: string): Block =>
  new Block(Uint8Array.from(Buffer.from(text.replaceAll(/\s/g, ''), 'hex')));

function put<T>(type: Type<T>, value: T): string {
  const w = new Writer(1);
  type.put(w, value);
  return Buffer.from(w.bytes.subarray(0, w.at)).toString('hex');
}

const get = <T>(type: Type<T>, text: string): T => {
  const block = hex(text);
  return type.get(block, 0, block.bytes.length);
};

const scalars: readonly (readonly [string, Scalar<number>, number, string])[] = [
  ['u8', u8, 0xfe, 'fe'],
  ['u16', u16, 0x1234, '3412'],
  ['u32', u32, 0x12345678, '78563412'],
  ['s8', s8, -2, 'fe'],
  ['s16', s16, -2, 'feff'],
  ['s32', s32, -2, 'feffffff'],
  ['be16', be16, 0x1234, '1234'],
  ['be32', be32, 0x12345678, '12345678'],
];

test('every integer has the width and byte order that its name says', () => {
  for (const [name, type, value, bytes] of scalars) {
    assert.equal(put(type, value), bytes, name);
    assert.equal(get(type, bytes), value, name);
  }
  assert.equal(put(u64, 0x1122334455667788n), '8877665544332211');
  assert.equal(put(s64, -2n), 'feffffffffffffff');
  assert.equal(put(be64, 0x1122334455667788n), '1122334455667788');
});

test('an integer that does not fit is refused, not wrapped', () => {
  for (const [name, type] of scalars) {
    for (const value of [2 ** 32, -(2 ** 31) - 1, 1.5, Number.NaN])
      assert.throws(() => put(type, value), RangeError, name);
  }
  assert.throws(() => put(u64, -1n), RangeError);
  assert.throws(() => put(s64, 2n ** 63n), RangeError);
  assert.throws(() => {
    route.write(new Writer(), RTM.NEWROUTE, 0, 1, { dstLen: 256 });
  }, /256 is not an integer of 0…255/);
  assert.throws(
    () => route.write(new Writer(), RTM.NEWROUTE, 0, 1, { oif: -1 }),
    /route\.oif: -1 is not an integer/,
  );
});

test('a payload shorter than its scalar is refused, a longer one read as far as known', () => {
  assert.throws(() => get(u32, '0102'), NetlinkDecodeError);
  assert.equal(get(u16, '0100ffff'), 1);
  assert.throws(() => get(struct({ a: u32, b: u32 }), '01000000'), NetlinkDecodeError);
  assert.deepEqual(get(struct({ a: u32, b: u32 }), '0100000002000000ffff'), { a: 1, b: 2 });
});

test('a struct of an older kernel reads zeroes past its end', () => {
  const grown = struct({ a: u32, b: u64 }, 4);
  assert.deepEqual(get(grown, '05000000'), { a: 5, b: 0n });
});

test('members of a struct lie where C would put them', () => {
  assert.equal(
    put(struct({ a: u8, b: u32, c: u16 }), { a: 1, b: 2, c: 3 }),
    '01000000 02000000 03000000'.replaceAll(' ', ''),
  );
  assert.equal(struct({ a: u16, b: u16 }).size, 4);
  assert.equal(struct({ prio: be16, addr: mac }).size, 8);
  assert.equal(struct({ a: u8, b: u64 }).size, 16);
  assert.equal(struct({ a: fixed(5), b: u8 }).size, 6);
});

test('NLA_UINT has four bytes when they suffice', () => {
  assert.equal(put(uint, 5n), '05000000');
  assert.equal(put(uint, 2n ** 32n), '0000000001000000');
  assert.equal(get(uint, '05000000'), 5n);
});

test('text ends with a NUL when written, and is read with or without one', () => {
  assert.equal(put(string, 'eth0'), '6574683000');
  assert.equal(get(string, '65746830'), 'eth0');
  assert.equal(get(string, '657468300000ff'), 'eth0');
  assert.throws(() => put(string, 'a\0b'), RangeError);
});

test('a name that is no UTF-8 survives reading and writing', () => {
  const name = get(string, 'ff61c3a4fe00');
  assert.equal(put(string, name), 'ff61c3a4fe00');
  assert.equal(put(string, get(string, 'f09f9880c3a400')), 'f09f9880c3a400', 'and what is UTF-8 is text');
  assert.equal(get(string, 'f09f988000'), '😀');
});

test('hardware addresses are text of any length', () => {
  assert.equal(get(hwaddr, '5254000a0b0c'), '52:54:00:0a:0b:0c');
  assert.equal(put(hwaddr, '52:54:00:0A:0b:0c'), '5254000a0b0c');
  assert.equal(get(hwaddr, ''), '');
  for (const wrong of ['52:54:0', 'x', '5254', '52-54']) assert.throws(() => put(hwaddr, wrong), RangeError);
  assert.throws(() => put(mac, '52:54'), RangeError);
});

test('IPv4 addresses are numbers in network order, IPv6 ones strings of sixteen bytes', () => {
  assert.equal(put(ip, 0x0a000001), '0a000001');
  assert.equal(get(ip, '0a000001'), 0x0a000001);
  assert.equal(get(ip, '20010db8000000000000000000000001'), ' \x01\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\x01');
  assert.throws(() => get(ipv6, '0a0000'), NetlinkDecodeError);
  assert.equal(get(ip, '0aff00'), '\x0a\xff\0', 'one of another length is its bytes');
  assert.throws(() => put(ip, 'too short'), RangeError);
});
