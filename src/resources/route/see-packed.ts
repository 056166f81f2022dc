import { type PackedRoutes, type PackedSeen, type Route, SEEN } from '../../model/index.ts';
import { parseAddress, RTN, RTNH_F } from '../../netlink/index.ts';
import { OUR_PROTOCOL } from '../mark.ts';
import type { LinkIndex } from '../room.ts';
import { findPacked } from './packed-slots.ts';
import type { UsualOptions } from './usual-live.ts';
import { NONE, type UsualWords } from './usual-words.ts';

/**
 * The initial state, before any route is read.
 * @param links the live links of their devices
 */
export const nothingSeen = (routes: PackedRoutes, links: PackedSeen['links']): PackedSeen => ({
  routes,
  links,
  states: new Uint8Array(routes.places.length),
});

/**
 * Returns functions that note, for each route that is read, whether it is a declared one and as declared: then no
 * object is made for it. Of several with the same key the first counts.
 */
export function seer(
  { routes, links, states }: PackedSeen,
  index: LinkIndex,
): Required<Pick<UsualOptions, 'takes' | 'started'>> {
  const { destinations, lengths, tables, metrics, gateways, on } = routes;
  // The kernel reports routes by destination, the order in which many are declared, too: mostly the next one fits.
  let next = 0;
  const find = ({ destination, length, table, metric }: UsualWords): number =>
    destinations[next] === destination &&
    lengths[next] === length &&
    tables[next] === table &&
    metrics[next] === metric
      ? next
      : findPacked(routes, destination, length, table, metric);
  const oifs = links.map((name) => (name !== undefined && index.has(name) ? index.indexOf(name) : NONE));
  return {
    started: () => void states.fill(SEEN.ABSENT),
    takes(words) {
      const { gateway, oif } = words;
      if (!isOurs(words) || oif === NONE) return false;
      const at = find(words);
      next = at + 1;
      if (at < 0 || gateways[at] !== gateway || oifs[on[at] ?? 0] !== oif) return false;
      if (states[at] === SEEN.AS_DECLARED) return false;
      states[at] = SEEN.AS_DECLARED;
      return true;
    },
  };
}

/** Whether a route has what all packed routes have in common. */
const isOurs = ({ protocol, type, scope, tos, flags, from }: UsualWords): boolean =>
  protocol === OUR_PROTOCOL &&
  type === RTN.UNICAST &&
  scope === 0 &&
  tos === 0 &&
  (flags & RTNH_F.ONLINK) === 0 &&
  from === NONE;

/**
 * Notes the packed routes whose keys these other routes have. False if the same key also belongs to a route that is as
 * declared (NLM_F_APPEND): both are then needed to decide which is the declared one.
 */
export function noteOthers({ routes, states }: PackedSeen, others: readonly Route[]): boolean {
  return others.every(({ family, to, table, metric, tos }) => {
    if (family !== 4 || tos !== 0) return true;
    const slash = to.lastIndexOf('/');
    const destination = Number(parseAddress(to.slice(0, slash)));
    const at = findPacked(routes, destination, Number(to.slice(slash + 1)), table, metric);
    if (at < 0) return true;
    if (states[at] === SEEN.AS_DECLARED) return false;
    states[at] = SEEN.OTHER;
    return true;
  });
}

/** Whether all packed routes are as declared. */
export const areAllThere = ({ states }: PackedSeen): boolean =>
  !states.includes(SEEN.ABSENT) && !states.includes(SEEN.OTHER);
