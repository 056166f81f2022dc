import type { Link, Problem, Step } from '../../model/index.ts';
import { peerOf } from '../../model/language/pairs.ts';
import { withoutIpv6Note } from '../../resources/effects.ts';
import { hasLowMtu } from '../../resources/link/ipv6-effects.ts';
import { links } from '../../resources/link/link.ts';
import type { Difference, Wanted } from '../../resources/room.ts';
import { changeStep, removeStep } from '../objects/steps.ts';
import { collateral } from './collateral.ts';
import { lacking } from './lacking.ts';
import type { LinkContext, LinkOutcome } from './link-context.ts';
import { makeWay } from './make-way.ts';
import { comeIntoBeing, fresh } from './plan-creation.ts';
import { takeAway } from './take-away.ts';

/** Kinds of links that cannot be deleted. */
const LASTING: ReadonlySet<string> = new Set(['physical', 'loopback']);

/** Plans a link if the live link with its name is of another kind. */
export function planOtherKind(wanted: Wanted<Link>, live: Link, context: LinkContext): LinkOutcome {
  const refusal = otherKind(wanted, live, context);
  if (refusal !== undefined) return [refusal];
  const lack = lacking(wanted);
  if (lack !== undefined) return [lack];
  const way = makeWay(wanted, wanted.item, context);
  if (way.some((outcome) => 'severity' in outcome)) return way;
  const kind: Difference = { attribute: 'kind', before: live.kind, after: wanted.item.kind, how: 'create' };
  const step = changeStep(links, wanted, live, fresh(wanted), [kind], 'declared');
  return [...way, ...planReplacement(step, wanted, live, context)];
}

/** Plans that a link is deleted and created again, which destroys what is on it. */
export function planReplacement(
  step: Step,
  wanted: Wanted<Link>,
  live: Link,
  context: LinkContext,
): LinkOutcome {
  const { world, allowRecreate } = context;
  const peer = peerInTheWay(wanted, live, context);
  const victims = [...collateral(live, context), ...(peer === undefined ? [] : collateral(peer, context))];
  if (peer !== undefined) {
    const refusal = otherKind({ ...wanted, item: { ...wanted.item, name: peer.name } }, peer, context);
    if (refusal !== undefined) return [refusal];
  }
  if (victims.length > 0 && !allowRecreate) return [refused(step, wanted, victims)];
  const steps: Step[] = [];
  if (peer !== undefined) {
    const reason = `makes way for the peer of ${live.name}`;
    const along = takeAway(peer, reason, context);
    steps.push(removeStep(links, peer, reason, along));
  }
  const along = takeAway(live, `lost when ${live.name} is made anew`, context);
  const { link: after, notes: others } = comeIntoBeing(wanted, world);
  const anew = world.links.get(after.name);
  const losesIpv6 = anew !== undefined && hasLowMtu(anew) && !hasLowMtu(live);
  const notes = [
    `${live.name} is deleted and made anew: it is down for a moment, its index and counters start again`,
    ...(losesIpv6 ? [withoutIpv6Note(live)] : []),
    ...others,
    ...along,
  ];
  return [...steps, { ...step, after, notes }];
}

/** The link that has the name which the new peer is to have, unless it is the old peer and deleted anyway. */
function peerInTheWay({ item }: Wanted<Link>, live: Link, { world }: LinkContext): Link | undefined {
  const name = peerOf(item);
  if (name === undefined || name === peerOf(live)) return undefined;
  return world.links.get(name);
}

/** The problem if a link may not be replaced by one of another kind. */
function otherKind({ item, source }: Wanted<Link>, live: Link, context: LinkContext): Problem | undefined {
  if (item.kind === live.kind) return undefined;
  const lasting = LASTING.has(live.kind) || links.automatic(live);
  if (!lasting && (context.allowRecreate || context.ownership.owns(live))) return undefined;
  const there = live.kind === 'physical' ? 'a physical device' : `a ${live.kind}`;
  return {
    code: 'other-kind',
    severity: 'error',
    stops: true,
    message: `${live.name} is declared as a ${item.kind}, but there is ${there} of that name which nlapply did not make`,
    hint: lasting
      ? 'rename one of them'
      : 'rename one of them, remove the link, or replace it with --allow-recreate',
    source,
  };
}

function refused(step: Step, { item, source }: Wanted<Link>, victims: readonly string[]): Problem {
  const forcing = step.changes.filter((c) => c.forces).map((c) => c.attribute);
  return {
    code: 'recreate',
    severity: 'error',
    stops: true,
    message: `${item.name} would have to be made anew (${forcing.join(', ')} cannot change in place), which destroys what is not declared: ${victims.join(', ')}`,
    hint: 'declare these, or allow it with --allow-recreate',
    source,
  };
}
