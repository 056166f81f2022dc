import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import {
  changeL2tp,
  type GenericSocket,
  getL2tpSession,
  getL2tpTunnel,
  L2TP,
  L2TP_CMD,
  L2TP_ENCAP,
  L2TP_L2SPEC,
  L2TP_PWTYPE,
  l2tp,
  listL2tpSessions,
  listL2tpTunnels,
  NETLINK,
  NetlinkError,
  openGeneric,
  parseAddress,
  subscribe,
} from '../../src/netlink/index.ts';
import { makeNamespace, type Namespace } from './support/namespace.ts';
import { without } from './support/needs.ts';
import { until } from './support/until.ts';

const skip = without('l2tp');
const ends = { ipSaddr: 0xc0000201, ipDaddr: 0xc0000202 } as const;
const version = { protoVersion: 3 } as const;
const session = { connId: 1, sessionId: 11, peerSessionId: 21, pwType: L2TP_PWTYPE.ETH } as const;

async function opened(t: TestContext): Promise<{ ns: Namespace; socket: GenericSocket }> {
  const ns = await makeNamespace(t);
  ns.sh(
    'ip link set lo up; ip address add 192.0.2.1/24 dev lo; ip address add 2001:db8::1/64 dev lo nodad; ' +
      'ip address add 2001:db8::2/64 dev lo nodad',
  );
  const socket = openGeneric({ netns: ns.path });
  t.after(() => socket.close());
  return { ns, socket };
}

const words = (ns: Namespace, what: string): string =>
  ns.sh(`ip l2tp show ${what}`).replaceAll(/\s+/g, ' ').trim();

test('tunnels over UDP and IP, version 4 and 6, are made, listed and got', { skip }, async (t) => {
  const { ns, socket } = await opened(t);
  const udp = { encapType: L2TP_ENCAP.UDP, udpSport: 1701, udpDport: 1702 } as const;
  await changeL2tp(socket, 'TUNNEL_CREATE', {
    ...{ ...version, ...ends, ...udp, connId: 1, peerConnId: 2 },
    udpCsum: 1,
  });
  await changeL2tp(socket, 'TUNNEL_CREATE', {
    ...{ ...version, ...ends, connId: 3, peerConnId: 4, encapType: L2TP_ENCAP.IP },
  });
  await changeL2tp(socket, 'TUNNEL_CREATE', {
    ...{ ...version, ...udp, connId: 5, peerConnId: 6, udpSport: 1703 },
    ip6Saddr: parseAddress('2001:db8::1') as string,
    ip6Daddr: parseAddress('2001:db8::2') as string,
    udpZeroCsum6Rx: true,
  });
  assert.deepEqual(
    words(ns, 'tunnel')
      .split(/ (?=Tunnel)/)
      .sort(),
    [
      'Tunnel 1, encap UDP From 192.0.2.1 to 192.0.2.2 Peer tunnel 2 UDP source / dest ports: 1701/1702 UDP checksum: enabled',
      'Tunnel 3, encap IP From 192.0.2.1 to 192.0.2.2 Peer tunnel 4',
      'Tunnel 5, encap UDP From 2001:db8::1 to 2001:db8::2 Peer tunnel 6 UDP source / dest ports: 1703/1702 UDP checksum: tx',
    ],
  );
  const listed = await listL2tpTunnels(socket);
  assert.deepEqual(listed.map(({ connId }) => connId).sort(), [1, 3, 5]);
  const first = await getL2tpTunnel(socket, 1);
  assert.deepEqual(
    [
      first?.peerConnId,
      first?.udpSport,
      first?.udpDport,
      first?.udpCsum,
      first?.ipSaddr,
      first?.protoVersion,
    ],
    [2, 1701, 1702, 1, 0xc0000201, 3],
  );
  const third = await getL2tpTunnel(socket, 5);
  assert.deepEqual([third?.ip6Daddr, third?.udpZeroCsum6Rx, third?.udpZeroCsum6Tx].slice(1), [
    true,
    undefined,
  ]);
  assert.equal(third?.ip6Daddr, parseAddress('2001:db8::2'));
  assert.equal(await getL2tpTunnel(socket, 9), undefined);
});

