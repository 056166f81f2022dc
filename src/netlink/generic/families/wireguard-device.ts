import type { Block } from '../../codec/index.ts';
import type { GenericSocket } from '../generic-socket.ts';
import { WG_CMD, WIREGUARD, type WireguardMessage, type WireguardPeer, wireguard } from './wireguard.ts';
import { splitWireguard } from './wireguard-split.ts';

/** Which device: by index or by name. */
export type WireguardName = { readonly ifindex: number } | { readonly ifname: string };

/**
 * A WireGuard device with all its peers.
 * @throws NetlinkError EPERM without CAP_NET_ADMIN in the network namespace, EOPNOTSUPP if the link is of another kind,
 * ENODEV if there is none
 */
export async function getWireguard(socket: GenericSocket, name: WireguardName): Promise<WireguardMessage> {
  const value = { cmd: WG_CMD.GET_DEVICE, ...name };
  return mergeWireguard(await socket.dump({ family: WIREGUARD, message: wireguard, value }));
}

/** The same, for reading the messages of the dump in place: what follows struct genlmsghdr. */
export async function lookAtWireguard(
  socket: GenericSocket,
  name: WireguardName,
  reader: {
    /** Called before each attempt. What was read before is to be discarded. */
    readonly started: () => void;
    readonly read: (block: Block, start: number, end: number) => void;
  },
): Promise<void> {
  const value = { cmd: WG_CMD.GET_DEVICE, ...name };
  await socket.dump({ family: WIREGUARD, message: wireguard, value }, undefined, {
    started: reader.started,
    quick(block, start, end) {
      reader.read(block, start + GENERIC_HEADER, end);
      return null;
    },
  });
}

/** struct genlmsghdr. */
const GENERIC_HEADER = 4;

/**
 * Configures a device: sets the private key, the port and the mark if they are given, and treats the given peers
 * according to their flags (WGPEER_F_*). With WGDEVICE_F.REPLACE_PEERS all other peers are removed. What does not fit
 * into one message is sent in several: if a later one fails, the earlier ones have been carried out.
 */
export async function setWireguard(
  socket: GenericSocket,
  device: WireguardName & Omit<WireguardMessage, 'cmd'>,
): Promise<void> {
  for (const value of splitWireguard({ ...device, cmd: WG_CMD.SET_DEVICE })) {
    await socket.request({ family: WIREGUARD, message: wireguard, value });
  }
}

/** The messages of one dump as one device: a peer whose addresses go on in the next message is one peer. */
export function mergeWireguard(parts: readonly WireguardMessage[]): WireguardMessage {
  const [first = {}] = parts;
  const peers: WireguardPeer[] = [];
  for (const peer of parts.flatMap((part) => part.peers ?? [])) {
    const last = peers.at(-1);
    if (last === undefined || !sameKey(last, peer)) peers.push(peer);
    else peers[peers.length - 1] = joined(last, peer);
  }
  return { ...first, peers };
}

/** wg_get_device_dumpit: what follows repeats the peer's public key and has the rest of its addresses. */
function joined(peer: WireguardPeer, rest: WireguardPeer): WireguardPeer {
  return { ...peer, ...rest, allowedips: [...(peer.allowedips ?? []), ...(rest.allowedips ?? [])] };
}

function sameKey(a: WireguardPeer, b: WireguardPeer): boolean {
  if (a.publicKey === undefined || b.publicKey === undefined) return false;
  return Buffer.compare(a.publicKey, b.publicKey) === 0;
}
