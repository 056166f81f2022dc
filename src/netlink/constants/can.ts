/** Modes of a CAN controller (CAN_CTRLMODE_*, linux/can/netlink.h). */
export const CAN_CTRLMODE = {
  LOOPBACK: 0x1,
  LISTENONLY: 0x2,
  '3_SAMPLES': 0x4,
  ONE_SHOT: 0x8,
  BERR_REPORTING: 0x10,
  FD: 0x20,
  PRESUME_ACK: 0x40,
  FD_NON_ISO: 0x80,
  CC_LEN8_DLC: 0x100,
  TDC_AUTO: 0x200,
  TDC_MANUAL: 0x400,
  RESTRICTED: 0x800,
  XL: 0x1000,
  XL_TDC_AUTO: 0x2000,
  XL_TDC_MANUAL: 0x4000,
  XL_TMS: 0x8000,
} as const;

/** CAN_STATE_*. */
export const CAN_STATE = {
  ERROR_ACTIVE: 0,
  ERROR_WARNING: 1,
  ERROR_PASSIVE: 2,
  BUS_OFF: 3,
  STOPPED: 4,
  SLEEPING: 5,
} as const;
