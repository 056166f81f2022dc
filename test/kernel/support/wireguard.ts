import { formatKey, generatePrivateKey, parseKey, publicKeyOf } from '../../../src/netlink/index.ts';
import type { Namespace } from './namespace.ts';

/** A pair of keys in base64. */
export interface Keys {
  readonly secret: string;
  readonly open: string;
}

export function newKeys(): Keys {
  const bytes = generatePrivateKey();
  return { secret: formatKey(bytes), open: formatKey(publicKeyOf(bytes)) };
}

export const publicOf = (secret: string): string =>
  formatKey(publicKeyOf(parseKey(secret) ?? new Uint8Array()));

/** A peer as `wg show DEVICE dump` tells it. */
export interface ShownPeer {
  readonly shared: string;
  readonly endpoint: string;
  /** Sorted. */
  readonly ips: readonly string[];
  readonly handshake: number;
  readonly received: number;
  readonly keepalive: string;
}

export interface ShownDevice {
  readonly secret: string;
  readonly port: number;
  readonly mark: string;
  readonly peers: ReadonlyMap<string, ShownPeer>;
}

/** A WireGuard device as wg(8) shows it. */
export function wgShow(ns: Namespace, device: string): ShownDevice {
  const [own = [], ...peers] = ns
    .sh(`wg show ${device} dump`)
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'));
  const [secret = '', , port, mark = ''] = own;
  return { secret, port: Number(port), mark, peers: new Map(peers.map(peerOf)) };
}

function peerOf([
  key = '',
  shared = '',
  endpoint = '',
  ips = '',
  at,
  rx,
  ,
  keepalive = '',
]: readonly string[]): [string, ShownPeer] {
  const sorted = ips === '(none)' ? [] : ips.split(',').sort();
  const [handshake, received] = [Number(at), Number(rx)];
  return [key, { shared, endpoint, ips: sorted, handshake, received, keepalive }];
}

/** Joins two namespaces by a veth link, `eth0` in both. */
export function join(left: Namespace, right: Namespace): void {
  const [, pid] = /^\/proc\/([0-9]+)\//.exec(right.path) ?? [];
  left.sh(`ip link add eth0 type veth peer name eth0 netns ${pid}\nip link set eth0 up`);
  right.sh('ip link set eth0 up');
}
