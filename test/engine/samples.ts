import type { LinkPlanOptions } from '../../src/engine/links/link-context.ts';
import { prepare } from '../../src/engine/plan/plan.ts';
import { planInWorld } from '../../src/engine/plan/plan-in-world.ts';
import { EMPTY_RECORD, type StateRecord } from '../../src/engine/record/record.ts';
import type { Target } from '../../src/engine/target/target.ts';
import {
  type Address,
  type AddressLabel,
  type Attributes,
  type Declaration,
  type DeclaredLink,
  type ForwardingEntry,
  type FouPort,
  type GroupEntry,
  type Ignore,
  type Item,
  type Link,
  type Neighbor,
  NOTHING_DECLARED,
  type Place,
  type Plan,
  type Policy,
  type Problem,
  type Resolver,
  type Route,
  type Rule,
  type Snapshot,
  type Step,
} from '../../src/model/index.ts';
import type { Wanted } from '../../src/resources/room.ts';
import { routes } from '../../src/resources/route/route.ts';
import { snapshotOf, worldOf } from '../../src/resources/world.ts';

export const PLACE: Place = { file: 'test.yaml', line: 1, column: 1 };

/** A live NIC that is up; its MAC is its permanent one. */
export function nic(name: string, attributes: Attributes = {}, more: Partial<Link> = {}): Link {
  const live = { state: 'up', mtu: 1500, master: null, alias: null, ...attributes };
  return { type: 'link', name, kind: 'physical', attributes: live, ...more };
}

export function virtual(
  name: string,
  kind: string,
  attributes: Attributes = {},
  more: Partial<Link> = {},
): Link {
  return { ...nic(name, attributes, more), kind };
}

export function pair(a: string, b: string): [Link, Link] {
  return [virtual(a, 'veth', { 'veth.peer': b }), virtual(b, 'veth', { 'veth.peer': a })];
}

/** `10.0.0.1/24` on a link. */
export function address(link: string, text: string, more: Partial<Address> = {}): Address {
  const [ip = '', prefix] = text.split('/');
  return {
    type: 'address',
    link,
    family: ip.includes(':') ? 6 : 4,
    address: ip,
    prefix: Number(prefix),
    ...more,
  };
}

export function neighbor(link: string, to: string, more: Partial<Neighbor> = {}): Neighbor {
  const family = to.includes(':') ? 6 : 4;
  const macaddress = more.proxy === true ? null : '02:00:00:00:00:09';
  return { type: 'neighbor', link, family, to, macaddress, proxy: false, router: false, ...more };
}

/** A group in the multicast database of `br0`. */
export const groupOn = (link: string, group: string, more: Partial<GroupEntry> = {}): GroupEntry => ({
  ...{ type: 'mdb', link, bridge: 'br0', group, source: null, vlan: null },
  ...more,
});

/** A port's entry in its bridge's database. */
export const forwarding = (
  link: string,
  macaddress: string,
  more: Partial<ForwardingEntry> = {},
): ForwardingEntry => ({
  type: 'fdb',
  link,
  macaddress,
  self: false,
  vlan: null,
  local: false,
  sticky: false,
  via: null,
  port: null,
  vni: null,
  sourceVni: null,
  out: null,
  ...more,
});

export const liveAddress = (link: string, text: string, more: Partial<Address> = {}): Address =>
  address(link, text, { lifetime: 'forever', scope: 'global', protocol: 0, ...more });

export function route(to: string, link: string | null, more: Partial<Route> = {}): Route {
  const family = to.includes(':') ? 6 : 4;
  const base = { type: 'route', family, table: 254, to, tos: 0, kind: 'unicast', link } as const;
  return { ...base, metric: family === 6 ? 1024 : 0, ...more };
}

export const liveRoute = (to: string, link: string | null, more: Partial<Route> = {}): Route =>
  routes.normal(route(to, link, { protocol: 4, ...more }));

export function rule(from: string, more: Partial<Rule> = {}): Rule {
  return { type: 'rule', family: 4, from, action: 'lookup', table: 100, ...more };
}

export const machine = (parts: Partial<Omit<Snapshot, 'format_version'>>): Snapshot => ({
  format_version: 1,
  links: parts.links ?? [],
  addresses: parts.addresses ?? [],
  ...(parts.neighbors !== undefined && { neighbors: parts.neighbors }),
  ...(parts.fdb !== undefined && { fdb: parts.fdb }),
  ...(parts.mdb !== undefined && { mdb: parts.mdb }),
  ...(parts.resolvers !== undefined && { resolvers: parts.resolvers }),
  ...(parts.nameService !== undefined && { nameService: parts.nameService }),
  routes: parts.routes ?? [],
  rules: parts.rules ?? [],
  ...(parts.fouPorts !== undefined && { fouPorts: parts.fouPorts }),
  ...(parts.addressLabels !== undefined && { addressLabels: parts.addressLabels }),
});

