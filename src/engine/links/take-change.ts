import type { Attributes, Link, Step } from '../../model/index.ts';
import { IPV6_MIN_MTU } from '../../model/ip.ts';
import { mirrored, peerOf } from '../../model/language/pairs.ts';
import { linkOf } from '../../resources/address/terms.ts';
import {
  afterDown,
  afterIpv6Off,
  followMtu,
  followPorts,
  mtuNotes,
  withoutIpv6Note,
} from '../../resources/effects.ts';
import { afterBridgeChange } from '../../resources/link/bridge-effects.ts';
import { renewsFunctions } from '../../resources/link/function-effects.ts';
import {
  forgetsIpv6Mtu,
  hasLowMtu,
  switchesIpv6Off,
  withoutIpv6Mtu,
} from '../../resources/link/ipv6-effects.ts';
import { links } from '../../resources/link/link.ts';
import { afterMtu } from '../../resources/link/mtu-effects.ts';
import { afterShared } from '../../resources/link/shared.ts';
import { takeMacLate } from '../../resources/neighbor/effects.ts';
import type { Difference } from '../../resources/room.ts';
import type { World } from '../../resources/world.ts';
import { changeStep } from '../objects/steps.ts';
import { withAttributes } from './changed-link.ts';
import { inThisWorld } from './in-this-world.ts';
import { ownRemoteNotes } from './own-remote-notes.ts';
import { lowMtuNotes } from './tunnel-mtu.ts';
import { vlansInState } from './vlan-states.ts';

/** Applies a change to the world. Returns the step, with those of the VLAN devices that go down before it or come up after it. */
export function takeChange(
  step: Step,
  live: Link,
  after: Link,
  differences: readonly Difference[],
  world: World,
): Step[] {
  const wasUp = live.attributes['state'] === 'up';
  const goesDown = wasUp && after.attributes['state'] === 'down';
  const bounced = wasUp && differences.some((d) => d.how === 'down' || d.how === 'empty');
  const withVlans = (now: 'up' | 'down', then: 'up' | 'down'): Step[] =>
    vlansInState(now, live.name, world).flatMap((vlan) =>
      sideStep(vlan, { state: then }, `goes ${then} with ${live.name}`, world),
    );
  const before = goesDown || bounced ? withVlans('up', 'down') : [];
  if (differences.some(({ attribute }) => attribute === 'mtu')) world.mtuSet.add(after.name);
  if (differences.some(({ attribute }) => attribute === 'macaddress')) world.macSet.add(after.name);
  const changed = differences.map(({ attribute }) => attribute);
  const notes = [
    ...along(live, after, differences),
    ...lowMtuNotes(after, changed, world),
    ...ownRemoteNotes(after, changed, world),
    ...takeEffects(live, after, differences, goesDown, bounced, world),
  ];
  // The state in the world, not the wanted one: a bond or team sets a new port up, and the VLAN devices on it follow.
  const isUp = world.links.get(after.name)?.attributes['state'] === 'up';
  const comesUp = (!wasUp || goesDown || bounced) && isUp;
  if (comesUp) takeMacLate(world, live);
  return [...before, { ...step, notes }, ...(comesUp ? withVlans('down', 'up') : [])];
}

/** Notes about an MTU that changes as a side effect. */
function along(live: Link, after: Link, differences: readonly Difference[]): readonly string[] {
  const { mtu } = after.attributes;
  const isNew = mtu !== undefined && mtu !== live.attributes['mtu'];
  if (!isNew || differences.some(({ attribute }) => attribute === 'mtu')) return [];
  return mtuNotes(after);
}

