import type { Attributes, Link, Step, Value } from '../model/index.ts';
import { IPV6_MIN_MTU } from '../model/ip.ts';
import { isOfPort, MASTERS } from '../model/language/masters.ts';
import { mirrored, peerOf } from '../model/language/pairs.ts';
import { linkOf } from '../resources/address/terms.ts';
import {
  afterDown,
  afterIpv6Off,
  followMtu,
  followPorts,
  mtuNotes,
  released,
  withoutIpv6Note,
} from '../resources/effects.ts';
import { afterBridgeChange } from '../resources/link/bridge-effects.ts';
import { isSetting } from '../resources/link/details/settings.ts';
import { renewsFunctions, withNewFunctions } from '../resources/link/function-effects.ts';
import {
  forgetsIpv6Mtu,
  hasLowMtu,
  switchesIpv6Off,
  withoutIpv6Mtu,
} from '../resources/link/ipv6-effects.ts';
import { KINDS } from '../resources/link/kinds.ts';
import { links } from '../resources/link/link.ts';
import { afterMtu } from '../resources/link/mtu-effects.ts';
import { mtuBelow } from '../resources/link/overhead.ts';
import { masterOf } from '../resources/link/terms.ts';
import { takeMacLate } from '../resources/neighbor/effects.ts';
import type { Difference, Wanted } from '../resources/room.ts';
import type { World } from '../resources/world.ts';
import { alternativeNameTaken, withAlternativeNames } from './alternative-names.ts';
import { withoutIpv6Settings } from './ipv6-settings.ts';
import { withoutNoAddress } from './kept-addresses.ts';
import { lacking } from './lacking.ts';
import type { LinkContext, LinkOutcome } from './link-context.ts';
import { withoutStateAbove } from './lower-down.ts';
import { lowerMissing } from './lower-missing.ts';
import { makeWay } from './make-way.ts';
import { withoutLargeMtu } from './mtu-room.ts';
import { planBorn, planCreation, wholly } from './plan-creation.ts';
import { planOtherKind, planReplacement } from './plan-replacement.ts';
import { asTaken } from './put-back.ts';
import { isReceivedOn, lowerTaken } from './receivers.ts';
import { changeStep } from './steps.ts';
import { lowMtuNotes } from './tunnel-mtu.ts';
import { usualMtu } from './usual-mtu.ts';
import { vlansInState } from './vlan-states.ts';

/** Plans one wanted link; the world takes the effect. */
export function planLink(given: Wanted<Link>, context: LinkContext): LinkOutcome {
  const { world } = context;
  const able = withoutLargeMtu(withoutStateAbove(given, world), world);
  const wanted = withoutIpv6Settings(asTaken(able, world), world);
  const missing = lowerMissing(wanted, world) ?? lowerTaken(wanted, context);
  if (missing !== undefined) return [missing];
  const taken = alternativeNameTaken(wanted, context);
  if (taken !== undefined) return [taken];
  const live = world.links.get(wanted.item.name);
  if (live === undefined) return planCreation(wanted, context);
  const born = world.born.get(live.name);
  if (born !== undefined) return [planBorn(wanted, born, world)];
  if (wanted.item.kind !== 'physical' && wanted.item.kind !== live.kind) {
    return planOtherKind(wanted, live, context);
  }
  const early = mtuBeforeJoining(live, context);
  if (early.length > 0) return [...early, ...planLink(given, context)];
  const attributes = {
    ...earlierInPlace(live, context),
    ...withAlternativeNames(wanted, live, context),
  };
  const whole: Link = { ...wanted.item, kind: live.kind, attributes };
  const { item: target } = withoutIpv6Settings({ ...wanted, item: whole }, world);
  const now = afterOwnChanges(target, live, world);
  const differences = inThisWorld(links.differences(target, now), now, world);
  if (differences.length === 0) return [];
  const after = withFacts(outcome(now, attributes, differences, world), wanted.item);
  const reason = wanted.source === null ? 'no longer declared' : 'declared';
  const step = changeStep(links, wanted, live, after, differences, reason);
  const lack = lacking(wanted, step.action === 'replace' ? undefined : live);
  if (lack !== undefined) return [lack];
  const way = makeWay(wanted, after, context);
  if (way.some((outcome) => 'severity' in outcome)) return way;
  if (step.action === 'replace')
    return [...way, ...planReplacement(step, wholly(wanted, live), live, context)];
  if (differences.some(({ how }) => how === 'empty'))
    return [...way, ...changeEmpty(wanted, target, live, context)];
  return [...way, ...takeChange(step, live, after, differences, world)];
}

