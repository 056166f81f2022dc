import type { Link, OnLinkType, PackedRoutes, PackedSeen, Route } from '../model/index.ts';
import type { Asked, DeclaredOf } from '../resources/link/details.ts';
import type { RoutesSought } from '../resources/route/near.ts';

/** What a look is to see beyond what is always looked at. */
export interface Looking {
  /** Types of what stands on links. */
  readonly onLink: readonly OnLinkType[];
  /** Attributes of links. */
  readonly asked: Asked;
  /** What is declared of links: what is seen to be the same need not be kept twice. */
  readonly declared?: DeclaredOf;
  /** The routes that others' are looked at for; absent: all of others' are looked at. */
  readonly routes?: RoutesSought;
  /** Others' routes are looked at though all that are sought are there, and ours. */
  readonly others?: true;
  /**
   * Others' IPv4 routes may be left out where they are very many: a plan is made without them, and where it could depend on one of
   * them, another with all.
   */
  readonly sparing?: true;
  /** What is known of IPv4 routes of ours: the kernel need not go through all that there are to find them. */
  readonly own?: OwnRoutes | undefined;
  /** Many declared routes: those that are as declared need not become objects. */
  readonly packed?: PackedSought;
  /** How far to look, when it is known which links there are. */
  readonly widen?: (looking: Looking, links: readonly Link[]) => Looking;
}

/** IPv4 routes of ours: those that are to be there, which are all, and those in whose places there is to be none. */
export interface OwnRoutes {
  readonly there: readonly Route[];
  readonly gone: readonly Route[];
}

/** Declared routes that are packed, and how to tell what their devices stand for. */
export interface PackedSought {
  readonly routes: PackedRoutes;
  linksOf(links: readonly Link[]): PackedSeen['links'];
}
