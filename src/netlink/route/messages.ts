import { RTM } from '../constants/rtm.ts';
import { address } from './address.ts';
import { addressLabel } from './address-label.ts';
import { cacheReport } from './cache-report.ts';
import { ndUserOption, prefix } from './discovery.ts';
import { link } from './link.ts';
import { mdb } from './mdb.ts';
import { neighbour } from './neighbour.ts';
import { netconf } from './netconf.ts';
import { nexthop } from './nexthop.ts';
import { nsid } from './nsid.ts';
import { route } from './route.ts';
import { rule } from './rule.ts';
import { statistics } from './statistics.ts';
import { tcActions, tfilter } from './tc/filter.ts';
import { qdisc, tclass } from './tc/qdisc.ts';
import { tunnel } from './tunnel.ts';
import { vlanDb } from './vlan-db.ts';

/** Written out: as it is inferred, it would be too long for the declarations. */
type RouteMessages = {
  readonly [RTM.NEWLINK]: typeof link;
  readonly [RTM.DELLINK]: typeof link;
  readonly [RTM.NEWADDR]: typeof address;
  readonly [RTM.DELADDR]: typeof address;
  readonly [RTM.NEWROUTE]: typeof route;
  readonly [RTM.DELROUTE]: typeof route;
  readonly [RTM.NEWNEIGH]: typeof neighbour;
  readonly [RTM.DELNEIGH]: typeof neighbour;
  readonly [RTM.NEWRULE]: typeof rule;
  readonly [RTM.DELRULE]: typeof rule;
  readonly [RTM.NEWNEXTHOP]: typeof nexthop;
  readonly [RTM.DELNEXTHOP]: typeof nexthop;
  readonly [RTM.NEWVLAN]: typeof vlanDb;
  readonly [RTM.DELVLAN]: typeof vlanDb;
  readonly [RTM.NEWTUNNEL]: typeof tunnel;
  readonly [RTM.DELTUNNEL]: typeof tunnel;
  readonly [RTM.NEWQDISC]: typeof qdisc;
  readonly [RTM.DELQDISC]: typeof qdisc;
  readonly [RTM.NEWTCLASS]: typeof tclass;
  readonly [RTM.DELTCLASS]: typeof tclass;
  readonly [RTM.NEWTFILTER]: typeof tfilter;
  readonly [RTM.DELTFILTER]: typeof tfilter;
  readonly [RTM.NEWCHAIN]: typeof tfilter;
  readonly [RTM.DELCHAIN]: typeof tfilter;
  readonly [RTM.NEWMDB]: typeof mdb;
  readonly [RTM.DELMDB]: typeof mdb;
  readonly [RTM.NEWNETCONF]: typeof netconf;
  readonly [RTM.DELNETCONF]: typeof netconf;
  readonly [RTM.NEWADDRLABEL]: typeof addressLabel;
  readonly [RTM.DELADDRLABEL]: typeof addressLabel;
  readonly [RTM.NEWNSID]: typeof nsid;
  readonly [RTM.DELNSID]: typeof nsid;
  readonly [RTM.NEWPREFIX]: typeof prefix;
  readonly [RTM.NEWMULTICAST]: typeof address;
  readonly [RTM.DELMULTICAST]: typeof address;
  readonly [RTM.NEWANYCAST]: typeof address;
  readonly [RTM.DELANYCAST]: typeof address;
  readonly [RTM.NEWNEXTHOPBUCKET]: typeof nexthop;
  readonly [RTM.DELNEXTHOPBUCKET]: typeof nexthop;
  readonly [RTM.NEWNDUSEROPT]: typeof ndUserOption;
  readonly [RTM.NEWCACHEREPORT]: typeof cacheReport;
  readonly [RTM.NEWSTATS]: typeof statistics;
  readonly [RTM.NEWACTION]: typeof tcActions;
  readonly [RTM.DELACTION]: typeof tcActions;
};

/** The tables of rtnetlink's notifications by message type, for `subscribe`. */
export const routeMessages: RouteMessages = {
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
  [RTM.NEWTFILTER]: tfilter,
  [RTM.DELTFILTER]: tfilter,
  [RTM.NEWCHAIN]: tfilter,
  [RTM.DELCHAIN]: tfilter,
  [RTM.NEWMDB]: mdb,
  [RTM.DELMDB]: mdb,
  [RTM.NEWNETCONF]: netconf,
  [RTM.DELNETCONF]: netconf,
  [RTM.NEWADDRLABEL]: addressLabel,
  [RTM.DELADDRLABEL]: addressLabel,
  [RTM.NEWNSID]: nsid,
  [RTM.DELNSID]: nsid,
  [RTM.NEWPREFIX]: prefix,
  [RTM.NEWMULTICAST]: address,
  [RTM.DELMULTICAST]: address,
  [RTM.NEWANYCAST]: address,
  [RTM.DELANYCAST]: address,
  [RTM.NEWNEXTHOPBUCKET]: nexthop,
  [RTM.DELNEXTHOPBUCKET]: nexthop,
  [RTM.NEWNDUSEROPT]: ndUserOption,
  [RTM.NEWCACHEREPORT]: cacheReport,
  [RTM.NEWSTATS]: statistics,
  [RTM.NEWACTION]: tcActions,
  [RTM.DELACTION]: tcActions,
};