/** The live link without what it loses by the changes that make it the wanted one: these set it again. */
function afterOwnChanges(target: Link, live: Link, world: World): Link {
  const forgets = (): boolean => forgetsIpv6Mtu(inThisWorld(links.differences(target, live), live, world));
  const kept = (live.attributes['ipv6-mtu'] ?? null) !== null && forgets() ? withoutIpv6Mtu(live) : live;
  return renewsFunctions(target, live)
    ? withNewFunctions(kept, Number(target.attributes['virtual-function-count']))
    : kept;
}

/** Changes a master that must not have ports meanwhile. It keeps its MAC address, which a bond loses with its last port. */
function changeEmpty(wanted: Wanted<Link>, target: Link, live: Link, context: LinkContext): Step[] {
  const { world } = context;
  const { macaddress } = live.attributes;
  const emptied = releasePorts(live, world);
  const now = world.links.get(live.name) ?? live;
  const attributes = { ...(macaddress !== undefined && { macaddress }), ...target.attributes };
  const differences = inThisWorld(links.differences({ ...target, attributes }, now), now, world);
  const after = outcome(now, attributes, differences, world);
  const reason = wanted.source === null ? 'no longer declared' : 'declared';
  const step = changeStep(links, wanted, now, after, differences, reason);
  return [
    ...emptied,
    ...takeChange(step, now, after, differences, world),
    ...takePortsBack(emptied, context),
  ];
}

/** What the live link becomes. */
function outcome(live: Link, wanted: Attributes, differences: readonly Difference[], world: World): Link {
  const taken = Object.fromEntries(Object.entries(wanted).filter(([name]) => !isLeftOut(name, wanted, live)));
  const changed = withoutMtu(withAttributes(live, taken), wanted, differences);
  const after = withinLower(changed, wanted, differences, world);
  const sent = new Set(differences.map(({ attribute }) => attribute));
  const attributes = KINDS.get(after.kind)?.along?.(live.attributes, after.attributes, sent);
  return attributes === undefined ? after : { ...after, attributes };
}

/** What is put back may have facts that it is to be put back with. */
const withFacts = (link: Link, { facts }: Link): Link =>
  facts === undefined ? link : { ...link, facts: { ...link.facts, ...facts } };

const isLeftOut = (name: string, wanted: Attributes, { kind, attributes }: Link): boolean =>
  KINDS.get(kind)?.takes?.(name, { ...attributes, ...wanted }, attributes) === false;

/** Classes of change as they are for this link now: one that is down need not go down, and some masters bounce their ports. */
function inThisWorld(differences: readonly Difference[], live: Link, world: World): readonly Difference[] {
  if (differences.length === 0) return differences;
  const up = live.attributes['state'] === 'up';
  const isEmpty = world.links.where(masterOf, live.name).length === 0;
  return differences.map((difference): Difference => {
    if (difference.how === 'empty' && isEmpty) return { ...difference, how: up ? 'down' : 'live' };
    if (difference.attribute === 'master' && up && bounces(difference, world))
      return { ...difference, how: 'down' };
    if (difference.how === 'down' && !up) return { ...difference, how: 'live' };
    return difference;
  });
}

const bounces = ({ before, after }: Difference, world: World): boolean =>
  [before, after].some((name) => {
    const kind = typeof name === 'string' ? world.links.get(name)?.kind : undefined;
    return kind !== undefined && MASTERS[kind]?.bouncesPorts === true;
  });

/** Ports leave a master that can change an attribute only without them. */
function releasePorts(master: Link, world: World): Step[] {
  return world.links.where(masterOf, master.name).flatMap(([, port]) => {
    return portStep(port, null, `${port.name} leaves ${master.name} for a moment`, world);
  });
}

/** Ports that nobody declares come back; declared ones do when it is their turn. */
function takePortsBack(released: readonly Step[], { world, declared }: LinkContext): Step[] {
  return released.flatMap(({ before }) => {
    if (before?.type !== 'link' || declared.has(before.name)) return [];
    const port = world.links.get(before.name);
    if (port === undefined) return [];
    const { master = null } = before.attributes;
    return portStep(port, master, `${port.name} comes back`, world, before.attributes);
  });
}

function portStep(port: Link, master: Value, reason: string, world: World, was: Attributes = {}): Step[] {
  const { state = port.attributes['state'] ?? 'up' } = was;
  return sideStep(port, { ...ofPort(was), master, state }, reason, world);
}

/** What a port has of its master, but for the name of another one that may not be back yet. */
const ofPort = (attributes: Attributes): Attributes =>
  Object.fromEntries(
    Object.entries(attributes).filter(([name]) => isOfPort(name) && name !== 'bridge-port.backup-port'),
  );

