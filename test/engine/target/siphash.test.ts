import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { test } from 'node:test';
import { siphash24 } from '../../../src/engine/target/siphash.ts';

const KEY = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex');

/** From the reference implementation: the hash of the first n of the bytes 00, 01, 02 … */
const VECTORS: readonly (readonly [number, string])[] = [
  [0, '310e0edd47db6f72'],
  [1, 'fd67dc93c539f874'],
  [7, '37d1018bf50002ab'],
  [8, '6224939a79f5f593'],
  [15, 'e545be4961ca29a1'],
  [63, '724506eb4c328a95'],
];

test('The hash of the reference implementation comes out', () => {
  for (const [length, expected] of VECTORS) {
    const hash = Buffer.alloc(8);
    hash.writeBigUInt64LE(
      siphash24(
        KEY,
        Uint8Array.from({ length }, (_, i) => i),
      ),
    );
    assert.equal(hash.toString('hex'), expected, `${length} bytes`);
  }
});
