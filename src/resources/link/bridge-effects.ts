import { bridgeVlanTexts, parseBridgeVlans } from '../../model/bridge-vlans.ts';
import { type Attributes, type Link, sameValue, type Value } from '../../model/index.ts';
import type { World } from '../world.ts';
import { ETH_DATA_LEN } from './kinds/bridge.ts';
import { masterOf } from './terms.ts';

/**
 * Applies what the change of a link does to the bridge of which it is or was a port, and to that bridge's other ports.
 * Returns the bridges whose MTU changes with it.
 */
export function afterPortChange(
  world: World,
  before: Link | undefined,
  after: Link | undefined,
): readonly Link[] {
  const from = before?.attributes['master'] ?? null;
  if (from !== (after?.attributes['master'] ?? null) && before !== undefined)
    forgetBackup(world, from, before.name);
  return portMoves(world, before, after).flatMap(({ bridge, had, has }) =>
    mayFollow(bridge, world) ? followMtu(world, bridge, had, has) : [],
  );
}

/**
 * The bridges that may follow the change of a link's MTU, with the MTU that they would get: it cannot be seen whether
 * they follow.
 */
export function doubtfulBridges(
  world: World,
  before: Link | undefined,
  after: Link | undefined,
): readonly Link[] {
  return portMoves(world, before, after).flatMap(({ bridge, had, has }) => {
    if (mayFollow(bridge, world) || bridge.attributes['mtu'] !== had || had === has) return [];
    world.mtuDoubts.set(bridge.name, has);
    return [withAttribute(bridge, 'mtu', has)];
  });
}

interface PortMove {
  readonly bridge: Link;
  /** The lowest MTU of its ports before the change, and after it. */
  readonly had: number;
  readonly has: number;
}

const NO_MOVES: readonly PortMove[] = [];

/**
 * How the change of a link changes the lowest port MTU of the bridges of which it is or was a port, except for bridges
 * that are known to have been given an MTU.
 */
function portMoves(world: World, before: Link | undefined, after: Link | undefined): readonly PortMove[] {
  const from = before?.attributes['master'] ?? null;
  const to = after?.attributes['master'] ?? null;
  const mtu = after?.attributes['mtu'];
  if (from === to && (from === null || before?.attributes['mtu'] === mtu)) return NO_MOVES;
  return [...new Set([from, to])].flatMap((master) => {
    const bridge = typeof master === 'string' ? world.links.get(master) : undefined;
    if (bridge?.kind !== 'bridge' || world.mtuSet.has(bridge.name)) return NO_MOVES;
    // A port that joins with the usual MTU changes nothing, so the other ports, which may be many, need not be
    // examined.
    if (master !== from && (typeof mtu !== 'number' || mtu === ETH_DATA_LEN)) return NO_MOVES;
    const others = portsOf(world, bridge.name).filter(({ name }) => name !== (after ?? before)?.name);
    const had = lowest(master === from ? [...others, before] : others);
    const has = lowest(master === to ? [...others, after] : others);
    return [{ bridge, had, has }];
  });
}

/**
 * br_mtu_auto_adjust: a bridge has the lowest MTU of its ports until it is given one, which cannot be seen. If nothing
 * is known, one whose MTU is not 1500 bytes most probably was.
 */
const mayFollow = ({ name, attributes: { mtu } }: Link, { mtuFollows }: World): boolean =>
  mtu === ETH_DATA_LEN || mtuFollows.has(name);

function followMtu(world: World, bridge: Link, before: number, after: number): readonly Link[] {
  if (before !== bridge.attributes['mtu'] || after === before) return [];
  const changed = withAttribute(bridge, 'mtu', after);
  world.links.set(bridge.name, changed);
  world.mtuFollows.add(bridge.name);
  return [changed];
}

/** The MTU of a new port may not be known. */
const lowest = (ports: readonly (Link | undefined)[]): number => {
  const mtus = ports.flatMap((port) =>
    typeof port?.attributes['mtu'] === 'number' ? [port.attributes['mtu']] : [],
  );
  return mtus.length === 0 ? ETH_DATA_LEN : Math.min(...mtus);
};

