import type { Link, LinkFacts, Value } from '../../model/index.ts';
import { PAIRS } from '../../model/language/pairs.ts';
import { type Block, DEVCONF, IFF, type link as message, type ViewOf } from '../../netlink/index.ts';
import type { Mutable } from '../mutable.ts';
import type { LinkIndex } from '../room.ts';
import { rowReaders } from './attribute.ts';
import { COMMON, inet6Of } from './common.ts';
import { hardwareOf } from './hardware.ts';
import { KINDS, PORT_KINDS } from './kinds.ts';
import { Members } from './members.ts';
import { promotes } from './promotion.ts';

/** A link message that is read in place. */
export type Live = ViewOf<typeof message>;

/** The message about one link. */
export interface LinkMessage {
  readonly index: number;
  readonly name: string;
  readonly bytes: Block;
}

/** A link to which further attributes may be added. */
export interface Observed extends Link {
  kind: string;
  readonly attributes: Record<string, Value>;
  facts?: LinkFacts;
}

/** Reads some of a link's attributes. */
export type Part = (live: Live, links: LinkIndex, into: Members<Value>) => void;

const ARPHRD_LOOPBACK = 772;

export const kindOf = (live: Live): string =>
  live.linkinfo?.kind ?? (live.type === ARPHRD_LOOPBACK ? 'loopback' : 'physical');

/** Reads a link from a message. `promotesAll`: see {@link promotesOnAll}. */
export function readLink(
  { name, index }: Pick<LinkMessage, 'name' | 'index'>,
  live: Live,
  links: LinkIndex,
  promotesAll: boolean,
): Observed {
  const kind = kindOf(live);
  const attributes = new Members<Value>();
  for (const part of partsOf(live, kind)) part(live, links, attributes);
  const link: Observed = { type: 'link', name, kind, index, attributes: attributes.object() };
  const facts = factsOf(live, kind, promotesAll);
  if (facts !== undefined) link.facts = facts;
  return link;
}

/**
 * The parts that read the attributes of such a link, in order: later ones may overwrite what earlier ones have found.
 */
export function partsOf(live: Live, kind: string): readonly Part[] {
  const { slaveKind = '' }: { slaveKind?: string } = live.linkinfo ?? {};
  const sort = `${kind} ${slaveKind}`;
  let parts = PARTS.get(sort);
  if (parts === undefined) {
    parts = [
      ...readCommon(),
      lowerReader(kind),
      readNames,
      ...(KINDS.get(kind)?.readers() ?? []).map(
        (read): Part =>
          (live, links, into) => {
            const data: unknown = live.linkinfo?.data;
            if (isObject(data)) read(data, links, into);
          },
      ),
      readLowerElsewhere,
      ...(PORT_KINDS.get(slaveKind)?.readers() ?? []).map(
        (read): Part =>
          (live, links, into) => {
            const data: unknown = live.linkinfo?.slaveData;
            if (isObject(data)) read(data, links, into);
          },
      ),
    ];
    PARTS.set(sort, parts);
  }
  return parts;
}

/** A cache by the kinds of the link and of its master. */
const PARTS = new Map<string, readonly Part[]>();

const { link: lower, ...others } = COMMON;
const readCommon = rowReaders(() => others);

/** Only stacked kinds have a lower device that can be configured. */
function lowerReader(kind: string): Part {
  if (kind === 'physical' || kind === 'loopback' || kind === 'bridge') return () => {};
  const pair = PAIRS[kind];
  return (live, links, into) => {
    const name = lower?.read(live, links);
    if (pair === undefined) into.set('link', name ?? null);
    // For one end IFLA_LINK is the other; with IFLA_LINK_NETNSID the index belongs to another namespace.
    else if (typeof name === 'string') into.set(pair.peer, name);
  };
}

const NO_NAMES: readonly string[] = [];
const readNames: Part = ({ altNames }, _links, into) =>
  into.set('alternative-names', altNames === undefined ? NO_NAMES : [...altNames].sort());

/** With IFLA_LINK_NETNSID the index of the lower device belongs to another namespace. */
const readLowerElsewhere: Part = (live, _links, into) => {
  if (live.linkNetnsid !== undefined && isObject(live.linkinfo?.data) && typeof into.get('link') === 'string')
    into.set('link', `#${live.link ?? 0}`);
};

/** The facts of a link; undefined if there are none, as for most links. */
export function factsOf(live: Live, kind: string, promotesAll: boolean): LinkFacts | undefined {
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

/** A bond's port has the MAC address of the bond, which remembers the port's own (IFLA_BOND_SLAVE_PERM_HWADDR). */
function originalAddress({ linkinfo }: Live): string | undefined {
  const data: unknown = linkinfo?.slaveData;
  if (linkinfo?.slaveKind !== 'bond' || !isObject(data)) return undefined;
  return 'permHwaddr' in data && typeof data.permHwaddr === 'string' ? data.permHwaddr : undefined;
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !(value instanceof Uint8Array);
