import {
  type BridgeVlan,
  bridgeVlanTexts,
  eachVlan,
  parseBridgeVlans,
  type VlanFlags,
  vlansOf,
} from '../../../model/bridge-vlans.ts';
import type { Attributes, Link, Value } from '../../../model/index.ts';
import {
  AF,
  BRIDGE_FLAGS,
  BRIDGE_VLAN_INFO,
  changeBridgeVlans,
  type Value as MessageValue,
  link as message,
  RTEXT_FILTER,
  RTM,
  vlanTunnels as tunnelsTold,
  type BridgeVlan as VlanMessage,
  type VlanTunnel,
  bridgeVlans as vlansTold,
} from '../../../netlink/index.ts';
import type { Order } from '../../room.ts';
import type { LinkDetails } from './link-details.ts';

const ON_PORT = 'bridge-port.vlans';
const ON_BRIDGE = 'bridge.vlans';

const FIRST = 1;
const LAST = 4094;

/** VLANs of bridges (`bridge vlan … self`) and of their ports. */
export const bridgeVlans: LinkDetails = {
  appliesTo: (link) => link.kind === 'bridge' || isPort(link),
  concerns: (attribute) => attribute === ON_PORT || attribute === ON_BRIDGE,
  how: () => 'live',
  async read(links, { route }, index) {
    const found = new Map<string, Attributes>();
    // Without CONFIG_BRIDGE_VLAN_FILTERING bridges have no such attribute, and there are no VLANs.
    if (!links.some(({ attributes }) => attributes['bridge.default-pvid'] !== undefined)) return found;
    const extMask = RTEXT_FILTER.BRVLAN_COMPRESSED;
    const request = { message, type: RTM.GETLINK, value: { family: AF.BRIDGE, extMask } };
    const told = await route.dump(request, ({ index: number = 0, afSpec }) =>
      // VLANs of a driver are not those of the bridge (ndo_dflt_bridge_getlink).
      ((afSpec?.bridgeFlags ?? 0) & BRIDGE_FLAGS.SELF) === 0
        ? ([index.nameOf(number), bridgeVlanTexts(vlansIn(afSpec))] as const)
        : undefined,
    );
    const byName = new Map<string | undefined, Value>(told);
    for (const link of links) {
      const vlans = byName.get(link.name);
      if (vlans !== undefined)
        found.set(link.name, { [link.kind === 'bridge' ? ON_BRIDGE : ON_PORT]: vlans });
    }
    return found;
  },
  orders(link, before, after, index) {
    const self = ON_BRIDGE in after;
    const wanted = eachVlan(vlansFrom(after[self ? ON_BRIDGE : ON_PORT]) ?? []);
    const had = vlansFrom(isKnown(link, before, self) ? before[self ? ON_BRIDGE : ON_PORT] : undefined);
    return delta(wanted, had, index.indexOf(link.name), {
      self,
      // Without this option the kernel has flushed the tunnels, and refuses to set any (br_afspec).
      tunnels: !self && link.attributes['bridge-port.vlan-tunnel'] === true,
    });
  },
};

const isPort = ({ attributes }: Link): boolean => attributes['bridge-port.path-cost'] !== undefined;

/**
 * Whether the present VLANs are known. A port that joins gets the default PVID (nbp_vlan_init), and a change of that
 * changes VLANs (__br_vlan_set_default_pvid).
 */
const isKnown = ({ attributes }: Link, before: Attributes, self: boolean): boolean => {
  const told = self ? 'bridge.default-pvid' : 'master';
  return attributes[told] === undefined || attributes[told] === before[told];
};

const vlansFrom = (value: Value | undefined): BridgeVlan[] | undefined =>
  Array.isArray(value) ? parseBridgeVlans(value) : undefined;

function vlansIn(afSpec: MessageValue<typeof message>['afSpec']): readonly BridgeVlan[] {
  const vlans = vlansTold(afSpec?.vlanInfo).map(
    ({ from, to, flags }): BridgeVlan => ({
      from,
      to,
      pvid: (flags & BRIDGE_VLAN_INFO.PVID) !== 0,
      untagged: (flags & BRIDGE_VLAN_INFO.UNTAGGED) !== 0,
    }),
  );
  const tunnels = tunnelsTold(afSpec?.vlanTunnelInfo);
  if (tunnels.length === 0) return vlans;
  const each = eachVlan(vlans);
  for (const { from, to, id } of tunnels) {
    for (let vid = from; vid <= to; vid++) {
      const flags = each.get(vid);
      if (flags !== undefined) each.set(vid, { ...flags, tunnel: id + vid - from });
    }
  }
  return vlansOf(each);
}

type Each = ReadonlyMap<number, VlanFlags>;

/**
 * The orders that lead from the present VLANs to the wanted ones; if the present ones are not known, all others are
 * removed. Additions come before removals, so that there is always a PVID.
 */
function delta(
  wanted: Each,
  had: readonly BridgeVlan[] | undefined,
  index: number,
  { self, tunnels }: { readonly self: boolean; readonly tunnels: boolean },
): Order[] {
  const before: Each = eachVlan(had ?? []);
  const set = [...wanted].filter(([vid, flags]) => !sameFlags(flags, before.get(vid)));
  const gone = [...(had === undefined ? everyVlan() : before.keys())].filter((vid) => !wanted.has(vid));
  const moved = [...before].filter(
    ([vid, { tunnel }]) => wanted.has(vid) && tunnel !== wanted.get(vid)?.tunnel,
  );
  const told = [...wanted].filter(([vid, { tunnel }]) => tunnel !== before.get(vid)?.tunnel);
  const freed = tunnels ? tunnelsOf(moved) : [];
  const added = { self, vlans: messageVlans(set), tunnels: tunnels ? tunnelsOf(told) : [] };
  const removed = messageVlans(gone.map((vid) => [vid, NO_FLAGS]));
  return [
    // The kernel does not replace a tunnel (__vlan_tunnel_info_add: EEXIST), so the old one is removed first.
    ...(freed.length > 0 ? [changeBridgeVlans('remove', index, { tunnels: freed })] : []),
    ...(added.vlans.length + added.tunnels.length > 0 ? [changeBridgeVlans('add', index, added)] : []),
    ...(removed.length > 0 ? [changeBridgeVlans('remove', index, { self, vlans: removed })] : []),
  ];
}

const everyVlan = (): readonly number[] => Array.from({ length: LAST }, (_, i) => FIRST + i);
const NO_FLAGS: VlanFlags = { pvid: false, untagged: false };

const sameFlags = (a: VlanFlags, b: VlanFlags | undefined): boolean =>
  a.pvid === b?.pvid && a.untagged === b.untagged;

/** The PVID comes first: it replaces the old one. */
function messageVlans(vlans: readonly (readonly [number, VlanFlags])[]): VlanMessage[] {
  const ranges = parseBridgeVlans(
    bridgeVlanTexts(vlans.map(([vid, { pvid, untagged }]) => ({ from: vid, to: vid, pvid, untagged }))),
  );
  return [...ranges]
    .sort((a, b) => Number(b.pvid) - Number(a.pvid))
    .map(({ from, to, pvid, untagged }) => ({
      from,
      to,
      flags: (pvid ? BRIDGE_VLAN_INFO.PVID : 0) | (untagged ? BRIDGE_VLAN_INFO.UNTAGGED : 0),
    }));
}

function tunnelsOf(vlans: readonly (readonly [number, VlanFlags])[]): VlanTunnel[] {
  return vlans.flatMap(([vid, { tunnel }]) =>
    tunnel === undefined ? [] : [{ from: vid, to: vid, id: tunnel }],
  );
}
