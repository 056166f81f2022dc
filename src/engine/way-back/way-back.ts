import {
  type Address,
  type Item,
  itemsOf,
  type Link,
  type Problem,
  type Snapshot,
  type Step,
} from '../../model/index.ts';
import { peerOf } from '../../model/language/pairs.ts';
import { FILTERS } from '../../model/language/qdiscs/filters.ts';
import { QDISC } from '../../model/language/qdiscs/qdisc.ts';
import { CLASSES, QDISCS } from '../../model/language/qdiscs/tree.ts';
import { lowersOf } from '../../model/language/references.ts';
import { once } from '../../model/once.ts';
import { inOrderOfComing } from '../../resources/address/turn.ts';
import { clients } from '../../resources/client/client.ts';
import { isLeased } from '../../resources/client/lease.ts';
import { linksNamedBy } from '../../resources/links-named.ts';
import type { Wanted } from '../../resources/room.ts';
import { ROOMS } from '../../resources/rooms.ts';
import { keptAddresses } from '../links/kept-addresses.ts';
import { bridgesWithLot } from '../links/lot-addresses.ts';
import type { ChangedAttributes } from '../objects/changed-attributes.ts';
import { closure } from '../objects/closure.ts';
import { inFormerNames, isRename, namesBefore, renamesBack } from '../objects/former-names.ts';
import { identity } from '../objects/identity.ts';
import { withObjects } from '../on-links/nexthop-objects.ts';
import { besideForeignQdiscs } from '../target/foreign-qdisc.ts';
import type { Ownership, Target } from '../target/target.ts';
import {
  changedAttributes,
  withAttribute,
  withMacsAlong,
  withMtusAlong,
  withStatesAlong,
  withVlansAlong,
} from './attributes-back.ts';
import { endlessAddresses } from './endless-addresses.ts';
import { withoutGone } from './gone-meanwhile.ts';
import { withIpv6Along } from './ipv6-along.ts';
import { linkBefore, outOfRing } from './link-before.ts';
import { isMadeByItself, routesByThemselves } from './routes-by-themselves.ts';

/** What a way back starts from. */
interface Undone {
  readonly steps: readonly Step[];
  /** The items of the steps that are no mere renames, before and after. */
  readonly items: readonly (Item | null)[];
  readonly before: Snapshot;
  readonly now: Snapshot;
  /** As namesBefore() gives them. */
  readonly former: ReadonlyMap<string, string>;
  /** Identities of what the steps changed. */
  readonly affected: ReadonlySet<string>;
  /** Names of links that the steps deleted. */
  readonly gone: ReadonlySet<string>;
}

/**
 * The target of a rollback from `now`: it restores what `steps` changed to its state in `before`; the ownership lets the plan
 * remove what they created. The steps may have been carried out in part.
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
  const undone: Undone = { steps, items, before, now, former, affected, gone: goneWith(steps, before) };
  const own = changedAttributes(steps, former, kindsOf(steps, before));
  const renames = renamesBack(before, now, former);
  const whole: Target = { ...targetBack(undone, changedAlong(undone, own)), renames };
  const present = new Set([...now.links.map(({ name }) => name), ...renames.keys()]);
  const { target: possible, problems } = withoutGone(whole, { before, now, present, taken: undone.gone });
  const beside: Problem[] = [];
  const target = besideOthers(possible, now, beside);
  const ours = clientsOf(before);
  const addresses = before.addresses.filter((one) => affected.has(identity(one)) && !isLeased(one, ours));
  return {
    target,
    problems: [
      ...problems,
      ...beside,
      ...keptAddresses(own, before, now),
      ...endlessAddresses(addresses, now),
    ],
    ownership: ownershipBack(undone, renames),
  };
}

/** The target without changes of traffic control that would take along what others have put there since then. */
function besideOthers(target: Target, now: Snapshot, problems: Problem[]): Target {
  const byName = new Map(now.links.map((link) => [link.name, link]));
  const liveOf = (name: string): Link | undefined => byName.get(target.renames.get(name) ?? name);
  return {
    ...target,
    links: target.links.map((wanted) => besideForeignQdiscs(wanted, liveOf(wanted.item.name), problems)),
  };
}

/** The attributes of each link to restore: those that were changed, and those that the kernel changed along with them. */
function changedAlong(
  { steps, items, before, now, gone }: Undone,
  own: ChangedAttributes,
): ChangedAttributes {
  const masters = items.flatMap((item) => (item?.type === 'link' ? (item.attributes['master'] ?? []) : []));
  const withMacs = withAttribute(
    'macaddress',
    bridgesWithLot(own, before, now),
    withMacsAlong(own, steps, kindsOf(steps, before)),
  );
  const withMtus = withMtusAlong(withMacs, new Set([...gone, ...masters.map(String)]), before);
  return withTrafficAlong(
    withVlansAlong(withStatesAlong(withIpv6Along(withMtus, steps, before), before), before),
  );
}

/** Adds what is below a root discipline: with the root goes also what the steps do not name. */
function withTrafficAlong(changed: ChangedAttributes): ChangedAttributes {
  const roots = [...changed].flatMap(([name, own]) => (own.has(QDISC) ? [name] : []));
  return [CLASSES, QDISCS, FILTERS].reduce((all, one) => withAttribute(one, roots, all), changed);
}

