import type { Link, OnDemandType, PackedRoutes, PackedSeen, Route } from '../../model/index.ts';
import type { Asked, DeclaredOf } from '../../resources/link/details/link-details.ts';
import type { RoutesSought } from '../../resources/route/near.ts';

/** What to observe besides links, addresses and rules, which always are. */
export interface Looking {
  /** Types of objects on links and of the machine. */
  readonly onDemand: readonly OnDemandType[];
  /** Attributes of links that have to be observed separately. */
  readonly asked: Asked;
  /** The declared attributes. An observed value that equals its declared one need not be kept twice in memory. */
  readonly declared?: DeclaredOf;
  /** The routes that matter. Of the routes of others, only those near them are observed; absent: all of them. */
  readonly routes?: RoutesSought;
  /** Observe routes of others even if all declared routes exist and are ours. */
  readonly others?: true;
  /**
   * If others have very many IPv4 routes, leave them out. The plan is made without them; if it could depend on one of them, it is made
   * again with all.
   */
  readonly sparing?: true;
  /** Which IPv4 routes are ours, if that is known: the kernel then need not walk all routes to find them. */
  readonly own?: OwnRoutes | undefined;
  /** Very many declared routes. Those that exist as declared do not become objects. */
  readonly packed?: PackedSought;
  /** Called when the links have been observed: what else to observe. */
  readonly widen?: (looking: Looking, links: readonly Link[]) => Looking;
}

/** Our IPv4 routes: all those that should exist, and those that should be gone, with no other route in their places. */
export interface OwnRoutes {
  readonly there: readonly Route[];
  readonly gone: readonly Route[];
}

/** Packed declared routes, and a function that finds the links of their devices. */
export interface PackedSought {
  readonly routes: PackedRoutes;
  linksOf(links: readonly Link[]): PackedSeen['links'];
}
