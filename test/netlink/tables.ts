import {
  type AnyMessage,
  address,
  controller,
  link,
  macsec,
  neighbour,
  nexthop,
  route,
  rule,
  team,
  tunnel,
  vlanDb,
  wireguard,
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
  vlanDb,
  tunnel,
  wireguard,
  macsec,
  team,
};
