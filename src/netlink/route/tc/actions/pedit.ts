import {
  Block,
  be32,
  bytes,
  enumerated,
  list,
  nest,
  type Of,
  struct,
  u8,
  u16,
  u32,
  Writer,
} from '../../../codec/index.ts';
import { actionTimes, general, TC_ACT } from './general.ts';

/** Where the offset of a key counts from (TCA_PEDIT_KEY_EX_HDR_TYPE_*). */
export const PEDIT_HDR = { NETWORK: 0, ETH: 1, IP4: 2, IP6: 3, TCP: 4, UDP: 5 } as const;
/** What a key does to the word (TCA_PEDIT_KEY_EX_CMD_*). */
export const PEDIT_CMD = { SET: 0, ADD: 1 } as const;

const keyEx = nest(() => ({ htype: [1, enumerated(u16, PEDIT_HDR)], cmd: [2, enumerated(u16, PEDIT_CMD)] }));

/** pedit: TCA_PEDIT_*. `peditOptions` makes `parmsEx` and `keysEx`; `parms` is for kernels without these. */
export const pedit = nest(
  () => ({ tm: [1, actionTimes], parms: [2, bytes], parmsEx: [4, bytes], keysEx: [5, list(keyEx, 6)] }),
  [3],
);

/** struct tc_pedit_sel without its keys. */
const head = struct(() => ({ ...general, nkeys: u8, flags: u8 }));
/** struct tc_pedit_key. */
const key = struct(() => ({ keep: be32, value: be32, off: u32, at: u32, offmask: u32, shift: u32 }));

/** A word of a packet that is changed: of its bits those in `mask`, to what `value` says, or by as much. */
export interface PeditKey {
  /** PEDIT_HDR; the network header if left out. */
  readonly header?: number;
  /** PEDIT_CMD; SET if left out. */
  readonly cmd?: number;
  /** Bytes from the beginning of the header, a multiple of four. */
  readonly off: number;
  readonly value: number;
  readonly mask: number;
}

/** Options of a pedit action. */
export interface PeditOptions {
  readonly parmsEx: Uint8Array;
  readonly keysEx: readonly { readonly htype: number; readonly cmd: number }[];
}

/** Options of the action that changes these words, and what becomes of the packet then (TC_ACT). */
export function peditOptions(keys: readonly PeditKey[], action: number = TC_ACT.PIPE): PeditOptions {
  const w = new Writer();
  head.put(w, { index: 0, capab: 0, action, refcnt: 0, bindcnt: 0, nkeys: keys.length, flags: 0 });
  // The kernel's mask is that of the bits that stay (tcf_pedit_act).
  for (const { mask, value, off } of keys)
    key.put(w, { keep: ~mask >>> 0, value, off, at: 0, offmask: 0, shift: 0 });
  return {
    parmsEx: w.bytes.slice(0, w.at),
    keysEx: keys.map(({ header = PEDIT_HDR.NETWORK, cmd = PEDIT_CMD.SET }) => ({ htype: header, cmd })),
  };
}

/** The words that an action changes. @throws NetlinkDecodeError if its options are too short */
export function peditKeys({ parmsEx, keysEx }: Of<typeof pedit>): Required<PeditKey>[] {
  if (parmsEx === undefined) return [];
  const block = new Block(parmsEx);
  const { nkeys } = head.get(block, 0, parmsEx.length);
  return Array.from({ length: nkeys }, (_, nth) => {
    const at = head.size + nth * key.size;
    const { keep, value, off } = key.get(block, at, Math.min(at + key.size, parmsEx.length));
    const { htype = PEDIT_HDR.NETWORK, cmd = PEDIT_CMD.SET } = keysEx?.[nth] ?? {};
    return { header: htype, cmd, off, value, mask: ~keep >>> 0 };
  });
}
