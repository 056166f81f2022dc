import { flag, nest, string, u8, u16, u32, u64 } from '../codec/index.ts';

/** INET_ULP_INFO_*: a protocol between TCP and the program, TLS in the kernel or multipath TCP. */
export const ulpInfo = nest({
  name: [1, string],
  tls: [
    2,
    nest({
      version: [1, u16],
      cipher: [2, u16],
      txconf: [3, u16],
      rxconf: [4, u16],
      zcRoTx: [5, flag],
      rxNoPad: [6, flag],
    }),
  ],
  mptcp: [
    3,
    nest(
      {
        tokenRem: [1, u32],
        tokenLoc: [2, u32],
        relwriteSeq: [3, u32],
        mapSeq: [4, u64],
        mapSfseq: [5, u32],
        ssnOffset: [6, u32],
        mapDatalen: [7, u16],
        flags: [8, u32],
        idRem: [9, u8],
        idLoc: [10, u8],
      },
      [11],
    ),
  ],
});
