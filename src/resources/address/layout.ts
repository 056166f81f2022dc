// Where things stand in a message of an address: struct ifaddrmsg, and IFA_* of what differs from address to address.

export const HEADER = 8;
export const ADDRESS = 1;
export const LOCAL = 2;
export const BROADCAST = 4;
export const CACHEINFO = 6;

/** IFA_CACHEINFO's "for ever". */
export const FOREVER = 0xffffffff;
