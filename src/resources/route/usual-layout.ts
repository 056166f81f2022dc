/** struct rtmsg, and an attribute that holds 32 bits: of an IPv4 route, all that most have. */
export const HEADER = 12;
export const WORD = 8;

/** RTA_* */
export const DST = 1;
export const OIF = 4;
export const GATEWAY = 5;
export const PRIORITY = 6;
export const PREFSRC = 7;
export const TABLE = 15;
