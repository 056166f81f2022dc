import { chars, Message, struct, u32, type Value } from '../codec/index.ts';
import { Connection } from '../connection/connection.ts';
import type { ConnectionOptions } from '../connection/options.ts';
import { CRYPTO_MSG } from '../constants/crypto.ts';
import { NETLINK } from '../constants/families.ts';

const NAME = 64;
const name = chars(NAME);
const typeOnly = struct({ type: name });

/**
 * An algorithm of the kernel: struct crypto_user_alg, CRYPTOCFGA_*. The attribute of its kind says what /proc/crypto says: sizes
 * in bytes.
 */
export const cryptoAlgorithm = new Message(
  'cryptoAlgorithm',
  { name, driverName: name, moduleName: name, type: u32, mask: u32, refcnt: u32, flags: u32 },
  {
    priority: [1, u32],
    larval: [2, typeOnly],
    hash: [3, struct({ type: name, blocksize: u32, digestsize: u32 })],
    blkcipher: [
      4,
      struct({ type: name, geniv: name, blocksize: u32, minKeysize: u32, maxKeysize: u32, ivsize: u32 }),
    ],
    aead: [5, struct({ type: name, geniv: name, blocksize: u32, maxauthsize: u32, ivsize: u32 })],
    compress: [6, typeOnly],
    rng: [7, struct({ type: name, seedsize: u32 })],
    cipher: [8, struct({ type: name, blocksize: u32, minKeysize: u32, maxKeysize: u32 })],
    akcipher: [9, typeOnly],
    kpp: [10, typeOnly],
    acomp: [11, typeOnly],
    sig: [22, typeOnly],
  },
  { types: CRYPTO_MSG },
);
export type CryptoAlgorithm = Value<typeof cryptoAlgorithm>;

/** Opens a connection to NETLINK_CRYPTO. @throws NetlinkError EPROTONOSUPPORT without CONFIG_CRYPTO_USER */
export function openCrypto(options: Omit<ConnectionOptions, 'family'> = {}): Connection {
  return new Connection({ ...options, family: NETLINK.CRYPTO });
}

/** The algorithms that are loaded. */
export function listCryptoAlgorithms(connection: Connection): Promise<CryptoAlgorithm[]> {
  return connection.dump({ message: cryptoAlgorithm, type: CRYPTO_MSG.CRYPTO_MSG_GETALG, value: {} });
}

/** One of them, by `name` or, exactly, by `driverName`. @throws NetlinkError ENOENT */
export function getCryptoAlgorithm(
  connection: Connection,
  value: Pick<CryptoAlgorithm, 'name' | 'driverName'>,
): Promise<CryptoAlgorithm> {
  return connection.get({ message: cryptoAlgorithm, type: CRYPTO_MSG.CRYPTO_MSG_GETALG, value });
}

/** Loads or instantiates one: `cbc(aes)`. Needs CAP_NET_ADMIN. @throws NetlinkError EEXIST, ENOENT */
export function addCryptoAlgorithm(connection: Connection, value: CryptoAlgorithm): Promise<void> {
  return connection.request({ message: cryptoAlgorithm, type: CRYPTO_MSG.CRYPTO_MSG_NEWALG, value });
}

/** Removes an instance of a template, by `driverName`. @throws NetlinkError ENOENT, EBUSY, EINVAL for one built in */
export function deleteCryptoAlgorithm(
  connection: Connection,
  value: Pick<CryptoAlgorithm, 'name' | 'driverName'>,
): Promise<void> {
  return connection.request({ message: cryptoAlgorithm, type: CRYPTO_MSG.CRYPTO_MSG_DELALG, value });
}
