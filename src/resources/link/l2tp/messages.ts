import type { Attributes, Value } from '../../../model/index.ts';
import {
  formatAddress,
  L2TP_ENCAP,
  L2TP_L2SPEC,
  L2TP_PWTYPE,
  type L2tpMessage,
  parseAddress,
} from '../../../netlink/index.ts';

/** L2TP_HDR_VER_3: sessions of version 2 have no links. */
const VERSION = 3;

const bytesOf = (text: Value | undefined): Uint8Array | undefined =>
  typeof text === 'string' ? Uint8Array.from(Buffer.from(text, 'hex')) : undefined;

const textOf = (bytes: Uint8Array | undefined): string | null =>
  bytes === undefined ? null : Buffer.from(bytes).toString('hex');

/** The numbers of a session: its tunnel's, and its own. */
export const idsOf = (attributes: Attributes): { readonly connId: number; readonly sessionId: number } => ({
  connId: Number(attributes['l2tp.tunnel-id']),
  sessionId: Number(attributes['l2tp.session-id']),
});

const endsOf = (local: string, remote: string): L2tpMessage => {
  const [from, to] = [parseAddress(local), parseAddress(remote)];
  if (typeof from === 'number' && typeof to === 'number') return { ipSaddr: from, ipDaddr: to };
  return typeof from === 'string' && typeof to === 'string' ? { ip6Saddr: from, ip6Daddr: to } : {};
};

/** The message that makes the tunnel. `udpCsum` turns checksums on by being there (nla_get_flag). */
export function tunnelMessage(attributes: Attributes): L2tpMessage {
  const isUdp = attributes['l2tp.encapsulation'] !== 'ip';
  return {
    protoVersion: VERSION,
    connId: idsOf(attributes).connId,
    peerConnId: Number(attributes['l2tp.peer-tunnel-id']),
    encapType: isUdp ? L2TP_ENCAP.UDP : L2TP_ENCAP.IP,
    ...endsOf(String(attributes['l2tp.local']), String(attributes['l2tp.remote'])),
    ...(isUdp && {
      udpSport: Number(attributes['l2tp.source-port']),
      udpDport: Number(attributes['l2tp.destination-port']),
      ...(attributes['l2tp.udp-checksum'] === true && { udpCsum: 1 }),
      ...(attributes['l2tp.zero-udp6-tx'] === true && { udpZeroCsum6Tx: true as const }),
      ...(attributes['l2tp.zero-udp6-rx'] === true && { udpZeroCsum6Rx: true as const }),
    }),
  };
}

/** What can be changed of a live session (l2tp_nl_cmd_session_modify), as far as it is given. */
export function changeableMessage(attributes: Attributes): L2tpMessage {
  const {
    'l2tp.input-sequence': input,
    'l2tp.output-sequence': output,
    'l2tp.reorder-timeout': timeout,
  } = attributes;
  return {
    ...(input !== undefined && { recvSeq: input === true ? 1 : 0 }),
    ...(output !== undefined && { sendSeq: output === true ? 1 : 0 }),
    ...(typeof timeout === 'number' && { recvTimeout: BigInt(timeout) }),
  };
}

/** The message that makes the session and its link. */
export function sessionMessage(name: string, attributes: Attributes): L2tpMessage {
  const cookie = bytesOf(attributes['l2tp.cookie']);
  const peerCookie = bytesOf(attributes['l2tp.peer-cookie']);
  return {
    ...idsOf(attributes),
    peerSessionId: Number(attributes['l2tp.peer-session-id']),
    pwType: L2TP_PWTYPE.ETH,
    ifname: name,
    l2specType: attributes['l2tp.layer2-specific-header'] === 'none' ? L2TP_L2SPEC.NONE : L2TP_L2SPEC.DEFAULT,
    ...(cookie !== undefined && { cookie }),
    ...(peerCookie !== undefined && { peerCookie }),
    ...changeableMessage(attributes),
  };
}

/** The attributes that a live tunnel gives to its sessions. */
export function attributesOfTunnel(tunnel: L2tpMessage): Attributes {
  const { ipSaddr, ipDaddr, ip6Saddr, ip6Daddr, encapType } = tunnel;
  const address = (...[four, six]: readonly [number | undefined, string | undefined]): string | null => {
    const given = four ?? six;
    return given === undefined ? null : formatAddress(given);
  };
  return {
    'l2tp.tunnel-id': tunnel.connId ?? null,
    'l2tp.peer-tunnel-id': tunnel.peerConnId ?? null,
    'l2tp.encapsulation': encapType === L2TP_ENCAP.IP ? 'ip' : 'udp',
    'l2tp.local': address(ipSaddr, ip6Saddr),
    'l2tp.remote': address(ipDaddr, ip6Daddr),
    'l2tp.source-port': tunnel.udpSport ?? null,
    'l2tp.destination-port': tunnel.udpDport ?? null,
    'l2tp.udp-checksum': tunnel.udpCsum === 1,
    'l2tp.zero-udp6-tx': tunnel.udpZeroCsum6Tx === true,
    'l2tp.zero-udp6-rx': tunnel.udpZeroCsum6Rx === true,
  };
}

/** The attributes of a live session itself. The kernel does not tell `layer2-specific-header`. */
export const attributesOfSession = (session: L2tpMessage): Attributes => ({
  'l2tp.session-id': session.sessionId ?? null,
  'l2tp.peer-session-id': session.peerSessionId ?? null,
  'l2tp.cookie': textOf(session.cookie),
  'l2tp.peer-cookie': textOf(session.peerCookie),
  'l2tp.input-sequence': session.recvSeq === 1,
  'l2tp.output-sequence': session.sendSeq === 1,
  'l2tp.reorder-timeout': Number(session.recvTimeout ?? 0),
});
