import type { Value } from '../../../model/value.ts';
import { peersIn, type WireguardPeer } from '../../../model/wireguard-peers.ts';
import { compact, filled, type Node } from '../document.ts';

/** The private key, if there is one. */
export const privateKeyNode = (value: Value | undefined): Node | undefined =>
  typeof value === 'string' ? value : undefined;

/** The mappings of `peers`. */
export const peerNodes = (value: Value | undefined): Node | undefined =>
  Array.isArray(value) ? peersIn(value).map(peerNode) : undefined;

const peerNode = ({ publicKey, presharedKey, endpoint, keepalive, allowedIps }: WireguardPeer): Node =>
  compact({
    keys: compact({ public: publicKey, shared: presharedKey ?? undefined }),
    endpoint: endpoint ?? undefined,
    keepalive: keepalive === 0 ? undefined : keepalive,
    'allowed-ips': filled(allowedIps),
  });
