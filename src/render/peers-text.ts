import type { Value } from '../model/index.ts';
import { SENSITIVE } from '../model/secrets.ts';
import { peersByKey, type WireguardPeer } from '../model/wireguard-peers.ts';

/** The members of a peer besides its public key. */
const FACES: readonly (readonly [name: string, of: (peer: WireguardPeer) => Value])[] = [
  ['shared', ({ presharedKey }) => presharedKey],
  ['endpoint', ({ endpoint }) => endpoint],
  ['keepalive', ({ keepalive }) => keepalive],
  ['allowed-ips', ({ allowedIps }) => allowedIps],
];

type Show = (value: Value) => string;

/** The differences between peers, a line each: added (+), removed (-) and changed (~). */
export function peersText(before: Value | undefined, after: Value | undefined, show: Show): string[] {
  const had = peersByKey(before);
  const wanted = peersByKey(after);
  return [
    ...[...had.keys()].filter((key) => !wanted.has(key)).map((key) => `- ${show(key)}`),
    ...[...wanted.values()].flatMap((peer) => peerText(had.get(peer.publicKey), peer, show)),
  ];
}

function peerText(had: WireguardPeer | undefined, peer: WireguardPeer, show: Show): string[] {
  const told = (name: string, value: Value): string =>
    name === 'shared' && value !== null ? SENSITIVE : show(value);
  if (had === undefined) {
    const said = FACES.map(([name, of]) => [name, of(peer)] as const).filter(
      ([, value]) => !isNothing(value),
    );
    return [
      ['+', show(peer.publicKey), ...said.flatMap(([name, value]) => [name, told(name, value)])].join(' '),
    ];
  }
  return FACES.flatMap(([name, of]) => {
    const [old, now] = [of(had), of(peer)];
    if (JSON.stringify(old) === JSON.stringify(now)) return [];
    return [`~ ${show(peer.publicKey)} ${name} ${told(name, old)} -> ${told(name, now)}`];
  });
}

const isNothing = (value: Value): boolean =>
  value === null || value === 0 || (Array.isArray(value) && value.length === 0);
