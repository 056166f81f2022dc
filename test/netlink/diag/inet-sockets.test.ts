import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  AF,
  FakeKernel,
  type FakeRequest,
  fakeReplies,
  type InetDiag,
  IPPROTO,
  inetDiag,
  inetDiagRequest,
  listInetSockets,
  NetlinkError,
  openSockDiag,
  parseAddress,
  SOCK_DIAG,
  TCP_STATE,
} from '../../../src/netlink/index.ts';

const { ack, done, reply } = fakeReplies;
const BY_FAMILY = SOCK_DIAG.SOCK_DIAG_BY_FAMILY;

const ipv4 = (a: number, b: number, c: number, d: number): Uint8Array => Uint8Array.of(a, b, c, d);
const MAPPED = Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 192, 0, 2, 1);
const IPV6 = Uint8Array.of(0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);

function socket(family: number, src: Uint8Array, dst: Uint8Array): InetDiag {
  const id = { sport: 22, dport: 50000, src, dst, ifindex: 3, cookie: new Uint8Array(8) };
  return { family, state: 1, id, uid: 1000, inode: 4711, mark: 7 };
}

/** A kernel with these sockets, by the family that a request asks for. */
function open(sockets: Readonly<Record<number, InetDiag>>): {
  kernel: FakeKernel;
  connection: ReturnType<typeof openSockDiag>;
} {
  const kernel = new FakeKernel((requests: readonly FakeRequest[]) =>
    requests.flatMap((request) => {
      const found = sockets[request.bytes[16] ?? 0];
      return [...(found === undefined ? [] : [reply(request, inetDiag, BY_FAMILY, found)]), done(request)];
    }),
  );
  return { kernel, connection: openSockDiag({ native: kernel, timeout: 50 }) };
}

test('sockets of both families are read, and those of IPv6 that speak IPv4 have its addresses', async () => {
  const { connection } = open({
    [AF.INET]: socket(AF.INET, ipv4(192, 0, 2, 1), ipv4(198, 51, 100, 7)),
    [AF.INET6]: socket(AF.INET6, MAPPED, IPV6),
  });
  const common = {
    protocol: IPPROTO.TCP,
    state: 1,
    ifindex: 3,
    uid: 1000,
    inode: 4711,
    mark: 7,
    cookie: new Uint8Array(8),
  };
  assert.deepEqual(await listInetSockets(connection), [
    {
      ...common,
      family: AF.INET,
      local: { address: parseAddress('192.0.2.1'), port: 22 },
      remote: { address: parseAddress('198.51.100.7'), port: 50000 },
    },
    {
      ...common,
      family: AF.INET6,
      local: { address: parseAddress('192.0.2.1'), port: 22 },
      remote: { address: parseAddress('2001:db8::1'), port: 50000 },
    },
  ]);
});

test('a request names family, protocol and the mask of states where struct inet_diag_req_v2 has them', async () => {
  const { kernel, connection } = open({});
  const states = [TCP_STATE.ESTABLISHED, TCP_STATE.LISTEN];
  await listInetSockets(connection, { family: AF.INET6, protocol: IPPROTO.UDP, states });
  const [request, ...others] = kernel.sent.flat();
  assert.deepEqual(others, []);
  const header = Buffer.from(request?.bytes ?? []).subarray(16);
  assert.equal(header.length, 56);
  assert.equal(header.subarray(0, 8).toString('hex'), '0a11000002040000');
});

test('in words a request has the names of families, protocols and states', () => {
  assert.equal(
    inetDiagRequest.show({ family: AF.INET, protocol: IPPROTO.TCP, states: 2 }),
    '{family: inet, protocol: tcp, states: established}',
  );
});

test('a kernel without inet_diag says ENOENT', async () => {
  const kernel = new FakeKernel((requests) => requests.map((request) => ack(request, 2)));
  const connection = openSockDiag({ native: kernel, timeout: 50 });
  await assert.rejects(
    listInetSockets(connection),
    (error) => error instanceof NetlinkError && error.code === 'ENOENT',
  );
});
