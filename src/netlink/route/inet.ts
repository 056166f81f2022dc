import {
  array,
  bytes,
  enumerated,
  ipv6,
  nest,
  s32,
  struct,
  type Type,
  u8,
  u32,
  u64,
} from '../codec/index.ts';
import { IN6_ADDR_GEN_MODE } from '../constants/link.ts';

const settings = array(s32);

/**
 * IFLA_INET_CONF: the settings of net.ipv4.conf by number, IPV4_DEVCONF_* less one. The kernel tells them as an
 * array and takes them as a nest whose ids are the numbers (inet_set_link_af): holes of a sparse array are left out.
 */
export const inetConf: Type<readonly number[]> = {
  ...settings,
  nested: true,
  shape: { is: 'other' },
  put(w, values) {
    values.forEach((value, i) => {
      const start = w.open();
      s32.put(w, value);
      w.close(start, i + 1);
    });
  },
};

/** AF_INET6's part of IFLA_AF_SPEC, and IFLA_PROTINFO in AF_INET6 (IFLA_INET6_*). */
export const inet6 = nest(() => ({
  flags: [1, u32],
  conf: [2, array(s32)],
  stats: [3, array(u64)],
  mcast: [4, bytes],
  cacheinfo: [5, struct({ maxReasmLen: u32, tstamp: u32, reachableTime: u32, retransTime: u32 })],
  icmp6stats: [6, array(u64)],
  token: [7, ipv6],
  addrGenMode: [8, enumerated(u8, IN6_ADDR_GEN_MODE)],
  raMtu: [9, u32],
}));
