import type { Address } from '../model/address.ts';
import type { Client } from '../model/client.ts';
import type { Match } from '../model/declaration.ts';
import type { ForwardingEntry } from '../model/forwarding-entry.ts';
import type { GroupEntry } from '../model/group-entry.ts';
import type { Ip } from '../model/ip.ts';
import type { Neighbor } from '../model/neighbor.ts';
import type { Resolver } from '../model/resolver.ts';
import type { Route } from '../model/route.ts';
import type { Rule } from '../model/rule.ts';
import type { Value } from '../model/value.ts';
import type { Node, ScalarNode, Span } from './node.ts';
import type { DeviceSection } from './sections/section-names.ts';
import type { UsualRoutes } from './usual-routes.ts';

/** Something declared on a device, with the node that declares it. */
export interface Said<T> {
  readonly item: T;
  readonly node: Node;
  /** The mapping with the item's members, if it is not the node itself. */
  readonly members?: Node | undefined;
  /** The list of which it is an entry. */
  readonly list: Span | undefined;
}

/** The id of another device, where it is mentioned in the file. */
export interface Mention {
  readonly id: string;
  readonly span: Span;
}

export interface SaidAddress extends Said<Address> {
  readonly ip: Ip;
}

export interface SaidForwarding extends Said<ForwardingEntry> {
  /** The link through which the remote is reached. */
  readonly out: Mention | undefined;
}

export interface SaidClient {
  readonly item: Client;
  readonly node: Node;
  /** Where each setting is declared, by its name. */
  readonly spans: ReadonlyMap<string, Span>;
}

/** A path of a route that has several; the other device that it leads over, if one is named. */
export interface SaidPath {
  readonly gateway: Ip | undefined;
  readonly node: Node;
  readonly out: Mention | undefined;
}

export interface SaidRoute extends Said<Route> {
  readonly gateway: Ip | undefined;
  /** For each of the item's `nexthops`; absent if it has none. */
  readonly paths?: readonly SaidPath[];
}

/** A rule, with the devices that it names. These need not be declared. */
export interface SaidRule extends Said<Rule> {
  readonly iif?: Mention;
  readonly oif?: Mention;
}

/** A reference to another device by an attribute. */
export interface Reference extends Mention {
  readonly attribute: string;
  /** Whether the other device is a lower device. */
  readonly below: boolean;
}

/** A setting that a master has for one of its ports. */
export interface PortSetting extends Mention {
  readonly attribute: string;
  readonly value: Value;
}

/** A device while its configuration is being read; it becomes a DeclaredLink if there are no errors. */
export interface Draft {
  readonly id: string;
  readonly section: DeviceSection;
  readonly key: ScalarNode;
  readonly node: Node;
  /** As in Link.kind. */
  kind: string;
  readonly attributes: Record<string, Value>;
  /** Where each attribute is declared, by its name. */
  spans: ReadonlyMap<string, Span>;
  optional: boolean;
  /** Where it is declared that the device must never go down. */
  critical?: Span | undefined;
  match?: Match | undefined;
  setName?: Mention | undefined;
  /** The card of which this is a virtual function, and the VLAN that the card filters for it. */
  functionOf?: Mention | undefined;
  functionVlan?: { readonly id: number; readonly span: Span } | undefined;
  /** Set if this stands only for such a VLAN, so that no link is made. */
  isFilter?: boolean;
  /** Other devices to which its attributes refer, except for the peer of a pair. */
  references: readonly Reference[];
  peer?: Mention | undefined;
  members: readonly Mention[];
  portSettings: readonly PortSetting[];
  addresses: readonly SaidAddress[];
  neighbors: readonly Said<Neighbor>[];
  fdb: readonly SaidForwarding[];
  mdb: readonly Said<GroupEntry>[];
  resolver?: Said<Resolver> | undefined;
  clients: readonly SaidClient[];
  routes: readonly SaidRoute[];
  /** Further routes of the common form, if there are many. */
  usual?: UsualRoutes | undefined;
  rules: readonly SaidRule[];
}

/**
 * A list of which nobody has made an own one yet (`added`). Devices have few of all these, and there may be many thousands
 * of devices: empty ones are shared.
 */
export const NO_ENTRIES: readonly never[] = [];
const NONE = NO_ENTRIES;
const NOWHERE: ReadonlyMap<string, Span> = new Map();

/**
 * Makes a draft. Rarely used members are left out: with many thousands of devices they would take a quarter of the
 * memory.
 */
export function newDraft(section: DeviceSection, kind: string, key: ScalarNode, node: Node): Draft {
  return {
    id: key.text,
    section,
    key,
    node,
    kind,
    attributes: {},
    spans: NOWHERE,
    optional: false,
    references: NONE,
    members: NONE,
    portSettings: NONE,
    addresses: NONE,
    neighbors: NONE,
    fdb: NONE,
    mdb: NONE,
    clients: NONE,
    routes: NONE,
    rules: NONE,
  };
}

/** Adds an entry to one of a draft's lists; returns the list. */
export function added<T>(list: readonly T[], entry: T): readonly T[] {
  if (list === NONE) return [entry];
  // Safe: each list other than NONE belongs to a single draft.
  (list as T[]).push(entry);
  return list;
}

/** Sets an attribute, with the place where it is declared. */
export function say(draft: Draft, attribute: string, value: Value, span: Span): void {
  draft.attributes[attribute] = value;
  locate(draft, attribute, span);
}

/** Notes where an attribute is declared. */
export function locate(draft: Draft, attribute: string, span: Span): void {
  if (draft.spans === NOWHERE) draft.spans = new Map();
  // Safe: all other maps were made here.
  (draft.spans as Map<string, Span>).set(attribute, span);
}

/** Removes an attribute. */
export function unsay({ attributes, spans }: Draft, attribute: string): void {
  delete attributes[attribute];
  if (spans !== NOWHERE) (spans as Map<string, Span>).delete(attribute);
}

/** The lower device, where it is mentioned in the file. */
export const lowerOf = (draft: Draft): Mention | undefined =>
  draft.references.find(({ attribute }) => attribute === 'link');

/** The name of the device after the configuration is applied. */
export function finalName(draft: Draft): string {
  return draft.setName?.id ?? draft.id;
}
