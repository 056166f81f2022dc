import type { Link } from '../../model/index.ts';
import { linkOf } from '../../resources/address/terms.ts';
import { becomesOwn } from '../../resources/fdb/own-remotes.ts';
import { ROOMS } from '../../resources/rooms.ts';
import type { World } from '../../resources/world.ts';

/** Notes about entries that become those of a VXLAN device itself, as it gets other remotes: they go when these change again. */
export function ownRemoteNotes(after: Link, changed: readonly string[], { fdb }: World): readonly string[] {
  if (!changed.some((attribute) => attribute === 'vxlan.remote' || attribute === 'vxlan.vnis')) return [];
  return fdb
    .where(linkOf, after.name)
    .filter(([, entry]) => entry.implied !== true && becomesOwn(entry, after))
    .map(
      ([, entry]) => `${ROOMS.fdb.name(entry)} is the remote of ${after.name} from now on, and goes with it`,
    );
}
