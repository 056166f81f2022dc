/** RDMA_NL_GET_TYPE(RDMA_NL_NLDEV, …): the client is in the upper bits of a message type. */
const NLDEV = 5 << 10;

/** Message types of NETLINK_RDMA that have to do with devices (RDMA_NLDEV_CMD_*, rdma/rdma_netlink.h). */
export const RDMA_NLDEV = {
  GET: NLDEV + 1,
  SET: NLDEV + 2,
  NEWLINK: NLDEV + 3,
  DELLINK: NLDEV + 4,
  PORT_GET: NLDEV + 5,
  SYS_GET: NLDEV + 6,
  SYS_SET: NLDEV + 7,
  RES_GET: NLDEV + 9,
  RES_QP_GET: NLDEV + 10,
  RES_CM_ID_GET: NLDEV + 11,
  RES_CQ_GET: NLDEV + 12,
  RES_MR_GET: NLDEV + 13,
  RES_PD_GET: NLDEV + 14,
  GET_CHARDEV: NLDEV + 15,
  STAT_SET: NLDEV + 16,
  STAT_GET: NLDEV + 17,
  STAT_DEL: NLDEV + 18,
  RES_CTX_GET: NLDEV + 22,
  RES_SRQ_GET: NLDEV + 23,
  STAT_GET_STATUS: NLDEV + 24,
  NEWDEV: NLDEV + 26,
  DELDEV: NLDEV + 27,
  MONITOR: NLDEV + 28,
} as const;

/** Multicast groups (RDMA_NL_GROUP_*). NOTIFY has the events of devices, since Linux 6.12. */
export const RDMA_NL_GROUP = { IWPM: 2, LS: 3, NOTIFY: 4 } as const;

/** What a device speaks (RDMA_NODE_*, rdma/ib_verbs.h). */
export const RDMA_NODE = {
  CA: 1,
  SWITCH: 2,
  ROUTER: 3,
  RNIC: 4,
  USNIC: 5,
  USNIC_UDP: 6,
  UNSPECIFIED: 7,
} as const;

/** The state of a port (IB_PORT_*). */
export const IB_PORT = { NOP: 0, DOWN: 1, INIT: 2, ARMED: 3, ACTIVE: 4, ACTIVE_DEFER: 5 } as const;

/** The physical state of a port (IB_PORT_PHYS_STATE_*). */
export const IB_PORT_PHYS_STATE = {
  SLEEP: 1,
  POLLING: 2,
  DISABLED: 3,
  PORT_CONFIGURATION_TRAINING: 4,
  LINK_UP: 5,
  LINK_ERROR_RECOVERY: 6,
  PHY_TEST: 7,
} as const;

/** What happened to a device (enum rdma_nl_event_type). */
export const RDMA_EVENT = {
  REGISTER: 0,
  UNREGISTER: 1,
  NETDEV_ATTACH: 2,
  NETDEV_DETACH: 3,
  RENAME: 4,
  NETDEV_RENAME: 5,
} as const;
