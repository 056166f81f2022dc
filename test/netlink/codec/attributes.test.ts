import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  array,
  Block,
  bits,
  enumerated,
  indexed,
  link,
  list,
  Message,
  NetlinkDecodeError,
  nest,
  RTM,
  repeated,
  route,
  string,
  struct,
  type Type,
  u8,
  u16,
  u32,
  u64,
  unknown,
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

test('attributes are padded with zeroes that their length does not count', () => {
  const w = new Writer(4);
  w.bytes.fill(0xee);
  link.write(w, RTM.NEWLINK, 0, 1, { name: 'abcd', carrier: 1 });
  const text = Buffer.from(w.bytes.subarray(32, w.at)).toString('hex');
  assert.equal(text, ['0900 0300 6162636400 000000', '0500 2100 01 000000'].join('').replaceAll(' ', ''));
});

test('nests carry NLA_F_NESTED, and the flags of the type are masked on reading', () => {
  const w = new Writer();
  link.write(w, RTM.NEWLINKPROP, 0, 1, { altNames: ['x'] });
  assert.equal(w.data.getUint16(32 + 2, true), 52 | 0x8000);
  w.data.setUint16(32 + 2, 52 | 0xc000, true);
  assert.deepEqual(link.get(w, 16, w.at).altNames, ['x']);
  w.data.setUint16(32 + 2, 52, true);
  assert.deepEqual(link.get(w, 16, w.at).altNames, ['x']);
});

test('of an attribute that comes twice the last one counts', () => {
  const w = new Writer();
  link.write(w, RTM.NEWLINK, 0, 1, { mtu: 1400, [unknown]: [{ id: 4, data: Uint8Array.of(0x14, 5, 0, 0) }] });
  assert.equal(new link.View().at(w, 16, w.at).mtu, 1300);
  const inner = nest({ mtu: [2, u32] });
  assert.equal(get(inner, '08000200 78050000 08000200 14050000').mtu, 1300);
});

test('unknown attributes are kept aside and written again, nested flag included', () => {
  const known = new Message('old', { family: u8 }, { a: [1, u32] });
  const newer = new Message(
    'new',
    { family: u8 },
    { a: [1, u32], b: [7, string], c: [9, nest({ d: [1, u8] })] },
  );
  const [w, again] = [new Writer(), new Writer()];
  newer.write(w, 1, 0, 1, { a: 1, b: 'x', c: { d: 5 } });
  const read = known.get(w, 16, w.at);
  assert.deepEqual(
    read[unknown]?.map(({ id }) => id),
    [7, 9],
  );
  known.write(again, 1, 0, 1, read);
  assert.deepEqual(newer.get(again, 16, again.at), { family: 0, a: 1, b: 'x', c: { d: 5 } });
});

test('data of a kind without a table is kept as bytes', () => {
  const w = new Writer();
  const data = Uint8Array.of(8, 0, 1, 0, 1, 2, 3, 4);
  link.write(w, 16, 0, 1, { linkinfo: { kind: 'quantum', [unknown]: [{ id: 2, data, nested: true }] } });
  const { linkinfo } = link.get(w, 16, w.at);
  assert.equal(linkinfo?.kind, 'quantum');
  assert.deepEqual(linkinfo?.[unknown], [{ id: 2, data, nested: true }]);
});

test('a kind may come after its data', () => {
  const text = '0c000280 08000100 05000000'.replaceAll(' ', '');
  const kind = '09000100 766c616e00 000000'.replaceAll(' ', '');
  const block = hex(`${'00'.repeat(16)} 1c001280 ${text} ${kind}`.replace('1c00', '1c00'));
  const read = link.get(block, 0, block.bytes.length);
  assert.deepEqual(read.linkinfo, { kind: 'vlan', data: { id: 5 } });
});

test('64-bit values at any offset of four are read', () => {
  const timers = nest({ pad: [1, u8], timer: [2, u64] });
  assert.equal(get(timers, '05000100 01000000 0c000200 0100000002000000').timer, 0x2_0000_0001n);
  assert.equal(get(timers, '0c000200 0100000002000000').timer, 0x2_0000_0001n);
});

