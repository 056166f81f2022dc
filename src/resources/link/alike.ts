import type { LinkFacts, Value } from '../../model/index.ts';
import { align, type Block, host, link as message, Pattern } from '../../netlink/index.ts';
import type { LinkIndex } from '../room.ts';
import { Members } from './members.ts';
import {
  factsOf,
  kindOf,
  type LinkMessage,
  type Live,
  type Observed,
  type Part,
  partsOf,
} from './read-link.ts';

/** Links whose messages differ in few values: only what differs from the previous message is read. */
export interface Alike {
  /** The link whose message defined the sort. */
  readonly first: Observed;
  /** Reads a message; undefined if it is of another sort. */
  read(name: string, index: number, bytes: Uint8Array): Observed | undefined;
}

const HEADER = 16;

/**
 * A message without the name, which comes first (rtnl_fill_ifinfo), so that links are alike whatever the length of
 * their names.
 */
export function withoutName({ bytes, data }: Block): Uint8Array {
  const isFirst = bytes.length > HEADER + 4 && data.getUint16(HEADER + 2, host) === message.attrs.name[0];
  const rest = bytes.slice(isFirst ? align(data.getUint16(HEADER, host)) : 0);
  rest.set(bytes.subarray(0, HEADER));
  return rest;
}

/**
 * Links that cannot be read from the message alone: NICs are looked up in sysfs, and other namespaces have their own
 * indexes.
 */
const isOfItsOwn = (live: Live, kind: string): boolean =>
  kind === 'physical' || kind === 'loopback' || live.linkNetnsid !== undefined;

/**
 * Makes the sort of links that this message belongs to; undefined if it cannot serve for others. Messages are given
 * without the name.
 */
export function alike(
  told: Pick<LinkMessage, 'name' | 'index'>,
  bytes: Uint8Array,
  links: LinkIndex,
  promotesAll: boolean,
): Alike | undefined {
  const pattern = new Pattern<Live>(new message.LazyView(), bytes);
  const { view } = pattern;
  const kind = kindOf(view);
  if (isOfItsOwn(view, kind)) return undefined;
  pattern.fix((live) => [live.linkinfo?.kind, live.linkinfo?.slaveKind]);
  const parts = partsOf(view, kind);
  const attributes = new Members<Value>();
  const keys = parts.map((part, at) => pattern.watch(at, (live) => keysOf(part, live, links, attributes)));
  let facts: LinkFacts | undefined = pattern.watch(parts.length, (live) => factsOf(live, kind, promotesAll));
  const later = laterOnes(keys);
  const make = (name: string, index: number): Observed => {
    const link: Observed = { type: 'link', name, kind, index, attributes: attributes.another() };
    if (facts !== undefined) link.facts = facts;
    return link;
  };
  let isSpoilt = false;
  /**
   * Reads the changed parts again. False if other attributes are found than in the previous message: the sort then
   * cannot be used any more.
   */
  const renew = (changed: readonly number[]): boolean => {
    const { size } = attributes;
    for (const at of changed) for (const key of keys[at] ?? []) attributes.clear(key);
    for (const at of changed) parts[at]?.(view, links, attributes);
    if (changed.includes(parts.length)) facts = factsOf(view, kind, promotesAll);
    return (
      attributes.size === size &&
      changed.every((at) => keys[at]?.every((key) => attributes.has(key)) !== false)
    );
  };
  return {
    first: make(told.name, told.index),
    read(name, index, message) {
      const changed = isSpoilt ? undefined : pattern.take(message);
      if (changed === undefined) return undefined;
      isSpoilt = !renew(later.size === 0 ? changed : withLater(changed, later));
      return isSpoilt ? undefined : make(name, index);
    },
  };
}

/** Lets a part read, and returns the names of the attributes that it found. */
function keysOf(part: Part, live: Live, links: LinkIndex, into: Members<Value>): readonly string[] {
  const own = new Members<Value>();
  part(live, links, own);
  const found = Object.entries(own.object());
  for (const [key, value] of found) into.set(key, value);
  return found.map(([key]) => key);
}

/** For each part, the later ones that find the same attributes and so overwrite them. Mostly there are none. */
function laterOnes(keys: readonly (readonly string[])[]): ReadonlyMap<number, readonly number[]> {
  const first = new Map<string, number>();
  const later = new Map<number, number[]>();
  keys.forEach((own, at) => {
    for (const key of own) {
      const earlier = first.get(key);
      if (earlier === undefined) first.set(key, at);
      else later.set(earlier, [...(later.get(earlier) ?? []), at]);
    }
  });
  return later;
}

function withLater(
  changed: readonly number[],
  later: ReadonlyMap<number, readonly number[]>,
): readonly number[] {
  const missing = changed.flatMap((at) => later.get(at) ?? []).filter((at) => !changed.includes(at));
  return missing.length === 0 ? changed : [...changed, ...missing].sort((a, b) => a - b);
}
