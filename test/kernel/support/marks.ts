import type { TestContext } from 'node:test';
import { openRoute } from '../../../src/netlink/index.ts';
import type { Namespace } from './namespace.ts';

/**
 * Gives the loopback of a namespace another group, which `ip monitor` tells of: so one knows that all before has been told.
 * In this process, as it happens often and `ip` costs more.
 */
export function openMarks(t: Pick<TestContext, 'after'>, ns: Namespace): (group: number) => Promise<void> {
  const socket = openRoute({ netns: ns.path });
  t.after(() => socket.close());
  return (group) => socket.links.set({ index: 1, group });
}
