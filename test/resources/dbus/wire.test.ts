import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { test } from 'node:test';
import { decodeReply, encodeCall, messageLength } from '../../../src/resources/dbus/message.ts';
import { marshal, typesOf, unmarshal } from '../../../src/resources/dbus/wire.ts';

test('A signature falls into complete types', () => {
  assert.deepEqual(typesOf('ia(iay)sa{sv}(i(ss))aas'), ['i', 'a(iay)', 's', 'a{sv}', '(i(ss))', 'aas']);
});

test('Values are aligned as the specification says', () => {
  assert.equal(
    marshal('ia(iay)', [2, [[2, [192, 0, 2, 53]]]]).toString('hex'),
    // index, length of the array, item: family, length of the bytes, bytes
    ['02000000', '0c000000', '02000000', '04000000', 'c0000235'].join(''),
  );
  assert.equal(
    marshal('sa(sb)', ['a', [['b', true]]]).toString('hex'),
    ['01000000', '6100', '0000', '0c000000', '00000000', '01000000', '6200', '0000', '01000000'].join(''),
  );
});

test('What is written is read back, variants by what is in them', () => {
  const values = [7, 'text', true, [1, 2, 255], [['a', 4294967295]]] as const;
  assert.deepEqual(unmarshal('isbaya(su)', marshal('isbaya(su)', values)), values);
  assert.deepEqual(unmarshal('v', marshal('v', [['a(is)', [[1, 'x']]]])), [[[1, 'x']]]);
});

test('Numbers of the other byte order are read, too', () => {
  assert.deepEqual(unmarshal('ui', Buffer.from('00000102fffffffe', 'hex'), 0, false), [258, -2]);
});

test('Bytes that are cut short are an error, not nonsense', () => {
  const whole = marshal('s', ['a text']);
  assert.throws(() => unmarshal('s', whole.subarray(0, 7)), RangeError);
  assert.throws(() => unmarshal('ay', Buffer.from('ffffff7f', 'hex')), RangeError);
});

test('A call is a message of its own length, and no answer to anything', () => {
  const call = {
    destination: 'a.b',
    path: '/a',
    interface: 'a.b.C',
    member: 'Get',
    signature: 's',
    values: ['x'],
  };
  const bytes = encodeCall(call, 3);
  assert.equal(messageLength(bytes), bytes.length);
  assert.equal(messageLength(bytes.subarray(0, 12)), undefined);
  assert.equal(decodeReply(bytes), undefined);
});

test('An answer tells which call it is for; an error its name and its words', () => {
  const header = (type: number, fields: Parameters<typeof marshal>[1], body: Buffer): Buffer => {
    const head = marshal('yyyyuua(yv)', [108, type, 0, 1, body.length, 9, fields]);
    return Buffer.concat([head, Buffer.alloc(-head.length & 7), body]);
  };
  const answer = header(
    2,
    [
      [5, ['u', 3]],
      [8, ['g', 'v']],
    ],
    marshal('v', [['as', ['a', 'b']]]),
  );
  assert.deepEqual(decodeReply(answer), { serial: 3, values: [['a', 'b']] });
  const error = header(
    3,
    [
      [4, ['s', 'a.Error']],
      [5, ['u', 3]],
      [8, ['g', 's']],
    ],
    marshal('s', ['no']),
  );
  assert.deepEqual(decodeReply(error), { serial: 3, error: 'a.Error', values: ['no'] });
});
