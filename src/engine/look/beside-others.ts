import type { Action, Address, ItemType, Link, Plan, Route, Snapshot, Step } from '../../model/index.ts';
import { encapLinksOf, linksOf, sourceOf } from '../../resources/route/paths.ts';
import type { World } from '../../resources/world.ts';
import { isRename } from '../objects/former-names.ts';
import type { Outlook } from '../plan/plan.ts';
import { takenAlong } from './taken-along.ts';

/** Actions that cannot affect IPv4 routes of others. A client brings routes of its own, so none of its actions is here. */
const HARMLESS: Readonly<Record<ItemType, readonly Action[]>> = {
  link: ['create', 'change'],
  address: ['create'],
  neighbor: ['create', 'change', 'replace', 'remove'],
  fdb: ['create', 'change', 'replace', 'remove'],
  mdb: ['create', 'change', 'replace', 'remove'],
  resolver: ['create'],
  client: [],
  route: ['create', 'remove'],
  rule: ['create', 'change', 'replace', 'remove'],
  fou: ['create', 'change', 'replace', 'remove'],
  label: ['create', 'change', 'replace', 'remove'],
};

/**
 * For a plan that was made without the IPv4 routes of others: the IPv4 routes that it creates, if only routes in the same places could
 * matter for the plan and for the way back from it. Undefined if other routes could matter as well, because a step, or the step that
 * undoes it, could take routes along.
 */
export function madeBesideOthers({ plan, after }: Outlook, snapshot: Snapshot): readonly Route[] | undefined {
  const { steps, problems } = plan;
  if (problems.length > 0 || after.lost.size > 0) return undefined;
  if (!steps.every(({ kind, action }) => HARMLESS[kind].includes(action))) return undefined;
  const { routes } = after;
  if ([linksOf, encapLinksOf, sourceOf].some((terms) => routes.asked(terms).size > 0)) return undefined;
  if (touchesLinks(plan, after, snapshot) || !steps.every((step) => comesBeside(step, snapshot)))
    return undefined;
  return steps.flatMap(({ action, after: made }) =>
    action === 'create' && made?.type === 'route' && made.family === 4 ? [made] : [],
  );
}

/**
 * Whether a link that is up could change, also as a consequence of another change: a bridge can adopt something of a new port, such as
 * its MTU. Only multipath routes lead over links that are down, and these lead over other links as well.
 */
function touchesLinks(plan: Plan, after: World, snapshot: Snapshot): boolean {
  const steps = plan.steps.filter(({ kind }) => kind === 'link');
  const changed = new Set(steps.flatMap(({ before }) => (before?.type === 'link' ? [before.name] : [])));
  const { links } = takenAlong({ ...plan, steps }, after, snapshot);
  return (
    steps.some(isRename) ||
    snapshot.links.some((link) => links.has(link.name) && !(changed.has(link.name) && isDown(link)))
  );
}

const isDown = ({ attributes }: Link): boolean => attributes['state'] !== 'up';

/**
 * Whether the new address could be removed again without any route being lost: with the last IPv4 address of a link all routes over it
 * are lost (fib_disable_ip), and with the last copy of an address all routes that prefer it as their source.
 */
function comesBeside({ after: made }: Step, { links, addresses }: Snapshot): boolean {
  if (made?.type !== 'address' || made.family === 6) return true;
  const isBeside = ({ family, link }: Address): boolean => family === 4 && link === made.link;
  return (
    addresses.every(({ address }) => address !== made.address) &&
    (links.every((link) => link.name !== made.link || isDown(link)) || addresses.some(isBeside))
  );
}
