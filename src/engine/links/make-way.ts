import type { Link, Problem, Step } from '../../model/index.ts';
import { tunnelDifference } from '../../model/language/l2tp.ts';
import { idsOf } from '../../resources/link/l2tp/messages.ts';
import { links } from '../../resources/link/link.ts';
import { claimsOf, tunnelOf } from '../../resources/link/terms.ts';
import type { Wanted } from '../../resources/room.ts';
import { remember } from '../../resources/world.ts';
import { removeStep } from '../objects/steps.ts';
import { collateral } from './collateral.ts';
import type { LinkContext } from './link-context.ts';
import { receiversLeaving } from './receivers.ts';
import { takeAway } from './take-away.ts';

/**
 * Removes the links that hold what only one link can have and the wanted one is to have (such as a VLAN id on a device), those
 * in a tunnel that must become another one, and those that receive the packets which it is to receive. A declared holder that is to become something else is created again in
 * its turn. Returns the steps, or the problems that prevent them.
 */
export function makeWay(wanted: Wanted<Link>, link: Link, context: LinkContext): (Step | Problem)[] {
  const { world, declared, allowRecreate } = context;
  const holders = claimsOf(link)
    .flatMap((claim) => world.links.where(claimsOf, claim))
    .map(([, holder]) => holder)
    .filter((holder) => holder.name !== link.name);
  // One can be in the way for two reasons.
  const all = new Set([...holders, ...inFormerTunnel(link, context), ...receiversLeaving(link, context)]);
  return [...all].map((holder) => {
    const victims = collateral(holder, context);
    if (!declared.has(holder.name) || (victims.length > 0 && !allowRecreate))
      return claimed(wanted, holder, victims);
    const reason = `makes way for ${links.name(link)}`;
    const notes = takeAway(holder, `lost when ${holder.name} ${reason}`, context);
    remember(world, holder, holder.name, `made way for ${links.name(link)}`);
    return removeStep(links, holder, reason, notes);
  });
}

/** The sessions that are in the tunnel of the wanted one as long as that has other ends: it goes with its last session. */
const inFormerTunnel = (link: Link, { world }: LinkContext): readonly Link[] =>
  tunnelOf(link)
    .flatMap((tunnel) => world.links.where(tunnelOf, tunnel))
    .map(([, other]) => other)
    .filter(
      ({ name, attributes }) =>
        name !== link.name && tunnelDifference(link.attributes, attributes) !== undefined,
    );

function claimed({ item, source, places }: Wanted<Link>, holder: Link, victims: readonly string[]): Problem {
  const id = places[`${item.kind}.id`] ?? source;
  const why =
    victims.length > 0
      ? `, and cannot make way without destroying what is not declared: ${victims.join(', ')}`
      : ', which is not declared';
  return {
    code: 'taken',
    severity: 'error',
    stops: true,
    message: `${links.name(item)} cannot be as declared: ${links.name(holder)} is so already${why}`,
    hint:
      victims.length > 0
        ? 'declare these, or allow it with --allow-recreate'
        : `declare ${holder.name}, or remove it: ${removal(holder)}`,
    source: id,
  };
}

/** The command that removes a link; that of a session goes with it only (l2tp_eth_dev_setup). */
function removal({ name, kind, attributes }: Link): string {
  if (kind !== 'l2tp') return `ip link del ${name}`;
  const { connId, sessionId } = idsOf(attributes);
  return `ip l2tp del session tunnel_id ${connId} session_id ${sessionId}`;
}
