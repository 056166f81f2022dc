import {
  type Address,
  type Attributes,
  alternativeNamesOf,
  type Item,
  itemsOf,
  type Link,
  type Problem,
  type Route,
  type Snapshot,
  type Step,
  type Value,
} from '../model/index.ts';
import { isOfPort, MASTERS } from '../model/language/masters.ts';
import { peerOf } from '../model/language/pairs.ts';
import { lowersOf } from '../model/language/references.ts';
import { inOrderOfComing } from '../resources/address/turn.ts';
import { KINDS } from '../resources/link/kinds.ts';
import { isPassing } from '../resources/link/usual.ts';
import { linksNamedBy } from '../resources/links-named.ts';
import type { Wanted } from '../resources/room.ts';
import { routes as routeRoom } from '../resources/route/route.ts';
import { worldOf } from '../resources/world.ts';
import { closure } from './closure.ts';
import { endlessAddresses } from './endless-addresses.ts';
import { inFormerNames, isRename, namesBefore, renamesBack } from './former-names.ts';
import { withoutGone } from './gone-meanwhile.ts';
import { identity } from './identity.ts';
import { withIpv6Along } from './ipv6-along.ts';
import { keptAddresses, withoutNoAddress } from './kept-addresses.ts';
import { bridgesWithLot } from './lot-addresses.ts';
import { withObjects } from './nexthop-objects.ts';
import { once } from './once.ts';
import { ROOMS } from './rooms.ts';
import { madeAgain } from './routes-alike.ts';
import type { Ownership, Target } from './target.ts';

/**
 * The way back from `now`: the target that restores what `steps` touched to what it was in `before`, and what these
 * steps made. The steps may have been carried out in part.
 */
