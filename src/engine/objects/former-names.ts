import {
  type Address,
  followsLink,
  type Item,
  type Link,
  type Nexthop,
  type Snapshot,
  type Step,
} from '../../model/index.ts';

interface Rename extends Step {
  readonly before: Link;
  readonly after: Link;
}

export function isRename(step: Step): step is Rename {
  const { before, after } = step;
  return before?.type === 'link' && after?.type === 'link' && before.name !== after.name;
}

/** The names that renamed links had before the steps, by the names after them. */
export function namesBefore(steps: readonly Step[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { before, after } of steps.filter(isRename)) {
    const former = names.get(before.name) ?? before.name;
    names.delete(before.name);
    names.set(after.name, former);
  }
  return names;
}

/** The object with the names that links had before the steps. */
export function inFormerNames(item: Address, former: ReadonlyMap<string, string>): Address;
export function inFormerNames(item: Item, former: ReadonlyMap<string, string>): Item;
export function inFormerNames(item: Item, former: ReadonlyMap<string, string>): Item {
  if (former.size === 0) return item;
  const back = (name: string): string => former.get(name) ?? name;
  const hopBack = (hop: Nexthop): Nexthop => ({ ...hop, link: back(hop.link) });
  switch (item.type) {
    case 'link':
      return { ...item, name: back(item.name) };
    case 'fou':
    case 'label':
      return item.link === null ? item : { ...item, link: back(item.link) };
    case 'address':
    case 'neighbor':
      return { ...item, link: back(item.link) };
    case 'resolver':
      return followsLink(item) ? { ...item, link: back(item.link) } : item;
    case 'fdb':
      return { ...item, link: back(item.link), out: item.out === null ? null : back(item.out) };
    case 'mdb':
      return { ...item, link: back(item.link), bridge: back(item.bridge) };
    case 'route':
      return {
        ...item,
        ...(item.link != null && { link: back(item.link) }),
        ...(item.nexthops !== undefined && { nexthops: item.nexthops.map(hopBack) }),
        ...(item.encapLinks !== undefined && { encapLinks: item.encapLinks.map(back) }),
      };
    case 'rule':
    case 'client':
      return item;
  }
}

/**
 * The current names of renamed links by their wanted names. Links are identified by their index, because a run that stopped halfway
 * through a swap leaves names that do not follow from the steps.
 */
export function renamesBack(
  before: Snapshot,
  now: Snapshot,
  former: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const renamed = new Set(former.values());
  const present = new Map(now.links.map((link) => [link.index, link.name]));
  const renames = new Map<string, string>();
  for (const { name, index } of before.links) {
    const current = index === undefined ? undefined : present.get(index);
    if (renamed.has(name) && current !== undefined && current !== name) renames.set(name, current);
  }
  return renames;
}
