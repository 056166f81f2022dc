import {
  be32,
  be64,
  bytes,
  counter,
  enumerated,
  exactly,
  indexed,
  nest,
  type Of,
  secret,
  u8,
  u32,
  u64,
  type Value,
} from '../../codec/index.ts';

import { genericMessage } from '../message.ts';

/** MACSEC_GENL_NAME. */
export const MACSEC = 'macsec';
export const MACSEC_CMD = {
  GET_TXSC: 0,
  ADD_RXSC: 1,
  DEL_RXSC: 2,
  UPD_RXSC: 3,
  ADD_TXSA: 4,
  DEL_TXSA: 5,
  UPD_TXSA: 6,
  ADD_RXSA: 7,
  DEL_RXSA: 8,
  UPD_RXSA: 9,
  UPD_OFFLOAD: 10,
} as const;

/**
 * MACSEC_CIPHER_ID_*; a link that was created without a cipher has GCM_AES_128 by its older number,
 * MACSEC_DEFAULT_CIPHER_ID.
 */
export const MACSEC_CIPHER = {
  DEFAULT: 0x0080_0200_0100_0001n,
  GCM_AES_128: 0x0080_c200_0100_0001n,
  GCM_AES_256: 0x0080_c200_0100_0002n,
  GCM_AES_XPN_128: 0x0080_c200_0100_0003n,
  GCM_AES_XPN_256: 0x0080_c200_0100_0004n,
} as const;

/** MACSEC_VALIDATE_* and MACSEC_OFFLOAD_*. */
export const MACSEC_VALIDATE = { DISABLED: 0, CHECK: 1, STRICT: 2 } as const;
export const MACSEC_OFFLOAD = { OFF: 0, PHY: 1, MAC: 2 } as const;

/** A secure channel's identifier, shown as ip(8) does: an address and a port in hexadecimal. */
const sci = { ...be64, show: (value: bigint): string => value.toString(16).padStart(16, '0') };

const saStats = nest(() => ({
  inPktsOk: [1, u32],
  inPktsInvalid: [2, u32],
  inPktsNotValid: [3, u32],
  inPktsNotUsingSa: [4, u32],
  inPktsUnusedSa: [5, u32],
  outPktsProtected: [6, u32],
  outPktsEncrypted: [7, u32],
}));

/**
 * A secure association (MACSEC_SA_ATTR_*). `pn` is a bigint where the cipher suite has extended packet numbers and a
 * number elsewhere: the kernel refuses another width. `key` can only be written: the kernel never reports it.
 */
const sa = nest(
  () => ({
    an: [1, u8],
    active: [2, u8],
    pn: [3, counter],
    key: [4, secret<Uint8Array, typeof bytes>(bytes)],
    keyid: [5, exactly(16)],
    stats: [6, saStats],
    ssci: [8, be32],
    salt: [9, exactly(12)],
  }),
  [7],
);

const rxscStats = nest(
  () => ({
    inOctetsValidated: [1, u64],
    inOctetsDecrypted: [2, u64],
    inPktsUnchecked: [3, u64],
    inPktsDelayed: [4, u64],
    inPktsOk: [5, u64],
    inPktsInvalid: [6, u64],
    inPktsLate: [7, u64],
    inPktsNotValid: [8, u64],
    inPktsNotUsingSa: [9, u64],
    inPktsUnusedSa: [10, u64],
  }),
  [11],
);

/** A receive channel (MACSEC_RXSC_ATTR_*), named by the SCI of whoever sends: address and port in one number. */
const rxsc = nest(
  () => ({ sci: [1, sci], active: [2, u8], saList: [3, indexed(sa)], stats: [4, rxscStats] }),
  [5],
);

const secy = nest(
  () => ({
    sci: [1, sci],
    encodingSa: [2, u8],
    window: [3, u32],
    cipherSuite: [4, u64],
    icvLen: [5, u8],
    protect: [6, u8],
    replay: [7, u8],
    oper: [8, u8],
    validate: [9, enumerated(u8, MACSEC_VALIDATE)],
    encrypt: [10, u8],
    incSci: [11, u8],
    es: [12, u8],
    scb: [13, u8],
  }),
  [14],
);

/** Messages of MACsec (MACSEC_ATTR_*, linux/if_macsec.h): what a MACsec link has in addition to its IFLA_MACSEC_*. */
export const macsec = genericMessage(
  MACSEC,
  () => ({
    ifindex: [1, u32],
    rxscConfig: [2, rxsc],
    saConfig: [3, sa],
    secy: [4, secy],
    txsaList: [5, indexed(sa)],
    rxscList: [6, indexed(rxsc)],
    txscStats: [
      7,
      nest(
        () => ({
          outPktsProtected: [1, u64],
          outPktsEncrypted: [2, u64],
          outOctetsProtected: [3, u64],
          outOctetsEncrypted: [4, u64],
        }),
        [5],
      ),
    ],
    secyStats: [
      8,
      nest(
        () => ({
          outPktsUntagged: [1, u64],
          inPktsUntagged: [2, u64],
          outPktsTooLong: [3, u64],
          inPktsNoTag: [4, u64],
          inPktsBadTag: [5, u64],
          inPktsUnknownSci: [6, u64],
          inPktsNoSci: [7, u64],
          inPktsOverrun: [8, u64],
        }),
        [9],
      ),
    ],
    offload: [9, nest({ type: [1, enumerated(u8, MACSEC_OFFLOAD)] }, [2])],
  }),
  () => Object.fromEntries(Object.entries(MACSEC_CMD).map(([name, cmd]) => [`MACSEC_CMD_${name}`, cmd])),
);

export type MacsecMessage = Value<typeof macsec>;
export type MacsecSa = Of<typeof sa>;
export type MacsecRxsc = Of<typeof rxsc>;
