import type { Action, Address, ItemType, Link, Plan, Route, Snapshot, Step } from '../model/index.ts';
import { encapLinksOf, linksOf, sourceOf } from '../resources/route/paths.ts';
import type { World } from '../resources/world.ts';
import { isRename } from './former-names.ts';
import type { Outlook } from './plan.ts';
import { takenAlong } from './taken-along.ts';

/** What a plan may do without regard to others' IPv4 routes. Clients bring routes of their own. */
const HARMLESS: Readonly<Record<ItemType, readonly Action[]>> = {
  link: ['create', 'change'],
  address: ['create'],
  neighbor: ['create', 'change', 'replace', 'remove'],
  fdb: ['create', 'change', 'replace', 'remove'],
  resolver: ['create'],
  client: [],
  route: ['create', 'remove'],
  rule: ['create', 'change', 'replace', 'remove'],
};

/**
 * The IPv4 routes that a plan makes, where those in their places are all of others' IPv4 routes, which the snapshot lacks, that
 * the plan and the way back from it could depend on; undefined where there could be more. Of such a plan no step can take
 * routes along, and neither can the step that undoes it.
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
 * Whether links that are up may change, be it along with others: a bridge may take something of a new port, its MTU for one.
 * Over a link that is down there are no IPv4 routes but those of several paths, which lead over others as well.
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
 * Whether a new address can go again and leave all routes: the last IPv4 address of a link takes those over it along
 * (fib_disable_ip), the last one of its text those that prefer it.
 */
function comesBeside({ after: made }: Step, { links, addresses }: Snapshot): boolean {
  if (made?.type !== 'address' || made.family === 6) return true;
  const isBeside = ({ family, link }: Address): boolean => family === 4 && link === made.link;
  return (
    addresses.every(({ address }) => address !== made.address) &&
    (links.every((link) => link.name !== made.link || isDown(link)) || addresses.some(isBeside))
  );
}
