import type { ForwardingEntry } from '../../model/index.ts';
import { lose, type World } from '../world.ts';
import { fdb } from './fdb.ts';
import { isInVlans } from './stranded.ts';
import { macOf } from './terms.ts';

/**
 * The bridge whose database contains an entry; undefined if it is an entry of a VXLAN device, or if the link is not a
 * port.
 */
function bridgeOf({ link: name, self, via }: ForwardingEntry, { links }: World): string | undefined {
  if (via !== null) return undefined;
  const bridge = self ? name : links.get(name)?.attributes['master'];
  return typeof bridge === 'string' && links.get(bridge)?.kind === 'bridge' ? bridge : undefined;
}

/** A bridge has only one port for a MAC address and VLAN: another entry moves the address there (fdb_add_entry). */
function placeOf(entry: ForwardingEntry, world: World): string | undefined {
  const bridge = bridgeOf(entry, world);
  return bridge === undefined ? undefined : `${bridge} ${entry.macaddress} ${entry.vlan ?? ''}`;
}

/**
 * Returns a function that finds the key of the live entry which a wanted one corresponds to: the same one, or the one
 * whose place in the bridge it takes.
 */
export const findEntries =
  (world: World) =>
  (
    live: ReadonlyMap<string, ForwardingEntry>,
    wanted: readonly ForwardingEntry[],
  ): ((entry: ForwardingEntry) => string | undefined) => {
    let places: ReadonlyMap<string, string> | undefined;
    return (entry) => {
      const key = fdb.key(entry);
      if (live.has(key)) return key;
      const place = placeOf(entry, world);
      if (place === undefined) return undefined;
      places ??= placesOf(live, new Set(wanted.map(fdb.key)), world);
      return places.get(place);
    };
  };

/** The keys of live entries by their places, without those that are wanted themselves. */
function placesOf(
  live: ReadonlyMap<string, ForwardingEntry>,
  wanted: ReadonlySet<string>,
  world: World,
): ReadonlyMap<string, string> {
  const places = new Map<string, string>();
  live.forEach((entry, key) => {
    const place = wanted.has(key) ? undefined : placeOf(entry, world);
    if (place !== undefined) places.set(place, key);
  });
  return places;
}

/** An entry without a VLAN is put into each VLAN of its port as well, where it replaces others (br_fdb_add). */
export function takePlaces(entry: ForwardingEntry, world: World): void {
  if (entry.vlan !== null || entry.via !== null) return;
  for (const [key, other] of world.fdb.where(macOf, entry.macaddress)) {
    if (!isTakenBy(entry, other, world)) continue;
    if (other.implied === true) world.fdb.delete(key);
    else lose(world, world.fdb, key, `gives way to ${fdb.name(entry)}`);
  }
}

/** Whether another entry has taken this one's place. */
export function isPlaceTaken(entry: ForwardingEntry, world: World): boolean {
  const place = placeOf(entry, world);
  return world.fdb
    .where(macOf, entry.macaddress)
    .some(
      ([, other]) =>
        (place !== undefined && placeOf(other, world) === place) || isTakenBy(other, entry, world),
    );
}

/** Whether the first entry, which has no VLAN, replaces the second one, which has one. */
function isTakenBy(plain: ForwardingEntry, other: ForwardingEntry, world: World): boolean {
  if (plain.vlan !== null || other.vlan === null || plain.macaddress !== other.macaddress) return false;
  const bridge = bridgeOf(plain, world);
  const link = world.links.get(plain.link);
  return (
    bridge !== undefined &&
    link !== undefined &&
    plain.link !== other.link &&
    bridgeOf(other, world) === bridge &&
    isInVlans(other, link, plain.self)
  );
}
