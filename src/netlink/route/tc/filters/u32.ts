import {
  Block,
  be16,
  be32,
  bits,
  bytes,
  nest,
  s16,
  s32,
  string,
  struct,
  u8,
  u16,
  u32,
  Writer,
} from '../../../codec/index.ts';
import { actions, police } from '../actions/index.ts';
import { TCA_CLS_FLAGS } from './flags.ts';

/** Flags of a selector (TC_U32_*). TERMINAL: the filter decides, and its hash table leads no further. */
export const TC_U32 = { TERMINAL: 1, OFFSET: 2, VAROFFSET: 4, EAT: 8 } as const;

/** u32: TCA_U32_*. `sel` is what `u32Selector` makes. */
export const u32Filter = nest(
  () => ({
    classid: [1, u32],
    hash: [2, u32],
    link: [3, u32],
    divisor: [4, u32],
    sel: [5, bytes],
    police: [6, police],
    actions: [7, actions],
    indev: [8, string],
    pcnt: [9, bytes],
    mark: [10, struct({ value: u32, mask: u32, success: u32 })],
    flags: [11, bits(u32, TCA_CLS_FLAGS)],
  }),
  [12],
);

/** struct tc_u32_sel without its keys. */
const head = struct(() => ({
  flags: bits(u8, TC_U32),
  offshift: u8,
  nkeys: u8,
  offmask: be16,
  off: u16,
  offoff: s16,
  hoff: s16,
  hmask: be32,
}));
/** struct tc_u32_key. */
const key = struct(() => ({ mask: be32, value: be32, off: s32, offmask: s32 }));

/** A word of a packet, `off` bytes from its network header: of `value` the bits in `mask` count. */
export interface U32Key {
  readonly value: number;
  readonly mask: number;
  readonly off: number;
  readonly offmask?: number;
}

/** A selector for packets in which all of these words are as said. */
export function u32Selector(keys: readonly U32Key[], flags: number = TC_U32.TERMINAL): Uint8Array {
  const w = new Writer();
  const nkeys = keys.length;
  head.put(w, { flags, offshift: 0, nkeys, offmask: 0, off: 0, offoff: 0, hoff: 0, hmask: 0 });
  for (const { value, mask, off, offmask = 0 } of keys) key.put(w, { mask, value, off, offmask });
  return w.bytes.slice(0, w.at);
}

/** The keys of a selector. @throws NetlinkDecodeError if it is too short */
export function u32Keys(selector: Uint8Array): Required<U32Key>[] {
  const block = new Block(selector);
  const { nkeys } = head.get(block, 0, selector.length);
  return Array.from({ length: nkeys }, (_, nth) => {
    const at = head.size + nth * key.size;
    return key.get(block, at, Math.min(at + key.size, selector.length));
  });
}
