import {
  bits,
  endpoint,
  enumerated,
  exactly,
  indexed,
  ip,
  nest,
  type Of,
  s64,
  secret,
  string,
  struct,
  u8,
  u16,
  u32,
  u64,
  type Value,
} from '../../codec/index.ts';
import { AF } from '../../constants/families.ts';
import { genericMessage } from '../message.ts';
import { WGALLOWEDIP_A, WGDEVICE_A, WGPEER_A } from './wireguard-ids.ts';
import { isUsualPeer, putUsualPeer } from './wireguard-put.ts';

/** WG_GENL_NAME. */
export const WIREGUARD = 'wireguard';
export const WG_CMD = { GET_DEVICE: 0, SET_DEVICE: 1 } as const;

/** Flags of a device, a peer and an allowed address in WG_CMD_SET_DEVICE. */
export const WGDEVICE_F = { REPLACE_PEERS: 1 } as const;
export const WGPEER_F = { REMOVE_ME: 1, REPLACE_ALLOWEDIPS: 2, UPDATE_ONLY: 4 } as const;
/** WGALLOWEDIP_F_REMOVE_ME: since Linux 6.16; older kernels refuse the flags. */
export const WGALLOWEDIP_F = { REMOVE_ME: 1 } as const;

const key = exactly(32);
const publicKey = { ...key, show: (value: Uint8Array): string => Buffer.from(value).toString('base64') };
const secretKey = secret<Uint8Array, typeof key>(key);

const allowedIp = nest(() => ({
  family: [WGALLOWEDIP_A.FAMILY, enumerated(u16, AF)],
  ipaddr: [WGALLOWEDIP_A.IPADDR, ip],
  cidrMask: [WGALLOWEDIP_A.CIDR_MASK, u8],
  flags: [4, bits(u32, WGALLOWEDIP_F)],
}));

const anyPeer = nest(
  () => ({
    publicKey: [WGPEER_A.PUBLIC_KEY, publicKey],
    presharedKey: [WGPEER_A.PRESHARED_KEY, secretKey],
    flags: [WGPEER_A.FLAGS, bits(u32, WGPEER_F)],
    endpoint: [WGPEER_A.ENDPOINT, endpoint],
    persistentKeepaliveInterval: [WGPEER_A.PERSISTENT_KEEPALIVE_INTERVAL, u16],
    lastHandshakeTime: [WGPEER_A.LAST_HANDSHAKE_TIME, struct({ sec: s64, nsec: s64 })],
    rxBytes: [7, u64],
    txBytes: [8, u64],
    allowedips: [WGPEER_A.ALLOWEDIPS, indexed(allowedIp, 0)],
    protocolVersion: [10, u32],
  }),
  [0],
);

const peer: typeof anyPeer = {
  ...anyPeer,
  put(w, value) {
    if (isUsualPeer(value)) putUsualPeer(w, value);
    else anyPeer.put(w, value);
  },
};

/** Messages of WireGuard (WGDEVICE_A_*, linux/wireguard.h). Peers and allowed addresses are plain lists. */
export const wireguard = genericMessage(
  WIREGUARD,
  () => ({
    ifindex: [1, u32],
    ifname: [2, string],
    privateKey: [WGDEVICE_A.PRIVATE_KEY, secretKey],
    publicKey: [4, publicKey],
    flags: [5, bits(u32, WGDEVICE_F)],
    listenPort: [WGDEVICE_A.LISTEN_PORT, u16],
    fwmark: [WGDEVICE_A.FWMARK, u32],
    peers: [WGDEVICE_A.PEERS, indexed(peer, 0)],
  }),
  () => Object.fromEntries(Object.entries(WG_CMD).map(([name, cmd]) => [`WG_CMD_${name}`, cmd])),
);

export type WireguardMessage = Value<typeof wireguard>;
export type WireguardPeer = Of<typeof peer>;
export type WireguardAllowedIp = Of<typeof allowedIp>;
