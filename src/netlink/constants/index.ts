export { FOREVER, IFA_F, IFAPROT } from './address.ts';
export { CAN_CTRLMODE, CAN_STATE } from './can.ts';
export { ERRNO, errnoName } from './errno.ts';
export { AF, NETLINK } from './families.ts';
export { NETLINK_OPTION, NLM_F, NLMSG, NLMSGERR_ATTR, SO, SOL } from './flags.ts';
export { RTNLGRP } from './groups.ts';
export {
  ARPHRD,
  BOND_MODE,
  BR_BOOLOPT,
  BR_STATE,
  BRIDGE_FLAGS,
  BRIDGE_VLAN_INFO,
  ETH_P,
  IF_OPER,
  IFF,
  IN6_ADDR_GEN_MODE,
  IPVLAN_FLAG,
  IPVLAN_MODE,
  MACVLAN_FLAG,
  MACVLAN_MACADDR,
  MACVLAN_MODE,
  RMNET_FLAG,
  RTEXT_FILTER,
  VLAN_FLAG,
} from './link.ts';
export { NTF, NTF_EXT, NUD } from './neighbour.ts';
export {
  FIB_RULE,
  FR_ACT,
  LWTUNNEL_ENCAP,
  ROUTER_PREF,
  RT_SCOPE,
  RT_TABLE,
  RTAX_FEATURE,
  RTM_F,
  RTN,
  RTNH_F,
  RTPROT,
} from './route.ts';
export { RTM } from './rtm.ts';
export { RTM_TYPES } from './rtm-types.ts';
export { IPPROTO, SOCK_DIAG, TCP_STATE } from './sockets.ts';
