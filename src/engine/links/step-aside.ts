import { type Attributes, type Link, sameValue, type Value } from '../../model/index.ts';
import type { Wanted } from '../../resources/room.ts';
import type { World } from '../../resources/world.ts';
import type { LinkContext } from './link-context.ts';

/** A link that holds a value which another link is to have, and the value to give it first: its final one, or a temporary one. */
export interface Aside {
  readonly holder: Link;
  readonly attributes: Attributes;
}

/**
 * An attribute whose value only one link can have at a time, although it can be changed in place; `term` identifies the value.
 */
interface Holding {
  readonly attribute: string;
  readonly term: string;
}

/**
 * Links that must first give up a value that the wanted link is to have. If two links exchange their values, one of them gets a
 * temporary value.
 */
export function stepsAside({ item }: Wanted<Link>, context: LinkContext): readonly Aside[] {
  if (!KINDS.has(item.kind) && !(QUEUE in item.attributes)) return NOTHING;
  const { world } = context;
  const live = world.links.get(item.name);
  const target =
    live === undefined ? item : { ...live, attributes: { ...live.attributes, ...item.attributes } };
  const had = live === undefined ? [] : termsOf(live);
  return holdingsOf(target).flatMap(({ attribute, term }) => {
    if (had.includes(term)) return [];
    return world.links.where(termsOf, term).flatMap(([, holder]): Aside[] => {
      if (holder.name === item.name) return [];
      const next = nextOf(holder, context);
      if (termsOf(next).includes(term)) return [];
      const isFree = holdingsOf(next).every(
        (one) => one.attribute !== attribute || world.links.where(termsOf, one.term).length === 0,
      );
      const value = next.attributes[attribute] ?? null;
      const isOther = isFree && !sameValue(value, holder.attributes[attribute] ?? null);
      return [{ holder, attributes: { [attribute]: isOther ? value : meanwhile(holder, attribute, world) } }];
    });
  });
}

/** The kinds of links that can be in each other's way. */
const KINDS: ReadonlySet<string> = new Set(['macvlan', 'macvtap', 'wireguard']);

const NOTHING: readonly Aside[] = [];

/** The holder as it will be after the plan. */
function nextOf(holder: Link, { wanted, ownership }: LinkContext): Link {
  const declared = wanted.get(holder.name)?.attributes;
  return { ...holder, attributes: { ...holder.attributes, ...ownership.earlier(holder), ...declared } };
}

const MAC = 'macaddress';
const PORT = 'wireguard.port';
const QUEUE = 'bond-port.queue-id';

function holdingsOf({ kind, attributes }: Link): readonly Holding[] {
  const { master, link, state } = attributes;
  const queue = attributes[QUEUE] ?? 0;
  // 0 means none (bond_option_queue_id_set).
  if (queue !== 0 && typeof master === 'string')
    return [{ attribute: QUEUE, term: `queue ${queue} of ${master}` }];
  if (state !== 'up') return [];
  const port = attributes[PORT] ?? 0;
  // With 0 the kernel chooses a port (wg_socket_init).
  if (kind === 'wireguard' && port !== 0) return [{ attribute: PORT, term: `wireguard ${port}` }];
  // All macvlans and macvtaps of a device share one table of addresses (macvlan_addr_busy).
  const isMacvlan = kind === 'macvlan' || kind === 'macvtap';
  return isMacvlan && typeof attributes[MAC] === 'string'
    ? [{ attribute: MAC, term: `${attributes[MAC]} on ${link}` }]
    : [];
}

/** The terms by which links are looked up in a world. */
const termsOf = (link: Link): readonly string[] => holdingsOf(link).map(({ term }) => term);

const meanwhile = (holder: Link, attribute: string, world: World): Value =>
  attribute === MAC ? spareAddress(String(holder.attributes[MAC]), world) : 0;

/** A MAC address similar to this one that no link has. */
function spareAddress(address: string, world: World): string {
  const taken = new Set([...world.links.values()].map(({ attributes }) => attributes[MAC]));
  const most = 0xff;
  for (let n = 1; n <= most; n++) {
    const last = (Number.parseInt(address.slice(-2), 16) + n) & most;
    const other = `02${address.slice(2, -2)}${last.toString(16).padStart(2, '0')}`;
    if (!taken.has(other)) return other;
  }
  return address;
}
