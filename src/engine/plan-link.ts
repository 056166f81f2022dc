import type { Attributes, Link, Step, Value } from '../model/index.ts';
import { afterDown, afterIpv6Off, afterUp, released } from '../resources/effects.ts';
import { links } from '../resources/link/link.ts';
import type { Difference, Wanted } from '../resources/room.ts';
import type { World } from '../resources/world.ts';
import type { LinkContext, LinkOutcome } from './link-context.ts';
import { lowerMissing } from './lower-missing.ts';
import { planBorn, planCreation, wholly } from './plan-creation.ts';
import { planOtherKind, planReplacement } from './plan-replacement.ts';
import { changeStep } from './steps.ts';

/** Below it the kernel has no IPv6 on a link (IPV6_MIN_MTU). */
const IPV6_MIN_MTU = 1280;

/** Plans one wanted link; the world takes the effect. */
export function planLink(wanted: Wanted<Link>, context: LinkContext): LinkOutcome {
  const { world, ownership } = context;
  const missing = lowerMissing(wanted, world);
  if (missing !== undefined) return [missing];
  const live = world.links.get(wanted.item.name);
  if (live === undefined) return planCreation(wanted, context);
  const born = world.born.get(live.name);
  if (born !== undefined) return [planBorn(wanted, born, world)];
  if (wanted.item.kind !== 'physical' && wanted.item.kind !== live.kind) {
    return planOtherKind(wanted, live, context);
  }
  const attributes = { ...present(ownership.earlier(live), live, world), ...wanted.item.attributes };
  const target: Link = { ...wanted.item, kind: live.kind, attributes };
  const differences = links.differences(target, live);
  if (differences.length === 0) return [];
  const after = withAttributes(live, attributes);
  const reason = wanted.source === null ? 'no longer declared' : 'declared';
  const step = changeStep(links, wanted, live, after, differences, reason);
  return step.action === 'replace'
    ? planReplacement(step, wholly(wanted, live), live, context)
    : [takeChange(step, live, after, differences, world)];
}

/** Earlier attributes without a master or lower device that is gone by now. */
export function present(earlier: Attributes, live: Link, world: World): Attributes {
  return Object.fromEntries(
    Object.entries(earlier).map(([name, value]): [string, Value] => {
      const missing =
        (name === 'master' || name === 'link') && typeof value === 'string' && !world.links.has(value);
      return [name, missing ? (name === 'master' ? null : (live.attributes[name] ?? null)) : value];
    }),
  );
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

function takeChange(
  step: Step,
  live: Link,
  after: Link,
  differences: readonly Difference[],
  world: World,
): Step {
  world.links.set(after.name, after);
  const notes: string[] = [];
  const mtu = after.attributes['mtu'];
  const goesDown = live.attributes['state'] === 'up' && after.attributes['state'] === 'down';
  if (goesDown || differences.some((d) => d.how === 'down')) {
    afterDown(world, live.name, `lost when ${live.name} goes down`);
    notes.push(
      `${live.name} goes down${goesDown ? '' : ' for a moment'}: its routes and IPv6 addresses go with it`,
    );
  }
  if (live.attributes['state'] !== 'up' && after.attributes['state'] === 'up') afterUp(world, live.name);
  if (typeof mtu === 'number' && mtu < IPV6_MIN_MTU && !(Number(live.attributes['mtu']) < IPV6_MIN_MTU)) {
    afterIpv6Off(world, live.name, `lost when the MTU of ${live.name} falls below ${IPV6_MIN_MTU}`);
    notes.push(`with an MTU below ${IPV6_MIN_MTU} ${live.name} has no IPv6`);
  }
  return { ...step, notes };
}
