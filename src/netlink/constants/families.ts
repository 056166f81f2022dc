/** Address families (AF_*, bits/socket.h) that occur in netlink messages. */
export const AF = {
  UNSPEC: 0,
  UNIX: 1,
  INET: 2,
  BRIDGE: 7,
  INET6: 10,
  NETLINK: 16,
  PACKET: 17,
  MPLS: 28,
  VSOCK: 40,
  SMC: 43,
  XDP: 44,
  MCTP: 45,
  IPMR: 128,
  IP6MR: 129,
} as const;

/** Netlink protocols (NETLINK_*, linux/netlink.h): what `family` of a connection takes. */
export const NETLINK = {
  ROUTE: 0,
  USERSOCK: 2,
  SOCK_DIAG: 4,
  XFRM: 6,
  SELINUX: 7,
  ISCSI: 8,
  AUDIT: 9,
  FIB_LOOKUP: 10,
  CONNECTOR: 11,
  NETFILTER: 12,
  KOBJECT_UEVENT: 15,
  GENERIC: 16,
  SCSITRANSPORT: 18,
  ECRYPTFS: 19,
  RDMA: 20,
  CRYPTO: 21,
  SMC: 22,
} as const;
