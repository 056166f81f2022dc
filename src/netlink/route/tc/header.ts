import { s32, u8, u16, u32 } from '../../codec/index.ts';

/** struct tcmsg of linux/rtnetlink.h. `index` is the link, `handle` and `parent` are handles: see `parseHandle`. */
export const tcHeader = () => ({
  family: u8,
  pad1: u8,
  pad2: u16,
  index: s32,
  handle: u32,
  parent: u32,
  info: u32,
});
