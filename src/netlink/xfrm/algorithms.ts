import { NetlinkDecodeError } from '../codec/decode-error.ts';
import { array, bytes, string, u8, u16, u32 } from '../codec/index.ts';
import { struct } from '../codec/struct.ts';
import { chars } from '../codec/text.ts';
import type { Fields, Scalar, Type } from '../codec/type.ts';

const NAME = 64;

/** An algorithm by its name in /proc/crypto, as `cbc(aes)`, and its key. */
export interface XfrmAlgorithm {
  readonly name: string;
  readonly key: Uint8Array;
}
/** `truncLen` is how many bits of the checksum are sent. */
export interface XfrmAuthentication extends XfrmAlgorithm {
  readonly truncLen: number;
}
/** `icvLen` is the length of the checksum in bits. */
export interface XfrmAead extends XfrmAlgorithm {
  readonly icvLen: number;
}

/** struct xfrm_algo and its like: a name, the key's length in bits, what `more` has, the key. Keys are shown nowhere. */
function algorithm<T extends XfrmAlgorithm>(more: Fields): Type<T> {
  const head = struct({ name: chars(NAME), keyLen: u32, ...more } as Fields);
  return {
    shape: { is: 'other' },
    put(w, { key, ...rest }) {
      head.put(w, { ...rest, keyLen: key.length * 8 });
      bytes.put(w, key);
    },
    get(b, at, end) {
      const { keyLen, ...rest } = head.get(b, at, end);
      const start = at + head.size;
      const length = Math.ceil(Number(keyLen) / 8);
      if (start + length > end) throw new NetlinkDecodeError(`a key of ${length} bytes past its attribute`);
      return { ...rest, key: bytes.get(b, start, start + length) } as unknown as T; // head has the other members of T
    },
    show: ({ key: _, ...rest }) => {
      const words = Object.entries(rest).map(([name, value]) => `${name}: ${String(value)}`);
      return `{${[...words, 'key: (sensitive)'].join(', ')}}`;
    },
  };
}

export const plainAlgorithm: Type<XfrmAlgorithm> = algorithm<XfrmAlgorithm>({});
export const authentication: Type<XfrmAuthentication> = algorithm<XfrmAuthentication>({ truncLen: u32 });
export const aead: Type<XfrmAead> = algorithm<XfrmAead>({ icvLen: u32 });

/** Replay protection with extended sequence numbers. `bitmap` has 32 packets in each number. */
export interface XfrmReplayEsn {
  readonly oseq: number;
  readonly seq: number;
  readonly oseqHi: number;
  readonly seqHi: number;
  readonly replayWindow: number;
  readonly bitmap: readonly number[];
}

const esnHead = struct({ length: u32, oseq: u32, seq: u32, oseqHi: u32, seqHi: u32, replayWindow: u32 });
const words: Type<readonly number[]> = array(u32);

/** struct xfrm_replay_state_esn, with its bitmap. */
export const replayEsn: Type<XfrmReplayEsn> = {
  shape: { is: 'other' },
  put(w, { bitmap, ...rest }) {
    esnHead.put(w, { length: bitmap.length, ...rest });
    words.put(w, bitmap);
  },
  get(b, at, end) {
    const { length, ...rest } = esnHead.get(b, at, end);
    const start = at + esnHead.size;
    if (length > (end - start) / 4)
      throw new NetlinkDecodeError(`a bitmap of ${length} words past its attribute`);
    return { ...rest, bitmap: words.get(b, start, start + 4 * length) };
  },
  show: ({ bitmap, ...rest }) => {
    const shown = Object.entries(rest).map(([name, value]) => `${name}: ${value}`);
    return `{${shown.join(', ')}, bitmap: ${bitmap.length} words}`;
  },
};

/** A label of a security module: `doi` and `alg` are 1 for SELinux. */
export interface XfrmContext {
  readonly alg: number;
  readonly doi: number;
  readonly text: string;
}

const contextHead: Scalar<{ len: number; exttype: number; alg: number; doi: number; length: number }> =
  struct({
    len: u16,
    exttype: u16,
    alg: u8,
    doi: u8,
    length: u16,
  });
/** XFRMA_SEC_CTX, as copy_sec_ctx writes it. */
const EXTTYPE = 8;

/** struct xfrm_user_sec_ctx, with its text. */
export const context: Type<XfrmContext> = {
  shape: { is: 'other' },
  put(w, { alg, doi, text }) {
    const start = w.at;
    contextHead.put(w, { len: 0, exttype: EXTTYPE, alg, doi, length: 0 });
    string.put(w, text);
    const end = w.at;
    w.at = start;
    contextHead.put(w, {
      len: end - start,
      exttype: EXTTYPE,
      alg,
      doi,
      length: end - start - contextHead.size,
    });
    w.at = end;
  },
  get(b, at, end) {
    const { alg, doi, length } = contextHead.get(b, at, end);
    const start = at + contextHead.size;
    if (start + length > end) throw new NetlinkDecodeError(`a label of ${length} bytes past its attribute`);
    return { alg, doi, text: string.get(b, start, start + length) };
  },
  show: ({ text }) => text,
};
