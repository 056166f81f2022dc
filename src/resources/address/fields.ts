import type { Address, RouteScope } from '../../model/index.ts';
import {
  AF,
  formatAddress,
  IFA_F,
  type Address as IpAddress,
  type address as message,
  parseAddress,
  type Value,
} from '../../netlink/index.ts';
import { OUR_PROTOCOL } from '../mark.ts';
import { scopeNumber } from '../scope.ts';
import { FOREVER } from './layout.ts';
import { broadcastNumber } from './subnet.ts';

/** The members of a message that creates the address on the link with this index. */
export function addressFields(a: Address, index: number): Value<typeof message> {
  const value = identity(a, index);
  value.scope = scopeNumber(scopeOf(a));
  if (a.label !== undefined) value.label = a.label;
  const last = broadcastOf(a, value.local);
  if (last !== undefined) value.broadcast = last;
  if (a.lifetime !== undefined) {
    const prefered = a.lifetime === 'forever' ? FOREVER : a.lifetime;
    value.cacheinfo = { prefered, valid: a.validLifetime ?? FOREVER, cstamp: 0, tstamp: 0 };
  }
  const flags =
    (a.noDad === true ? IFA_F.NODAD : 0) |
    (a.noPrefixRoute === true ? IFA_F.NOPREFIXROUTE : 0) |
    (a.otherFlags ?? 0);
  if (flags !== 0) value.flags = flags;
  if (a.metric !== undefined) value.rtPriority = a.metric;
  value.proto = a.protocol ?? OUR_PROTOCOL;
  return value;
}

/** The scope with which an address is created. */
export const scopeOf = (a: Address): RouteScope => a.scope ?? usualScope(a);

/** The scope of an address for which none is declared. */
const usualScope = ({ family, address }: Address): RouteScope =>
  family === 4 && address.startsWith('127.') ? 'host' : 'global';

export const hasUsualScope = (a: Address): boolean => a.scope === undefined || a.scope === usualScope(a);

/** The members of a message that identify an address. */
export function identity(a: Address, index: number): Value<typeof message> {
  const own = parseAddress(a.address);
  return {
    family: a.family === 4 ? AF.INET : AF.INET6,
    prefixlen: a.prefix,
    index,
    local: own,
    address: a.peer === undefined ? own : parseAddress(a.peer),
  };
}

/** The broadcast address of an address; null: none. */
export function shownBroadcast(a: Address): string | null {
  if (a.broadcast !== undefined) return a.broadcast;
  const usual = usualBroadcast(a, parseAddress(a.address));
  return usual === undefined ? null : formatAddress(usual);
}

function broadcastOf(a: Address, own: IpAddress | undefined): IpAddress | undefined {
  if (a.family !== 4 || a.broadcast === null) return undefined;
  return a.broadcast === undefined ? usualBroadcast(a, own) : parseAddress(a.broadcast);
}

const LOOPBACK = 127;

/**
 * The broadcast address of an address for which none is said. The kernel leaves it to user space to set IFA_BROADCAST; a
 * /31 or /32 has none (RFC 3021).
 * @param own the address itself
 */
export function usualBroadcast(
  { family, prefix, peer }: Pick<Address, 'family' | 'prefix' | 'peer'>,
  own: IpAddress | undefined,
): number | undefined {
  if (family !== 4 || peer !== undefined || prefix > 30) return undefined;
  const number = Number(own);
  return number >>> 24 === LOOPBACK ? undefined : broadcastNumber(number, prefix);
}
