import { createPrivateKey, createPublicKey, randomBytes } from 'node:crypto';

const TEXT = /^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/; // the last character has two bits to spare, which are 0
const BYTES = 32;

/** A key from its text, as wg(8) writes it: base64 of 32 bytes. Undefined if the text is none. */
export function parseKey(text: string): Uint8Array | undefined {
  return TEXT.test(text) ? new Uint8Array(Buffer.from(text, 'base64')) : undefined;
}

/** A key as text. */
export function formatKey(key: Uint8Array): string {
  return Buffer.from(key).toString('base64');
}

/** A new private key, as `wg genkey` makes them: clamped, as Curve25519 wants it. */
export function generatePrivateKey(): Uint8Array {
  return clampPrivateKey(new Uint8Array(randomBytes(BYTES)));
}

/** The public key that belongs to a private one, as `wg pubkey` tells it. @throws RangeError on no 32 bytes */
export function publicKeyOf(privateKey: Uint8Array): Uint8Array {
  if (privateKey.length !== BYTES) throw new RangeError(`a key of ${privateKey.length} bytes, not ${BYTES}`);
  // RFC 8410's frame around a raw X25519 key: Node takes none without.
  const frame = Buffer.from('302e020100300506032b656e04220420', 'hex');
  const key = createPrivateKey({ key: Buffer.concat([frame, privateKey]), format: 'der', type: 'pkcs8' });
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
  return new Uint8Array(spki.subarray(spki.length - BYTES));
}

/** curve25519_clamp_secret: the kernel does the same to each private key that it is given. */
export function clampPrivateKey(key: Uint8Array): Uint8Array {
  const out = Uint8Array.from(key);
  out[0] = (out[0] ?? 0) & 248;
  out[31] = ((out[31] ?? 0) & 127) | 64;
  return out;
}
