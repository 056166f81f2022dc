import type { Link, Value } from '../../model/index.ts';
import { covers, parseIp, parseIpPrefix } from '../../model/ip.ts';
import { peersIn, splitEndpoint, type WireguardPeer } from '../../model/wireguard-peers.ts';

/** The addresses of the outer packets of a tunnel; `local` is null if it is not fixed. */
export interface Ends {
  readonly local: string | null;
  readonly remote: string;
}

/** Attributes that must match those of the tunnel's other end and that can be changed in place, with their names in messages. */
const AGREED: Readonly<Record<string, string>> = {
  'geneve.remote': 'remote end',
  'tunnel.input-key': 'key',
  'tunnel.local': 'local end',
  'tunnel.output-key': 'key',
  'tunnel.remote': 'remote end',
  'vxlan.local': 'local end',
  'vxlan.remote': 'remote end',
  'wireguard.private-key': 'private key',
  'xfrm.id': 'id',
};

/** A message about a change with which the other end of a tunnel no longer accepts its packets; undefined if there is none. */
export function disagreement(was: Link, now: Link, remote: string): string | undefined {
  for (const [attribute, words] of Object.entries(AGREED)) {
    const [before = null, after = null] = [was.attributes[attribute], now.attributes[attribute]];
    // An end that was not fixed before may have had the value that is declared now.
    if (before !== after && (before !== null || !words.endsWith(' end')))
      return `${was.name} gets another ${words}`;
  }
  const peer = peerOf(was, remote);
  if (peer === undefined) return undefined;
  const left = peerOf(now, remote);
  if (left?.publicKey !== peer.publicKey) return `${was.name} loses the peer that ${remote} is behind`;
  const moved = peer.endpoint !== null && left.endpoint !== null && left.endpoint !== peer.endpoint;
  return moved ? `the peer that ${remote} is behind gets another endpoint on ${was.name}` : undefined;
}

/**
 * The ends of a tunnel; for a WireGuard device those of the peer through which `remote`, the remote end of a session, is reached.
 */
export function endsOf(link: Link, remote: string): Ends | undefined {
  const { attributes } = link;
  const far = farEnd(link);
  if (far !== null)
    return {
      local: text(attributes['tunnel.local'] ?? attributes['vxlan.local'] ?? attributes['l2tp.local']),
      remote: far,
    };
  const host = hostOf(peerOf(link, remote));
  return host === undefined ? undefined : { local: null, remote: host };
}

/** All remote ends of a tunnel or WireGuard device. */
export function remotesOf(link: Link): readonly string[] {
  const far = farEnd(link);
  return far !== null
    ? [far]
    : peersIn(link.attributes['wireguard.peers']).flatMap((peer) => hostOf(peer) ?? []);
}

const farEnd = ({ attributes }: Link): string | null =>
  text(
    attributes['tunnel.remote'] ??
      attributes['vxlan.remote'] ??
      attributes['geneve.remote'] ??
      attributes['l2tp.remote'],
  );

const hostOf = (peer: WireguardPeer | undefined): string | undefined =>
  peer?.endpoint == null ? undefined : splitEndpoint(peer.endpoint)?.host;

const text = (value: Value | undefined): string | null => (typeof value === 'string' ? value : null);

/** The WireGuard peer that the device sends packets for an address to: the one with the longest matching prefix. */
function peerOf({ attributes }: Link, remote: string): WireguardPeer | undefined {
  const ip = parseIp(remote);
  if (ip === undefined) return undefined;
  let best: { readonly peer: WireguardPeer; readonly length: number } | undefined;
  for (const peer of peersIn(attributes['wireguard.peers'])) {
    for (const allowed of peer.allowedIps) {
      const network = parseIpPrefix(allowed);
      if (typeof network === 'string' || !covers(network.ip, network.prefix, ip)) continue;
      if (best === undefined || network.prefix > best.length) best = { peer, length: network.prefix };
    }
  }
  return best?.peer;
}