function targetBack(undone: Undone, changed: ChangedAttributes): Omit<Target, 'renames'> {
  const { steps, items, before, now, former, affected, gone } = undone;
  const concerns = concernedBy(undone, changed);
  // An FDB entry without a VLAN can replace those of single VLANs (br_fdb_add).
  const macs = new Set(items.flatMap((item) => (item?.type === 'fdb' ? [item.macaddress] : [])));
  const byItself = routesByThemselves(steps, affected, former, now);
  const kinds = kindsOf([], before);
  return {
    links: before.links
      .map((link) => outOfRing(link, now, kinds))
      .flatMap((link) => linkBefore(link, gone, changed.get(link.name))),
    addresses: wantBack(inOrderOfComing(before.addresses, before.routes).filter(concerns).map(withRank)),
    neighbors: wantBack((before.neighbors ?? []).filter(concerns)),
    fdb: wantBack((before.fdb ?? []).filter((entry) => concerns(entry) || macs.has(entry.macaddress))),
    mdb: wantBack((before.mdb ?? []).filter(concerns)),
    resolvers: wantBack((before.resolvers ?? []).filter(concerns)),
    clients: wantBack((before.clients ?? []).filter(concerns)),
    routes: before.routes
      .filter(concerns)
      .flatMap(byItself)
      .map((route) => ({ item: withObjects(route, before.nexthopObjects), source: null, places: {} })),
    rules: wantBack(before.rules.filter(concerns)),
    ruleOrder: before.rules,
    fouPorts: wantBack((before.fouPorts ?? []).filter(concerns)),
    addressLabels: wantBack((before.addressLabels ?? []).filter(concerns)),
  };
}

/** Whether something may have changed with the steps: itself, with a link that it names, or with its source address. */
function concernedBy(
  { items, before, former, affected, gone }: Undone,
  changed: ChangedAttributes,
): (item: Exclude<Item, Link>) => boolean {
  const left = items.flatMap((item) => (item?.type === 'address' ? [inFormerNames(item, former)] : []));
  const released = before.links.filter(({ attributes }) => gone.has(String(attributes['master'])));
  const touched = withStacked(
    new Set([...gone, ...released.map(({ name }) => name), ...changed.keys(), ...left.flatMap(linksNamedBy)]),
    before,
  );
  const sources = new Set(
    [...left, ...before.addresses.filter(({ link }) => gone.has(link))].map(({ address }) => address),
  );
  return (item) =>
    affected.has(identity(item)) ||
    linksNamedBy(item).some((link) => touched.has(link)) ||
    (item.type === 'route' && item.from != null && sources.has(item.from));
}

function ownershipBack({ steps, before, affected }: Undone, renames: Target['renames']): Ownership {
  const ours = clientsOf(before);
  // A lease's address that was declared goes: the client brings it again, with its end.
  const there = new Set(
    itemsOf(before)
      .filter((item) => !isMadeByItself(item) && !isLeased(item, ours))
      .map(identity),
  );
  const made = once(
    () =>
      new Set(
        steps.flatMap(({ action, after }) =>
          action === 'create' && after?.type === 'link' ? [after.name] : [],
        ),
      ),
  );
  const indexes = once(() => new Map(before.links.map(({ name, index }) => [name, index])));
  /** Whether a link was made under the name of one that had been renamed. */
  const isInPlace = (item: Item): boolean =>
    item.type === 'link' &&
    renames.has(item.name) &&
    made().has(item.name) &&
    item.index !== indexes().get(item.name);
  return {
    // What existed before was not created by the steps, even if one of them restored it.
    owns: (item) => affected.has(identity(item)) && (!there.has(identity(item)) || isInPlace(item)),
    earlier: () => ({}),
    replaced: () => undefined,
  };
}

/** The keys of the clients of a snapshot. */
const clientsOf = (snapshot: Snapshot): ReadonlySet<string> =>
  new Set((snapshot.clients ?? []).map((client) => clients.key(client)));

/** Names of links that the steps deleted, directly or together with another link. */
function goneWith(steps: readonly Step[], { links }: Snapshot): ReadonlySet<string> {
  const gone = new Set(
    steps.flatMap((s) => (s.before?.type === 'link' && s.action !== 'change' ? [s.before.name] : [])),
  );
  return closure(gone, links, (link) => [...lowersOf(link.attributes), peerOf(link)]);
}

/** These links and the devices on them: VLAN devices go down with their lower device. */
const withStacked = (names: ReadonlySet<string>, { links }: Snapshot): ReadonlySet<string> =>
  closure(names, links, ({ attributes: { link: lower } }) => [lower]);

/** Kinds of links by name, including those that the steps create. */
function kindsOf(steps: readonly Step[], { links }: Snapshot): ReadonlyMap<unknown, string> {
  const made = steps.flatMap(({ after }) => (after?.type === 'link' ? [after] : []));
  return new Map([...links, ...made].map(({ name, kind }) => [name, kind]));
}

/** A snapshot marks only secondary addresses; the others are wanted as primary ones again. */
const withRank = (address: Address): Address =>
  address.family === 4 && address.secondary === undefined ? { ...address, secondary: false } : address;

function wantBack<T extends Exclude<Item, Link>>(items: readonly T[]): Wanted<T>[] {
  return (
    items
      // A usual label that was replaced does not come back by itself.
      .filter((item) => item.type === 'label' || !ROOMS[item.type].automatic(item))
      .map((item) => ({ item, source: null, places: {} }))
  );
}
