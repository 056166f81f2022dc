import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  FakeKernel,
  NETLINK_OPTION,
  parseUevent,
  SOL,
  subscribeUevents,
} from '../../../src/netlink/index.ts';

const PROPERTIES = 'ACTION=add\0DEVPATH=/devices/virtual/net/v0\0SUBSYSTEM=net\0INTERFACE=v0\0SEQNUM=4711\0';
const EXPECTED = {
  action: 'add',
  devpath: '/devices/virtual/net/v0',
  subsystem: 'net',
  seqnum: 4711n,
  properties: {
    ACTION: 'add',
    DEVPATH: '/devices/virtual/net/v0',
    SUBSYSTEM: 'net',
    INTERFACE: 'v0',
    SEQNUM: '4711',
  },
};
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const KERNEL = encode(`add@/devices/virtual/net/v0\0${PROPERTIES}`);

/** A datagram of udev with its header of 40 bytes. */
function udev(magic = 0xfeed_cafe, offset = 40): Uint8Array {
  const properties = encode(PROPERTIES);
  const bytes = new Uint8Array(40 + properties.length);
  bytes.set(encode('libudev\0'));
  bytes.set(properties, 40);
  new DataView(bytes.buffer).setUint32(8, magic);
  bytes.set(new Uint8Array(Uint32Array.of(40, offset, properties.length).buffer), 12);
  return bytes;
}

test('datagrams of the kernel and of udev are read alike', () => {
  assert.deepEqual(parseUevent(KERNEL), EXPECTED);
  assert.deepEqual(parseUevent(udev()), EXPECTED);
});

test('what is neither of the two is left out', () => {
  assert.equal(parseUevent(udev(1)), undefined);
  assert.equal(parseUevent(udev(0xfeed_cafe, 41)), undefined);
  assert.equal(parseUevent(encode('hello\0ACTION=add\0DEVPATH=/x\0')), undefined);
  assert.equal(parseUevent(encode('add@/x\0ACTION=add\0')), undefined);
  assert.equal(parseUevent(encode('add@/x\0ACTION=add\0DEVPATH=/x\0SEQNUM=0x1\0')), undefined);
});

test('properties may have any name and any value', () => {
  const event = parseUevent(encode('add@/x\0ACTION=add\0DEVPATH=/x\0__proto__=a=b\0=c\0d\0'));
  assert.deepEqual(Object.entries(event?.properties ?? {}).slice(2), [['__proto__', 'a=b']]);
});

test('random bytes are read or left out', () => {
  const prefix = fc.constantFrom(new Uint8Array(), KERNEL.slice(0, 28), udev().slice(0, 16));
  fc.assert(
    fc.property(prefix, fc.uint8Array({ maxLength: 80 }), (start, rest) => {
      parseUevent(Uint8Array.of(...start, ...rest));
    }),
  );
});

test('only the kernel is taken for the kernel, and only those who may send to the group of udev for udev', async () => {
  for (const from of ['kernel', 'udev'] as const) {
    const kernel = new FakeKernel();
    const events = subscribeUevents({ native: kernel, from });
    kernel.deliver({ bytes: KERNEL, port: 7, group: 1 });
    kernel.deliver({ bytes: udev(), port: 7, group: 0 }, { bytes: udev(), port: 0, group: 2 });
    kernel.deliver({ bytes: encode('nonsense'), port: 0, group: 1 });
    kernel.deliver(
      { bytes: KERNEL, port: 0, group: 1 },
      { bytes: udev(), port: 7, group: 2 },
      { errno: 105 },
    );
    assert.deepEqual((await events.next()).value, EXPECTED);
    assert.deepEqual((await events.next()).value, { overrun: true });
    events.close();
    assert.equal((await events.next()).done, true);
  }
});

test('a group that cannot be joined is told once, and its socket closed', () => {
  const kernel = new FakeKernel();
  kernel.setOption = (level, option) => {
    if (level !== SOL.NETLINK || option !== NETLINK_OPTION.ADD_MEMBERSHIP) return;
    throw Object.assign(new Error('EPERM: not permitted, setsockopt'), { errno: -1, syscall: 'setsockopt' });
  };
  assert.throws(() => subscribeUevents({ native: kernel }), {
    code: 'EPERM',
    message: 'EPERM: cannot join group 1: EPERM: not permitted, setsockopt (setsockopt)',
  });
  assert.ok(kernel.closed);
});
