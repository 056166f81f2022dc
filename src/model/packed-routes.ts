/** What usual routes say, in columns: IPv4, to a gateway, told apart by table, destination and metric. */
export interface RouteColumns {
  readonly destinations: Uint32Array;
  readonly lengths: Uint8Array;
  readonly tables: Uint32Array;
  readonly metrics: Uint32Array;
  readonly gateways: Uint32Array;
}

/** Declared routes that are as most are, over devices. Plain data; there may be a million. */
export interface PackedRoutes extends RouteColumns {
  /** Where each stands in the list of declared routes; as long as there are routes. */
  readonly places: Uint32Array;
  /** Of each, which of `devices` it is declared on. */
  readonly on: Uint32Array;
  /** Ids of devices. */
  readonly devices: readonly string[];
  /** The routes by the hash of what tells them apart, with open addressing: the number of a route plus one, 0 for none. */
  readonly slots: Uint32Array;
}

/** What a look found of a declared route. */
export const SEEN = {
  /** There is no route in its place. */
  ABSENT: 0,
  /** It is there, with our mark and nothing that is not declared. */
  AS_DECLARED: 1,
  /** What is in its place is among the routes of the snapshot. */
  OTHER: 2,
} as const;

/** What a look found of declared routes that are packed. */
export interface PackedSeen {
  readonly routes: PackedRoutes;
  /** The link that each of their devices stands for, by name; undefined where it is not one that is there. */
  readonly links: readonly (string | undefined)[];
  /** One of SEEN for each route. */
  readonly states: Uint8Array;
}

/** Columns for so many. */
export const columnsFor = (count: number): RouteColumns => ({
  destinations: new Uint32Array(count),
  lengths: new Uint8Array(count),
  tables: new Uint32Array(count),
  metrics: new Uint32Array(count),
  gateways: new Uint32Array(count),
});