export function wayBack(
  steps: readonly Step[],
  before: Snapshot,
  now: Snapshot,
): { target: Target; ownership: Ownership; problems: readonly Problem[] } {
  const former = namesBefore(steps);
  const items = steps.flatMap((s) => (isRename(s) ? [] : [s.before, s.after]));
  const affected = new Set(
    items.flatMap((item) => (item === null ? [] : [identity(inFormerNames(item, former))])),
  );
  const there = new Set(
    itemsOf(before)
      .filter((item) => !isMadeByItself(item))
      .map(identity),
  );
  const gone = goneWith(steps, before);
  const masters = items.flatMap((item) => (item?.type === 'link' ? (item.attributes['master'] ?? []) : []));
  const kinds = kindsOf(steps, before);
  const own = changedAttributes(steps, former, kinds);
  const withMtus = withMtusAlong(
    withAttribute('macaddress', bridgesWithLot(own, before, now), withMacsAlong(own, steps, kinds)),
    new Set([...gone, ...masters.map(String)]),
    before,
  );
  const changed = withStatesAlong(withIpv6Along(withMtus, steps, before), before);
  const left = items.flatMap((item) => (item?.type === 'address' ? [inFormerNames(item, former)] : []));
  const released = before.links.filter(({ attributes }) => gone.has(String(attributes['master'])));
  const touched = withStacked(
    new Set([...gone, ...released.map(({ name }) => name), ...changed.keys(), ...left.flatMap(linksNamedBy)]),
    before,
  );
  const sources = new Set(
    [...left, ...before.addresses.filter(({ link }) => gone.has(link))].map(({ address }) => address),
  );
  // One of every VLAN takes the places of others (br_fdb_add).
  const macs = new Set(items.flatMap((item) => (item?.type === 'fdb' ? [item.macaddress] : [])));
  const concerns = (item: Exclude<Item, Link>): boolean =>
    affected.has(identity(item)) ||
    linksNamedBy(item).some((link) => touched.has(link)) ||
    (item.type === 'route' && item.from != null && sources.has(item.from));
  const renames = renamesBack(before, now, former);
  const byItself = routesByThemselves(steps, affected, former, now);
  const kindsBefore = kindsOf([], before);
  const present = new Set([...now.links.map(({ name }) => name), ...renames.keys()]);
  const whole: Target = {
    links: before.links
      .map((link) => outOfRing(link, now, kindsBefore))
      .flatMap((link) => linkBefore(link, gone, changed.get(link.name))),
    addresses: wantBack(inOrderOfComing(before.addresses, before.routes).filter(concerns).map(withRank)),
    neighbors: wantBack((before.neighbors ?? []).filter(concerns)),
    fdb: wantBack((before.fdb ?? []).filter((entry) => concerns(entry) || macs.has(entry.macaddress))),
    resolvers: wantBack((before.resolvers ?? []).filter(concerns)),
    clients: wantBack((before.clients ?? []).filter(concerns)),
    routes: before.routes
      .filter(concerns)
      .flatMap(byItself)
      .map((route) => ({ item: withObjects(route, before.nexthopObjects), source: null, places: {} })),
    rules: wantBack(before.rules.filter(concerns)),
    ruleOrder: before.rules,
    renames,
  };
  const { target, problems } = withoutGone(whole, { before, now, present, taken: gone });
  return {
    target,
    problems: [
      ...problems,
      ...keptAddresses(own, before, now),
      ...endlessAddresses(
        before.addresses.filter((one) => affected.has(identity(one))),
        now,
      ),
    ],
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
  return closure(gone, links, (link) => [...lowersOf(link.attributes), peerOf(link)]);
}

/** These links and those on them: VLANs go down with their lower device. */
const withStacked = (names: ReadonlySet<string>, { links }: Snapshot): ReadonlySet<string> =>
  closure(names, links, ({ attributes: { link: lower } }) => [lower]);

/** For each link that was changed, by the name it had: which attributes. */
function changedAttributes(
  steps: readonly Step[],
  former: ReadonlyMap<string, string>,
  kinds: ReadonlyMap<unknown, string>,
): ReadonlyMap<string, ReadonlySet<string>> {
  const changed = new Map<string, Set<string>>();
  for (const step of steps) {
    if (step.before?.type !== 'link' || step.action !== 'change') continue;
    const name = isRename(step) ? step.before.name : (former.get(step.before.name) ?? step.before.name);
    const known = changed.get(name) ?? new Set();
    const { saidWith } = KINDS.get(step.before.kind) ?? {};
    for (const { attribute } of step.changes)
      for (const name of [attribute, ...(saidWith?.[attribute] ?? [])]) known.add(name);
    if (step.changes.some(({ attribute }) => changesMtu(attribute, step.before))) known.add('mtu');
    if (joinsTaker(step, kinds)) known.add('mtu');
    // A link that gets one of its alternative names loses it as such.
    if (
      isRename(step) &&
      step.after?.type === 'link' &&
      alternativeNamesOf(step.before).includes(step.after.name)
    )
      known.add('alternative-names');
    changed.set(name, known);
  }
  return changed;
}

/** A bond or a team that lost ports may have the address of another one of them when they are back. */
function withMacsAlong(
  changed: ReadonlyMap<string, ReadonlySet<string>>,
  steps: readonly Step[],
  kinds: ReadonlyMap<unknown, string>,
): ReadonlyMap<string, ReadonlySet<string>> {
  const masters = steps.flatMap(({ before: live, action, changes }) => {
    if (live?.type !== 'link') return [];
    const { master } = live.attributes;
    const leaves = action !== 'change' || changes.some(({ attribute }) => attribute === 'master');
    const isTaker = typeof master === 'string' && MASTERS[kinds.get(master) ?? '']?.takesPortsOver === true;
    return leaves && isTaker ? [master] : [];
  });
  return withAttribute('macaddress', masters, changed);
}

/** The attribute counts as changed for these links, too. */
function withAttribute(
  attribute: string,
  names: Iterable<string>,
  changed: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlyMap<string, ReadonlySet<string>> {
  const all = new Map(changed);
  for (const name of names) all.set(name, new Set([...(all.get(name) ?? []), attribute]));
  return all;
}

/**
 * A ring takes its ports when it is made, of which no other one may be the master then; that it is their master is no
 * attribute that one can set.
 */
function outOfRing(link: Link, now: Snapshot, kinds: ReadonlyMap<unknown, string>): Link {
  const { master, ...attributes } = link.attributes;
  if (kinds.get(master) !== 'hsr') return link;
  const live = now.links.find(({ name }) => name === link.name)?.attributes['master'] ?? null;
  return { ...link, attributes: { ...attributes, ...(live !== master && { master: null }) } };
}

/** Kinds of links by their names, of those too that steps make. */
function kindsOf(steps: readonly Step[], { links }: Snapshot): ReadonlyMap<unknown, string> {
  const made = steps.flatMap(({ after }) => (after?.type === 'link' ? [after] : []));
  return new Map([...links, ...made].map(({ name, kind }) => [name, kind]));
}

/** A port of a bond or a team has its master's MTU. */
const joinsTaker = ({ before, after }: Step, kinds: ReadonlyMap<unknown, string>): boolean =>
  [before, after].some(
    (item) =>
      item?.type === 'link' && MASTERS[kinds.get(item.attributes['master']) ?? '']?.takesPortsOver === true,
  );

/** The MTU of a tunnel falls with that of a device it gets (vxlan_config_apply), of some with any change. */
function changesMtu(attribute: string, before: Item | null): boolean {
  if (before?.type !== 'link') return false;
  const kind = KINDS.get(before.kind);
  return attribute === 'link' || (kind?.adaptsMtu === true && attribute in kind.attributes);
}

/** `concerned`: links that went, and masters that got or lost ports. Another MTU changes those of links on the link, and of a bridge that it is a port of, and so on. */
function withMtusAlong(
  changed: ReadonlyMap<string, ReadonlySet<string>>,
  concerned: ReadonlySet<string>,
  { links }: Snapshot,
): ReadonlyMap<string, ReadonlySet<string>> {
  const first = [...changed].flatMap(([name, attributes]) => (attributes.has('mtu') ? [name] : []));
  for (const name of concerned) first.push(name);
  const masters = new Map(links.map(({ name, attributes }) => [name, attributes['master']]));
  let along: ReadonlySet<string> = new Set(first);
  for (let count = -1; count !== along.size; ) {
    count = along.size;
    const bridges = [...along].flatMap((name) => masters.get(name) ?? []).map(String);
    along = closure(new Set([...along, ...bridges]), links, (link) => lowersOf(link.attributes));
  }
  return withAttribute('mtu', along, changed);
}

/** VLANs come up with their device, be it on the way back, though they were down on one that was up. */
function withStatesAlong(
  changed: ReadonlyMap<string, ReadonlySet<string>>,
  { links }: Snapshot,
): ReadonlyMap<string, ReadonlySet<string>> {
  const first = [...changed].flatMap(([name, attributes]) => (attributes.has('state') ? [name] : []));
  const along = closure(new Set(first), links, ({ kind, attributes: { link: lower } }) =>
    kind === 'vlan' ? [lower] : [],
  );
  return withAttribute('state', along, changed);
}

/**
 * A bond closes the ports that leave it (bond_release_one). One that a VRF bounces is told all of its flags again, so that
 * a mode that others caused becomes its own (cycle_netdev).
 */
const OF_MEMBERSHIP: ReadonlySet<string> = new Set(['master', 'state', 'promiscuous', 'all-multicast']);

/** A link that was changed: the changed attributes only, lest others' changes are undone. One that went: all of it. */
function linkBefore(
  link: Link,
  gone: ReadonlySet<string>,
  changed: ReadonlySet<string> | undefined,
): Wanted<Link>[] {
  const { master } = link.attributes;
  // That a bond uses none of its ports, for now, nobody asks it for; it may take until its next look at them.
  const isToBe = (name: string, value: Value): boolean => value !== null || !isPassing(link.kind, name);
  const released = changed?.has('master') === true || (typeof master === 'string' && gone.has(master));
  const isGone = gone.has(link.name);
  const attributes: Attributes = Object.fromEntries(
    Object.entries(isGone ? withoutNoAddress(link.attributes) : link.attributes).filter(
      ([name, value]) =>
        isToBe(name, value) &&
        (isGone || changed?.has(name) === true || (released && (OF_MEMBERSHIP.has(name) || isOfPort(name)))),
    ),
  );
  if (Object.keys(attributes).length === 0) return [];
  const own = released || isGone ? link.facts?.originalAddress : undefined;
  const item: Link = {
    ...{ type: 'link', name: link.name, kind: link.kind, attributes },
    ...(own !== undefined && { facts: { originalAddress: own } }),
  };
  return [{ item, source: null, places: {} }];
}

/** A snapshot says of secondaries only what they are; a primary is one again. */
const withRank = (address: Address): Address =>
  address.family === 4 && address.secondary === undefined ? { ...address, secondary: false } : address;

const isMadeByItself = (item: Item): boolean => item.type === 'route' && routeRoom.automatic(item);

/**
 * Routes that come and go by themselves, beside or in the place of which a step put another: as they are where they are there, as they
 * were where the step made another of them. Other routes are left as they are.
 */
function routesByThemselves(
  steps: readonly Step[],
  affected: ReadonlySet<string>,
  former: ReadonlyMap<string, string>,
  now: Snapshot,
): (route: Route) => Route | readonly Route[] {
  const taken = new Set(
    steps.flatMap(({ before, after }) =>
      before !== null && after !== null && isMadeByItself(before)
        ? [identity(inFormerNames(before, former))]
        : [],
    ),
  );
  const live = once(() => worldOf(now).routes);
  return (route) => {
    if (!isMadeByItself(route)) return route;
    if (!affected.has(identity(route))) return [];
    return madeAgain(route, live()) ?? (taken.has(identity(route)) ? route : []);
  };
}

function wantBack<T extends Exclude<Item, Link>>(items: readonly T[]): Wanted<T>[] {
  return items
    .filter((item) => !ROOMS[item.type].automatic(item))
    .map((item) => ({ item, source: null, places: {} }));
}
