import type { Step } from '../../../model/index.ts';
import type { LinkIndex, Order } from '../../room.ts';
import { withAnAddress } from '../bridge-without-address.ts';
import { KINDS } from '../kinds.ts';
import { renaming } from './change.ts';
import { settings } from './settings.ts';

/** Another way to carry out a step that the kernel refused with this error code. */
export function linkDetour(step: Step, code: string, links: LinkIndex): Order[] | undefined {
  if (code === 'EINVAL') return withAnAddress(step, links);
  return code === 'EADDRNOTAVAIL' ? staysDown(step) : downMeanwhile(step, code, links);
}

/** A new link that waits for an address stays down until that exists; it is set up when the link is observed again. */
function staysDown({ action, after }: Step): Order[] | undefined {
  if (after?.type !== 'link' || (action !== 'create' && action !== 'replace')) return undefined;
  const { kind, attributes } = after;
  return attributes['state'] === 'up' && KINDS.get(kind)?.waitsForAddress?.(attributes) !== undefined
    ? []
    : undefined;
}

/**
 * Kernels before 6.2 rename a link only while it is down (dev_change_name), and with many drivers the MAC address can
 * be changed only then (eth_mac_addr without IFF_LIVE_ADDR_CHANGE): both refuse with EBUSY.
 */
function downMeanwhile(step: Step, code: string, links: LinkIndex): Order[] | undefined {
  const after = step.after?.type === 'link' ? step.after : null;
  const needsDown = step.changes.some(({ attribute }) => attribute === 'name' || attribute === 'macaddress');
  if (code !== 'EBUSY' || step.action !== 'change' || after === null || !needsDown) return undefined;
  if (step.before?.type !== 'link' || step.before.attributes['state'] !== 'up') return undefined;
  // Another link may have the name by now, since later steps have been tried already.
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
