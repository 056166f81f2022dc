import type { Route } from '../../model/index.ts';
import { AF, type Block, host, RTM_F, RTNH_F } from '../../netlink/index.ts';
import type { Mutable } from '../mutable.ts';
import type { LinkIndex } from '../room.ts';
import { scopeName } from '../scope.ts';
import { isNearTo, type RoutesSought } from './near.ts';
import { LINKLESS, routeTypeName } from './types.ts';
import { DST, GATEWAY, HEADER, OIF, PREFSRC, PRIORITY, TABLE, WORD } from './usual-layout.ts';

/** How addresses of a dump become texts; each keeps those that come again. */
export interface Texts {
  readonly destination: (address: number) => string;
  readonly text: (address: number) => string;
}

/** The route, null where it is nobody's business, undefined where it takes the table of the message to read it. */
type Reader = (block: Block, start: number, end: number) => Route | null | undefined;

/**
 * Reads usual IPv4 routes as the table of the message would: a third of the time, and there may be a million.
 * @param sought reads those only that are near to these
 */
export function usualReader(links: LinkIndex, { destination, text }: Texts, sought?: RoutesSought): Reader {
  return ({ bytes, data }, start, end) => {
    // IPv6 has cacheinfo and a preference in each. A source prefix, and the kernel's cache, are for the table.
    if (end - start < HEADER || bytes[start] !== AF.INET || bytes[start + 2] !== 0) return undefined;
    const flags = data.getUint32(start + 8, host);
    if ((flags & RTM_F.CLONED) !== 0) return undefined;
    let table = bytes[start + 4] ?? 0;
    let dst = 0;
    let gateway = NONE;
    let from = NONE;
    let oif = NONE;
    let metric = 0;
    for (let at = start + HEADER; at < end; at += WORD) {
      if (end - at < WORD || data.getUint16(at, host) !== WORD) return undefined;
      switch (data.getUint16(at + 2, host)) {
        case DST:
          dst = data.getUint32(at + 4);
          break;
        case GATEWAY:
          gateway = data.getUint32(at + 4);
          break;
        case OIF:
          oif = data.getUint32(at + 4, host);
          break;
        case TABLE:
          table = data.getUint32(at + 4, host);
          break;
        case PRIORITY:
          metric = data.getUint32(at + 4, host);
          break;
        case PREFSRC:
          from = data.getUint32(at + 4);
          break;
        default:
          return undefined;
      }
    }
    const protocol = bytes[start + 5] ?? 0;
    const type = bytes[start + 7] ?? 0;
    if (sought !== undefined && !isNearTo(sought, protocol, dst, type, gateway === NONE)) return null;
    const kind = routeTypeName(type);
    if (kind === undefined) return null;
    const route: Mutable<Route> = {
      type: 'route',
      family: 4,
      table,
      to: `${destination(dst)}/${bytes[start + 1]}`,
      tos: bytes[start + 3] ?? 0,
      metric,
      kind,
      via: gateway === NONE ? null : text(gateway),
      link: oif === NONE || LINKLESS.has(kind) ? null : (links.nameOf(oif) ?? `#${oif}`),
      from: from === NONE ? null : text(from),
      scope: scopeName(bytes[start + 6] ?? 0),
      onLink: (flags & RTNH_F.ONLINK) !== 0,
      mtu: null,
      advertisedMss: null,
      congestionWindow: null,
      advertisedReceiveWindow: null,
      protocol,
    };
    return route;
  };
}

/** No number of 32 bits. */
const NONE = -1;
