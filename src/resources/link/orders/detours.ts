import type { Step } from '../../../model/index.ts';
import type { LinkIndex, Order } from '../../room.ts';
import { withAnAddress } from '../bridge-without-address.ts';
import { KINDS } from '../kinds.ts';
import { renaming } from './change.ts';
import { settings } from './settings.ts';

/** Another way to what the kernel refused with this error code. */
export function linkDetour(step: Step, code: string, links: LinkIndex): Order[] | undefined {
  if (code === 'EINVAL') return withAnAddress(step, links);
  return code === 'EADDRNOTAVAIL' ? staysDown(step) : downMeanwhile(step, code, links);
}

/** A new link that waits for an address stays down until that is there: the next look at it brings it up. */
function staysDown({ action, after }: Step): Order[] | undefined {
  if (after?.type !== 'link' || (action !== 'create' && action !== 'replace')) return undefined;
  const { kind, attributes } = after;
  return attributes['state'] === 'up' && KINDS.get(kind)?.waitsForAddress?.(attributes) !== undefined
    ? []
    : undefined;
}

/**
 * Kernels before 6.2 rename a link only while it is down (dev_change_name), and many drivers change their MAC only
 * then (eth_mac_addr without IFF_LIVE_ADDR_CHANGE): both say EBUSY.
 */
function downMeanwhile(step: Step, code: string, links: LinkIndex): Order[] | undefined {
  const after = step.after?.type === 'link' ? step.after : null;
  const needsDown = step.changes.some(({ attribute }) => attribute === 'name' || attribute === 'macaddress');
  if (code !== 'EBUSY' || step.action !== 'change' || after === null || !needsDown) return undefined;
  if (step.before?.type !== 'link' || step.before.attributes['state'] !== 'up') return undefined;
  // The name may be another link's by now: later steps have been tried already.
  const index = step.before.index ?? links.indexOf(after.name);
  const own: LinkIndex = { ...links, indexOf: (name) => (name === after.name ? index : links.indexOf(name)) };
  const down = settings(after, { state: 'down' }, {}, own);
  const changed = Object.fromEntries(
    step.changes.flatMap((c) => (c.after === undefined ? [] : [[c.attribute, c.after]])),
  );
  const state = after.attributes['state'] ?? 'up';
  return [
    ...down,
    ...renaming(step.before, after, index),
    ...settings(after, { ...changed, state }, step.before.attributes, own),
  ];
}