/** A change of a link that comes of another one's. */
function sideStep(link: Link, attributes: Attributes, reason: string, world: World): Step[] {
  const differences = inThisWorld(links.differences({ ...link, attributes }, link), link, world);
  const after = withAttributes(link, attributes);
  const step = changeStep(links, { item: after, source: null, places: {} }, link, after, differences, reason);
  return takeChange(step, link, after, differences, world);
}

/**
 * Earlier attributes without a master or lower device that is gone by now, or has become something else, and without a master
 * that would receive what a link on this one does; what is the kernel's to choose (the MTU, settings of a link that we made) is chosen.
 */
export function present(
  earlier: Attributes,
  live: Link,
  { world, wanted, machine }: Pick<LinkContext, 'world' | 'wanted' | 'machine'>,
): Attributes {
  const cannotServe = (other: Link): boolean => {
    const master = MASTERS[other.kind];
    return master === undefined || (master.receives === true && isReceivedOn(live.name, { world, wanted }));
  };
  return Object.fromEntries(
    Object.entries(earlier).flatMap(([name, value]): [string, Value][] => {
      if (name === 'mtu' && value === null) {
        const usual = usualMtu(live, world);
        return usual === undefined ? [] : [[name, usual]];
      }
      if (value === null && isSetting(name)) {
        const usual = machine?.settingOfNew?.(name);
        return usual === undefined ? [] : [[name, usual]];
      }
      const other = typeof value === 'string' ? world.links.get(value) : undefined;
      const missing =
        (name === 'master' || name === 'link') &&
        typeof value === 'string' &&
        (other === undefined || (name === 'master' && cannotServe(other)));
      return [[name, missing ? (name === 'master' ? null : (live.attributes[name] ?? null)) : value]];
    }),
  );
}

/** What the link had of what is not declared now, as far as it can have it again; what waits for its ports is declared all the same. */
function earlierInPlace(live: Link, context: LinkContext): Attributes {
  const { ownership, wanted } = context;
  const declared = wanted.get(live.name)?.attributes ?? {};
  const earlier = ownership.earlier(live);
  const names = Object.keys(earlier).filter((name) => !(name in declared));
  if (names.length === 0) return NONE;
  const undeclared = Object.fromEntries(names.map((name) => [name, earlier[name] ?? null]));
  const taker = names.includes('mtu') ? takerOf(live, context) : undefined;
  const found = taker === undefined ? undeclared : withMtuOf(taker, live, undeclared, context);
  const possible = withoutNoAddress(present(found, live, context));
  return inPlace(withinRoom(possible, { ...live.attributes, ...declared }, live, context.world), live);
}

/** An MTU from before, where the device below leaves no room for it by now: as much of it as there is room for. */
function withinRoom(earlier: Attributes, others: Attributes, live: Link, world: World): Attributes {
  const { mtu } = earlier;
  const fits =
    typeof mtu === 'number' ? mtuBelow({ ...live, attributes: { ...others, ...earlier } }, world) : undefined;
  return fits === undefined || Number(mtu) <= fits ? earlier : { ...earlier, mtu: fits };
}

/** The master that the link is a port of, or is to be, when that gives its ports its own MTU. */
function takerOf({ name }: Link, { wanted, world }: LinkContext): Link | undefined {
  const master = String(wanted.get(name)?.attributes['master']);
  const taker = wanted.get(master) ?? world.links.get(master);
  return MASTERS[taker?.kind ?? '']?.takesPortsOver === true ? taker : undefined;
}

/** A new port gets the MTU of its master; so does one that is there, where the master does not see to that by itself. */
function withMtuOf(
  taker: Link,
  live: Link,
  { mtu: before, ...others }: Attributes,
  { world }: LinkContext,
): Attributes {
  const isNew = live.attributes['master'] !== taker.name;
  if (isNew || MASTERS[taker.kind]?.fixesMtu === true) return others;
  return { ...others, mtu: world.links.get(taker.name)?.attributes['mtu'] ?? before ?? null };
}

/**
 * The MTU that is not declared any more goes back before the link becomes a port of a master that gives its ports its own: it is
 * what the port has when it leaves.
 */
function mtuBeforeJoining(live: Link, context: LinkContext): Step[] {
  const { mtu } = context.ownership.earlier(live);
  if (mtu === undefined || (live.attributes['master'] ?? null) !== null) return [];
  if ('mtu' in (context.wanted.get(live.name)?.attributes ?? {}) || takerOf(live, context) === undefined)
    return [];
  const back = present({ mtu }, live, context);
  if (back['mtu'] === undefined || back['mtu'] === live.attributes['mtu']) return [];
  return sideStep(live, back, 'no longer declared', context.world);
}

