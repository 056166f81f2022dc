import type { ForwardingEntry } from '../../model/index.ts';
import { lose, type World } from '../world.ts';
import { fdb } from './fdb.ts';
import { isInVlans } from './stranded.ts';
import { macOf } from './terms.ts';

/** The bridge whose database an entry is in; undefined: it is in that of a VXLAN device, or the link is no port. */
function bridgeOf({ link: name, self, via }: ForwardingEntry, { links }: World): string | undefined {
  if (via !== null) return undefined;
  const bridge = self ? name : links.get(name)?.attributes['master'];
  return typeof bridge === 'string' && links.get(bridge)?.kind === 'bridge' ? bridge : undefined;
}

/** A bridge has one port for a MAC address and VLAN: another entry moves it there (fdb_add_entry). */
function placeOf(entry: ForwardingEntry, world: World): string | undefined {
  const bridge = bridgeOf(entry, world);
  return bridge === undefined ? undefined : `${bridge} ${entry.macaddress} ${entry.vlan ?? ''}`;
}

/** Tells the key of the live entry that a wanted one is, or whose place in its bridge it takes. */
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

/** The places of live entries, without those that are wanted themselves, each with its key. */
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

/** One of every VLAN is put into each VLAN of its port, too, where it takes the places of others (br_fdb_add). */
export function takePlaces(entry: ForwardingEntry, world: World): void {
  if (entry.vlan !== null || entry.via !== null) return;
  for (const [key, other] of world.fdb.where(macOf, entry.macaddress)) {
    if (!isTakenBy(entry, other, world)) continue;
    if (other.implied === true) world.fdb.delete(key);
    else lose(world, world.fdb, key, `gives way to ${fdb.name(entry)}`);
  }
}

/** Whether another entry has the place of this one. */
export function isPlaceTaken(entry: ForwardingEntry, world: World): boolean {
  const place = placeOf(entry, world);
  return world.fdb
    .where(macOf, entry.macaddress)
    .some(
      ([, other]) =>
        (place !== undefined && placeOf(other, world) === place) || isTakenBy(other, entry, world),
    );
}

/** Whether the first, which is one of every VLAN, takes the place of the second, which is one of a VLAN. */
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
