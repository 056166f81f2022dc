import { RTM } from '../constants/rtm.ts';
import { address } from './address.ts';
import { link } from './link.ts';
import { neighbour } from './neighbour.ts';
import { nexthop } from './nexthop.ts';
import { route } from './route.ts';
import { rule } from './rule.ts';
import { qdisc, tclass } from './tc/qdisc.ts';
import { tunnel } from './tunnel.ts';
import { vlanDb } from './vlan-db.ts';

/** The tables of rtnetlink's notifications by message type, for `subscribe`. */
export const routeMessages = {
  [RTM.NEWLINK]: link,
  [RTM.DELLINK]: link,
  [RTM.NEWADDR]: address,
  [RTM.DELADDR]: address,
  [RTM.NEWROUTE]: route,
  [RTM.DELROUTE]: route,
  [RTM.NEWNEIGH]: neighbour,
  [RTM.DELNEIGH]: neighbour,
  [RTM.NEWRULE]: rule,
  [RTM.DELRULE]: rule,
  [RTM.NEWNEXTHOP]: nexthop,
  [RTM.DELNEXTHOP]: nexthop,
  [RTM.NEWVLAN]: vlanDb,
  [RTM.DELVLAN]: vlanDb,
  [RTM.NEWTUNNEL]: tunnel,
  [RTM.DELTUNNEL]: tunnel,
  [RTM.NEWQDISC]: qdisc,
  [RTM.DELQDISC]: qdisc,
  [RTM.NEWTCLASS]: tclass,
  [RTM.DELTCLASS]: tclass,
} as const;
