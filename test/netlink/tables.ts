import {
  type AnyMessage,
  address,
  controller,
  link,
  neighbour,
  nexthop,
  route,
  rule,
} from '../../src/netlink/index.ts';

/** Every message table of the library. */
export const tables: Readonly<Record<string, AnyMessage>> = {
  link,
  address,
  route,
  rule,
  neighbour,
  nexthop,
  controller,
};
