import { be16, be32, enumerated, flag, ipv4, ipv6, nest, struct, u8, u16, u32 } from '../../codec/index.ts';

/** IFLA_INFO_DATA of Geneve (IFLA_GENEVE_*). */
export const geneve = nest(() => ({
  id: [1, u32],
  remote: [2, ipv4],
  ttl: [3, u8],
  tos: [4, u8],
  port: [5, be16],
  collectMetadata: [6, flag],
  remote6: [7, ipv6],
  udpCsum: [8, u8],
  udpZeroCsum6Tx: [9, u8],
  udpZeroCsum6Rx: [10, u8],
  label: [11, be32],
  ttlInherit: [12, u8],
  df: [13, enumerated(u8, { UNSET: 0, SET: 1, INHERIT: 2 })],
  innerProtoInherit: [14, flag],
  portRange: [15, struct({ low: be16, high: be16 })],
  groHint: [16, flag],
  local: [17, ipv4],
  local6: [18, ipv6],
}));

/** IFLA_INFO_DATA of bareudp (IFLA_BAREUDP_*). */
export const bareudp = nest(() => ({
  port: [1, be16],
  ethertype: [2, be16],
  srcportMin: [3, u16],
  multiprotoMode: [4, flag],
}));