function takeEffects(
  live: Link,
  after: Link,
  differences: readonly Difference[],
  goesDown: boolean,
  bounced: boolean,
  world: World,
): readonly string[] {
  const forgets =
    forgetsIpv6Mtu(differences) && !differences.some(({ attribute }) => attribute === 'ipv6-mtu');
  world.links.set(after.name, forgets ? withoutIpv6Mtu(after) : after);
  mirror(after, world);
  const siblings = afterShared(world, live, after);
  afterBridgeChange(world, live, after);
  const { mtu = null } = after.attributes;
  // A VXLAN gets the MTU that fits its new lower device without a notification (vxlan_config_apply): it keeps IPv6, and its
  // bridge keeps its MTU.
  const isTold = after.kind !== 'vxlan' || differences.some(({ attribute }) => attribute === 'mtu');
  const seen = isTold ? live : { ...live, attributes: { ...live.attributes, mtu } };
  const notes: string[] = [...siblings, ...followPorts(world, seen, after)];
  if (goesDown || bounced) {
    afterDown(world, live.name, `lost when ${live.name} goes down`);
    notes.push(
      `${live.name} goes down${goesDown ? '' : ' for a moment'}: its routes and IPv6 addresses go with it`,
    );
  }
  const vrf = goesDown || bounced ? undefined : vrfBetween(live, after, world);
  if (vrf !== undefined) {
    const hasIpv6 = world.addresses.where(linkOf, live.name).some(([, { family }]) => family === 6);
    afterDown(world, live.name, `lost when ${live.name} joins or leaves ${vrf}`);
    const does = after.attributes['master'] === vrf ? 'joins' : 'leaves';
    if (hasIpv6) notes.push(`${live.name} loses its IPv6 addresses and routes: it ${does} ${vrf}`);
  }
  if (isTold && mtu !== (live.attributes['mtu'] ?? null)) {
    notes.push(...followMtu(world, afterMtu(world, after.name), after.name));
  }
  if (renewsFunctions(after, live)) notes.push(`the virtual functions of ${live.name} go, and come anew`);
  if (switchesIpv6Off(live, after)) {
    afterIpv6Off(world, live.name, `lost when IPv6 is switched off on ${live.name}`);
    notes.push(`${live.name} loses its IPv6 addresses and routes: IPv6 is switched off on it`);
  }
  if (isTold && hasLowMtu(after) && !hasLowMtu(live)) {
    afterIpv6Off(world, live.name, `lost when the MTU of ${live.name} falls below ${IPV6_MIN_MTU}`);
    notes.push(withoutIpv6Note(live));
  }
  // A link that kept IPv6 because its low MTU was not notified loses it when it comes up (addrconf_notify, NETDEV_UP).
  else if (hasLowMtu(after) && live.attributes['state'] !== 'up' && after.attributes['state'] === 'up')
    afterIpv6Off(world, live.name, `lost when ${live.name} comes up with an MTU below ${IPV6_MIN_MTU}`);
  return notes;
}

/**
 * The VRF that a link joins or leaves, if any. Even if the link is down, it loses its IPv6 addresses and neighbours as if it went
 * down (addrconf_notify and fib_netdev_event, NETDEV_CHANGEUPPER).
 */
function vrfBetween(live: Link, after: Link, world: World): string | undefined {
  const masters = [live.attributes['master'] ?? null, after.attributes['master'] ?? null];
  if (masters[0] === masters[1]) return undefined;
  const vrf = masters.find((name) => typeof name === 'string' && world.links.get(name)?.kind === 'vrf');
  return typeof vrf === 'string' ? vrf : undefined;
}

/** Sets the attributes that the peer of a pair mirrors. */
function mirror(link: Link, world: World): void {
  const name = peerOf(link);
  const peer = name === undefined ? undefined : world.links.get(name);
  if (peer === undefined || peerOf(peer) !== link.name) return;
  const attributes = { ...peer.attributes, ...mirrored(link.kind, link.attributes) };
  world.links.set(peer.name, { ...peer, attributes });
}

/** The steps that change a link because of the change of another one. */
export function sideStep(link: Link, attributes: Attributes, reason: string, world: World): Step[] {
  const differences = inThisWorld(links.differences({ ...link, attributes }, link), link, world);
  const after = withAttributes(link, attributes);
  const step = changeStep(links, { item: after, source: null, places: {} }, link, after, differences, reason);
  return takeChange(step, link, after, differences, world);
}
