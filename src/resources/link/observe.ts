import type { Attributes, Link, LinkFacts, Value } from '../../model/index.ts';
import {
  type Connection,
  type Value as MessageValue,
  link as message,
  RTEXT_FILTER,
  RTM,
} from '../../netlink/index.ts';
import type { LinkIndex } from '../room.ts';
import { readAll } from './attribute.ts';
import { COMMON } from './common.ts';
import { driverOf } from './driver.ts';
import { KINDS, PORT_KINDS } from './kinds.ts';

type Live = MessageValue<typeof message>;

const ARPHRD_LOOPBACK = 772;

/** The decoded link messages of a namespace, as observed; {@link readLinks} makes links of them once all names are known. */
export function dumpLinks(connection: Connection): Promise<Live[]> {
  return connection.dump({ message, type: RTM.GETLINK, value: { extMask: RTEXT_FILTER.SKIP_STATS } });
}

/** Links by name, of messages that refer to each other by index. */
export function readLinks(messages: readonly Live[], links: LinkIndex): Link[] {
  return messages.map((live) => readLink(live, links));
}

function readLink(live: Live, links: LinkIndex): Link {
  const kind = live.linkinfo?.kind ?? (live.type === ARPHRD_LOOPBACK ? 'loopback' : 'physical');
  return {
    type: 'link',
    name: live.name ?? `#${live.index ?? 0}`,
    kind,
    index: live.index ?? 0,
    attributes: { ...common(live, kind, links), ...ofKind(live, kind, links), ...ofPort(live, links) },
    ...factsOf(live, kind),
  };
}

function common(live: Live, kind: string, links: LinkIndex): Attributes {
  const attributes: Record<string, Value> = { ...readAll(COMMON, live, links) };
  if (kind === 'veth') {
    // IFLA_LINK of a veth is its peer; with IFLA_LINK_NETNSID the number belongs to another namespace.
    const peer = attributes['link'];
    if (typeof peer === 'string') attributes['veth.peer'] = peer;
  }
  // Only stacked kinds have a lower device that a configuration can name.
  if (kind === 'physical' || kind === 'veth' || kind === 'loopback' || kind === 'bridge')
    delete attributes['link'];
  return attributes;
}

function ofKind(live: Live, kind: string, links: LinkIndex): Attributes {
  const data: unknown = live.linkinfo?.data;
  return isObject(data) ? (KINDS.get(kind)?.read(data, links) ?? {}) : {};
}

function ofPort(live: Live, links: LinkIndex): Attributes {
  const info = live.linkinfo;
  const data: unknown = info?.slaveData;
  const kind = info?.slaveKind === undefined ? undefined : PORT_KINDS.get(info.slaveKind);
  return kind !== undefined && isObject(data) ? kind.read(data, links) : {};
}

function factsOf(live: Live, kind: string): { facts?: LinkFacts } {
  const driver = kind === 'physical' ? driverOf(live.parentDevBusName, live.parentDevName) : undefined;
  const names = live.altNames ?? [];
  const facts: LinkFacts = {
    ...(live.permAddress !== undefined && { permanentAddress: live.permAddress }),
    ...(names.length > 0 && { alternativeNames: names }),
    ...(driver !== undefined && { driver }),
    ...(live.linkNetnsid !== undefined && { peerElsewhere: true }),
  };
  return Object.keys(facts).length === 0 ? {} : { facts };
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !(value instanceof Uint8Array);
