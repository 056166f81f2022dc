import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadAddon } from '../../src/netlink/addon.ts';
import { NETLINK_ROUTE, NETLINK_USERSOCK, SOCK_RAW, withSockets } from './addon-fixture.ts';

const wrongType = { name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE' };
const outOfRange = { name: 'RangeError', code: 'ERR_OUT_OF_RANGE' };

/** Calls it as JavaScript without types might. */
function call(target: object, name: string, ...args: unknown[]): unknown {
  const method: unknown = Reflect.get(target, name);
  if (typeof method !== 'function') throw new Error(`no method ${name}`);
  return Reflect.apply(method, target, args);
}

function construct(...args: unknown[]): unknown {
  return Reflect.construct(loadAddon().Socket, args);
}

const notNumbers: unknown[] = [undefined, null, '1', 1n, {}, [1], true, Symbol('1'), { valueOf: () => 1 }];
const notWords = [Number.NaN, Number.POSITIVE_INFINITY, 0.5, 2 ** 32, -(2 ** 31) - 1];

test('the constructor refuses what is not a number, a number, and a path or null', () => {
  for (const value of notNumbers) {
    assert.throws(() => construct(value, SOCK_RAW, null), wrongType);
    assert.throws(() => construct(NETLINK_ROUTE, value, null), wrongType);
  }
  for (const value of notWords) assert.throws(() => construct(value, SOCK_RAW, null), outOfRange);
  for (const type of [0, 1, 4, 5, SOCK_RAW | 0o4000])
    assert.throws(() => construct(0, type, null), outOfRange);
  for (const path of [undefined, 3, {}, Buffer.from('/')])
    assert.throws(() => construct(0, 3, path), wrongType);
  assert.throws(() => construct(0, 3, '/proc/self/ns/net\0x'), outOfRange);
  assert.throws(() => construct(), wrongType);
});

test('the constructor must be called with new, and a method on a socket', () => {
  const { Socket } = loadAddon();
  assert.throws(() => Reflect.apply(Socket, undefined, [0, 3, null]), TypeError);
  const send: unknown = Reflect.get(Socket.prototype, 'send');
  assert.ok(typeof send === 'function');
  for (const receiver of [{}, undefined, Object.create(Socket.prototype), new Map()]) {
    assert.throws(() => Reflect.apply(send, receiver, [new Uint8Array(1), 0, 1, 0, 0]), Error);
  }
  assert.throws(() => Reflect.get(Socket.prototype, 'fd', {}), Error);
});

test('a class may extend Socket', () => {
  class Named extends loadAddon().Socket {
    readonly name: string = 'x';
  }
  const socket = new Named(NETLINK_ROUTE, SOCK_RAW, null);
  assert.equal(socket.name, 'x');
  assert.ok(socket.bind(0, 0) > 0);
  socket.close();
});

test('numbers are checked in every call', () => {
  withSockets((open) => {
    const socket = open();
    const cases: [string, unknown[]][] = [
      ['bind', [0, 0]],
      ['setOption', [1, 8, 5000]],
      ['getOption', [1, 8]],
    ];
    for (const [name, good] of cases) {
      for (let position = 0; position < good.length; position++) {
        for (const bad of notNumbers)
          assert.throws(() => call(socket, name, ...good.with(position, bad)), wrongType);
        for (const bad of notWords)
          assert.throws(() => call(socket, name, ...good.with(position, bad)), outOfRange);
      }
    }
  });
});

test('bytes are a Uint8Array, a Buffer among them', () => {
  withSockets((open) => {
    const socket = open(NETLINK_USERSOCK);
    const bad = [undefined, null, 'bytes', [1, 2], new ArrayBuffer(8), new DataView(new ArrayBuffer(8))];
    for (const bytes of [...bad, new Uint16Array(8), new Uint8ClampedArray(8), new Int8Array(8)]) {
      assert.throws(() => call(socket, 'send', bytes, 0, 1, 0, 0), wrongType);
      assert.throws(() => call(socket, 'receive', bytes, 0, new Int32Array(5)), wrongType);
      assert.throws(() => call(socket, 'fill', bytes, 0, 1, new Int32Array(5)), wrongType);
    }
    assert.equal(socket.receive(Buffer.alloc(8), 0, new Int32Array(5)), -11);
    assert.equal(socket.receive(new Uint8Array(new SharedArrayBuffer(8)), 0, new Int32Array(5)), -11);
  });
});

test('offset and length stay inside the array', () => {
  withSockets((open) => {
    const socket = open(NETLINK_USERSOCK);
    const port = socket.bind(0, 0);
    const bytes = new Uint8Array(16);
    const info = new Int32Array(5);
    for (const offset of [-1, 17, 0.5, Number.NaN, 2 ** 53, Number.POSITIVE_INFINITY]) {
      assert.throws(() => socket.send(bytes, offset, 0, port, 0), outOfRange);
      assert.throws(() => socket.receive(bytes, offset, info), outOfRange);
      assert.throws(() => socket.fill(bytes, offset, 1, info), outOfRange);
    }
    for (const length of [-1, 9, 16, 1e9, 2 ** 64]) {
      assert.throws(() => socket.send(bytes, 8, length, port, 0), outOfRange);
    }
    assert.equal(socket.send(bytes, 8, 8, port, 0), 8);
    assert.equal(socket.receive(bytes, 16, info), 8, 'no room at all: the length alone');
  });
});

test('info is an Int32Array with room for the answer', () => {
  withSockets((open) => {
    const socket = open();
    const bytes = new Uint8Array(16);
    for (const info of [undefined, [0, 0, 0, 0, 0], new Uint32Array(5), new Float64Array(5)]) {
      assert.throws(() => call(socket, 'receive', bytes, 0, info), wrongType);
      assert.throws(() => call(socket, 'fill', bytes, 0, 1, info), wrongType);
    }
    assert.throws(() => socket.receive(bytes, 0, new Int32Array(4)), outOfRange);
    assert.throws(() => socket.fill(bytes, 0, 1, new Int32Array(2)), outOfRange);
    assert.throws(() => socket.fill(bytes, 0, 1, new Int32Array(0)), outOfRange);
  });
});

test('a detached buffer is refused', () => {
  withSockets((open) => {
    const socket = open();
    const detached = <T extends ArrayBufferView>(view: T): T => {
      structuredClone(view.buffer, { transfer: [view.buffer as ArrayBuffer] }); // made by `new` with a length
      return view;
    };
    const bytes = detached(new Uint8Array(64));
    const refusal = { ...outOfRange, message: /detached/ };
    assert.throws(() => socket.send(bytes, 0, 0, 0, 0), refusal);
    assert.throws(() => socket.receive(bytes, 0, new Int32Array(5)), refusal);
    assert.throws(() => socket.fill(bytes, 0, 1, new Int32Array(5)), refusal);
    assert.throws(() => socket.receive(new Uint8Array(8), 0, detached(new Int32Array(5))), refusal);
  });
});

test('wait takes a function', () => {
  withSockets((open) => {
    for (const callback of [undefined, null, 'f', {}]) {
      assert.throws(() => call(open(), 'wait', callback), wrongType);
    }
  });
});