/** A port that leaves is no other port's backup any more (nbp_backup_clear). */
function forgetBackup(world: World, bridge: Value, name: string): void {
  if (typeof bridge !== 'string') return;
  for (const port of portsOf(world, bridge)) {
    if (port.attributes['bridge-port.backup-port'] === name)
      world.links.set(port.name, withAttribute(port, 'bridge-port.backup-port', null));
  }
}

/** Applies what the change of a bridge does to attributes of it and its ports other than those that were changed. */
export function afterBridgeChange(world: World, before: Link, after: Link): void {
  if (after.kind !== 'bridge') return;
  const changed = (name: string): boolean => !same(before, after, name);
  if (changed('bridge.default-pvid')) moveDefaultPvid(world, before, after);
  if (changed('bridge.vlan-filtering') || changed('bridge.vlan-protocol')) {
    followProtocol(world, before, after);
    if (after.attributes['bridge.vlan-filtering'] === false)
      setUnlessSaid(world, before, after, SNOOPING, false);
  }
}

/** br_vlan_filter_toggle turns this off along with filtering. */
const SNOOPING = 'bridge.mcast-vlan-snooping';

/** __br_vlan_set_default_pvid: a port with the old one as its PVID, untagged, gets the new one instead. */
function moveDefaultPvid(world: World, before: Link, after: Link): void {
  const from = Number(before.attributes['bridge.default-pvid'] ?? 0);
  const to = Number(after.attributes['bridge.default-pvid'] ?? 0);
  const self = after.attributes['bridge.vlans'];
  // If VLANs are declared, the orders make them as declared, whatever the kernel did before.
  if (same(before, after, 'bridge.vlans'))
    set(world, after.name, 'bridge.vlans', withDefault(self, from, to));
  for (const port of portsOf(world, after.name))
    set(world, port.name, PORT_VLANS, withDefault(port.attributes[PORT_VLANS], from, to));
}

const PORT_VLANS = 'bridge-port.vlans';

function withDefault(texts: Value | undefined, from: number, to: number): Value | undefined {
  if (!Array.isArray(texts)) return texts;
  const vlans = parseBridgeVlans(texts);
  const old = vlans.find(({ from: vid, pvid, untagged }) => vid === from && pvid && untagged);
  const known = vlans.some((vlan) => vlan.from <= to && to <= vlan.to);
  if ((from !== 0 && old === undefined) || known) return texts;
  const rest = vlans
    .filter((vlan) => vlan !== old)
    .map((vlan) => (to === 0 ? vlan : { ...vlan, pvid: false }));
  const added = to === 0 ? [] : [{ from: to, to, pvid: true, untagged: true }];
  return bridgeVlanTexts([...rest, ...added]);
}

const GROUP_ADDRESS = 'bridge.group-address';
const CUSTOMER_GROUP = '01:80:c2:00:00:00';
const PROVIDER_GROUP = '01:80:c2:00:00:08';

/** recalculate_group_addr: a bridge without a group address of its own has that of its VLAN protocol. */
function followProtocol(world: World, before: Link, after: Link): void {
  const old = groupOf(before.attributes);
  if (after.attributes[GROUP_ADDRESS] !== old) return;
  setUnlessSaid(world, before, after, GROUP_ADDRESS, groupOf(after.attributes));
}

const groupOf = (attributes: Attributes): string =>
  attributes['bridge.vlan-filtering'] === true && attributes['bridge.vlan-protocol'] === '802.1ad'
    ? PROVIDER_GROUP
    : CUSTOMER_GROUP;

function setUnlessSaid(world: World, before: Link, after: Link, name: string, value: Value): void {
  if (after.attributes[name] !== undefined && same(before, after, name)) set(world, after.name, name, value);
}

function set(world: World, link: string, name: string, value: Value | undefined): void {
  const found = world.links.get(link);
  if (found !== undefined && value !== undefined) world.links.set(link, withAttribute(found, name, value));
}

const same = (a: Link, b: Link, name: string): boolean => sameValue(a.attributes[name], b.attributes[name]);

const portsOf = (world: World, bridge: string): readonly Link[] =>
  world.links.where(masterOf, bridge).map(([, port]) => port);

const withAttribute = (link: Link, name: string, value: Value): Link => ({
  ...link,
  attributes: { ...link.attributes, [name]: value },
});
