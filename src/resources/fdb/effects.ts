import type { ForwardingEntry } from '../../model/index.ts';
import { linkOf } from '../address/terms.ts';
import { lose, type World } from '../world.ts';
import { macOf } from './terms.ts';

/** A port that leaves its bridge takes its entries out of it (del_nbp). */
export function loseOfPort(world: World, port: string, reason: string): void {
  for (const [key, entry] of world.fdb.where(linkOf, port)) {
    if (!entry.self) lose(world, world.fdb, key, reason);
  }
}

/** Another remote of a VXLAN device takes the entry of the one before along (vxlan_changelink). */
export function loseFirstRemote(world: World, link: string): void {
  for (const [key, { implied, via }] of world.fdb.where(linkOf, link)) {
    if (implied === true && via !== null) world.fdb.delete(key);
  }
}

/** Without a VLAN, the entries of all VLANs go (br_fdb_delete). */
export function afterForwarding(world: World, entry: ForwardingEntry): void {
  if (entry.vlan !== null || entry.via !== null) return;
  for (const [key, other] of world.fdb.where(macOf, entry.macaddress)) {
    if (other.link !== entry.link || other.vlan === null) continue;
    // One that came with it was nobody's.
    if (other.implied === true) world.fdb.delete(key);
    else lose(world, world.fdb, key, `lost with ${entry.macaddress} of every VLAN`);
  }
}
