import type { Link, Step } from '../../model/index.ts';
import { renewsFunctions, withNewFunctions } from '../../resources/link/function-effects.ts';
import { forgetsIpv6Mtu, withoutIpv6Mtu } from '../../resources/link/ipv6-effects.ts';
import { KINDS } from '../../resources/link/kinds.ts';
import { links } from '../../resources/link/link.ts';
import { masterOf } from '../../resources/link/terms.ts';
import type { Wanted } from '../../resources/room.ts';
import type { World } from '../../resources/world.ts';
import { changeStep, withNotes } from '../objects/steps.ts';
import { alternativeNameTaken, namesGivenUp, withAlternativeNames } from './alternative-names.ts';
import { changedLink } from './changed-link.ts';
import { earlierInPlace, present, takerOf } from './earlier-attributes.ts';
import { forgetPrimary, releasePorts, takePortsBack } from './emptied-master.ts';
import { inThisWorld } from './in-this-world.ts';
import { withoutIpv6Settings } from './ipv6-settings.ts';
import { lacking } from './lacking.ts';
import type { LinkContext, LinkOutcome } from './link-context.ts';
import { localEndMissing } from './local-end-missing.ts';
import { withoutStateAbove } from './lower-down.ts';
import { lowerMissing } from './lower-missing.ts';
import { makeWay } from './make-way.ts';
import { miiOfMode } from './mii-of-mode.ts';
import { withoutLargeMtu } from './mtu-room.ts';
import { mtuWithHeaders } from './mtu-with-headers.ts';
import { mtuWithLower } from './mtu-with-lower.ts';
import { planBorn, planCreation, wholly } from './plan-creation.ts';
import { planOtherKind, planReplacement } from './plan-replacement.ts';
import { asTaken } from './put-back.ts';
import { lowerTaken } from './receivers.ts';
import { sharedBack } from './shared-back.ts';
import { stepsAside } from './step-aside.ts';
import { sideStep, takeChange } from './take-change.ts';
import { withoutRefusedToken } from './token-without-ra.ts';
import { keepPvids, vlansAlong, vlansOfPorts } from './vlans-along.ts';

/** Plans one wanted link and applies the steps to the world. */
export function planLink(given: Wanted<Link>, context: LinkContext): LinkOutcome {
  const { world } = context;
  const able = withoutLargeMtu(withoutStateAbove(given, world), world);
  const wanted = withoutIpv6Settings(asTaken(able, world), world);
  const missing =
    lowerMissing(wanted, world) ?? lowerTaken(wanted, context) ?? localEndMissing(wanted, context);
  if (missing !== undefined) return [missing];
  const aside = outOfTheWay(wanted, context);
  if (aside.length > 0) return [...aside, ...planLink(given, context)];
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
  const said = {
    ...mtuWithLower(live, context),
    ...sharedBack(live, context),
    ...earlierInPlace(live, context),
    ...mtuWithHeaders(live, context),
    ...withAlternativeNames(wanted, live, context),
  };
  const attributes = withoutRefusedToken(miiOfMode(live, said, context), live);
  const whole: Link = { ...wanted.item, kind: live.kind, attributes };
  const { item: target } = withoutIpv6Settings({ ...wanted, item: whole }, world);
  const now = withoutMtuInDoubt(target, afterOwnChanges(target, live, world), world);
  const differences = inThisWorld(links.differences(target, now), now, world);
  if (differences.length === 0) return [];
  const after = withFacts(changedLink(now, attributes, differences, world), wanted.item);
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
  if (!differences.some(({ attribute }) => attribute === 'bridge.default-pvid'))
    return [...way, ...takeChange(step, live, after, differences, world)];
  const vlans = vlansOfPorts(live, world);
  const steps = takeChange(step, live, after, differences, world);
  const kept = keepPvids(live, vlans, context);
  const notes = vlansAlong(vlans, context);
  const isOwn = ({ before }: Step): boolean => before?.type === 'link' && before.name === live.name;
  return [...way, ...steps.map((one) => (isOwn(one) ? withNotes(one, notes) : one)), ...kept];
}

