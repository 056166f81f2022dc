// The layout of an address message: struct ifaddrmsg, and the IFA_* attributes that differ from address to address.

export const HEADER = 8;
export const ADDRESS = 1;
export const LOCAL = 2;
export const BROADCAST = 4;
export const CACHEINFO = 6;

/** IFA_CACHEINFO's value for "forever". */
export const FOREVER = 0xffffffff;