test('sessions are made with all that they can have, changed where they can be, and deleted', {
  skip,
}, async (t) => {
  const { ns, socket } = await opened(t);
  const tunnel = { ...version, ...ends, connId: 1, peerConnId: 2, encapType: L2TP_ENCAP.IP };
  await changeL2tp(socket, 'TUNNEL_CREATE', tunnel);
  await changeL2tp(socket, 'SESSION_CREATE', {
    ...session,
    ifname: 'wire',
    cookie: Uint8Array.of(1, 2, 3, 4),
    peerCookie: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8),
    l2specType: L2TP_L2SPEC.NONE,
    recvSeq: 1,
    recvTimeout: 200n,
  });
  const text = words(ns, 'session');
  assert.match(text, /^Session 11 in tunnel 1 Peer session 21, tunnel 2 interface name: wire/);
  assert.match(text, /cookie 01020304 peer cookie 0102030405060708/);
  assert.match(text, /reorder timeout: 200/);
  assert.match(text, /sequence numbering: recv/);
  assert.match(ns.sh('ip -d link show wire'), /link\/ether/);
  const { connId, sessionId } = session;
  await changeL2tp(socket, 'SESSION_MODIFY', { connId, sessionId, sendSeq: 1, recvSeq: 0, recvTimeout: 0n });
  assert.match(words(ns, 'session'), /sequence numbering: send$/);
  const found = await getL2tpSession(socket, { ifname: 'wire' });
  assert.deepEqual(found, (await listL2tpSessions(socket))[0]);
  assert.deepEqual(
    [found?.sessionId, found?.pwType, found?.sendSeq, found?.cookie?.length, found?.peerCookie?.length],
    [11, L2TP_PWTYPE.ETH, 1, 4, 8],
  );
  assert.equal(Number(found?.stats?.txErrors), 0);
  await changeL2tp(socket, 'SESSION_DELETE', { connId, sessionId });
  // It goes some time after the answer (l2tp_session_delete).
  await until('the session is gone', () => words(ns, 'session') === '');
  assert.equal(await getL2tpSession(socket, { connId, sessionId }), undefined);
  assert.deepEqual(await listL2tpSessions(socket), []);
});

test('a session of PPP in a tunnel of version 2 has no link', { skip }, async (t) => {
  const { ns, socket } = await opened(t);
  const udp = { encapType: L2TP_ENCAP.UDP, udpSport: 1701, udpDport: 1701 } as const;
  await changeL2tp(socket, 'TUNNEL_CREATE', { ...ends, ...udp, connId: 7, peerConnId: 8, protoVersion: 2 });
  const ppp = { connId: 7, sessionId: 1, peerSessionId: 2, pwType: L2TP_PWTYPE.PPP };
  try {
    await changeL2tp(socket, 'SESSION_CREATE', ppp);
  } catch (error) {
    if (error instanceof NetlinkError && error.code === 'EPROTONOSUPPORT') return t.skip('no PPPOL2TP');
    throw error;
  }
  const [found] = await listL2tpSessions(socket);
  assert.deepEqual([found?.pwType, found?.ifname], [L2TP_PWTYPE.PPP, undefined]);
  assert.doesNotMatch(ns.sh('ip -o link show'), /l2tp/);
});

test('those who listen to the group hear of what comes, changes and goes', { skip }, async (t) => {
  const { ns, socket } = await opened(t);
  const { id, groups } = await socket.resolveFamily(L2TP);
  const events = subscribe({
    netns: ns.path,
    family: NETLINK.GENERIC,
    groups: [groups.get(L2TP) ?? 0],
    messages: { [id]: l2tp },
  });
  t.after(() => events.close());
  const next = async (): Promise<readonly unknown[]> => {
    const { value } = await events.next();
    assert.ok(value !== undefined && value.overrun === undefined);
    const { cmd, connId, sessionId, ifname } = value.value;
    return [cmd, connId, sessionId, ifname];
  };
  ns.sh(
    'ip l2tp add tunnel tunnel_id 1 peer_tunnel_id 2 encap ip local 192.0.2.1 remote 192.0.2.2; ' +
      'ip l2tp add session name wire tunnel_id 1 session_id 11 peer_session_id 21',
  );
  assert.deepEqual(await next(), [L2TP_CMD.TUNNEL_CREATE, 1, undefined, undefined]);
  assert.deepEqual(await next(), [L2TP_CMD.SESSION_CREATE, 1, 11, 'wire']);
  const { connId, sessionId } = session;
  await changeL2tp(socket, 'SESSION_MODIFY', { connId, sessionId, lnsMode: 1 });
  assert.deepEqual(await next(), [L2TP_CMD.SESSION_MODIFY, 1, 11, 'wire']);
  await changeL2tp(socket, 'TUNNEL_MODIFY', { connId });
  assert.deepEqual(await next(), [L2TP_CMD.TUNNEL_MODIFY, 1, undefined, undefined]);
  ns.sh('ip l2tp del session tunnel_id 1 session_id 11');
  assert.deepEqual(await next(), [L2TP_CMD.SESSION_DELETE, 1, 11, 'wire']);
  await changeL2tp(socket, 'TUNNEL_DELETE', { connId });
  assert.deepEqual(await next(), [L2TP_CMD.TUNNEL_DELETE, 1, undefined, undefined]);
});
