import { sameValue, type Value } from '../../../model/index.ts';
import { peersIn, type WireguardPeer } from '../../../model/wireguard-peers.ts';
import { parseKey, WGPEER_F, type WireguardPeer as WirePeer } from '../../../netlink/index.ts';
import type { Mutable } from '../../mutable.ts';
import type { LinkIndex } from '../../room.ts';
import { allowedIp, endpoint } from './wireguard-wire.ts';

const KEY_BYTES = 32;

/**
 * The changes that lead from one list of peers to another, touching nothing else. Networks are added first: one that
 * another peer has moves (wireguard_allowedips_insert), so that there is always a peer that has it. Then networks are
 * removed that no other peer has taken.
 */
export function peerChanges(from: Value | undefined, to: Value | undefined, index: LinkIndex): WirePeer[] {
  const [before, after] = withoutSame(from, to);
  const endpoints = new Map(after.map(({ publicKey, endpoint }) => [publicKey, endpoint]));
  const isLost = ({ publicKey, endpoint }: WireguardPeer): boolean =>
    endpoint !== null && endpoints.get(publicKey) === null;
  // An endpoint cannot be unset (set_peer): such a peer is removed and made anew.
  const anew = before.filter(isLost);
  const had = new Map(before.flatMap((peer) => (isLost(peer) ? [] : [[peer.publicKey, peer] as const])));
  const wanted = new Set(after.map(({ publicKey }) => publicKey));
  const moved = new Set(had.size === 0 ? [] : after.flatMap((peer) => fresh(peer, had.get(peer.publicKey))));
  return [
    ...anew.flatMap(removal),
    ...after.flatMap((peer) => addition(peer, had.get(peer.publicKey), index)),
    ...after.flatMap((peer) => reduction(peer, had.get(peer.publicKey), moved)),
    ...before.flatMap((peer) => (wanted.has(peer.publicKey) ? [] : removal(peer))),
  ];
}

/** Both lists without the peers that are equal in both: of a thousand few differ. */
function withoutSame(
  before: Value | undefined,
  after: Value | undefined,
): readonly [WireguardPeer[], WireguardPeer[]] {
  if (!Array.isArray(before) || !Array.isArray(after)) return [peersIn(before), peersIn(after)];
  const [had, wanted]: readonly [readonly Value[], readonly Value[]] = [before, after];
  const known = new Map(had.map((peer) => [keyIn(peer), peer]));
  const differ = wanted.filter((peer) => {
    const key = keyIn(peer);
    if (!sameValue(known.get(key), peer)) return true;
    known.delete(key);
    return false;
  });
  return [peersIn([...known.values()]), peersIn(differ)];
}

const keyIn = (peer: Value): Value => (Array.isArray(peer) ? (peer[0] ?? null) : null);

function fresh({ allowedIps }: WireguardPeer, had: WireguardPeer | undefined): readonly string[] {
  if (had === undefined) return allowedIps;
  const known = new Set(had.allowedIps);
  return allowedIps.filter((ip) => !known.has(ip));
}

/**
 * Makes a new peer, or sends what is new of a known one. UPDATE_ONLY, so that a peer that has gone in the meantime is
 * not recreated incompletely.
 */
function addition(peer: WireguardPeer, had: WireguardPeer | undefined, index: LinkIndex): WirePeer[] {
  const isNew = had === undefined;
  const networks = fresh(peer, had);
  const changesKey = peer.presharedKey !== (isNew ? null : had.presharedKey);
  const moves = peer.endpoint !== null && peer.endpoint !== had?.endpoint;
  const changesInterval = peer.keepalive !== (isNew ? 0 : had.keepalive);
  if (!isNew && !changesKey && !moves && !changesInterval && networks.length === 0) return [];
  // Assigned one by one for speed: there may be thousands.
  const said: Mutable<WirePeer> = { publicKey: keyOf(peer) };
  if (!isNew) said.flags = WGPEER_F.UPDATE_ONLY;
  if (changesKey) said.presharedKey = sharedKey(peer);
  const at = moves && peer.endpoint !== null ? endpoint(peer.endpoint, index) : undefined;
  if (at !== undefined) said.endpoint = at;
  if (changesInterval) said.persistentKeepaliveInterval = peer.keepalive;
  if (networks.length > 0) said.allowedips = networks.map(allowedIp);
  return [said];
}

/** Removes networks: kernels before 6.16 cannot remove single ones, so that all that stay are sent. */
function reduction(
  peer: WireguardPeer,
  had: WireguardPeer | undefined,
  moved: ReadonlySet<string>,
): WirePeer[] {
  if (had === undefined) return [];
  const kept = new Set(peer.allowedIps);
  if (!had.allowedIps.some((ip) => !kept.has(ip) && !moved.has(ip))) return [];
  const flags = WGPEER_F.UPDATE_ONLY | WGPEER_F.REPLACE_ALLOWEDIPS;
  return [{ publicKey: keyOf(peer), flags, ...allowed(peer.allowedIps) }];
}

const removal = (peer: WireguardPeer): WirePeer[] => [{ publicKey: keyOf(peer), flags: WGPEER_F.REMOVE_ME }];

const allowed = (ips: readonly string[]): WirePeer =>
  ips.length === 0 ? {} : { allowedips: ips.map(allowedIp) };

const keyOf = ({ publicKey }: WireguardPeer): Uint8Array => bytesOf(publicKey);

/** All zeros unset the key. */
const sharedKey = ({ presharedKey }: WireguardPeer): Uint8Array =>
  presharedKey === null ? new Uint8Array(KEY_BYTES) : bytesOf(presharedKey);

const bytesOf = (key: string): Uint8Array => parseKey(key) ?? new Uint8Array(KEY_BYTES);
