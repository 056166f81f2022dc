import type { Request } from '../connection/request.ts';
import { AF } from '../constants/families.ts';
import { BRIDGE_FLAGS, BRIDGE_VLAN_INFO } from '../constants/link.ts';
import { RTM } from '../constants/rtm.ts';
import { type Link, link } from './link.ts';

type AfSpec = NonNullable<Link['afSpec']>;
type VlanInfo = NonNullable<AfSpec['vlanInfo']>;
type TunnelInfo = NonNullable<AfSpec['vlanTunnelInfo']>;

const { RANGE_BEGIN, RANGE_END } = BRIDGE_VLAN_INFO;

/**
 * A VLAN of a port or of a bridge itself, or a range of them, with BRIDGE_VLAN_INFO flags except those that mark
 * ranges.
 */
export interface BridgeVlan {
  readonly from: number;
  readonly to: number;
  readonly flags: number;
}

/** VLANs that a VXLAN port maps to VNIs: VLAN `from` to VNI `id`, the next VLAN to the next VNI, and so on. */
export interface VlanTunnel {
  readonly from: number;
  readonly to: number;
  readonly id: number;
}

/** The VLANs in the answer to a dump in AF_BRIDGE (RTEXT_FILTER.BRVLAN or BRVLAN_COMPRESSED). */
export function bridgeVlans(vlanInfo: VlanInfo = []): BridgeVlan[] {
  return ranges(vlanInfo, ({ vid, flags }) => ({ vid, flags })).map(({ first, last }) => ({
    from: first.vid,
    to: last.vid,
    flags: first.flags & ~(RANGE_BEGIN | RANGE_END),
  }));
}

/**
 * The reverse of `bridgeVlans`. A PVID is sent as a single VLAN: br_vlan_valid_range refuses it in a range (EINVAL).
 */
export function bridgeVlanInfo(vlans: readonly BridgeVlan[]): VlanInfo {
  return vlans.flatMap(({ from, to, flags }) =>
    from === to
      ? [{ vid: from, flags }]
      : [
          { vid: from, flags: flags | RANGE_BEGIN },
          { vid: to, flags: flags | RANGE_END },
        ],
  );
}

/** The tunnels of a port with `vlanTunnel`, in the answer to a dump in AF_BRIDGE. */
export function vlanTunnels(tunnelInfo: TunnelInfo = []): VlanTunnel[] {
  return ranges(tunnelInfo, ({ vid = 0, id = 0, flags = 0 }) => ({ vid, id, flags })).map(
    ({ first, last }) => ({ from: first.vid, to: last.vid, id: first.id }),
  );
}

/** The reverse of `vlanTunnels`. */
export function vlanTunnelInfo(tunnels: readonly VlanTunnel[]): TunnelInfo {
  return tunnels.flatMap(({ from, to, id }) =>
    from === to
      ? [{ id, vid: from, flags: 0 }]
      : [
          { id, vid: from, flags: RANGE_BEGIN },
          { id: id + to - from, vid: to, flags: RANGE_END },
        ],
  );
}

/**
 * A request that adds or removes VLANs and tunnels of a port, or of a bridge itself, as `bridge vlan add` and `bridge
 * vlan del … self` do. A VLAN that already exists gets the new flags.
 */
export function changeBridgeVlans(
  verb: 'add' | 'remove',
  index: number,
  change: {
    readonly vlans?: readonly BridgeVlan[];
    readonly tunnels?: readonly VlanTunnel[];
    /** The link is the bridge itself, not one of its ports. */
    readonly self?: boolean;
  },
): Request<typeof link> {
  const { vlans = [], tunnels = [], self = false } = change;
  const afSpec: AfSpec = {
    ...(self ? { bridgeFlags: BRIDGE_FLAGS.SELF } : {}),
    ...(vlans.length === 0 ? {} : { vlanInfo: bridgeVlanInfo(vlans) }),
    ...(tunnels.length === 0 ? {} : { vlanTunnelInfo: vlanTunnelInfo(tunnels) }),
  };
  const type = verb === 'add' ? RTM.SETLINK : RTM.DELLINK;
  return { message: link, type, value: { family: AF.BRIDGE, index, afSpec } };
}

/** The first and the last entry of each range; of a single one both are it. */
function ranges<E, T extends { readonly flags: number }>(
  entries: readonly E[],
  read: (entry: E) => T,
): { readonly first: T; readonly last: T }[] {
  const found: { first: T; last: T }[] = [];
  let begin: T | undefined;
  for (const entry of entries.map(read)) {
    if (entry.flags & RANGE_BEGIN) begin = entry;
    else if (entry.flags & RANGE_END) {
      found.push({ first: begin ?? entry, last: entry });
      begin = undefined;
    } else found.push({ first: entry, last: entry });
  }
  return found;
}
