import { type Link, type Problem, sameValue } from '../../model/index.ts';
import { masterOf } from '../../resources/link/terms.ts';
import { linksOf } from '../../resources/route/paths.ts';
import type { World } from '../../resources/world.ts';
import { namesOf } from '../objects/names-of.ts';
import type { Target } from '../target/target.ts';
import { hasCarrier, isUp } from './carrier.ts';

/** Links with a carrier over which routes lead by nexthop objects, or led in the state to go back to; before links are planned. */
export interface WatchedCarriers {
  readonly links: readonly Link[];
  /** Names of those that are bridges with ports. */
  readonly withPorts: ReadonlySet<string>;
}

/** Notes which of those links are bridges that have a carrier without ports. */
export function watchCarriers(
  { routes, ruleOrder }: Pick<Target, 'routes' | 'ruleOrder'>,
  world: World,
): WatchedCarriers {
  const live = (world.nexthopObjects ?? []).flatMap(({ link }) => link ?? []);
  // Declared routes do not lead by nexthop objects, earlier ones may.
  const earlier = ruleOrder === undefined ? [] : routes.filter(({ item }) => item.nexthopId !== undefined);
  const names = new Set([...live, ...earlier.flatMap(({ item }) => linksOf(item))]);
  const up = [...names].flatMap((name) => {
    const link = world.links.get(name);
    return link !== undefined && link.facts?.noCarrier !== true && isUp(link) ? link : [];
  });
  const bridges = up.filter(({ kind }) => kind === 'bridge');
  const withPorts = new Set(bridges.flatMap(({ name }) => (hasPorts(name, world) ? name : [])));
  for (const { name } of bridges) if (!withPorts.has(name)) world.idleCarriers.add(name);
  return { links: up.filter(({ name }) => hasCarrier(name, world)), withPorts };
}

const hasPorts = (name: string, { links }: World): boolean => links.where(masterOf, name).length > 0;

/** Names of the links that stay and lose their carrier by the planned steps. */
export function fallenCarriers({ links, withPorts }: WatchedCarriers, world: World): readonly string[] {
  return links.flatMap((was) => {
    const { name, index } = was;
    const is = world.links.get(name);
    if (is === undefined || withPorts.has(name) || hasPorts(name, world) || hasNewIdentity(was, is))
      world.idleCarriers.delete(name);
    return is?.index === index && is !== undefined && isUp(is) && !hasCarrier(name, world) ? [name] : [];
  });
}

/** Whether the change of a bridge has it look for a port that works. */
const hasNewIdentity = (was: Link, is: Link): boolean =>
  OF_IDENTITY.some((name) => !sameValue(was.attributes[name], is.attributes[name]));

/** br_stp_change_bridge_id, br_stp_set_bridge_priority, br_stp_set_enabled */
const OF_IDENTITY = ['macaddress', 'bridge.priority', 'bridge.stp'];

/**
 * Warnings about routes that lead by nexthop objects over links that lose their carrier. The kernel removes the objects, and the routes
 * with them, when it notices (nh_netdev_event, NETDEV_CHANGE), which may be a second later (linkwatch_event) and thus after the run.
 */
export function routesOfFallen(fallen: readonly string[], world: World): readonly Problem[] {
  return fallen.flatMap((name) => {
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
