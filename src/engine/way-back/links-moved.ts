import type { Snapshot } from '../../model/index.ts';
import type { Connection } from '../../netlink/index.ts';
import { dumpNames } from '../../resources/link/observe.ts';

/**
 * Whether a link was deleted or renamed since the snapshot. Requests identify a link by its index, so the configuration of a
 * renamed link would still be applied to it, and that of a deleted one to whichever link has its index now. rtnetlink cannot make
 * a request depend on both name and index, so this is checked at the last moment before the first write.
 */
export async function linksMoved({ links }: Snapshot, connection: Connection): Promise<boolean> {
  const now = await dumpNames(connection);
  return links.some(({ index = 0, name }) => now.get(index) !== name);
}
