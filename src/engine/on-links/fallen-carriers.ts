import { type Link, type Problem, sameValue } from '../../model/index.ts';
import { masterOf } from '../../resources/link/terms.ts';
import { linksOf } from '../../resources/route/paths.ts';
import type { World } from '../../resources/world.ts';
import { namesOf } from '../objects/names-of.ts';
import { hasCarrier } from './carrier.ts';

/**
 * Returns a function that gives a warning for each link that loses its carrier until then, about the routes that lead over it by nexthop
 * objects: the kernel removes the objects, and the routes with them, when it notices (nh_netdev_event, NETDEV_CHANGE), which may be a
 * second later (linkwatch_event) and thus after the run.
 */
export function carriersWatched(world: World): () => readonly Problem[] {
  const names = new Set((world.nexthopObjects ?? []).flatMap(({ link }) => link ?? []));
  const watched = [...names].flatMap((name) => {
    const was = world.links.get(name);
    if (was === undefined || !isUp(was) || was.facts?.noCarrier === true) return [];
    return { was, hasOne: hasCarrier(name, world) };
  });
  return () =>
    watched.flatMap(({ was, hasOne }) => {
      const { name, index } = was;
      const is = world.links.get(name);
      if (is === undefined || is.index !== index || !isUp(is) || hasCarrier(name, world)) return [];
      if (!hasOne && !looksAtPorts(was, is, world)) return [];
      const routes = world.routes.where(linksOf, name).map(([, route]) => route);
      const byObjects = routes.filter(({ nexthopId }) => nexthopId !== undefined);
      if (byObjects.length === 0) return [];
      return {
        code: 'no-carrier',
        severity: 'warning',
        message: `${name} loses its carrier, and a moment later what leads over it by nexthop objects goes: ${namesOf(byObjects)}`,
        source: null,
      };
    });
}

const isUp = ({ attributes }: Link): boolean => attributes['state'] === 'up';

/**
 * Whether a bridge looks for a port that works. One without ports has a carrier from its creation until it does so
 * (br_port_state_selection): when it gets a port, or another identity.
 */
const looksAtPorts = (was: Link, is: Link, { links }: World): boolean =>
  is.kind === 'bridge' &&
  (links.where(masterOf, is.name).length > 0 ||
    OF_IDENTITY.some((name) => !sameValue(was.attributes[name], is.attributes[name])));

/** br_stp_change_bridge_id, br_stp_set_bridge_priority, br_stp_set_enabled */
const OF_IDENTITY = ['macaddress', 'bridge.priority', 'bridge.stp'];
