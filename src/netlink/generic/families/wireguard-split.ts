import { WGPEER_F, type WireguardAllowedIp, type WireguardMessage, type WireguardPeer } from './wireguard.ts';

type Setting = WireguardMessage & { readonly cmd: number };

/** What one message holds at most: far from an attribute's 64 KiB, and it fits every send buffer. */
const LIMIT = 16 * 1024;
/** Upper bounds of what a device, a peer and an allowed address take on the wire, all their attributes there. */
const DEVICE = 200;
const PEER = 200;
const ALLOWED_IP = 52;

/**
 * Splits a WG_CMD_SET_DEVICE whose peers do not fit into one message. The first message has the device's own
 * attributes, so that its flags (REPLACE_PEERS) count once. A peer with too many addresses goes on in the next
 * message: there with UPDATE_ONLY, as it exists by then, and without REPLACE_ALLOWEDIPS, which would drop the first.
 */
export function splitWireguard(value: Setting, limit = LIMIT): Setting[] {
  const { peers, ...device } = value;
  if (peers === undefined) return [value];
  const { cmd, version, ifindex, ifname } = value;
  const same: Setting = pick({ cmd, version, ifindex, ifname });
  return packed(peers, limit).map((some, index) => ({ ...(index === 0 ? device : same), peers: some }));
}

function pick(value: { readonly [K in keyof Setting]: Setting[K] | undefined }): Setting {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as Setting; // cmd is given
}

/** The peers in groups of no more than `limit` bytes. */
function packed(peers: readonly WireguardPeer[], limit: number): WireguardPeer[][] {
  const groups: WireguardPeer[][] = [[]];
  let room = limit - DEVICE;
  for (const peer of peers.flatMap((whole) => pieces(whole, limit - DEVICE))) {
    const size = sizeOf(peer);
    if (size > room && groups.at(-1)?.length !== 0) {
      groups.push([]);
      room = limit - DEVICE;
    }
    groups.at(-1)?.push(peer);
    room -= size;
  }
  return groups;
}

const sizeOf = (peer: WireguardPeer): number => PEER + ALLOWED_IP * (peer.allowedips?.length ?? 0);

function pieces(peer: WireguardPeer, limit: number): WireguardPeer[] {
  const most = Math.max(1, Math.floor((limit - PEER) / ALLOWED_IP));
  if ((peer.allowedips?.length ?? 0) <= most) return [peer];
  const [first, ...rest] = slices(peer.allowedips ?? [], most);
  if (first === undefined || rest.length === 0) return [peer];
  const { publicKey } = peer;
  const more = rest.map((allowedips) => ({
    ...(publicKey === undefined ? {} : { publicKey }),
    flags: WGPEER_F.UPDATE_ONLY,
    allowedips,
  }));
  return [{ ...peer, allowedips: first }, ...more];
}

function slices(list: readonly WireguardAllowedIp[], most: number): WireguardAllowedIp[][] {
  const count = Math.ceil(list.length / most);
  return Array.from({ length: count }, (_, i) => list.slice(i * most, (i + 1) * most));
}
