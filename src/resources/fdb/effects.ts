import type { ForwardingEntry, Link } from '../../model/index.ts';
import { linkOf } from '../address/terms.ts';
import { lose, type World } from '../world.ts';
import { becomesOwn } from './own-remotes.ts';
import { macOf } from './terms.ts';

/** A port that leaves its bridge takes along its entries (del_nbp). */
export function loseOfPort(world: World, port: string, reason: string): void {
  for (const [key, entry] of world.fdb.where(linkOf, port)) {
    if (!entry.self) lose(world, world.fdb, key, reason);
  }
}

/**
 * When the remotes of a VXLAN device change, the entry for the previous one is removed, and one that is there for a new one is the
 * device's own from then on (vxlan_changelink, vxlan_vni_update_group).
 */
export function changeRemotes(world: World, device: Link): void {
  for (const [key, entry] of world.fdb.where(linkOf, device.name)) {
    const isPrevious = entry.implied === true && entry.via !== null;
    if (isPrevious || becomesOwn(entry, device)) world.fdb.delete(key);
  }
}

/** When an entry without a VLAN is removed, the entries for all VLANs are removed (br_fdb_delete). */
export function afterForwarding(world: World, entry: ForwardingEntry): void {
  if (entry.vlan !== null || entry.via !== null) return;
  for (const [key, other] of world.fdb.where(macOf, entry.macaddress)) {
    if (other.link !== entry.link || other.vlan === null) continue;
    // An entry that was made along with this one has no owner of its own.
    if (other.implied === true) world.fdb.delete(key);
    else lose(world, world.fdb, key, `lost with ${entry.macaddress} of every VLAN`);
  }
}
