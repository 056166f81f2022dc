import type { Neighbor } from '../../model/index.ts';
import { linkOf } from '../address/terms.ts';
import { lose, type World } from '../world.ts';

/** Everything known about a family's neighbours on the link goes, proxies too (neigh_ifdown). */
export function loseNeighbors(world: World, link: string, reason: string, family?: 4 | 6): void {
  loseSome(world, link, reason, (neighbor) => family === undefined || neighbor.family === family);
}

/** With another MAC or another way to find neighbours, all of them are forgotten, the permanent ones too; proxies stay (neigh_changeaddr). */
export function forgetNeighbors(world: World, link: string, reason: string): void {
  loseSome(world, link, reason, ({ proxy }) => !proxy);
}

function loseSome(world: World, link: string, reason: string, which: (neighbor: Neighbor) => boolean): void {
  for (const [key, neighbor] of world.neighbors.where(linkOf, link)) {
    if (which(neighbor)) lose(world, world.neighbors, key, reason);
  }
}