/**
 * The steps for the first link that must give up something which the wanted link is to have; the caller then plans again, for the
 * next one.
 */
const outOfTheWay = (wanted: Wanted<Link>, context: LinkContext): Step[] =>
  [...namesGivenUp(wanted, context), ...stepsAside(wanted, context)]
    .slice(0, 1)
    .flatMap(({ holder, attributes }) =>
      sideStep(holder, attributes, `makes way for ${links.name(wanted.item)}`, context.world),
    );

/** The live link without the attributes that it loses as a side effect of its changes, so that these set them again. */
function afterOwnChanges(target: Link, live: Link, world: World): Link {
  const forgets = (): boolean => forgetsIpv6Mtu(inThisWorld(links.differences(target, live), live, world));
  const unforgotten = withRenewed(target, live);
  const kept =
    (live.attributes['ipv6-mtu'] ?? null) !== null && forgets() ? withoutIpv6Mtu(unforgotten) : unforgotten;
  return renewsFunctions(target, live)
    ? withNewFunctions(kept, Number(target.attributes['virtual-function-count']))
    : kept;
}

/** The live link with what the kernel sets by itself as it becomes what it is to be, if something else is wanted. */
function withRenewed(target: Link, live: Link): Link {
  const renewed = KINDS.get(live.kind)?.renews?.(live.attributes, {
    ...live.attributes,
    ...target.attributes,
  });
  if (renewed === undefined) return live;
  const lost = Object.entries(renewed).filter(([name]) => name in target.attributes);
  return lost.length === 0
    ? live
    : { ...live, attributes: { ...live.attributes, ...Object.fromEntries(lost) } };
}

/**
 * The live bridge with an unknown MTU if it must be set explicitly to keep it: it still follows its ports (br_mtu_auto_adjust),
 * and one of them is new with an MTU that is not known.
 */
function withoutMtuInDoubt(target: Link, now: Link, world: World): Link {
  if (now.kind !== 'bridge' || target.attributes['mtu'] === undefined || world.mtuSet.has(now.name))
    return now;
  if (!world.links.where(masterOf, now.name).some(([, port]) => isOfUnknownMtu(port))) return now;
  return { ...now, attributes: { ...now.attributes, mtu: null } };
}

/** The MTU of a VXLAN without a lower device is known: that of Ethernet (vxlan_config_apply). */
const isOfUnknownMtu = ({ kind, attributes: { mtu, link = null } }: Link): boolean =>
  mtu === undefined && (kind !== 'vxlan' || link !== null);

/**
 * Changes a master that must have no ports during the change: they are released and come back. The master keeps its MAC address,
 * which a bond loses with its last port.
 */
function changeEmpty(wanted: Wanted<Link>, target: Link, live: Link, context: LinkContext): Step[] {
  const { world } = context;
  const { macaddress } = live.attributes;
  const forgotten = forgetPrimary(live, context);
  const emptied = releasePorts(live, world);
  const now = world.links.get(live.name) ?? live;
  const attributes = { ...(macaddress !== undefined && { macaddress }), ...target.attributes };
  const differences = inThisWorld(links.differences({ ...target, attributes }, now), now, world);
  const after = changedLink(now, attributes, differences, world);
  const reason = wanted.source === null ? 'no longer declared' : 'declared';
  const step = changeStep(links, wanted, now, after, differences, reason);
  return [
    ...forgotten,
    ...emptied,
    ...takeChange(step, now, after, differences, world),
    ...takePortsBack(emptied, context),
  ];
}

/** The link with the facts of the wanted one, which a link to be restored can have. */
const withFacts = (link: Link, { facts }: Link): Link =>
  facts === undefined ? link : { ...link, facts: { ...link.facts, ...facts } };

/**
 * Restores an MTU that is no longer declared before the link becomes a port of a master that sets the MTU of its ports: the port
 * gets back the MTU that it had when it joined.
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