const NONE: Attributes = {};

/** Earlier attributes but for those that only a new link could have again. */
function inPlace(earlier: Attributes, live: Link): Attributes {
  const differences = links.differences({ ...live, attributes: earlier }, live);
  const lasting = new Set(differences.flatMap(({ attribute, how }) => (how === 'create' ? [attribute] : [])));
  if (lasting.size === 0) return earlier;
  return Object.fromEntries(Object.entries(earlier).filter(([name]) => !lasting.has(name)));
}

/** The live link with these attributes; what it was as a port goes with its master. */
function withAttributes(live: Link, attributes: Attributes): Link {
  const master = attributes['master'] ?? null;
  const moved = 'master' in attributes && master !== (live.attributes['master'] ?? null);
  const merged: Link = {
    ...live,
    attributes: { ...(moved ? released(live) : live).attributes, ...attributes },
  };
  return moved && master === null ? released(merged) : merged;
}

/**
 * Where a change of the link brings another MTU along, one that nobody declares is not known any more. One that was too low for IPv6 may
 * stay so: where there is no way to the other end it does (geneve_link_config).
 */
function withoutMtu(after: Link, wanted: Attributes, differences: readonly Difference[]): Link {
  const kind = KINDS.get(after.kind);
  if (kind?.adaptsMtu !== true || 'mtu' in wanted || hasLowMtu(after)) return after;
  if (!differences.some(({ attribute }) => attribute in kind.attributes)) return after;
  const { mtu: _, ...attributes } = after.attributes;
  return { ...after, attributes };
}

/** A VXLAN device that gets a lower device has no more than fits into that one's MTU (vxlan_config_apply). */
function withinLower(
  after: Link,
  wanted: Attributes,
  differences: readonly Difference[],
  world: World,
): Link {
  if (after.kind !== 'vxlan' || 'mtu' in wanted) return after;
  if (!differences.some(({ attribute }) => attribute === 'link')) return after;
  const [own, fits] = [after.attributes['mtu'], mtuBelow(after, world)];
  if (typeof own !== 'number' || fits === undefined || own <= fits) return after;
  return { ...after, attributes: { ...after.attributes, mtu: fits } };
}

/** The world takes a change. The step comes with those of the VLANs that go down before it or come up after it. */
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
    ...takeEffects(live, after, differences, goesDown, bounced, world),
  ];
  // Not as was wished: a bond or a team opens its new port, and with it come the VLANs on it.
  const isUp = world.links.get(after.name)?.attributes['state'] === 'up';
  const comesUp = (!wasUp || goesDown || bounced) && isUp;
  if (comesUp) takeMacLate(world, live);
  return [...before, { ...step, notes }, ...(comesUp ? withVlans('down', 'up') : [])];
}

/** The MTU that a change brings along. */
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
  afterBridgeChange(world, live, after);
  const { mtu = null } = after.attributes;
  // A VXLAN gets the MTU that fits a new lower device without anybody being told (vxlan_config_apply): it keeps its IPv6, its bridge its MTU.
  const isTold = after.kind !== 'vxlan' || differences.some(({ attribute }) => attribute === 'mtu');
  const seen = isTold ? live : { ...live, attributes: { ...live.attributes, mtu } };
  const notes: string[] = [...followPorts(world, seen, after)];
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
  // What had kept it, not having been told of its MTU, loses it now (addrconf_notify, NETDEV_UP).
  else if (hasLowMtu(after) && live.attributes['state'] !== 'up' && after.attributes['state'] === 'up')
    afterIpv6Off(world, live.name, `lost when ${live.name} comes up with an MTU below ${IPV6_MIN_MTU}`);
  return notes;
}

/**
 * The VRF that a link joins or leaves: IPv6 addresses and neighbours go from it as if it went down, though it is down
 * already (addrconf_notify and fib_netdev_event, NETDEV_CHANGEUPPER).
 */
function vrfBetween(live: Link, after: Link, world: World): string | undefined {
  const masters = [live.attributes['master'] ?? null, after.attributes['master'] ?? null];
  if (masters[0] === masters[1]) return undefined;
  const vrf = masters.find((name) => typeof name === 'string' && world.links.get(name)?.kind === 'vrf');
  return typeof vrf === 'string' ? vrf : undefined;
}

/** What one end of a pair has, the other one shows. */
function mirror(link: Link, world: World): void {
  const name = peerOf(link);
  const peer = name === undefined ? undefined : world.links.get(name);
  if (peer === undefined || peerOf(peer) !== link.name) return;
  const attributes = { ...peer.attributes, ...mirrored(link.kind, link.attributes) };
  world.links.set(peer.name, { ...peer, attributes });
}
