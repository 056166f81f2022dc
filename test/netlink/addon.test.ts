import assert from 'node:assert/strict';
import { readFileSync, readlinkSync } from 'node:fs';
import { test } from 'node:test';
import {
  EAGAIN,
  headers,
  MSG_TRUNC,
  NETLINK_ADD_MEMBERSHIP,
  NETLINK_DROP_MEMBERSHIP,
  NETLINK_ROUTE,
  NETLINK_USERSOCK,
  NLM_F_ACK,
  NLM_F_REQUEST,
  NLMSG_ERROR,
  openSockets,
  RTM_GETLINK,
  RTM_NEWLINK,
  request,
  SO_PROTOCOL,
  SO_RCVBUF,
  SO_TYPE,
  SOCK_DGRAM,
  SOCK_RAW,
  SOL_NETLINK,
  SOL_SOCKET,
  send,
  withSockets,
} from './addon-fixture.ts';

const O_NONBLOCK = 0o4000;
const O_CLOEXEC = 0o2000000;

test('a socket has the family and type asked for', () => {
  withSockets((open) => {
    const raw = open(NETLINK_ROUTE, SOCK_RAW);
    assert.equal(raw.getOption(SOL_SOCKET, SO_TYPE), SOCK_RAW);
    assert.equal(raw.getOption(SOL_SOCKET, SO_PROTOCOL), NETLINK_ROUTE);
    const datagram = open(NETLINK_USERSOCK, SOCK_DGRAM);
    assert.equal(datagram.getOption(SOL_SOCKET, SO_TYPE), SOCK_DGRAM);
    assert.equal(datagram.getOption(SOL_SOCKET, SO_PROTOCOL), NETLINK_USERSOCK);
  });
});

test('a socket is a descriptor that neither blocks nor survives exec', () => {
  withSockets((open) => {
    const { fd } = open();
    assert.match(readlinkSync(`/proc/self/fd/${fd}`), /^socket:/);
    const flags = Number.parseInt(
      /flags:\s*(\d+)/.exec(readFileSync(`/proc/self/fdinfo/${fd}`, 'utf8'))?.[1] ?? '',
      8,
    );
    assert.equal(flags & O_NONBLOCK, O_NONBLOCK);
    assert.equal(flags & O_CLOEXEC, O_CLOEXEC);
  });
});

test('bind returns the port id the kernel chose, another for each socket', () => {
  withSockets((open) => {
    const ports = [open(), open(), open()].map((socket) => socket.bind(0, 0));
    assert.equal(new Set(ports).size, 3);
    for (const port of ports) assert.ok(Number.isInteger(port) && port > 0 && port < 2 ** 32, String(port));
  });
});

test('bind takes a wish, in the upper half of 32 bits as well, and refuses one that is taken', () => {
  withSockets((open) => {
    const wish = 0xfedc0000 + (process.pid & 0xffff);
    assert.equal(open().bind(wish, 0), wish);
    assert.throws(() => open().bind(wish | 0, 0), { code: 'EADDRINUSE', errno: -98, syscall: 'bind' });
  });
});

test('memberships lists the groups joined by bind and by option, those above 32 too', () => {
  withSockets((open) => {
    const socket = open();
    assert.deepEqual(socket.memberships(), []);
    socket.bind(0, 1 | (1 << 4));
    assert.deepEqual(socket.memberships(), [1, 5]);
    socket.setOption(SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, 33);
    socket.setOption(SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, 32);
    socket.setOption(SOL_NETLINK, NETLINK_DROP_MEMBERSHIP, 1);
    assert.deepEqual(socket.memberships(), [5, 32, 33]);
  });
});

test('setOption sets what getOption reads, and throws what the kernel refuses', () => {
  withSockets((open) => {
    const socket = open();
    socket.setOption(SOL_SOCKET, SO_RCVBUF, 50_000);
    assert.equal(socket.getOption(SOL_SOCKET, SO_RCVBUF), 100_000); // sock_setsockopt() doubles it
    const refusal = {
      name: 'Error',
      code: 'ENOPROTOOPT',
      errno: -92,
      message: /ENOPROTOOPT: protocol not available/,
    };
    assert.throws(() => socket.setOption(SOL_NETLINK, 9999, 1), { ...refusal, syscall: 'setsockopt' });
    assert.throws(() => socket.getOption(SOL_NETLINK, 9999), { ...refusal, syscall: 'getsockopt' });
  });
});

test('opening a family the kernel does not have names the call that failed', () => {
  withSockets((open) => {
    assert.throws(() => open(999), { code: 'EPROTONOSUPPORT', errno: -93, syscall: 'socket' });
  });
});

