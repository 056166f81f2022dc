/**
 * The members of common routes in columns. Common are IPv4 routes via a gateway whose key is table, destination and
 * metric.
 */
export interface RouteColumns {
  readonly destinations: Uint32Array;
  readonly lengths: Uint8Array;
  readonly tables: Uint32Array;
  readonly metrics: Uint32Array;
  readonly gateways: Uint32Array;
}

/** Declared routes of the common form, each on a device. Plain data; there may be a million. */
export interface PackedRoutes extends RouteColumns {
  /** The index of each route in the list of declared routes, as long as the number of routes. */
  readonly places: Uint32Array;
  /** For each route, the index in `devices` of the device on which it is declared. */
  readonly on: Uint32Array;
  /** The ids of the devices. */
  readonly devices: readonly string[];
  /**
   * A hash table of the routes by their keys, with open addressing: a slot holds the number of a route plus one, 0 if
   * it is free.
   */
  readonly slots: Uint32Array;
}

/** What was observed of a declared route. */
export const SEEN = {
  /** There is no route with its key. */
  ABSENT: 0,
  /** It exists as declared, with our mark and without anything else. */
  AS_DECLARED: 1,
  /** The route with its key is not as declared, or not known to be; it is among the routes of the snapshot. */
  OTHER: 2,
} as const;

/** What was observed of packed declared routes. */
export interface PackedSeen {
  readonly routes: PackedRoutes;
  /** The name of the live link for each of their devices; undefined if there is none. */
  readonly links: readonly (string | undefined)[];
  /** One of SEEN for each route. */
  readonly states: Uint8Array;
}

/** Makes empty columns for this number of routes. */
export const columnsFor = (count: number): RouteColumns => ({
  destinations: new Uint32Array(count),
  lengths: new Uint8Array(count),
  tables: new Uint32Array(count),
  metrics: new Uint32Array(count),
  gateways: new Uint32Array(count),
});
