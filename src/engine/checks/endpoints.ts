import { type Declaration, EXIT, HIDDEN, type Link, NlapplyError, type Snapshot } from '../../model/index.ts';
import { peersByKey, peersIn, peersValue, type WireguardPeer } from '../../model/wireguard-peers.ts';
import type { Wanted } from '../../resources/room.ts';
import type { Target } from '../target/target.ts';

const PEERS = 'wireguard.peers';

/** The endpoints that were declared when a configuration was applied last, by link and public key. */
export type Endpoints = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * The target with the live endpoints of peers whose endpoint is not to be set: those without a declared one, and those that have moved
 * since theirs was set. The kernel follows a peer that moves (wg_socket_set_peer_endpoint), so its next packet would undo the change.
 * @throws NlapplyError if the live peers, or another link's hidden attributes, could not be read
 */
export function followPeers(target: Target, snapshot: Snapshot, recorded: Endpoints = {}): Target {
  if (!target.links.some(({ item }) => item.kind in HIDDEN)) return target;
  const live = new Map(snapshot.links.map((link) => [link.name, link]));
  return { ...target, links: target.links.map((wanted) => follow(wanted, live, recorded)) };
}

function follow(wanted: Wanted<Link>, links: ReadonlyMap<string, Link>, recorded: Endpoints): Wanted<Link> {
  const { item } = wanted;
  const live = links.get(item.name);
  if (live?.kind !== item.kind) return wanted;
  if (live.facts?.hidden === true) throw hidden(live);
  if (item.kind !== 'wireguard') return wanted;
  // A live peer that is as declared is the declared object itself: see wireguardReader.
  if (item.attributes[PEERS] === undefined || item.attributes[PEERS] === live.attributes[PEERS])
    return wanted;
  const there = peersByKey(live.attributes[PEERS]);
  if (there.size === 0) return wanted;
  const spoken = new Set(live.facts?.handshakes);
  const stays = ({ publicKey, endpoint }: WireguardPeer): boolean =>
    endpoint === null || (spoken.has(publicKey) && recorded[item.name]?.[publicKey] === endpoint);
  let hasMoved = false;
  const peers = peersIn(item.attributes[PEERS]).map((peer) => {
    const now = there.get(peer.publicKey)?.endpoint ?? null;
    if (now === null || now === peer.endpoint || !stays(peer)) return peer;
    hasMoved = true;
    return { ...peer, endpoint: now };
  });
  if (!hasMoved) return wanted;
  return { ...wanted, item: { ...item, attributes: { ...item.attributes, [PEERS]: peersValue(peers) } } };
}

const hidden = ({ name, kind }: Link): NlapplyError =>
  new NlapplyError(
    'ERR_PRIVILEGE',
    EXIT.privilege,
    `reading the ${HIDDEN[kind]} of ${name} needs CAP_NET_ADMIN in its network namespace`,
    { hint: 'run as root' },
  );

/** The endpoints to record after the configuration has been applied to these links; absent: to all. */
export function declaredEndpoints(
  { links }: Declaration,
  recorded: Endpoints = {},
  only?: ReadonlySet<string>,
): Endpoints {
  const declared = links.flatMap(({ link: { name, attributes } }) => {
    if (only?.has(name) === false) return recorded[name] === undefined ? [] : [[name, recorded[name]]];
    if (attributes[PEERS] === undefined) return [];
    const said: Record<string, string> = {};
    for (const { publicKey, endpoint } of peersIn(attributes[PEERS]))
      if (endpoint !== null) said[publicKey] = endpoint;
    return Object.keys(said).length === 0 ? [] : [[name, said]];
  });
  return Object.fromEntries(declared);
}
