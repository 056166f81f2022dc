import { openKernel } from '../../../src/engine/look/kernel.ts';
import type { Step } from '../../../src/model/index.ts';
import { NetlinkError } from '../../../src/netlink/index.ts';
import { linkIndex } from '../../../src/resources/link/index-table.ts';
import { linkOrders } from '../../../src/resources/link/requests.ts';
import { isCall } from '../../../src/resources/room.ts';
import type { Namespace, Shown } from '../support/namespace.ts';
import type { Shell } from '../support/shell.ts';

/**
 * Sends the messages of a change as if it needed less than it does: neither a new link, nor that it is down or empty.
 * Returns what the kernel said to that.
 */
export async function tryGently(ns: Namespace, shell: Shell, step: Step): Promise<string | undefined> {
  const shown = JSON.parse(await shell.run('ip -j link show')) as readonly Shown[];
  const index = linkIndex(shown.map(({ ifname, ifindex }) => [String(ifname), Number(ifindex)]));
  const kernel = openKernel({ netns: ns.path });
  try {
    const changes = step.changes.map(({ down: _, forces: __, ...change }) => change);
    for (const order of linkOrders({ ...step, action: 'change', after: inPlace(step), changes }, index)) {
      if (isCall(order)) await order.run(kernel);
      else await kernel.route.request(order);
    }
    return undefined;
  } catch (error) {
    if (!(error instanceof NetlinkError)) throw error;
    return error.message;
  } finally {
    kernel.close();
  }
}

/** What a change in place ends in; a new link is what it was told. */
const inPlace = ({ before, after }: Step): Step['after'] =>
  before?.type === 'link' && after?.type === 'link'
    ? { ...after, attributes: { ...before.attributes, ...after.attributes } }
    : after;
