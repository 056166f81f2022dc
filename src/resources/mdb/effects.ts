import { linkOf } from '../address/terms.ts';
import { lose, type World } from '../world.ts';

/** A port that leaves its bridge takes along its entries (br_multicast_del_port). */
export function loseGroupsOfPort(world: World, port: string, reason: string): void {
  for (const [key, { link, bridge }] of world.mdb.where(linkOf, port)) {
    if (link !== bridge) lose(world, world.mdb, key, reason);
  }
}
