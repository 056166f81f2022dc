import type { NexthopObject, Route, Step } from '../../model/index.ts';

export type NexthopObjects = readonly NexthopObject[];

/** The nexthop object of a route, after the members if it is a group; empty if the route has none, or it is not known. */
export function objectsOf({ nexthopId }: Route, objects: NexthopObjects = []): NexthopObjects {
  if (nexthopId === undefined || objects.length === 0) return [];
  const own = objects.find(({ id }) => id === nexthopId);
  if (own === undefined) return [];
  return [...objects.filter(({ id }) => own.members.includes(id)), own];
}

/** A route together with the nexthop objects that have to be created for it when it is restored. */
export function withObjects(route: Route, objects: NexthopObjects | undefined): Route {
  const own = route.nexthopObjects ?? objectsOf(route, objects);
  return own.length === 0 ? route : { ...route, nexthopObjects: own };
}

const isByObject = ({ after, source }: Step): boolean =>
  source === null && after?.type === 'route' && after.nexthopId !== undefined;

/**
 * The kernel deletes nexthop objects with their link (nexthop_flush_dev), removes them from their groups, and deletes the routes
 * that use them. So the steps that restore such routes also create the objects; of several routes with the same object, the first
 * one does.
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