test('a request is answered by one datagram from port 0, for the port bound', () => {
  withSockets((open) => {
    const socket = open();
    const port = socket.bind(0, 0);
    const bytes = new Uint8Array(32_768);
    const info = new Int32Array(5);
    assert.equal(socket.receive(bytes, 0, info), -EAGAIN);

    assert.equal(send(socket, request(RTM_GETLINK, NLM_F_REQUEST, 77, 32, 1)), 32);
    const length = socket.receive(bytes, 8, info);
    assert.ok(length > 32, String(length));
    assert.deepEqual([...info], [0, 0, 0, 0, -1]);
    const [link] = headers(bytes, 8, 8 + length);
    assert.deepEqual([link?.type, link?.seq, link?.port], [RTM_NEWLINK, 77, port]);
    assert.equal(socket.receive(bytes, 0, info), -EAGAIN);
  });
});

test('send takes the part of the array it is told', () => {
  withSockets((open) => {
    const socket = open();
    const bytes = new Uint8Array(4096).fill(0xff);
    bytes.set(request(RTM_GETLINK, NLM_F_REQUEST | NLM_F_ACK, 5, 32, 2 ** 31 - 1), 100);
    assert.equal(socket.send(bytes, 100, 32, 0, 0), 32);
    const length = socket.receive(bytes, 0, new Int32Array(5));
    const [answer] = headers(bytes, 0, length);
    assert.deepEqual([answer?.type, answer?.seq, answer?.word], [NLMSG_ERROR, 5, -19]);
  });
});

test('a datagram longer than the room is reported with its real length and MSG_TRUNC, and nothing beyond is written', () => {
  withSockets((open) => {
    const socket = open();
    send(socket, request(RTM_GETLINK, NLM_F_REQUEST, 1, 32, 1));
    const bytes = new Uint8Array(64).fill(0xee);
    const info = new Int32Array(5);
    const length = socket.receive(bytes.subarray(0, 48), 24, info);
    assert.ok(length > 24, String(length));
    assert.equal((info[3] ?? 0) & MSG_TRUNC, MSG_TRUNC);
    assert.deepEqual([...bytes.subarray(0, 24), ...bytes.subarray(48)], Array(40).fill(0xee));
    assert.equal(socket.receive(bytes, 0, info), -EAGAIN, 'the rest is gone');
  });
});

test('two sockets talk to each other by port id', () => {
  withSockets((open) => {
    const [here, there] = [open(NETLINK_USERSOCK), open(NETLINK_USERSOCK)];
    const [from, to] = [here.bind(0xf0000000 + process.pid, 0), there.bind(0, 0)];
    const words = new TextEncoder().encode('hello');
    assert.equal(send(here, words, to), 5);
    const bytes = new Uint8Array(16);
    const info = new Int32Array(5);
    assert.equal(there.receive(bytes, 0, info), 5);
    assert.deepEqual(bytes.subarray(0, 5), words);
    assert.equal((info[0] ?? 0) >>> 0, from);
    assert.equal(send(there, words, info[0]), 5, 'info[0] is an address as it is');
    assert.equal(here.receive(bytes, 0, info), 5);
  });
});

test('send to nobody returns the errno', () => {
  withSockets((open) => {
    assert.equal(send(open(NETLINK_USERSOCK), new Uint8Array(4), 0xefffffff), -111);
  });
});

test('close frees the descriptor, once', () => {
  const before = openSockets();
  withSockets((open) => {
    const socket = open();
    const { fd } = socket;
    assert.equal(openSockets(), before + 1);
    socket.close();
    assert.equal(openSockets(), before);
    assert.equal(open().fd, fd);
    socket.close();
    assert.equal(openSockets(), before + 1, 'the second close must not hit the number used again');
  });
});

test('a closed socket says EBADF to everything', () => {
  withSockets((open) => {
    const socket = open();
    socket.close();
    const badf = (syscall: string): object => ({ name: 'Error', code: 'EBADF', errno: -9, syscall });
    assert.equal(socket.fd, -1);
    assert.throws(() => socket.bind(0, 0), badf('bind'));
    assert.throws(() => socket.setOption(SOL_SOCKET, SO_RCVBUF, 1), badf('setsockopt'));
    assert.throws(() => socket.getOption(SOL_SOCKET, SO_RCVBUF), badf('getsockopt'));
    assert.throws(() => socket.memberships(), badf('getsockopt'));
    assert.throws(() => socket.wait(() => {}), badf('wait'));
    const bytes = new Uint8Array(1 << 17);
    const info = new Int32Array(5);
    assert.equal(send(socket, bytes.subarray(0, 16)), -9);
    assert.equal(socket.receive(bytes, 0, info), -9);
    assert.equal(socket.fill(bytes, 12, 1, info), 12);
    assert.equal(info[0], -9);
    socket.cancelWait();
    socket.ref();
    socket.unref();
  });
});
