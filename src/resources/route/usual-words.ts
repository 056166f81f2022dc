import { AF, type Block, host, RTM_F } from '../../netlink/index.ts';
import { WordsBefore } from '../words-before.ts';
import { DST, GATEWAY, HEADER, OIF, PREFSRC, PRIORITY, TABLE, WORD } from './usual-layout.ts';

/** The values of a common IPv4 route in a dump; one object is filled again and again. */
export interface UsualWords {
  destination: number;
  length: number;
  tos: number;
  table: number;
  protocol: number;
  scope: number;
  type: number;
  flags: number;
  metric: number;
  /** These three are NONE if absent. */
  gateway: number;
  from: number;
  oif: number;
}

/** Not a number of 32 bits. */
export const NONE = -1;

export const newWords = (): UsualWords => ({
  ...{ destination: 0, length: 0, tos: 0, table: 0, protocol: 0, scope: 0, type: 0, flags: 0, metric: 0 },
  ...{ gateway: NONE, from: NONE, oif: NONE },
});

/**
 * Returns a function that reads routes in place; it returns false if a route must be read with the table of the
 * message. Mostly a route differs from the one before only in destination and gateway: then only these are read.
 */
export function wordsReader(): (block: Block, start: number, end: number, words: UsualWords) => boolean {
  const before = new WordsBefore();
  let destination = 0;
  let gateway = 0;
  return (block, start, end, words) => {
    const { bytes, data } = block;
    // The prefix length, which may differ, is in the same word as these.
    const isUsual = bytes[start] === AF.INET && bytes[start + 2] === 0 && bytes[start + 3] === words.tos;
    if (isUsual && before.isLike(block, start, end)) {
      words.length = bytes[start + 1] ?? 0;
      words.destination = data.getUint32(start + destination);
      words.gateway = data.getUint32(start + gateway);
      return true;
    }
    const isRead = readWords(block, start, end, words);
    const isWanted = isRead && before.wants();
    destination = isWanted ? placeOf(DST, block, start, end) : 0;
    gateway = isWanted ? placeOf(GATEWAY, block, start, end) : 0;
    const isWhole = destination !== 0 && gateway !== 0;
    before.keep(block, start, end, isWhole ? [0, destination, gateway] : undefined);
    return isRead;
  };
}

/**
 * The offset of an attribute's value in a common route, of the last one if there are several, as readers use that; 0 if
 * there is none.
 */
function placeOf(id: number, { data }: Block, start: number, end: number): number {
  let found = 0;
  for (let at = start + HEADER; at < end; at += WORD) {
    if (data.getUint16(at + 2, host) === id) found = at + 4 - start;
  }
  return found;
}

/** Reads a route attribute by attribute. */
function readWords({ bytes, data }: Block, start: number, end: number, words: UsualWords): boolean {
  // IPv6 routes always have cacheinfo and a preference. Routes with a source prefix, and cached ones, are left to the
  // table.
  if (end - start < HEADER || bytes[start] !== AF.INET || bytes[start + 2] !== 0) return false;
  const flags = data.getUint32(start + 8, host);
  if ((flags & RTM_F.CLONED) !== 0) return false;
  words.length = bytes[start + 1] ?? 0;
  words.tos = bytes[start + 3] ?? 0;
  words.table = bytes[start + 4] ?? 0;
  words.protocol = bytes[start + 5] ?? 0;
  words.scope = bytes[start + 6] ?? 0;
  words.type = bytes[start + 7] ?? 0;
  words.flags = flags;
  words.destination = 0;
  words.metric = 0;
  words.gateway = NONE;
  words.from = NONE;
  words.oif = NONE;
  for (let at = start + HEADER; at < end; at += WORD) {
    if (end - at < WORD || data.getUint16(at, host) !== WORD) return false;
    switch (data.getUint16(at + 2, host)) {
      case DST:
        words.destination = data.getUint32(at + 4);
        break;
      case GATEWAY:
        words.gateway = data.getUint32(at + 4);
        break;
      case OIF:
        words.oif = data.getUint32(at + 4, host);
        break;
      case TABLE:
        words.table = data.getUint32(at + 4, host);
        break;
      case PRIORITY:
        words.metric = data.getUint32(at + 4, host);
        break;
      case PREFSRC:
        words.from = data.getUint32(at + 4);
        break;
      default:
        return false;
    }
  }
  return true;
}
