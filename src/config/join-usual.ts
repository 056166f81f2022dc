import { columnsFor, type PackedRoutes, type RouteColumns } from '../model/packed-routes.ts';
import { fillSlots, slotsFor } from '../resources/route/packed-slots.ts';
import type { Draft } from './draft.ts';
import type { UsualRoutes } from './usual-routes.ts';

/** The common routes of all devices. */
export interface JoinedRoutes extends Omit<PackedRoutes, 'places' | 'devices'> {
  /** The devices that have any, and the number of the first one of each. */
  readonly owners: readonly Owner[];
}

interface Owner {
  readonly draft: Draft;
  readonly usual: UsualRoutes;
  readonly first: number;
}

/** Joins the common routes of all devices; undefined if two have the same key. */
export function joinUsual(drafts: Iterable<Draft>): JoinedRoutes | undefined {
  const owners: Owner[] = [];
  let count = 0;
  for (const draft of drafts) {
    const { usual } = draft;
    if (usual === undefined) continue;
    owners.push({ draft, usual, first: count });
    count += usual.entries.length;
  }
  const joined = { ...columnsOf(owners, count), on: new Uint32Array(count), slots: slotsFor(count), owners };
  owners.forEach(({ usual, first }, nth) => {
    joined.on.fill(nth, first, first + usual.entries.length);
  });
  return fillSlots(joined) ? joined : undefined;
}

function columnsOf(owners: readonly Owner[], count: number): RouteColumns {
  const [only, ...others] = owners;
  if (only !== undefined && others.length === 0) {
    const { destinations, lengths, tables, metrics, gateways } = only.usual;
    return { destinations, lengths, tables, metrics, gateways };
  }
  const columns = columnsFor(count);
  for (const { usual, first } of owners) {
    columns.destinations.set(usual.destinations, first);
    columns.lengths.set(usual.lengths, first);
    columns.tables.set(usual.tables, first);
    columns.metrics.set(usual.metrics, first);
    columns.gateways.set(usual.gateways, first);
  }
  return columns;
}