/** Declared: `kind` without a name is a NIC. */
export function declared(
  id: string,
  kind = 'physical',
  attributes: Attributes = {},
  more: Partial<DeclaredLink> = {},
): DeclaredLink {
  const link: Link = { type: 'link', name: more.setName ?? id, kind, attributes };
  return { id, link, source: PLACE, places: {}, optional: false, ...more };
}

export interface Said {
  readonly links?: readonly DeclaredLink[];
  readonly addresses?: readonly Address[];
  readonly neighbors?: readonly Neighbor[];
  readonly fdb?: readonly ForwardingEntry[];
  readonly mdb?: readonly GroupEntry[];
  readonly resolvers?: readonly Resolver[];
  readonly routes?: readonly Route[];
  readonly rules?: readonly Rule[];
  readonly fouPorts?: readonly FouPort[];
  readonly addressLabels?: readonly AddressLabel[];
  readonly policy?: Policy;
  readonly ignore?: Ignore;
}

export function declaration(said: Said): Declaration {
  const on = <T extends Item>(item: T, id: string) => ({ item, on: id, source: PLACE });
  return {
    links: said.links ?? [],
    addresses: (said.addresses ?? []).map((item) => on(item, item.link)),
    neighbors: (said.neighbors ?? []).map((item) => on(item, item.link)),
    fdb: (said.fdb ?? []).map((item) => on(item, item.link)),
    mdb: (said.mdb ?? []).map((item) => on(item, item.link)),
    resolvers: (said.resolvers ?? []).map((item) => on(item, item.link)),
    clients: [],
    routes: (said.routes ?? []).map((item) => on(item, item.link ?? '')),
    rules: (said.rules ?? []).map((item) => on(item, '')),
    fouPorts: (said.fouPorts ?? []).map((item) => on(item, item.link ?? '')),
    addressLabels: (said.addressLabels ?? []).map((item) => on(item, item.link ?? '')),
    ...(said.policy !== undefined && { policy: said.policy }),
    ...(said.ignore !== undefined && { ignore: said.ignore }),
  };
}

export const wanted = <T extends Item>(item: T, more: Partial<Wanted<T>> = {}): Wanted<T> => ({
  item,
  source: PLACE,
  places: {},
  ...more,
});

export const target = (parts: Partial<Target>): Target => ({
  ...NOTHING_DECLARED,
  renames: new Map(),
  ...parts,
});

export interface PlanOutcome {
  readonly plan: Plan;
  readonly steps: readonly Step[];
  readonly problems: readonly Problem[];
  /** The steps in short: `create veth va`. */
  readonly said: readonly string[];
  readonly after: Snapshot;
}

/** Plans a declaration against a machine. */
export function planned(
  live: Partial<Snapshot>,
  said: Said,
  record: Partial<StateRecord> = {},
  options: Partial<LinkPlanOptions> = {},
): PlanOutcome {
  const snapshot = machine(live);
  const prepared = prepare(declaration(said), snapshot, { ...EMPTY_RECORD, ...record });
  const { target: resolved, ownershipUnder, problems } = prepared;
  const world = worldOf(snapshot);
  const plan = planInWorld(
    resolved,
    world,
    ownershipUnder(new Map()),
    { allowRecreate: false, ...options },
    ownershipUnder,
  );
  return {
    plan,
    steps: plan.steps,
    problems: [...problems, ...plan.problems],
    said: plan.steps.map(short),
    after: snapshotOf(world),
  };
}

export const short = (step: Step): string =>
  [
    `${step.action} ${step.name}`,
    ...step.changes.map((c) => `${c.attribute} ${c.before} -> ${c.after}`),
  ].join(', ');

export const codes = (problems: readonly Problem[]): string[] => problems.map((p) => p.code);

/** A record that says nlapply made these links. */
export const made = (...links: readonly Link[]): Partial<StateRecord> => ({
  links: Object.fromEntries(links.map(({ name, kind }) => [name, { kind, created: true, set: {} }])),
});

/** A record that says nlapply set one attribute of a link. */
export const changed = (
  link: Link,
  attribute: string,
  before: string | number | null,
): Partial<StateRecord> => ({
  links: {
    [link.name]: {
      kind: link.kind,
      created: false,
      set: { [attribute]: { ours: link.attributes[attribute] ?? null, before } },
    },
  },
});
