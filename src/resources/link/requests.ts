import type { Link, Step } from '../../model/index.ts';
import { peerOf } from '../../model/language/pairs.ts';
import { link as message, RTM } from '../../netlink/index.ts';
import type { LinkIndex, Order } from '../room.ts';
import { KINDS } from './kinds.ts';
import { changes } from './orders/change.ts';
import { creation } from './orders/creation.ts';

/**
 * Each message has one concern: creation, attributes, attributes of a port, state. The kernel applies a message
 * attribute by attribute, and keeps the first ones if a later one fails (do_setlink), so small messages make errors
 * exact. A message that creates a link has a little more: if it fails nothing of it remains (rtnl_newlink_create).
 */
export function linkOrders(step: Step, links: LinkIndex): Order[] {
  const before = step.before?.type === 'link' ? step.before : null;
  const after = step.after?.type === 'link' ? step.after : null;
  switch (step.action) {
    case 'remove':
      return before === null ? [] : [removal(before, links)];
    case 'create':
      return after === null ? [] : creation(step, after, links);
    case 'replace':
      return before === null || after === null
        ? []
        : [removal(before, links), ...creation(step, after, links)];
    case 'change':
      return before === null || after === null ? [] : changes(step, before, after, links);
  }
}

function removal(link: Link, links: LinkIndex): Order {
  const index = links.indexOf(link.name);
  const peer = peerOf(link);
  links.forget(link.name);
  if (peer !== undefined) links.forget(peer);
  return KINDS.get(link.kind)?.remove?.(link, index) ?? { message, type: RTM.DELLINK, value: { index } };
}
