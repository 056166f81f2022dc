import type { Address, Step } from '../../model/index.ts';
import {
  AF,
  IFA_F,
  type Address as IpAddress,
  address as message,
  NLM_F,
  parseAddress,
  type Request,
  RTM,
  type Value,
} from '../../netlink/index.ts';
import { OUR_PROTOCOL } from '../mark.ts';
import type { LinkIndex } from '../room.ts';
import { scopeNumber } from '../scope.ts';
import { broadcastNumber } from './subnet.ts';

const FOREVER = 0xffffffff;

export function addressRequests(step: Step, links: LinkIndex): Request[] {
  const before = step.before?.type === 'address' ? step.before : null;
  const after = step.after?.type === 'address' ? step.after : null;
  switch (step.action) {
    case 'remove':
      return before === null ? [] : [remove(before, links)];
    case 'create':
    case 'change':
      return after === null ? [] : [set(after, links)];
    case 'replace':
      return before === null || after === null ? [] : [remove(before, links), set(after, links)];
  }
}

/** REPLACE: an address that came back by itself (promoted secondary, kept IPv6 address) is no error. */
function set(a: Address, links: LinkIndex): Request {
  const value = identity(a, links);
  value.scope = scopeNumber(a.scope ?? (a.family === 4 && a.address.startsWith('127.') ? 'host' : 'global'));
  if (a.label !== undefined) value.label = a.label;
  const last = broadcast(a);
  if (last !== undefined) value.broadcast = last;
  if (a.lifetime !== undefined) {
    value.cacheinfo = { prefered: a.lifetime === 0 ? 0 : FOREVER, valid: FOREVER, cstamp: 0, tstamp: 0 };
  }
  const flags =
    (a.noDad === true ? IFA_F.NODAD : 0) |
    (a.noPrefixRoute === true ? IFA_F.NOPREFIXROUTE : 0) |
    (a.otherFlags ?? 0);
  if (flags !== 0) value.flags = flags;
  if (a.metric !== undefined) value.rtPriority = a.metric;
  value.proto = a.protocol ?? OUR_PROTOCOL;
  return { message, type: RTM.NEWADDR, flags: NLM_F.CREATE | NLM_F.REPLACE, value };
}

function remove(a: Address, links: LinkIndex): Request {
  return { message, type: RTM.DELADDR, value: identity(a, links) };
}

function identity(a: Address, links: LinkIndex): Value<typeof message> {
  const own = parseAddress(a.address);
  return {
    family: a.family === 4 ? AF.INET : AF.INET6,
    prefixlen: a.prefix,
    index: links.indexOf(a.link),
    local: own,
    address: a.peer === undefined ? own : parseAddress(a.peer),
  };
}

/** The kernel leaves IFA_BROADCAST to user space; a /31 or /32 has none (RFC 3021). */
function broadcast(a: Address): IpAddress | undefined {
  if (a.family !== 4 || a.broadcast === null || a.peer !== undefined) return undefined;
  if (a.broadcast !== undefined) return parseAddress(a.broadcast);
  if (a.prefix > 30 || a.address.startsWith('127.')) return undefined;
  return broadcastNumber(a.address, a.prefix);
}
