import type { Attributes, Link, LinkFacts, Value } from '../../model/index.ts';
import { PAIRS } from '../../model/language/pairs.ts';
import {
  type Connection,
  DEVCONF,
  IFF,
  type Value as MessageValue,
  link as message,
  RTEXT_FILTER,
  RTM,
} from '../../netlink/index.ts';
import type { LinkIndex } from '../room.ts';
import { readAll } from './attribute.ts';
import { COMMON, inet6Of } from './common.ts';
import { hardwareOf } from './hardware.ts';
import { KINDS, PORT_KINDS } from './kinds.ts';
import { promotes } from './promotion.ts';

type Live = MessageValue<typeof message>;

const ARPHRD_LOOPBACK = 772;

/** The decoded link messages of a namespace, as observed; {@link readLinks} makes links of them once all names are known. */
export function dumpLinks(connection: Connection): Promise<Live[]> {
  return connection.dump({ message, type: RTM.GETLINK, value: { extMask: RTEXT_FILTER.SKIP_STATS } });
}

/** Links by name, of messages that refer to each other by index. `promotesAll`: {@link promotesOnAll}. */
export function readLinks(messages: readonly Live[], links: LinkIndex, promotesAll = false): Link[] {
  return messages.map((live) => readLink(live, links, promotesAll));
}

function readLink(live: Live, links: LinkIndex, promotesAll: boolean): Link {
  const kind = live.linkinfo?.kind ?? (live.type === ARPHRD_LOOPBACK ? 'loopback' : 'physical');
  return {
    type: 'link',
    name: live.name ?? `#${live.index ?? 0}`,
    kind,
    index: live.index ?? 0,
    attributes: {
      ...common(live, kind, links),
      'alternative-names': [...(live.altNames ?? [])].sort(),
      ...ofKind(live, kind, links),
      ...ofPort(live, links),
    },
    ...factsOf(live, kind, promotesAll),
  };
}

function common(live: Live, kind: string, links: LinkIndex): Attributes {
  const attributes: Record<string, Value> = { ...readAll(COMMON, live, links) };
  const pair = PAIRS[kind];
  if (pair !== undefined) {
    // IFLA_LINK of one end is the other; with IFLA_LINK_NETNSID the number belongs to another namespace.
    const peer = attributes['link'];
    if (typeof peer === 'string') attributes[pair.peer] = peer;
  }
  // Only stacked kinds have a lower device that a configuration can name.
  if (kind === 'physical' || pair !== undefined || kind === 'loopback' || kind === 'bridge')
    delete attributes['link'];
  return attributes;
}

function ofKind(live: Live, kind: string, links: LinkIndex): Attributes {
  const data: unknown = live.linkinfo?.data;
  const found = isObject(data) ? (KINDS.get(kind)?.read(data, links) ?? {}) : {};
  // With IFLA_LINK_NETNSID the number of the lower device belongs to another namespace.
  const elsewhere = live.linkNetnsid !== undefined && typeof found['link'] === 'string';
  return elsewhere ? { ...found, link: `#${live.link ?? 0}` } : found;
}

function ofPort(live: Live, links: LinkIndex): Attributes {
  const info = live.linkinfo;
  const data: unknown = info?.slaveData;
  const kind = info?.slaveKind === undefined ? undefined : PORT_KINDS.get(info.slaveKind);
  return kind !== undefined && isObject(data) ? kind.read(data, links) : {};
}

function factsOf(live: Live, kind: string, promotesAll: boolean): { facts?: LinkFacts } {
  const original = originalAddress(live);
  const facts: LinkFacts = {
    ...(live.permAddress !== undefined && { permanentAddress: live.permAddress }),
    ...(original !== undefined && { originalAddress: original }),
    ...(kind === 'physical' && hardwareOf(live)),
    ...(live.linkNetnsid !== undefined && { peerElsewhere: true }),
    ...((inet6Of(live.afSpec)?.conf?.[DEVCONF.FORWARDING] ?? 0) > 0 && { forwardsIpv6: true }),
    ...(live.carrier === 0 && ((live.flags ?? 0) & IFF.UP) !== 0 && { noCarrier: true }),
    ...((promotesAll || promotes(live)) && { promotesSecondaries: true }),
  };
  return Object.keys(facts).length === 0 ? {} : { facts };
}

/** A bond's port bears the address of its bond, which knows what it had (IFLA_BOND_SLAVE_PERM_HWADDR). */
function originalAddress({ linkinfo }: Live): string | undefined {
  const data: unknown = linkinfo?.slaveData;
  if (linkinfo?.slaveKind !== 'bond' || !isObject(data)) return undefined;
  return 'permHwaddr' in data && typeof data.permHwaddr === 'string' ? data.permHwaddr : undefined;
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !(value instanceof Uint8Array);
