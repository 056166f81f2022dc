import type { Address, Route, Rule } from '../model/index.ts';
import { addresses } from '../resources/address/address.ts';
import { subnetOf } from '../resources/address/subnet.ts';
import { afterAddress } from '../resources/effects.ts';
import { routes } from '../resources/route/route.ts';
import { rules, selector } from '../resources/rule/rule.ts';
import type { World } from '../resources/world.ts';
import type { Planning } from './plan-items.ts';

const isUp = (world: World, link: string): boolean => world.links.get(link)?.attributes['state'] === 'up';

export const addressPlanning: Planning<Address> = {
  room: addresses,
  live: (world) => world.addresses,
  afterRemoval: afterAddress,
  restorable: (address, world) => world.links.has(address.link),
  /**
   * New addresses come before old ones go, so that routes survive; but an old primary would take a new secondary of its
   * subnet along, and when none is left the kernel flushes the link's routes: then the old ones go first, and what they take comes back.
   */
  removeFirst(remaining) {
    const v4 = remaining.filter((a) => a.family === 4);
    const links = new Set(v4.map((a) => a.link));
    const subnets = new Set(v4.map(subnetOf));
    return (item) => item.family === 4 && (!links.has(item.link) || subnets.has(subnetOf(item)));
  },
};

export const routePlanning: Planning<Route> = {
  room: routes,
  live: (world) => world.routes,
  restorable: (route, world) =>
    [route.link, ...(route.nexthops ?? []).map((hop) => hop.link)].every(
      (link) => link == null || isUp(world, link),
    ),
};

/** Where the kernel starts to number rules that name no priority (fib_default_rule_pref). */
const FIRST_PRIORITY = 32765;

export const rulePlanning: Planning<Rule> = {
  room: rules,
  live: (world) => world.rules,
  restorable: () => true,
  finder(live) {
    const bySelector = new Map<string, [string, Rule][]>();
    for (const entry of live) {
      const same = bySelector.get(selector(entry[1]));
      if (same === undefined) bySelector.set(selector(entry[1]), [entry]);
      else same.push(entry);
    }
    return ({ priority, ...wanted }) => {
      const same = bySelector.get(selector(wanted)) ?? [];
      const at = same.findIndex(([, rule]) => priority === undefined || priority === rule.priority);
      // Each live rule answers one declared rule.
      return at < 0 ? undefined : same.splice(at, 1)[0]?.[0];
    };
  },
  complete(wanted, others) {
    if (wanted.priority !== undefined) return wanted;
    const lowest = others.reduce(
      (low, { family, priority = 0 }) =>
        family === wanted.family && priority > 0 ? Math.min(low, priority) : low,
      FIRST_PRIORITY + 1,
    );
    return { ...wanted, priority: Math.max(1, lowest - 1) };
  },
};
