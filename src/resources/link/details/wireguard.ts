import type { Attributes, Link, LinkFacts, Value } from '../../../model/index.ts';
import { peersIn, peersValue, type WireguardPeer } from '../../../model/wireguard-peers.ts';
import {
  formatKey,
  getWireguard,
  NetlinkError,
  parseKey,
  setWireguard,
  type WireguardMessage,
  type WireguardPeer as WirePeer,
} from '../../../netlink/index.ts';
import type { LinkIndex, Order } from '../../room.ts';
import type { LinkDetails } from '../details.ts';
import { peerChanges } from './wireguard-changes.ts';
import { allowedIpText, endpointIn } from './wireguard-wire.ts';

const PRIVATE_KEY = 'wireguard.private-key';
const PEERS = 'wireguard.peers';
const OWN = [PRIVATE_KEY, 'wireguard.port', 'wireguard.mark'];

const KEY_BYTES = 32;

/** All that a WireGuard device has is told to, and by, a family of generic netlink of its own (wg(8)). */
export const wireguardDetails: LinkDetails = {
  appliesTo: ({ kind }) => kind === 'wireguard',
  concerns: (attribute) => attribute === PEERS || OWN.includes(attribute),
  how: () => 'live',
  async read(links, kernel, index, tell) {
    const found = new Map<string, Attributes>();
    for (const { name, index: ifindex = 0 } of links) {
      try {
        const device = await getWireguard(kernel.generic(), { ifindex });
        found.set(name, attributesOf(device, index));
        tell(name, factsOf(device));
      } catch (error) {
        if (!(error instanceof NetlinkError)) throw error;
        if (error.code === 'EPERM') tell(name, { hidden: true });
        // Or it has gone since the links were looked at.
      }
    }
    return found;
  },
  orders(link, before, after, index): Order[] {
    return [...ownOrders(link, after, index), ...peerOrders(link, before, after, index)];
  },
};

function attributesOf(device: WireguardMessage, index: LinkIndex): Attributes {
  const { privateKey, listenPort = 0, fwmark = 0, peers = [] } = device;
  return {
    [PRIVATE_KEY]: keyText(privateKey),
    'wireguard.port': listenPort,
    'wireguard.mark': fwmark,
    [PEERS]: peersValue(peers.flatMap((peer) => peerOf(peer, index))),
  };
}

function peerOf(peer: WirePeer, index: LinkIndex): WireguardPeer[] {
  const { publicKey, presharedKey, endpoint, persistentKeepaliveInterval = 0, allowedips = [] } = peer;
  if (publicKey === undefined) return [];
  return [
    {
      publicKey: formatKey(publicKey),
      presharedKey: keyText(presharedKey),
      endpoint: endpoint === undefined ? null : endpointIn(endpoint, index),
      keepalive: persistentKeepaliveInterval,
      allowedIps: allowedips.flatMap(allowedIpText),
    },
  ];
}

function factsOf({ peers = [] }: WireguardMessage): LinkFacts {
  const spoken = peers.flatMap(({ publicKey, lastHandshakeTime }) =>
    publicKey === undefined || (lastHandshakeTime?.sec ?? 0n) === 0n ? [] : [formatKey(publicKey)],
  );
  return spoken.length === 0 ? {} : { handshakes: spoken.sort() };
}

/** The kernel tells a key of zeros where there is none, or nothing. */
const keyText = (key: Uint8Array | undefined): string | null =>
  key === undefined || key.every((byte) => byte === 0) ? null : formatKey(key);

/** Of zeros: takes the key away. */
const keyBytes = (value: Value | undefined): Uint8Array =>
  (typeof value === 'string' ? parseKey(value) : undefined) ?? new Uint8Array(KEY_BYTES);

function ownOrders({ name }: Link, after: Attributes, index: LinkIndex): Order[] {
  const said = OWN.filter((attribute) => attribute in after);
  if (said.length === 0) return [];
  const ifindex = index.indexOf(name);
  const { [PRIVATE_KEY]: key, 'wireguard.port': port, 'wireguard.mark': mark } = after;
  const value = {
    ifindex,
    ...(key !== undefined && { privateKey: keyBytes(key) }),
    ...(port !== undefined && { listenPort: Number(port) }),
    ...(mark !== undefined && { fwmark: Number(mark) }),
  };
  return [
    {
      text: `WG_CMD_SET_DEVICE ${name} ${said.map((attribute) => attribute.slice('wireguard.'.length)).join(', ')}`,
      run: ({ generic }) => setWireguard(generic(), value),
    },
  ];
}

/** Peers that stay as they are are not spoken of: they keep their sessions. */
function peerOrders({ name }: Link, before: Attributes, after: Attributes, index: LinkIndex): Order[] {
  if (!(PEERS in after)) return [];
  const peers = peerChanges(peersIn(before[PEERS]), peersIn(after[PEERS]), index);
  if (peers.length === 0) return [];
  const ifindex = index.indexOf(name);
  return [
    {
      text: `WG_CMD_SET_DEVICE ${name} ${peers.length === 1 ? '1 peer' : `${peers.length} peers`}`,
      run: ({ generic }) => setWireguard(generic(), { ifindex, peers }),
    },
  ];
}
