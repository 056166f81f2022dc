/** Flags of an address (IFA_F_*, linux/if_addr.h). SECONDARY is TEMPORARY in IPv6. */
export const IFA_F = {
  SECONDARY: 0x1,
  NODAD: 0x2,
  OPTIMISTIC: 0x4,
  DADFAILED: 0x8,
  HOMEADDRESS: 0x10,
  DEPRECATED: 0x20,
  TENTATIVE: 0x40,
  PERMANENT: 0x80,
  MANAGETEMPADDR: 0x100,
  NOPREFIXROUTE: 0x200,
  MCAUTOJOIN: 0x400,
  STABLE_PRIVACY: 0x800,
} as const;

/** What has added an address (IFAPROT_*). Other values have no meaning to the kernel. */
export const IFAPROT = { UNSPEC: 0, KERNEL_LO: 1, KERNEL_RA: 2, KERNEL_LL: 3 } as const;

/** A lifetime that never ends (INFINITY_LIFE_TIME). */
export const FOREVER = 0xffff_ffff;