test('lists: one attribute again and again, counted ones, repeated side by side, packed', () => {
  assert.equal(put(list(string, 53), ['a']), '060035006100' + '0000');
  assert.equal(put(indexed(u32), [7, 8]), '0800010007000000' + '0800020008000000');
  assert.equal(put(indexed(u32, 0), [7]), '0800000007000000');
  assert.equal(put(array(u16), [1, 2, 3]), '010002000300');
  assert.deepEqual(get(array(u32), '01000000020000000300'), [1, 2], 'an incomplete one at the end is none');
  const message = new Message('m', { family: u8 }, { each: [3, repeated(u16)] });
  const w = new Writer();
  message.write(w, 1, 0, 1, { each: [1, 2] });
  assert.equal(w.at, 16 + 4 + 16);
  assert.deepEqual(new message.View().at(w, 16, w.at).each, [1, 2]);
});

test('an attribute longer than 65535 bytes is refused before its length wraps', () => {
  const w = new Writer();
  const multipath = Array.from({ length: 4096 }, () => ({ gateway: 1 }));
  assert.throws(() => route.write(w, RTM.NEWROUTE, 0, 1, { multipath }), /attribute 9 takes 655\d\d bytes/);
  assert.equal(w.at, 0);
  route.write(w, RTM.NEWROUTE, 0, 1, { multipath: multipath.slice(1) });
  assert.equal(route.get(w, 16, w.at).multipath?.length, 4095);
});

test('a length below four or past the end refuses the whole message', () => {
  const header = '00'.repeat(16);
  for (const attribute of ['0300 0300', '0000 0000', 'ffff 0300', '0900 0300 61000000', '0400']) {
    const block = hex(header + attribute);
    assert.throws(() => link.get(block, 0, block.bytes.length), { code: 'ERR_NETLINK_DECODE' }, attribute);
  }
  assert.throws(() => new link.View().at(hex('0000'), 0, 2), NetlinkDecodeError);
});

test('names of values and bits are shown, numbers where there is no name', () => {
  assert.equal(enumerated(u8, { ONE: 1 }).show?.(1), 'one');
  assert.equal(enumerated(u8, { ONE: 1 }).show?.(9), '9');
  assert.equal(bits(u32, { A: 1, B: 2 }).show?.(7), 'a|b|0x4');
  assert.equal(bits(u32, { A: 1 }).show?.(0), '0');
  assert.equal(bits(u32, { TOP: 0x8000_0000 }).show?.(0x8000_0001), 'top|0x1');
});

test('a table whose attribute has the name of a header member is refused', () => {
  assert.throws(() => new Message('m', { version: u8 }, { version: [1, u8] }), /m\.version is taken/);
  const later = new Message('m', { version: u8 }, () => ({ version: [1, u8] }));
  assert.throws(() => later.attrs, /m\.version is taken/);
});

test('a table may be a function, which is called once, when the table is first used', () => {
  const made: string[] = [];
  const telling =
    <T extends object>(name: string, table: T) =>
    (): T => {
      made.push(name);
      return table;
    };
  const pair = struct(telling('struct', { low: u8, high: u8 }));
  const inner = nest(telling('nest', { pair: [1, pair] } as const));
  const message = new Message(
    'm',
    telling('header', { version: u8 }),
    telling('attributes', { inner: [1, inner] } as const),
  );
  assert.deepEqual(made, []);
  for (let round = 0; round < 2; round++) {
    const w = new Writer();
    message.write(w, 1, 0, 1, { version: 3, inner: { pair: { low: 1, high: 2 } } });
    const at = 16; // behind struct nlmsghdr
    const read = message.get(new Block(w.bytes.slice(0, w.at)), at, w.at);
    assert.deepEqual(read, { version: 3, inner: { pair: { low: 1, high: 2 } } });
  }
  assert.deepEqual(made.sort(), ['attributes', 'header', 'nest', 'struct']);
});
