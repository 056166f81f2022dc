/** How segments get into a packet (SEG6_IPTUN_MODE_*, linux/seg6_iptunnel.h). */
export const SEG6_MODE = { INLINE: 0, ENCAP: 1, L2ENCAP: 2, ENCAP_RED: 3, L2ENCAP_RED: 4 } as const;

/** What a segment does (SEG6_LOCAL_ACTION_*, linux/seg6_local.h; RFC 8986). */
export const SEG6_LOCAL_ACTION = {
  END: 1,
  END_X: 2,
  END_T: 3,
  END_DX2: 4,
  END_DX6: 5,
  END_DX4: 6,
  END_DT6: 7,
  END_DT4: 8,
  END_B6: 9,
  END_B6_ENCAP: 10,
  END_BM: 11,
  END_S: 12,
  END_AS: 13,
  END_AM: 14,
  END_BPF: 15,
  END_DT46: 16,
} as const;

/** Flavours of a segment (SEG6_LOCAL_FLV_OP_*), each a bit by its number. */
export const SEG6_FLAVOUR = { PSP: 2, USP: 4, USD: 8, NEXT_CSID: 16 } as const;

/** Where data of in-situ OAM go (IOAM6_IPTUNNEL_MODE_*, linux/ioam6_iptunnel.h). */
export const IOAM6_MODE = { INLINE: 1, ENCAP: 2, AUTO: 3 } as const;
