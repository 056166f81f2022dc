import type { Declared } from './declaration.ts';
import { listView } from './list-view.ts';
import type { PackedRoutes } from './packed-routes.ts';
import type { Place } from './place.ts';
import type { Route } from './route.ts';

/** Declared routes, most of which are kept in columns. The object of such a route is made when it is accessed. */
export interface ReadRoutes {
  readonly packed: PackedRoutes;
  /** Where a packed route is declared; takes its number. */
  readonly sourceOf: (number: number) => Place;
  /** The object of a packed route; takes its number. */
  readonly routeOf: (number: number) => Declared<Route>;
  /** The routes that are not packed, by their index in the list. */
  readonly others: ReadonlyMap<number, Declared<Route>>;
}

const READ = new WeakMap<readonly Declared<Route>[], ReadRoutes>();

/** All of these routes as one list, which can be read like any other. */
export function declaredRoutes(read: ReadRoutes): readonly Declared<Route>[] {
  const { packed, others, routeOf } = read;
  const { places } = packed;
  const list = listView(
    places.length + others.size,
    (place) => others.get(place) ?? routeOf(numberAt(places, place)),
  );
  READ.set(list, read);
  return list;
}

/** What a list of declared routes is made of; undefined if it is an ordinary array. */
export const readRoutesOf = (list: readonly Declared<Route>[]): ReadRoutes | undefined => READ.get(list);

/** Where the route at an index of a list is declared. No object is made for it. */
export function sourceAt(list: readonly Declared<Route>[], place: number): Place | null {
  const read = READ.get(list);
  if (read === undefined) return list[place]?.source ?? null;
  return read.others.get(place)?.source ?? read.sourceOf(numberAt(read.packed.places, place));
}

/** The number of the packed route with this index in the list; `places` ascend. */
function numberAt(places: Uint32Array, place: number): number {
  let low = 0;
  let high = places.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle] ?? 0) < place) low = middle + 1;
    else high = middle;
  }
  return low;
}
