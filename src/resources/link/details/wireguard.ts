import type { Attributes, Link, Value } from '../../../model/index.ts';
import { lookAtWireguard, NetlinkError, parseKey, setWireguard } from '../../../netlink/index.ts';
import type { LinkIndex, Order } from '../../room.ts';
import type { LinkDetails } from './link-details.ts';
import { peerChanges } from './wireguard-changes.ts';
import { wireguardReader } from './wireguard-live.ts';

const PRIVATE_KEY = 'wireguard.private-key';
const PEERS = 'wireguard.peers';
const OWN = [PRIVATE_KEY, 'wireguard.port', 'wireguard.mark'];

const KEY_BYTES = 32;

/** All attributes of a WireGuard device, which has a generic netlink family of its own (wg(8)). */
export const wireguardDetails: LinkDetails = {
  alone: true,
  appliesTo: ({ kind }) => kind === 'wireguard',
  concerns: (attribute) => attribute === PEERS || OWN.includes(attribute),
  how: () => 'live',
  async read(links, kernel, index, tell, _, declared) {
    const found = new Map<string, Attributes>();
    for (const { name, index: ifindex = 0 } of links) {
      const reader = wireguardReader(index, declared(name)?.[PEERS]);
      try {
        await lookAtWireguard(kernel.generic(), { ifindex }, reader);
        const { attributes, facts } = reader.device();
        found.set(name, attributes);
        tell(name, facts);
      } catch (error) {
        if (!(error instanceof NetlinkError)) throw error;
        if (error.code === 'EPERM') tell(name, { hidden: true });
        // Otherwise it has gone since the links were observed.
      }
    }
    return found;
  },
  orders(link, before, after, index): Order[] {
    return [...ownOrders(link, after, index), ...peerOrders(link, before, after, index)];
  },
};

/** All zeros unset the key. */
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

/** Unchanged peers are not sent, so that they keep their sessions. */
function peerOrders({ name }: Link, before: Attributes, after: Attributes, index: LinkIndex): Order[] {
  if (!(PEERS in after)) return [];
  const peers = peerChanges(before[PEERS], after[PEERS], index);
  if (peers.length === 0) return [];
  const ifindex = index.indexOf(name);
  return [
    {
      text: `WG_CMD_SET_DEVICE ${name} ${peers.length === 1 ? '1 peer' : `${peers.length} peers`}`,
      run: ({ generic }) => setWireguard(generic(), { ifindex, peers }),
    },
  ];
}
