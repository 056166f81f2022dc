import type { Address } from './address.ts';
import type { Client } from './client.ts';
import type { ForwardingEntry } from './forwarding-entry.ts';
import type { Link } from './link.ts';
import type { Neighbor } from './neighbor.ts';
import type { NexthopObject } from './nexthop-object.ts';
import type { PackedSeen } from './packed-routes.ts';
import type { NameService, Resolver } from './resolver.ts';
import type { Route } from './route.ts';
import type { Rule } from './rule.ts';

/**
 * The objects that nlapply configures, by their type: the kernel's, what is told to those who look up names, and programs
 * that links are handed on to.
 */
export interface ItemOf {
  readonly link: Link;
  readonly address: Address;
  readonly neighbor: Neighbor;
  readonly fdb: ForwardingEntry;
  readonly resolver: Resolver;
  readonly client: Client;
  readonly route: Route;
  readonly rule: Rule;
}

export type ItemType = keyof ItemOf;
/** One object. */
export type Item = ItemOf[ItemType];

/** What the list of each type is called, in snapshots, declarations and wherever else all of them stand side by side. */
export const LISTS = {
  link: 'links',
  address: 'addresses',
  neighbor: 'neighbors',
  fdb: 'fdb',
  resolver: 'resolvers',
  client: 'clients',
  route: 'routes',
  rule: 'rules',
} as const satisfies Readonly<Record<ItemType, string>>;
export type ListOf<T extends ItemType> = (typeof LISTS)[T];

export const ITEM_TYPES = Object.keys(LISTS) as ItemType[];

/**
 * Types whose objects stand on one link, that their `link` names, and go with it, but on nothing else: nothing but the
 * link need be there for them. One room, one line in resources/rooms.ts and one in LISTS make another.
 */
export const ON_LINK = ['neighbor', 'fdb', 'resolver', 'client'] as const satisfies readonly ItemType[];
export type OnLinkType = (typeof ON_LINK)[number];
export type OnLink = ItemOf[OnLinkType];

/**
 * The live state of one network namespace; what `nlapply snapshot` prints and `diff --state` reads. Objects that stand on
 * links may be many and are rarely configured: a list that is not there was not looked at, as nothing asked for it.
 */
export type Snapshot = { readonly format_version: 1 } & {
  readonly [T in Exclude<ItemType, OnLinkType> as ListOf<T>]: readonly ItemOf[T][];
} & { readonly [T in OnLinkType as ListOf<T>]?: readonly ItemOf[T][] } & {
  /** Where the resolvers are; there when they were looked at. */
  readonly nameService?: NameService;
  /** There when a route leads by one. */
  readonly nexthopObjects?: readonly NexthopObject[];
  /** Of many declared routes that were looked for, which are as declared: these are not in `routes`. In memory only. */
  readonly packed?: PackedSeen;
};

/** Every object of a snapshot. */
export function itemsOf(snapshot: Snapshot): Item[] {
  return ITEM_TYPES.flatMap((type): readonly Item[] => snapshot[LISTS[type]] ?? []);
}
