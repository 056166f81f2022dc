import type { Route } from '../../model/index.ts';
import { type Block, RTNH_F } from '../../netlink/index.ts';
import type { Mutable } from '../mutable.ts';
import type { LinkIndex } from '../room.ts';
import { scopeName } from '../scope.ts';
import type { Nearness } from './near.ts';
import { LINKLESS, routeTypeName } from './types.ts';
import { NONE, newWords, type UsualWords, wordsReader } from './usual-words.ts';

/** How addresses of a dump become texts; each keeps those that come again. */
export interface Texts {
  readonly destination: (address: number) => string;
  readonly text: (address: number) => string;
}

/** The route, null where it is nobody's business, undefined where it takes the table of the message to read it. */
type Reader = (block: Block, start: number, end: number) => Route | null | undefined;

export interface UsualOptions {
  /** Reads those only that are near. */
  readonly near?: Nearness | undefined;
  /** Told of each route first: true where it is accounted for, and not to be read. */
  readonly takes?: ((words: UsualWords) => boolean) | undefined;
  /** Told when a dump begins, be it anew: what was taken of an earlier one does not count. */
  readonly started?: (() => void) | undefined;
}

/** Reads usual IPv4 routes as the table of the message would: a third of the time, and there may be a million. */
export function usualReader(
  links: LinkIndex,
  { destination, text }: Texts,
  { near, takes }: UsualOptions = {},
): Reader {
  const words = newWords();
  const readWords = wordsReader();
  return (block, start, end) => {
    if (!readWords(block, start, end, words)) return undefined;
    if (takes?.(words) === true) return null;
    const { gateway, from, oif, protocol } = words;
    if (near?.ofUsual(words) === false) return null;
    const kind = routeTypeName(words.type);
    if (kind === undefined) return null;
    const route: Mutable<Route> = {
      type: 'route',
      family: 4,
      table: words.table,
      to: `${destination(words.destination)}/${words.length}`,
      tos: words.tos,
      metric: words.metric,
      kind,
      via: gateway === NONE ? null : text(gateway),
      link: oif === NONE || LINKLESS.has(kind) ? null : (links.nameOf(oif) ?? `#${oif}`),
      from: from === NONE ? null : text(from),
      scope: scopeName(words.scope),
      onLink: (words.flags & RTNH_F.ONLINK) !== 0,
      mtu: null,
      advertisedMss: null,
      congestionWindow: null,
      advertisedReceiveWindow: null,
      protocol,
    };
    return route;
  };
}
