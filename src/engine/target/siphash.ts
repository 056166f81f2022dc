const MASK = 0xffff_ffff_ffff_ffffn;

const rotate = (word: bigint, bits: bigint): bigint => ((word << bits) | (word >> (64n - bits))) & MASK;

/** SipHash-2-4 (Aumasson, Bernstein): a hash of 64 bits with a key of 16 bytes. */
export function siphash24(key: Uint8Array, data: Uint8Array): bigint {
  const [k0, k1] = [wordAt(key, 0), wordAt(key, 8)];
  const state = [
    k0 ^ 0x736f_6d65_7073_6575n,
    k1 ^ 0x646f_7261_6e64_6f6dn,
    k0 ^ 0x6c79_6765_6e65_7261n,
    k1 ^ 0x7465_6462_7974_6573n,
  ] as [bigint, bigint, bigint, bigint];
  const absorb = (word: bigint): void => {
    state[3] ^= word;
    rounds(state, 2);
    state[0] ^= word;
  };
  const whole = data.length - (data.length % 8);
  for (let at = 0; at < whole; at += 8) absorb(wordAt(data, at));
  absorb(wordAt(data, whole) | (BigInt(data.length & 0xff) << 56n));
  state[2] ^= 0xffn;
  rounds(state, 4);
  return state[0] ^ state[1] ^ state[2] ^ state[3];
}

/** Eight bytes in little-endian order; those beyond the end are zero. */
function wordAt(bytes: Uint8Array, at: number): bigint {
  let word = 0n;
  for (let i = 7; i >= 0; i--) word = (word << 8n) | BigInt(bytes[at + i] ?? 0);
  return word;
}

function rounds(state: [bigint, bigint, bigint, bigint], count: number): void {
  let [a, b, c, d] = state;
  for (let i = 0; i < count; i++) {
    a = (a + b) & MASK;
    b = rotate(b, 13n) ^ a;
    a = rotate(a, 32n);
    c = (c + d) & MASK;
    d = rotate(d, 16n) ^ c;
    a = (a + d) & MASK;
    d = rotate(d, 21n) ^ a;
    c = (c + b) & MASK;
    b = rotate(b, 17n) ^ c;
    c = rotate(c, 32n);
  }
  state.splice(0, 4, a, b, c, d);
}
