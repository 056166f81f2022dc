/**
 * Handles of traffic control (TC_H_*, linux/pkt_sched.h): the upper 16 bits are the number of a qdisc, the lower ones
 * that of a class in it.
 */
export const TC_H = {
  UNSPEC: 0,
  ROOT: 0xffff_ffff,
  INGRESS: 0xffff_fff1,
  CLSACT: 0xffff_fff1,
  /** Where filters of `clsact` look at packets that come in, and that go out; each with that of CLSACT. */
  MIN_INGRESS: 0xffff_fff2,
  MIN_EGRESS: 0xffff_fff3,
} as const;

/** The index in place of a link's for the filters of a shared block, which `parent` then names (TCM_IFINDEX_MAGIC_BLOCK). */
export const TC_BLOCK_INDEX = -1;

const WORDS: Readonly<Record<string, number>> = {
  root: TC_H.ROOT,
  ingress: TC_H.INGRESS,
  clsact: TC_H.CLSACT,
  none: TC_H.UNSPEC,
};

/**
 * A handle as tc(8) writes it, in hexadecimal: `1:`, `1:10`, `:10`, or `root`, `ingress`, `clsact` or `none`.
 * @throws RangeError if it is none of these
 */
export function parseHandle(text: string): number {
  const word = Object.hasOwn(WORDS, text) ? WORDS[text] : undefined;
  if (word !== undefined) return word;
  const [, major, minor] = /^([0-9a-f]{0,4}):([0-9a-f]{0,4})$/i.exec(text) ?? [];
  if (major === undefined || minor === undefined || text === ':')
    throw new RangeError(`${JSON.stringify(text)} is not a handle like 1: or 1:10`);
  const half = (digits: string): number => (digits === '' ? 0 : Number.parseInt(digits, 16));
  return half(major) * 0x1_0000 + half(minor);
}

/** The handle in the words of tc(8). */
export function formatHandle(handle: number): string {
  if (handle === TC_H.ROOT) return 'root';
  if (handle === TC_H.INGRESS) return 'ingress';
  if (handle === TC_H.UNSPEC) return 'none';
  const minor = handle & 0xffff;
  return `${(handle >>> 16).toString(16)}:${minor === 0 ? '' : minor.toString(16)}`;
}
