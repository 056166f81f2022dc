import {
  type Attributes,
  alternativeNamesOf,
  type Link,
  type Step,
  type Value,
} from '../../../model/index.ts';
import { isOfPort } from '../../../model/language/masters.ts';
import { link as message, type Request, RTM } from '../../../netlink/index.ts';
import { withoutFormerRemote } from '../../fdb/former-remote.ts';
import type { LinkIndex, Order } from '../../room.ts';
import { addressFirst } from '../bridge-without-address.ts';
import { unusual } from '../usual.ts';
import { settings } from './settings.ts';

/** The messages that change a live link. */
export function changes(step: Step, before: Link, after: Link, links: LinkIndex): Order[] {
  const index = links.indexOf(before.name);
  const changed: Record<string, Value> = {};
  for (const { attribute, after: value } of step.changes) if (value !== undefined) changed[attribute] = value;
  links.rename(before.name, after.name);
  // A port that is restored has the defaults of a new port already.
  const joins = step.source === null && typeof changed['master'] === 'string';
  const target = { ...after, kind: before.kind };
  const set = settings(
    target,
    joins ? withoutUsualOfPort(before.kind, changed) : changed,
    before.attributes,
    links,
  );
  const named = [...addressFirst(after, changed, index), ...renaming(before, after, index)];
  const orders = downAround(step, target, changed, [...named, ...set], links);
  const remote = before.attributes['vxlan.remote'];
  return 'vxlan.remote' in changed && typeof remote === 'string'
    ? [...orders, withoutFormerRemote(after.name, index, remote)]
    : orders;
}

function withoutUsualOfPort(kind: string, changed: Attributes): Attributes {
  const kept = unusual(kind, changed);
  return Object.fromEntries(Object.entries(changed).filter(([name]) => !isOfPort(name) || name in kept));
}

/** Sets the link down around changes that require that. */
function downAround(
  { changes }: Step,
  after: Link,
  changed: Attributes,
  orders: Order[],
  links: LinkIndex,
): Order[] {
  if (!changes.some(({ down }) => down === true)) return orders;
  const state = (value: string): Order[] => settings(after, { state: value }, {}, links);
  const up = after.attributes['state'] === 'up' && changed['state'] !== 'up';
  return [...state('down'), ...orders, ...(up ? state('up') : [])];
}

/**
 * The kernel refuses a name that is an alternative name, even the link's own (dev_get_valid_name), so that is removed
 * first.
 */
export function renaming(before: Link, { name }: Link, index: number): Request[] {
  if (before.name === name) return [];
  const own = alternativeNamesOf(before).includes(name);
  return [
    ...(own ? [{ message, type: RTM.DELLINKPROP, value: { index, altNames: [name] } }] : []),
    { message, type: RTM.NEWLINK, value: { index, name } },
  ];
}
