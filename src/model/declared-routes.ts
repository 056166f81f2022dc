import type { Declared } from './declaration.ts';
import { listView } from './list-view.ts';
import type { PackedRoutes } from './packed-routes.ts';
import type { Place } from './place.ts';
import type { Route } from './route.ts';

/** Declared routes most of which are columns; an object of one of these is made when somebody asks for it. */
export interface ReadRoutes {
  readonly packed: PackedRoutes;
  /** Where a packed route is declared, by its number. */
  readonly sourceOf: (number: number) => Place;
  /** A packed route, by its number. */
  readonly routeOf: (number: number) => Declared<Route>;
  /** The others by their place in the list. */
  readonly others: ReadonlyMap<number, Declared<Route>>;
}

const READ = new WeakMap<readonly Declared<Route>[], ReadRoutes>();

/** One list of them, to be read like any other. */
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

/** What a list of declared routes is made of; undefined where it is simply a list. */
export const readRoutesOf = (list: readonly Declared<Route>[]): ReadRoutes | undefined => READ.get(list);

/** Where the route at a place of a list is declared; no object is made for it. */
export function sourceAt(list: readonly Declared<Route>[], place: number): Place | null {
  const read = READ.get(list);
  if (read === undefined) return list[place]?.source ?? null;
  return read.others.get(place)?.source ?? read.sourceOf(numberAt(read.packed.places, place));
}

/** The number that stands at a place; places ascend. */
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
