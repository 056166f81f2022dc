import { be16, be32, flag, ip, nest, u8, u16, u32 } from '../../codec/index.ts';

/**
 * IFLA_INFO_DATA of the whole GRE family (IFLA_GRE_*): gre, gretap, erspan over IPv4, ip6gre, ip6gretap, ip6erspan
 * over IPv6. Keys and their flags are in network byte order.
 */
export const gre = nest(() => ({
  link: [1, u32],
  iflags: [2, be16],
  oflags: [3, be16],
  ikey: [4, be32],
  okey: [5, be32],
  local: [6, ip],
  remote: [7, ip],
  ttl: [8, u8],
  tos: [9, u8],
  pmtudisc: [10, u8],
  encapLimit: [11, u8],
  flowinfo: [12, be32],
  flags: [13, u32],
  encapType: [14, u16],
  encapFlags: [15, u16],
  encapSport: [16, be16],
  encapDport: [17, be16],
  collectMetadata: [18, flag],
  ignoreDf: [19, u8],
  fwmark: [20, u32],
  erspanIndex: [21, u32],
  erspanVer: [22, u8],
  erspanDir: [23, u8],
  erspanHwid: [24, u16],
}));
