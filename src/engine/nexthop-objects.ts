import type { NexthopObject, Route, Step } from '../model/index.ts';

export type NexthopObjects = readonly NexthopObject[];

/** The object that a route leads by, behind those that it is a group of; none: it leads by none that is known. */
export function objectsOf({ nexthopId }: Route, objects: NexthopObjects = []): NexthopObjects {
  if (nexthopId === undefined || objects.length === 0) return [];
  const own = objects.find(({ id }) => id === nexthopId);
  if (own === undefined) return [];
  return [...objects.filter(({ id }) => own.members.includes(id)), own];
}

/** A route with the objects that it leads by, as they are to be when it is put back. */
export function withObjects(route: Route, objects: NexthopObjects | undefined): Route {
  const own = route.nexthopObjects ?? objectsOf(route, objects);
  return own.length === 0 ? route : { ...route, nexthopObjects: own };
}

const isByObject = ({ after, source }: Step): boolean =>
  source === null && after?.type === 'route' && after.nexthopId !== undefined;

/**
 * The kernel flushes nexthop objects with their link (nexthop_flush_dev), takes them out of their groups, and with them the
 * routes. A route that is put back brings its objects along, the first one of several.
 */
export function bringNexthopObjects(
  steps: readonly Step[],
  objects: NexthopObjects | undefined,
): readonly Step[] {
  if (!steps.some(isByObject)) return steps;
  const brought = new Set<number>();
  return steps.map((step) => {
    const { after } = step;
    if (!isByObject(step) || after?.type !== 'route') return step;
    const { nexthopObjects = [], ...route } = withObjects(after, objects);
    const missing = nexthopObjects.filter(({ id }) => !brought.has(id));
    for (const { id } of missing) brought.add(id);
    if (missing.length === 0) return { ...step, after: route };
    const ids = missing.map(({ id }) => id);
    const note = `nexthop ${ids.length === 1 ? 'object' : 'objects'} ${ids.join(', ')} ${ids.length === 1 ? 'is' : 'are'} put back with it`;
    return { ...step, after: { ...route, nexthopObjects: missing }, notes: [...step.notes, note] };
  });
}
