import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  ENOBUFS,
  headers,
  NETLINK_USERSOCK,
  NLM_F_ACK,
  NLM_F_DUMP,
  NLM_F_REQUEST,
  NLMSG_DONE,
  NLMSG_ERROR,
  RTM_GETLINK,
  RTM_NEWLINK,
  request,
  SO_RCVBUF,
  SOL_SOCKET,
  send,
  withSockets,
} from './addon-fixture.ts';

const KIB = 1024;
const MISSING_LINK = 2 ** 31 - 1;

test('fill brings a whole dump of links to its NLMSG_DONE', () => {
  withSockets((open) => {
    const socket = open();
    const bytes = new Uint8Array(1024 * KIB);
    const info = new Int32Array(3);
    send(socket, request(RTM_GETLINK, NLM_F_REQUEST | NLM_F_DUMP, 0x9abcdef0));
    const end = socket.fill(bytes, 0, 0x9abcdef0, info);
    // A machine with many links needs several datagrams.
    assert.ok((info[0] ?? 0) >= 1);
    assert.deepEqual([...info.subarray(1)], [0, 0]);
    const found = headers(bytes, 0, end);
    assert.ok(found.length >= 2);
    assert.equal(found.at(-1)?.type, NLMSG_DONE);
    for (const { type, seq } of found.slice(0, -1)) assert.deepEqual([type, seq], [RTM_NEWLINK, 0x9abcdef0]);
  });
});

test('fill begins at the offset, may be unaligned, and leaves what is before it', () => {
  withSockets((open) => {
    const socket = open();
    const bytes = new Uint8Array(256 * KIB).fill(0xee);
    const info = new Int32Array(3);
    send(socket, request(RTM_GETLINK, NLM_F_REQUEST | NLM_F_DUMP, 9));
    const end = socket.fill(bytes, 1001, 9, info);
    assert.ok((info[0] ?? 0) >= 1);
    assert.ok(bytes.subarray(0, 1001).every((byte) => byte === 0xee));
    assert.ok(bytes.subarray(end).every((byte) => byte === 0xee));
    assert.equal(headers(bytes, 1001, end).at(-1)?.type, NLMSG_DONE);
  });
});

test('fill stops while 64 KiB are not free, and goes on in the next call', () => {
  withSockets((open) => {
    const socket = open();
    const bytes = new Uint8Array(64 * KIB);
    const info = new Int32Array(3);
    for (const seq of [1, 2]) send(socket, request(RTM_GETLINK, NLM_F_REQUEST, seq, 32, MISSING_LINK));
    assert.equal(socket.fill(bytes, 4, 2, info), 4, 'too little room from the start');
    assert.deepEqual([...info], [2, 0, 0]);
    for (const [seq, stop] of [
      [1, 2],
      [2, 1],
    ]) {
      const end = socket.fill(bytes, 0, 2, info);
      assert.deepEqual([headers(bytes, 0, end).map((header) => header.seq), info[0]], [[seq], stop]);
    }
  });
});

test('fill says 0 when nothing more is there, and does not stop at the answer to another request', () => {
  withSockets((open) => {
    const socket = open();
    const bytes = new Uint8Array(128 * KIB);
    const info = new Int32Array(3).fill(7);
    assert.equal(socket.fill(bytes, 0, 1, info), 0);
    assert.deepEqual([...info], [0, 0, 0]);

    for (const seq of [1, 2, 3]) {
      send(socket, request(RTM_GETLINK, NLM_F_REQUEST | NLM_F_ACK, seq, 32, MISSING_LINK));
    }
    const end = socket.fill(bytes, 0, 2, info);
    assert.equal(info[0], 1);
    const found = headers(bytes, 0, end);
    assert.deepEqual(
      found.map(({ type, seq, word }) => [type, seq, word]),
      [
        [NLMSG_ERROR, 1, -19],
        [NLMSG_ERROR, 2, -19],
      ],
    );
    assert.notEqual(socket.fill(bytes, 0, 99, info), 0);
    assert.equal(info[0], 0);
  });
});

test('fill drops and counts what does not come from the kernel', () => {
  withSockets((open) => {
    const [stranger, socket] = [open(NETLINK_USERSOCK), open(NETLINK_USERSOCK)];
    const port = socket.bind(0, 0);
    for (let i = 0; i < 3; i++) send(stranger, request(NLMSG_DONE, 0, 1, 20), port);
    const bytes = new Uint8Array(128 * KIB);
    const info = new Int32Array(3);
    assert.equal(socket.fill(bytes, 0, 1, info), 0);
    assert.deepEqual([...info], [0, 3, 0]);
  });
});

test('fill tells the length of a datagram that did not fit, and goes on after it', () => {
  withSockets((open) => {
    const socket = open();
    // An error repeats the request it answers: here 100 KB of it.
    send(socket, request(RTM_GETLINK, NLM_F_REQUEST, 1, 100_000, MISSING_LINK));
    send(socket, request(RTM_GETLINK, NLM_F_REQUEST, 2, 32, MISSING_LINK));
    const bytes = new Uint8Array(65 * KIB);
    const info = new Int32Array(3);
    assert.equal(socket.fill(bytes, 0, 2, info), 0);
    assert.deepEqual([...info], [3, 0, 100_000 + 20]);
    const end = socket.fill(bytes, 0, 2, info);
    assert.equal(info[0], 1);
    assert.equal(headers(bytes, 0, end)[0]?.seq, 2);
  });
});

test('an overrun queue is told once as ENOBUFS, then what was kept follows', () => {
  withSockets((open) => {
    const socket = open();
    socket.setOption(SOL_SOCKET, SO_RCVBUF, 4096);
    for (let seq = 1; seq <= 64; seq++) {
      send(socket, request(RTM_GETLINK, NLM_F_REQUEST | NLM_F_ACK, seq, 32, MISSING_LINK));
    }
    const bytes = new Uint8Array(256 * KIB);
    const info = new Int32Array(3);
    assert.equal(socket.fill(bytes, 0, 64, info), 0);
    assert.equal(info[0], -ENOBUFS);
    const end = socket.fill(bytes, 0, 64, info);
    assert.equal(info[0], 0);
    const kept = headers(bytes, 0, end).map(({ seq }) => seq);
    assert.ok(kept.length > 0 && kept.length < 64, String(kept.length));
    assert.deepEqual(
      kept,
      kept.map((_, i) => i + 1),
    );
  });
});
