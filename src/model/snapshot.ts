import type { Address } from './address.ts';
import type { AddressLabel } from './address-label.ts';
import type { Client } from './client.ts';
import type { ForwardingEntry } from './forwarding-entry.ts';
import type { FouPort } from './fou-port.ts';
import type { GroupEntry } from './group-entry.ts';
import type { Link } from './link.ts';
import type { Neighbor } from './neighbor.ts';
import type { NexthopObject } from './nexthop-object.ts';
import type { PackedSeen } from './packed-routes.ts';
import type { NameService, Resolver } from './resolver.ts';
import type { Route } from './route.ts';
import type { Rule } from './rule.ts';

/**
 * The objects that nlapply configures, by their type: kernel objects, settings for name resolution, and programs that
 * run on links.
 */
export interface ItemOf {
  readonly link: Link;
  readonly address: Address;
  readonly neighbor: Neighbor;
  readonly fdb: ForwardingEntry;
  readonly mdb: GroupEntry;
  readonly resolver: Resolver;
  readonly client: Client;
  readonly route: Route;
  readonly rule: Rule;
  readonly fou: FouPort;
  readonly label: AddressLabel;
}

export type ItemType = keyof ItemOf;
/** One object. */
export type Item = ItemOf[ItemType];

/**
 * The name of the list of each type, in snapshots, declarations and wherever objects of all types stand side by side.
 */
export const LISTS = {
  link: 'links',
  address: 'addresses',
  neighbor: 'neighbors',
  fdb: 'fdb',
  mdb: 'mdb',
  resolver: 'resolvers',
  client: 'clients',
  route: 'routes',
  rule: 'rules',
  fou: 'fouPorts',
  label: 'addressLabels',
} as const satisfies Readonly<Record<ItemType, string>>;
export type ListOf<T extends ItemType> = (typeof LISTS)[T];

export const ITEM_TYPES = Object.keys(LISTS) as ItemType[];

/**
 * Types whose objects belong to one link, named by their `link`, and depend on nothing else: they are removed with the
 * link. A new one needs a room, a line in resources/rooms.ts and a line in LISTS.
 */
export const ON_LINK = [
  'neighbor',
  'fdb',
  'mdb',
  'resolver',
  'client',
] as const satisfies readonly ItemType[];
export type OnLinkType = (typeof ON_LINK)[number];
export type OnLink = ItemOf[OnLinkType];

/**
 * Types whose objects belong to the machine, though one may be limited to a link, named by its `link`: it would outlive
 * that link in the kernel.
 */
export const OF_MACHINE = ['fou', 'label'] as const satisfies readonly ItemType[];
export type OfMachineType = (typeof OF_MACHINE)[number];
export type OfMachine = ItemOf[OfMachineType];

/** Types that are rarely configured, and observed only if they are. */
export const ON_DEMAND = [...ON_LINK, ...OF_MACHINE] as const;
export type OnDemandType = (typeof ON_DEMAND)[number];

/**
 * The live state of one network namespace, which `nlapply snapshot` prints and `diff --state` reads. A list of what is
 * rarely configured is absent if it was not observed because it was not needed.
 */
export type Snapshot = { readonly format_version: 1 } & {
  readonly [T in Exclude<ItemType, OnDemandType> as ListOf<T>]: readonly ItemOf[T][];
} & { readonly [T in OnDemandType as ListOf<T>]?: readonly ItemOf[T][] } & {
  /** Where name servers are put; present if resolvers were observed. */
  readonly nameService?: NameService;
  /** Present if a route uses one. */
  readonly nexthopObjects?: readonly NexthopObject[];
  /** Which of many packed declared routes are as declared; these are not in `routes`. In memory only. */
  readonly packed?: PackedSeen;
};

/** All objects of a snapshot. */
export function itemsOf(snapshot: Snapshot): Item[] {
  return ITEM_TYPES.flatMap((type): readonly Item[] => snapshot[LISTS[type]] ?? []);
}
