import type { Address } from '../model/address.ts';
import type { Client } from '../model/client.ts';
import type { Match } from '../model/declaration.ts';
import type { ForwardingEntry } from '../model/forwarding-entry.ts';
import type { Ip } from '../model/ip.ts';
import type { Neighbor } from '../model/neighbor.ts';
import type { Resolver } from '../model/resolver.ts';
import type { Route } from '../model/route.ts';
import type { Rule } from '../model/rule.ts';
import type { Value } from '../model/value.ts';
import type { SaidIgnore } from './ignore.ts';
import type { JoinedRoutes } from './join-usual.ts';
import type { Node, ScalarNode, Span } from './node.ts';
import type { Reporter } from './reporter.ts';
import type { DeviceSection } from './sections/sections.ts';
import type { UsualRoutes } from './usual-routes.ts';

/** Something declared on a device, with the piece of the file that says it. */
export interface Said<T> {
  readonly item: T;
  readonly node: Node;
  /** The mapping that says the item's members, when it is not the node itself. */
  readonly members?: Node | undefined;
  /** The list it is an entry of. */
  readonly list: Span | undefined;
}

/** Another device's id, as it stands in the file. */
export interface Mention {
  readonly id: string;
  readonly span: Span;
}

export interface SaidAddress extends Said<Address> {
  readonly ip: Ip;
}

export interface SaidForwarding extends Said<ForwardingEntry> {
  /** The device that leads to the remote. */
  readonly out: Mention | undefined;
}

export interface SaidClient {
  readonly item: Client;
  readonly node: Node;
  /** Setting to the piece of the file that says it. */
  readonly spans: ReadonlyMap<string, Span>;
}

export interface SaidRoute extends Said<Route> {
  readonly gateway: Ip | undefined;
}

/** Another device that an attribute names. */
export interface Reference extends Mention {
  readonly attribute: string;
  /** The device stands on it. */
  readonly below: boolean;
}

/** A setting that a master says of one of its ports. */
export interface PortSetting extends Mention {
  readonly attribute: string;
  readonly value: Value;
}

/** A device while its configuration is being read; becomes a DeclaredLink when all is well. */
export interface Draft {
  readonly id: string;
  readonly section: DeviceSection;
  readonly key: ScalarNode;
  readonly node: Node;
  /** Link.kind. */
  kind: string;
  readonly attributes: Record<string, Value>;
  /** Attribute name to the piece of the file that says it. */
  spans: ReadonlyMap<string, Span>;
  optional: boolean;
  /** Where it is said that it must never go down. */
  critical?: Span | undefined;
  match?: Match | undefined;
  setName?: Mention | undefined;
  /** The card that it is a virtual function of, and the VLAN that the card filters for it. */
  functionOf?: Mention | undefined;
  functionVlan?: { readonly id: number; readonly span: Span } | undefined;
  /** It stands for such a VLAN: no link is made. */
  isFilter?: boolean;
  /** Other devices that its attributes name; a veth's peer is told apart. */
  references: readonly Reference[];
  peer?: Mention | undefined;
  members: readonly Mention[];
  portSettings: readonly PortSetting[];
  addresses: readonly SaidAddress[];
  neighbors: readonly Said<Neighbor>[];
  fdb: readonly SaidForwarding[];
  resolver?: Said<Resolver> | undefined;
  clients: readonly SaidClient[];
  routes: readonly SaidRoute[];
  /** Routes beside these, where there are many. */
  usual?: UsualRoutes | undefined;
  rules: readonly Said<Rule>[];
}

/** What interpreters and checks work with. */
export interface Context {
  readonly reporter: Reporter;
  /** All devices by id, in the order of the files. */
  readonly drafts: ReadonlyMap<string, Draft>;
  /** The same as a list, which is gone over time and again. */
  readonly devices: readonly Draft[];
  /** What the configuration leaves alone. */
  readonly ignored: SaidIgnore;
  /** The usual routes of all devices, where there are many and nothing is to be said of them. */
  joined: JoinedRoutes | undefined;
  /** Ids in sections of netplan's that are not realised: refused as a whole, so nothing is said of who names them. */
  readonly refused: ReadonlySet<string>;
}

/** Most of what a device may say it does not, and there may be many thousands of devices: nothing is the same nothing for all. */
const NONE: readonly never[] = [];
const NOWHERE: ReadonlyMap<string, Span> = new Map();

/** What hardly any device says is not there at first: of many thousands it would be a quarter of the memory. */
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
    clients: NONE,
    routes: NONE,
    rules: NONE,
  };
}

/** One of a draft's lists with one entry more. */
export function added<T>(list: readonly T[], entry: T): readonly T[] {
  if (list === NONE) return [entry];
  // Each list but that one belongs to one draft alone.
  (list as T[]).push(entry);
  return list;
}

/** Sets an attribute that the file says at a place. */
export function say(draft: Draft, attribute: string, value: Value, span: Span): void {
  draft.attributes[attribute] = value;
  locate(draft, attribute, span);
}

/** Notes where the file says an attribute. */
export function locate(draft: Draft, attribute: string, span: Span): void {
  if (draft.spans === NOWHERE) draft.spans = new Map();
  // No other map is ever put there.
  (draft.spans as Map<string, Span>).set(attribute, span);
}

/** Takes an attribute out again. */
export function unsay({ attributes, spans }: Draft, attribute: string): void {
  delete attributes[attribute];
  if (spans !== NOWHERE) (spans as Map<string, Span>).delete(attribute);
}

/** The lower device, as it stands in the file. */
export const lowerOf = (draft: Draft): Mention | undefined =>
  draft.references.find(({ attribute }) => attribute === 'link');

/** Name that the device has once the configuration is applied. */
export function finalName(draft: Draft): string {
  return draft.setName?.id ?? draft.id;
}
