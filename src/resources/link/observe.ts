import type { Link, LinkFacts, Value } from '../../model/index.ts';
import { PAIRS } from '../../model/language/pairs.ts';
import {
  type Block,
  type Connection,
  copied,
  DEVCONF,
  IFF,
  link as message,
  RTEXT_FILTER,
  RTM,
  type ViewOf,
} from '../../netlink/index.ts';
import type { Mutable } from '../mutable.ts';
import type { LinkIndex } from '../room.ts';
import { reader } from './attribute.ts';
import { COMMON, inet6Of } from './common.ts';
import { hardwareOf } from './hardware.ts';
import { KINDS, PORT_KINDS } from './kinds.ts';
import { Members } from './members.ts';
import { promotes } from './promotion.ts';

type Live = ViewOf<typeof message>;

const ARPHRD_LOOPBACK = 772;

/** All that a dump of links is asked for: no statistics. */
const DUMP = { message, type: RTM.GETLINK, value: { extMask: RTEXT_FILTER.SKIP_STATS } } as const;

/** What the kernel told of one link. */
export interface LinkMessage {
  readonly index: number;
  readonly name: string;
  readonly bytes: Block;
}

/** What there is to tell of the links of a namespace; {@link readLinks} makes links of it once all names are known. */
export function dumpLinks(connection: Connection): Promise<LinkMessage[]> {
  return connection.dump(DUMP, (live) => ({
    index: live.index ?? 0,
    name: live.name ?? `#${live.index ?? 0}`,
    bytes: live[copied](),
  }));
}

/** The names of the links of a namespace by their indexes. */
export async function dumpNames(connection: Connection): Promise<ReadonlyMap<number, string>> {
  const names = await connection.dump(DUMP, ({ index = 0, name = '' }) => [index, name] as const);
  return new Map(names);
}

/** Links by name, of messages that refer to each other by index. `promotesAll`: {@link promotesOnAll}. */
export function readLinks(
  messages: readonly LinkMessage[],
  links: LinkIndex,
  promotesAll = false,
): Observed[] {
  // A link has a hundred attributes, of which half are nobody's business here: each is decoded when it is asked for.
  const view = new message.LazyView();
  return messages.map((told) => {
    const { bytes } = told.bytes;
    return readLink(told.name, view.at(told.bytes, 0, bytes.length), links, promotesAll);
  });
}

/** A link that further attributes may be found of. */
export interface Observed extends Link {
  readonly attributes: Record<string, Value>;
  facts?: LinkFacts;
}

function readLink(name: string, live: Live, links: LinkIndex, promotesAll: boolean): Observed {
  const kind = live.linkinfo?.kind ?? (live.type === ARPHRD_LOOPBACK ? 'loopback' : 'physical');
  const attributes = new Members<Value>();
  readCommon(live, links, attributes);
  readLower(live, kind, links, attributes);
  attributes.set('alternative-names', namesOf(live));
  readKind(live, kind, links, attributes);
  readPort(live, links, attributes);
  const link: Observed = {
    type: 'link',
    name,
    kind,
    index: live.index ?? 0,
    attributes: attributes.object(),
  };
  const facts = factsOf(live, kind, promotesAll);
  if (facts !== undefined) link.facts = facts;
  return link;
}

const { link: lower, ...others } = COMMON;
const readCommon = reader(others);

/** Only stacked kinds have a lower device that a configuration can name. */
function readLower(live: Live, kind: string, links: LinkIndex, into: Members<Value>): void {
  if (kind === 'physical' || kind === 'loopback' || kind === 'bridge') return;
  const name = lower?.read(live, links);
  const pair = PAIRS[kind];
  if (pair === undefined) into.set('link', name ?? null);
  // IFLA_LINK of one end is the other; with IFLA_LINK_NETNSID the number belongs to another namespace.
  else if (typeof name === 'string') into.set(pair.peer, name);
}

const NO_NAMES: readonly string[] = [];
const namesOf = ({ altNames }: Live): readonly string[] =>
  altNames === undefined ? NO_NAMES : [...altNames].sort();

function readKind(live: Live, kind: string, links: LinkIndex, into: Members<Value>): void {
  const data: unknown = live.linkinfo?.data;
  if (!isObject(data)) return;
  KINDS.get(kind)?.read(data, links, into);
  // With IFLA_LINK_NETNSID the number of the lower device belongs to another namespace.
  if (live.linkNetnsid !== undefined && typeof into.get('link') === 'string')
    into.set('link', `#${live.link ?? 0}`);
}

function readPort(live: Live, links: LinkIndex, into: Members<Value>): void {
  const { slaveKind, slaveData: data }: { slaveKind?: string; slaveData?: unknown } = live.linkinfo ?? {};
  if (slaveKind !== undefined && isObject(data)) PORT_KINDS.get(slaveKind)?.read(data, links, into);
}

/** Undefined when there are none, as of most links. */
function factsOf(live: Live, kind: string, promotesAll: boolean): LinkFacts | undefined {
  const facts: Mutable<LinkFacts> = kind === 'physical' ? hardwareOf(live) : {};
  const original = originalAddress(live);
  if (live.permAddress !== undefined) facts.permanentAddress = live.permAddress;
  if (original !== undefined) facts.originalAddress = original;
  if (live.linkNetnsid !== undefined) facts.peerElsewhere = true;
  if ((inet6Of(live.afSpec)?.conf?.[DEVCONF.FORWARDING] ?? 0) > 0) facts.forwardsIpv6 = true;
  if (live.carrier === 0 && ((live.flags ?? 0) & IFF.UP) !== 0) facts.noCarrier = true;
  if (promotesAll || promotes(live)) facts.promotesSecondaries = true;
  return Object.keys(facts).length === 0 ? undefined : facts;
}

/** A bond's port bears the address of its bond, which knows what it had (IFLA_BOND_SLAVE_PERM_HWADDR). */
function originalAddress({ linkinfo }: Live): string | undefined {
  const data: unknown = linkinfo?.slaveData;
  if (linkinfo?.slaveKind !== 'bond' || !isObject(data)) return undefined;
  return 'permHwaddr' in data && typeof data.permHwaddr === 'string' ? data.permHwaddr : undefined;
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !(value instanceof Uint8Array);
