import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  changeL2tp,
  type FakeRequest,
  getL2tpSession,
  getL2tpTunnel,
  L2TP_CMD,
  L2TP_ENCAP,
  L2TP_PWTYPE,
  type L2tpMessage,
  l2tp,
  listL2tpSessions,
  listL2tpTunnels,
  openGeneric,
} from '../../../../src/netlink/index.ts';
import { answeringFamily, fakeFamily } from './fake-family.ts';

const tunnel: L2tpMessage = {
  protoVersion: 3,
  connId: 1,
  peerConnId: 2,
  encapType: L2TP_ENCAP.IP,
  ipSaddr: 0xc0000201,
  ipDaddr: 0xc0000202,
};
const session: L2tpMessage = {
  connId: 1,
  sessionId: 4_000_000_000,
  peerSessionId: 21,
  pwType: L2TP_PWTYPE.ETH,
  ifname: 'wire',
  cookie: Uint8Array.of(1, 2, 3, 4),
  recvTimeout: 250n,
  stats: { txPackets: 1, rxInvalid: 2 },
};

const commandOf = ({ bytes }: FakeRequest): number => bytes[16] ?? 0;

test('tunnels and sessions are asked for by commands of their own', async () => {
  const kernel = fakeFamily(l2tp, (request) =>
    commandOf(request) === L2TP_CMD.TUNNEL_GET ? [tunnel] : [session],
  );
  const socket = openGeneric({ native: kernel });
  const header = { cmd: 0, version: 0, reserved: 0 };
  assert.deepEqual(await listL2tpTunnels(socket), [{ ...header, ...tunnel }]);
  assert.deepEqual(await listL2tpSessions(socket), [{ ...header, ...session }]);
});

test('a tunnel and a session are got, and what there is not is undefined', async () => {
  const socket = openGeneric({
    native: answeringFamily(l2tp, (request) =>
      commandOf(request) === L2TP_CMD.TUNNEL_GET ? tunnel : session,
    ),
  });
  assert.equal((await getL2tpTunnel(socket, 1))?.peerConnId, 2);
  assert.deepEqual((await getL2tpSession(socket, { ifname: 'wire' }))?.stats, { txPackets: 1, rxInvalid: 2 });
  const none = openGeneric({
    native: fakeFamily(
      l2tp,
      () => [],
      () => 19,
    ),
  });
  assert.equal(await getL2tpTunnel(none, 1), undefined);
  await assert.rejects(changeL2tp(none, 'TUNNEL_DELETE', { connId: 1 }), { code: 'ENODEV' });
});

test('a trace says commands, encapsulation and addresses by their names', () => {
  const words = l2tp.show({ cmd: L2TP_CMD.TUNNEL_CREATE, version: 1, ...tunnel });
  assert.match(words, /ipSaddr: 192\.0\.2\.1/);
  assert.match(words, /encapType: ip/);
});
