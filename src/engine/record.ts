import type { Attributes, Item, Link, Step, Value } from '../model/index.ts';
import { sameValue } from '../model/index.ts';
import { addresses } from '../resources/address/address.ts';
import { OUR_PROTOCOL } from '../resources/mark.ts';
import { routes } from '../resources/route/route.ts';
import { rules } from '../resources/rule/rule.ts';
import { identity } from './identity.ts';
import type { Ownership } from './target.ts';

/** What nlapply did to one link. */
export interface LinkRecord {
  readonly kind: string;
  /** nlapply made it: it goes when it is no longer declared. */
  readonly created: boolean;
  /** Attributes that nlapply changed: what it set, and what it found. */
  readonly set: Readonly<Record<string, { readonly ours: Value; readonly before: Value }>>;
}

/** The record of what is ours in one network namespace; lives in the state directory, gone at reboot like what it describes. */
export interface StateRecord {
  readonly format_version: 1;
  readonly links: Readonly<Record<string, LinkRecord>>;
  /** Keys of addresses we made: kernels before 5.18 cannot mark them (IFA_PROTO). */
  readonly addresses: readonly string[];
  /** Addresses and routes of others that we changed, as they were, by identity. */
  readonly replaced: Readonly<Record<string, Item>>;
}

export const EMPTY_RECORD: StateRecord = { format_version: 1, links: {}, addresses: [], replaced: {} };

/** Reads ownership off the record and the marks of live objects. */
export function recordOwnership(record: StateRecord): Ownership {
  const ours = new Set(record.addresses);
  return {
    owns: (item) => owns(item, record, ours),
    earlier: (link) => earlier(record.links[link.name], link),
    replaced: (item) => record.replaced[identity(item)],
  };
}

function owns(item: Item, record: StateRecord, ours: ReadonlySet<string>): boolean {
  switch (item.type) {
    case 'link': {
      const entry = record.links[item.name];
      return entry?.created === true && entry.kind === item.kind;
    }
    case 'address':
      return addresses.marked(item) || ((item.protocol ?? 0) === 0 && ours.has(addresses.key(item)));
    case 'route':
      return routes.marked(item);
    case 'rule':
      return rules.marked(item);
  }
}

/** Somebody else's later change stays: only what still is as we set it goes back. */
function earlier(entry: LinkRecord | undefined, link: Link): Attributes {
  if (entry === undefined || entry.created || entry.kind !== link.kind) return {};
  return Object.fromEntries(
    Object.entries(entry.set)
      .filter(([attribute, { ours }]) => sameValue(link.attributes[attribute], ours))
      .map(([attribute, { before }]) => [attribute, before]),
  );
}

/**
 * The record after these steps were carried out. `declared`: for every live link the attributes that the configuration
 * declares; without it nothing is forgotten yet.
 */
export function nextRecord(
  record: StateRecord,
  steps: readonly Step[],
  declared?: ReadonlyMap<string, ReadonlySet<string>>,
): StateRecord {
  const links = new Map(Object.entries(record.links));
  const kept = new Set(record.addresses);
  const replaced = new Map(Object.entries(record.replaced));
  for (const step of steps) {
    if (step.kind === 'link') recordLink(links, step);
    if (step.before?.type === 'link' && step.action !== 'change') forgetAddresses(kept, step.before.name);
    if (step.before?.type === 'address') kept.delete(addresses.key(step.before));
    if (step.after?.type === 'address' && step.source !== null) kept.add(addresses.key(step.after));
    recordReplaced(replaced, step);
  }
  return {
    format_version: 1,
    links: Object.fromEntries(
      declared === undefined
        ? links
        : [...links].flatMap(([name, entry]) => prune(name, entry, declared.get(name))),
    ),
    addresses: [...kept],
    replaced: Object.fromEntries(replaced),
  };
}

function forgetAddresses(kept: Set<string>, link: string): void {
  for (const key of kept) if (key.startsWith(`${link} `)) kept.delete(key);
}

/** Somebody else's address or route that a step of the configuration's changes; forgotten when it is as before, or gone. */
function recordReplaced(replaced: Map<string, Item>, step: Step): void {
  const { before } = step;
  if (before === null || before.type === 'link' || before.type === 'rule') return;
  const key = identity(before);
  if (step.source === null || step.after === null) replaced.delete(key);
  else if (before.protocol !== OUR_PROTOCOL && !replaced.has(key)) replaced.set(key, before);
}

function recordLink(links: Map<string, LinkRecord>, step: Step): void {
  const before = step.before?.type === 'link' ? step.before : null;
  const after = step.after?.type === 'link' ? step.after : null;
  if (after === null) {
    if (before !== null) links.delete(before.name);
    return;
  }
  if (step.action !== 'change') {
    links.set(after.name, { kind: after.kind, created: true, set: {} });
    return;
  }
  const renamed = before !== null && before.name !== after.name;
  const entry = links.get(before?.name ?? after.name) ?? { kind: after.kind, created: false, set: {} };
  if (renamed) links.delete(before.name);
  const set = { ...entry.set };
  for (const { attribute, before: found = null, after: ours = null } of step.changes) {
    if (attribute !== 'name') set[attribute] = { ours, before: set[attribute]?.before ?? found };
  }
  links.set(after.name, { ...entry, set: entry.created ? {} : set });
}

/** An attribute no longer declared is back at its earlier value, or somebody else's: no longer ours to restore. */
function prune(
  name: string,
  entry: LinkRecord,
  declared: ReadonlySet<string> | undefined,
): [string, LinkRecord][] {
  // A link that is not there now may come back: what is known about it stays.
  if (entry.created || declared === undefined) return [[name, entry]];
  const set = Object.fromEntries(Object.entries(entry.set).filter(([attribute]) => declared.has(attribute)));
  return Object.keys(set).length === 0 ? [] : [[name, { ...entry, set }]];
}
