import type { Route } from '../../model/index.ts';
import { type Block, RTNH_F } from '../../netlink/index.ts';
import type { Mutable } from '../mutable.ts';
import type { LinkIndex } from '../room.ts';
import { scopeName } from '../scope.ts';
import type { Nearness } from './near.ts';
import { LINKLESS, routeTypeName } from './types.ts';
import { NONE, newWords, type UsualWords, wordsReader } from './usual-words.ts';

/** How addresses of a dump are formatted; texts that recur are remembered. */
export interface Texts {
  readonly destination: (address: number) => string;
  readonly text: (address: number) => string;
}

/** Returns the route, null if it is not needed, or undefined if it must be read with the table of the message. */
type Reader = (block: Block, start: number, end: number) => Route | null | undefined;

export interface UsualOptions {
  /** If given, only routes that are near are read. */
  readonly near?: Nearness | undefined;
  /** Called for each route first; if it returns true, the route is accounted for and not read. */
  readonly takes?: ((words: UsualWords) => boolean) | undefined;
  /** Called when a dump begins or begins again: what was taken before is void. */
  readonly started?: (() => void) | undefined;
}

/** Reads common IPv4 routes like the table of the message, but in a third of the time: there may be a million. */
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
