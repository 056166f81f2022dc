import type { Address, Attributes, Item, Link, Route, Rule, Snapshot, Step, Value } from '../model/index.ts';
import { addresses } from '../resources/address/address.ts';
import type { Room, Wanted } from '../resources/room.ts';
import { linksOf } from '../resources/route/paths.ts';
import { routes } from '../resources/route/route.ts';
import { rules } from '../resources/rule/rule.ts';
import { inFormerNames, isRename, namesBefore, renamesBack } from './former-names.ts';
import { identity } from './identity.ts';
import type { Ownership, Target } from './target.ts';

/**
 * The way back from `now`: the target that restores what `steps` touched to what it was in `before`, and what these
 * steps made. The steps may have been carried out in part.
 */
export function wayBack(
  steps: readonly Step[],
  before: Snapshot,
  now: Snapshot,
): { target: Target; ownership: Ownership } {
  const former = namesBefore(steps);
  const items = steps.flatMap((s) => (isRename(s) ? [] : [s.before, s.after]));
  const affected = new Set(
    items.flatMap((item) => (item === null ? [] : [identity(inFormerNames(item, former))])),
  );
  const there = new Set(
    [...before.links, ...before.addresses, ...before.routes, ...before.rules].map(identity),
  );
  const gone = goneWith(steps, before);
  const changed = changedAttributes(steps, former);
  const left = items.flatMap((item) => (item?.type === 'address' ? [inFormerNames(item, former)] : []));
  const touched = withStacked(new Set([...gone, ...changed.keys(), ...left.flatMap(linksNamedBy)]), before);
  const sources = new Set(
    [...left, ...before.addresses.filter(({ link }) => gone.has(link))].map(({ address }) => address),
  );
  const concerns = (item: Address | Route | Rule): boolean =>
    affected.has(identity(item)) ||
    linksNamedBy(item).some((link) => touched.has(link)) ||
    (item.type === 'route' && item.from != null && sources.has(item.from));
  return {
    target: {
      links: before.links.flatMap((link) => linkBefore(link, gone, changed.get(link.name))),
      addresses: wantBack(addresses, before.addresses.filter(concerns)),
      routes: wantBack(routes, before.routes.filter(concerns)),
      rules: wantBack(rules, before.rules.filter(concerns)),
      renames: renamesBack(before, now, former),
    },
    ownership: {
      // What was there before is nothing that the steps made, though one of them may have brought it back.
      owns: (item) => affected.has(identity(item)) && !there.has(identity(item)),
      earlier: () => ({}),
      replaced: () => undefined,
    },
  };
}

/** Names of links that were deleted, by a step or with another link. */
function goneWith(steps: readonly Step[], { links }: Snapshot): ReadonlySet<string> {
  const gone = new Set(
    steps.flatMap((s) => (s.before?.type === 'link' && s.action !== 'change' ? [s.before.name] : [])),
  );
  return closure(gone, links, ({ link: lower, 'veth.peer': peer }) => [lower, peer]);
}

/** These links and those on them: VLANs go down with their lower device. */
const withStacked = (names: ReadonlySet<string>, { links }: Snapshot): ReadonlySet<string> =>
  closure(names, links, ({ link: lower }) => [lower]);

/** These links and those that depend on one of them. */
function closure(
  names: ReadonlySet<string>,
  links: readonly Link[],
  needs: (attributes: Attributes) => readonly (Value | undefined)[],
): ReadonlySet<string> {
  const all = new Set(names);
  for (let count = -1; count !== all.size; ) {
    count = all.size;
    for (const { name, attributes } of links) {
      if (needs(attributes).some((other) => typeof other === 'string' && all.has(other))) all.add(name);
    }
  }
  return all;
}

/** For each link that was changed, by the name it had: which attributes. */
function changedAttributes(
  steps: readonly Step[],
  former: ReadonlyMap<string, string>,
): ReadonlyMap<string, ReadonlySet<string>> {
  const changed = new Map<string, Set<string>>();
  for (const step of steps) {
    if (step.before?.type !== 'link' || step.action !== 'change') continue;
    const name = isRename(step) ? step.before.name : (former.get(step.before.name) ?? step.before.name);
    const known = changed.get(name) ?? new Set();
    for (const { attribute } of step.changes) known.add(attribute);
    changed.set(name, known);
  }
  return changed;
}

/** A link that was changed: the changed attributes only, lest others' changes are undone. One that went: all of it. */
function linkBefore(
  link: Link,
  gone: ReadonlySet<string>,
  changed: ReadonlySet<string> | undefined,
): Wanted<Link>[] {
  const { master } = link.attributes;
  const released = changed?.has('master') === true || (typeof master === 'string' && gone.has(master));
  const attributes: Attributes = gone.has(link.name)
    ? link.attributes
    : Object.fromEntries(
        Object.entries(link.attributes).filter(
          ([name]) =>
            changed?.has(name) === true ||
            (released && (name === 'master' || name.startsWith('bridge-port.'))),
        ),
      );
  if (Object.keys(attributes).length === 0) return [];
  return [{ item: { type: 'link', name: link.name, kind: link.kind, attributes }, source: null, places: {} }];
}

function linksNamedBy(item: Item): string[] {
  if (item.type === 'address') return [item.link];
  return item.type === 'route' ? linksOf(item) : [];
}

function wantBack<T extends Address | Route | Rule>(room: Room<T>, items: readonly T[]): Wanted<T>[] {
  return items.filter((item) => !room.automatic(item)).map((item) => ({ item, source: null, places: {} }));
}
