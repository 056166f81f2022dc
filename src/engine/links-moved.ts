import type { Snapshot } from '../model/index.ts';
import type { Connection } from '../netlink/index.ts';
import { dumpNames } from '../resources/link/observe.ts';

/**
 * Whether a link has gone, or got another name, since the snapshot. Requests say which link they mean by its index: the
 * configuration of one that was renamed meanwhile would land on it, and that of one that went on whatever has its index now.
 * rtnetlink has no way to make a request depend on both, so this is asked at the last moment before the first one.
 */
export async function linksMoved({ links }: Snapshot, connection: Connection): Promise<boolean> {
  const now = await dumpNames(connection);
  return links.some(({ index = 0, name }) => now.get(index) !== name);
}
