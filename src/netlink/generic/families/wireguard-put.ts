import { putLatin1 } from '../../codec/address.ts';
import { type Endpoint, endpoint, host, type Writer } from '../../codec/index.ts';
import { ATTRIBUTE_HEADER, align, NESTED } from '../../codec/wire.ts';
import { AF } from '../../constants/families.ts';
import { WGALLOWEDIP_A, WGPEER_A } from './wireguard-ids.ts';

/** What is said of a peer that is set: these members, and no others. */
interface UsualPeer {
  readonly publicKey?: Uint8Array;
  readonly flags?: number;
  readonly presharedKey?: Uint8Array;
  readonly endpoint?: Endpoint;
  readonly persistentKeepaliveInterval?: number;
  readonly allowedips?: readonly UsualNetwork[];
}

interface UsualNetwork {
  readonly family?: number;
  readonly ipaddr?: number | string;
  readonly cidrMask?: number;
}

const KEY_BYTES = 32;
const IPV6_BYTES = 16;

const OF_PEER: ReadonlySet<string> = new Set<keyof UsualPeer>([
  ...(['publicKey', 'flags', 'presharedKey'] as const),
  ...(['endpoint', 'persistentKeepaliveInterval', 'allowedips'] as const),
]);
const OF_NETWORK: ReadonlySet<string> = new Set<keyof UsualNetwork>(['family', 'ipaddr', 'cidrMask']);

/** Whether it takes the table to write a peer, or to say what is wrong with it. */
export function isUsualPeer(peer: UsualPeer): boolean {
  for (const name in peer) if (!OF_PEER.has(name)) return false;
  const { publicKey, presharedKey, flags = 0, persistentKeepaliveInterval = 0, allowedips = [] } = peer;
  return (
    Object.getOwnPropertySymbols(peer).length === 0 &&
    (publicKey === undefined || publicKey.length === KEY_BYTES) &&
    (presharedKey === undefined || presharedKey.length === KEY_BYTES) &&
    flags >>> 0 === flags &&
    (persistentKeepaliveInterval & 0xffff) === persistentKeepaliveInterval &&
    allowedips.every(isUsualNetwork)
  );
}

/** A network without flags. */
function isUsualNetwork(network: UsualNetwork): boolean {
  for (const name in network) if (!OF_NETWORK.has(name)) return false;
  const { family, ipaddr, cidrMask } = network;
  return (
    isAddressOf(family, ipaddr) &&
    cidrMask !== undefined &&
    (cidrMask & 0xff) === cidrMask &&
    Object.getOwnPropertySymbols(network).length === 0
  );
}

const isAddressOf = (family: number | undefined, address: number | string | undefined): boolean =>
  typeof address === 'number'
    ? family === AF.INET && address >>> 0 === address
    : family === AF.INET6 && address?.length === IPV6_BYTES;

/** Writes a usual peer as its table would, in a fraction of the time. */
export function putUsualPeer(w: Writer, peer: UsualPeer): void {
  const { publicKey, flags, presharedKey, endpoint: end, persistentKeepaliveInterval, allowedips } = peer;
  if (publicKey !== undefined) putKey(w, WGPEER_A.PUBLIC_KEY, publicKey);
  if (flags !== undefined) {
    const at = putHeader(w, WGPEER_A.FLAGS, 4);
    w.data.setUint32(at, flags, host);
  }
  if (presharedKey !== undefined) putKey(w, WGPEER_A.PRESHARED_KEY, presharedKey);
  if (end !== undefined) putEndpoint(w, end);
  if (persistentKeepaliveInterval !== undefined) {
    const at = putHeader(w, WGPEER_A.PERSISTENT_KEEPALIVE_INTERVAL, 2);
    w.data.setUint16(at, persistentKeepaliveInterval, host);
  }
  if (allowedips === undefined) return;
  const start = w.open();
  allowedips.forEach((network, i) => {
    putNetwork(w, i, network);
  });
  w.close(start, WGPEER_A.ALLOWEDIPS | NESTED);
}

/** The header of an attribute, and zeroes where its payload and padding go. Tells where: of a writer that may have grown by then. */
function putHeader(w: Writer, id: number, size: number): number {
  const at = w.zero(ATTRIBUTE_HEADER + align(size));
  w.data.setUint16(at, ATTRIBUTE_HEADER + size, host);
  w.data.setUint16(at + 2, id, host);
  return at + ATTRIBUTE_HEADER;
}

function putKey(w: Writer, id: number, key: Uint8Array): void {
  const at = w.take(ATTRIBUTE_HEADER + KEY_BYTES);
  w.data.setUint16(at, ATTRIBUTE_HEADER + KEY_BYTES, host);
  w.data.setUint16(at + 2, id, host);
  w.bytes.set(key, at + ATTRIBUTE_HEADER);
}

/** struct sockaddr_in; that of IPv6 is left to its type. */
function putEndpoint(w: Writer, end: Endpoint): void {
  const { address, port } = end;
  if (typeof address === 'number' && address >>> 0 === address && (port & 0xffff) === port) {
    const at = putHeader(w, WGPEER_A.ENDPOINT, 16);
    w.data.setUint16(at, AF.INET, host);
    w.data.setUint16(at + 2, port);
    w.data.setUint32(at + 4, address);
    return;
  }
  const start = w.open();
  endpoint.put(w, end);
  w.close(start, WGPEER_A.ENDPOINT);
}

function putNetwork(w: Writer, id: number, { family = 0, ipaddr = 0, cidrMask = 0 }: UsualNetwork): void {
  const start = w.open();
  const ofFamily = putHeader(w, WGALLOWEDIP_A.FAMILY, 2);
  w.data.setUint16(ofFamily, family, host);
  if (typeof ipaddr === 'number') {
    const ofAddress = putHeader(w, WGALLOWEDIP_A.IPADDR, 4);
    w.data.setUint32(ofAddress, ipaddr);
  } else {
    const address = w.open();
    putLatin1(w, ipaddr);
    w.close(address, WGALLOWEDIP_A.IPADDR);
  }
  const ofMask = putHeader(w, WGALLOWEDIP_A.CIDR_MASK, 1);
  w.data.setUint8(ofMask, cidrMask);
  w.close(start, id | NESTED);
}
