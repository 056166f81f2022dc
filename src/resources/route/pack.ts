import { type ReadRoutes, readRoutesOf } from '../../model/declared-routes.ts';
import type { Declared, PackedRoutes, Route } from '../../model/index.ts';
import { ipv4At, prefixAt } from '../../model/ipv4-text.ts';
import { columnsFor, type RouteColumns } from '../../model/packed-routes.ts';
import { fillSlots, slotsFor } from './packed-slots.ts';
import { gatewayOf, isUsual } from './usual.ts';

/** With fewer routes packing is not worth it. */
const FEWEST = 1024;

/** What was packed for a list, since a run needs it at least twice. */
const KEPT = new WeakMap<readonly Declared<Route>[], { readonly packed: PackedRoutes | undefined }>();

/** If more routes than this were read as objects, they are packed as well. */
const FEW_OTHERS = 4096;

/** The declared routes of the common form, in columns; undefined if there are few, or if two have the same key. */
export function packedRoutes(declared: readonly Declared<Route>[]): PackedRoutes | undefined {
  if (declared.length < FEWEST) return undefined;
  const read = readRoutesOf(declared);
  if (read !== undefined && read.others.size <= FEW_OTHERS) return read.packed;
  let kept = KEPT.get(declared);
  if (kept === undefined) {
    kept = { packed: pack(declared) };
    KEPT.set(declared, kept);
  }
  return kept.packed;
}

/** The same for any number of routes. */
export function pack(declared: readonly Declared<Route>[]): PackedRoutes | undefined {
  const read = readRoutesOf(declared);
  const places = placesOfUsual(declared, read);
  const count = places.length;
  if (count === 0) return undefined;
  const devices = new Map<string, number>();
  const columns = { places, ...columnsFor(count), on: new Uint32Array(count), slots: slotsFor(count) };
  const { destinations, lengths, tables, metrics, gateways } = columns;
  let number = 0;
  places.forEach((place, at) => {
    const one = read === undefined ? declared[place] : read.others.get(place);
    if (one !== undefined) {
      const { to, table, metric, via } = one.item;
      const slash = to.lastIndexOf('/');
      destinations[at] = ipv4At(to, 0, slash);
      lengths[at] = prefixAt(to, slash + 1, to.length);
      tables[at] = table;
      metrics[at] = metric;
      gateways[at] = gatewayOf(via ?? '');
    } else if (read !== undefined) {
      copyRoute(read.packed, number, columns, at);
      number += 1;
    }
    const on = one?.on ?? deviceOf(read, number - 1);
    let device = devices.get(on);
    if (device === undefined) {
      device = devices.size;
      devices.set(on, device);
    }
    columns.on[at] = device;
  });
  return fillSlots(columns) ? { ...columns, devices: [...devices.keys()] } : undefined;
}

const deviceOf = (read: ReadRoutes | undefined, number: number): string =>
  read?.packed.devices[read.packed.on[number] ?? 0] ?? '';

function copyRoute(from: RouteColumns, number: number, to: RouteColumns, at: number): void {
  to.destinations[at] = from.destinations[number] ?? 0;
  to.lengths[at] = from.lengths[number] ?? 0;
  to.tables[at] = from.tables[number] ?? 0;
  to.metrics[at] = from.metrics[number] ?? 0;
  to.gateways[at] = from.gateways[number] ?? 0;
}

/** The indexes of those that have the common form. */
function placesOfUsual(declared: readonly Declared<Route>[], read: ReadRoutes | undefined): Uint32Array {
  const places = new Uint32Array(declared.length);
  let count = 0;
  for (let place = 0; place < declared.length; place += 1) {
    const one = read === undefined ? declared[place] : read.others.get(place);
    if (one !== undefined && !isPackable(one.item)) continue;
    places[count] = place;
    count += 1;
  }
  return places.slice(0, count);
}

/** Whether a route leads to a gateway over a link, and has defaults otherwise. */
const isPackable = (route: Route): boolean =>
  isUsual(route) &&
  route.kind === 'unicast' &&
  route.via != null &&
  route.link != null &&
  route.from == null &&
  route.tos === 0 &&
  route.onLink !== true &&
  (route.scope ?? 'global') === 'global' &&
  route.protocol === undefined &&
  route.encapLinks === undefined &&
  route.nexthopObjects === undefined;
