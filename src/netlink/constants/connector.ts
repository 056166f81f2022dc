/** Who speaks over NETLINK_CONNECTOR: `idx` of an id, which is the multicast group as well (CN_IDX_*, linux/connector.h). */
export const CN_IDX = {
  PROC: 1,
  CIFS: 2,
  W1: 3,
  V86D: 4,
  BB: 5,
  DST: 6,
  DM: 7,
  DRBD: 8,
  KVP: 9,
  VSS: 10,
} as const;
/** `val` of the id of process events. */
export const CN_VAL_PROC = 1;
