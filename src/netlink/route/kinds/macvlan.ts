import { bits, hwaddr, list, nest, s32, u16, u32 } from '../../codec/index.ts';
import { MACVLAN_FLAG, MACVLAN_MODE } from '../../constants/link.ts';

/** IFLA_INFO_DATA of a macvlan or macvtap (IFLA_MACVLAN_*). `macaddrMode` is a command: add, del, flush, set. */
export const macvlan = nest(() => ({
  mode: [1, bits(u32, MACVLAN_MODE)],
  flags: [2, bits(u16, MACVLAN_FLAG)],
  macaddrMode: [3, u32],
  macaddr: [4, hwaddr],
  macaddrData: [5, list(hwaddr, 4)],
  macaddrCount: [6, u32],
  bcQueueLen: [7, u32],
  bcQueueLenUsed: [8, u32],
  bcCutoff: [9, s32],
}));
