import { be16, be32, flag, ipv4, ipv6, nest, u8, u16, u32 } from '../../codec/index.ts';

/** IFLA_INFO_DATA of ipip and sit (IFLA_IPTUN_*), 6rd included. */
export const ipTunnel = nest(() => ({
  link: [1, u32],
  local: [2, ipv4],
  remote: [3, ipv4],
  ttl: [4, u8],
  tos: [5, u8],
  flags: [8, be16],
  proto: [9, u8],
  pmtudisc: [10, u8],
  sixrdPrefix: [11, ipv6],
  sixrdRelayPrefix: [12, ipv4],
  sixrdPrefixlen: [13, u16],
  sixrdRelayPrefixlen: [14, u16],
  encapType: [15, u16],
  encapFlags: [16, u16],
  encapSport: [17, be16],
  encapDport: [18, be16],
  collectMetadata: [19, flag],
  fwmark: [20, u32],
}));

/** IFLA_INFO_DATA of ip6tnl: the same ids, but flags of 32 bits in host order (IP6_TNL_F_*). */
export const ip6Tunnel = nest(() => ({
  link: [1, u32],
  local: [2, ipv6],
  remote: [3, ipv6],
  ttl: [4, u8],
  tos: [5, u8],
  encapLimit: [6, u8],
  flowinfo: [7, be32],
  flags: [8, u32],
  proto: [9, u8],
  encapType: [15, u16],
  encapFlags: [16, u16],
  encapSport: [17, be16],
  encapDport: [18, be16],
  collectMetadata: [19, flag],
  fwmark: [20, u32],
}));

/** IFLA_INFO_DATA of vti (IFLA_VTI_*). */
export const vti = nest(() => ({
  link: [1, u32],
  ikey: [2, be32],
  okey: [3, be32],
  local: [4, ipv4],
  remote: [5, ipv4],
  fwmark: [6, u32],
}));

/** IFLA_INFO_DATA of vti6. */
export const vti6 = nest(() => ({
  link: [1, u32],
  ikey: [2, be32],
  okey: [3, be32],
  local: [4, ipv6],
  remote: [5, ipv6],
  fwmark: [6, u32],
}));
