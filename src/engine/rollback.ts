import type { Address, Attributes, Link, Route, Rule, Snapshot, Step } from '../model/index.ts';
import { addresses } from '../resources/address/address.ts';
import type { Room, Wanted } from '../resources/room.ts';
import { routes } from '../resources/route/route.ts';
import { rules } from '../resources/rule/rule.ts';
import { identity } from './identity.ts';
import type { Ownership, Target } from './target.ts';

/** The way back: the target that restores what `steps` touched to what it was in `before`, and what these steps made. */
export function wayBack(steps: readonly Step[], before: Snapshot): { target: Target; ownership: Ownership } {
  const touched = new Set(
    steps.flatMap((s) => [s.before, s.after]).flatMap((item) => (item?.type === 'link' ? [item.name] : [])),
  );
  const keys = new Set(steps.flatMap((s) => (s.before === null ? [] : [identity(s.before)])));
  const concerns = (item: Address | Route | Rule): boolean =>
    keys.has(identity(item)) || ('link' in item && item.link != null && touched.has(item.link));
  const made = new Set(
    steps.flatMap((s) => (s.before === null && s.after !== null ? [identity(s.after)] : [])),
  );
  return {
    target: {
      links: before.links.flatMap((link) => linkBefore(link, steps)),
      addresses: wantBack(addresses, before.addresses.filter(concerns)),
      routes: wantBack(routes, before.routes.filter(concerns)),
      rules: wantBack(rules, before.rules.filter(concerns)),
      renames: new Map(steps.flatMap(renamed)),
    },
    ownership: { owns: (item) => made.has(identity(item)), earlier: () => ({}), replaced: () => undefined },
  };
}

function wantBack<T extends Address | Route | Rule>(room: Room<T>, items: readonly T[]): Wanted<T>[] {
  return items.filter((item) => !room.automatic(item)).map((item) => ({ item, source: null, places: {} }));
}

/** A link that was changed: the changed attributes only, lest others' changes are undone. One that went: all of it. */
function linkBefore(link: Link, steps: readonly Step[]): Wanted<Link>[] {
  const names = new Set([
    link.name,
    ...steps.flatMap(renamed).flatMap(([was, is]) => (was === link.name ? [is] : [])),
  ]);
  const own = steps.filter((s) => s.before?.type === 'link' && names.has(s.before.name));
  if (own.length === 0) return [];
  const whole = own.some((s) => s.action !== 'change');
  const attributes: Attributes = whole
    ? settable(link)
    : Object.fromEntries(
        own
          .flatMap((s) => s.changes)
          .flatMap(({ attribute }) => {
            const value = link.attributes[attribute];
            return value === undefined ? [] : [[attribute, value]];
          }),
      );
  return [{ item: { type: 'link', name: link.name, kind: link.kind, attributes }, source: null, places: {} }];
}

/** A port's attributes can be set only while it is one. */
function settable(link: Link): Attributes {
  return Object.fromEntries(Object.entries(link.attributes).filter(([, value]) => value !== null));
}

function renamed(step: Step): [string, string][] {
  if (step.before?.type !== 'link' || step.after?.type !== 'link' || step.before.name === step.after.name)
    return [];
  return [[step.before.name, step.after.name]];
}
