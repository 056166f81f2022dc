import { Connection } from '../connection/connection.ts';
import type { ConnectionOptions } from '../connection/options.ts';
import { AF, NETLINK } from '../constants/families.ts';
import { RTEXT_FILTER } from '../constants/link.ts';
import { RTM } from '../constants/rtm.ts';
import { address } from './address.ts';
import { addressLabel } from './address-label.ts';
import { link } from './link.ts';
import { neighbour } from './neighbour.ts';
import { nexthop } from './nexthop.ts';
import { nsid } from './nsid.ts';
import { type ObjectClass, Objects } from './objects.ts';
import { route } from './route.ts';
import { rule } from './rule.ts';
import { tfilter } from './tc/filter.ts';
import { qdisc, tclass } from './tc/qdisc.ts';
import { tunnel } from './tunnel.ts';
import { vlanDbDump } from './vlan-db.ts';

const IP = [AF.INET, AF.INET6];

/** What each class's strict dump accepts: rtnl_valid_dump_ifinfo_req, inet_valid_dump_ifaddr_req, ip_valid_fib_dump_req … */
const links: ObjectClass<typeof link> = {
  message: link,
  types: { create: RTM.NEWLINK, remove: RTM.DELLINK, get: RTM.GETLINK },
  families: [AF.UNSPEC],
  kernelFilter: { master: 'master' },
  questions: { extMask: RTEXT_FILTER.SKIP_STATS },
  name: 'name',
  single: true,
};
const addresses: ObjectClass<typeof address> = {
  message: address,
  types: { create: RTM.NEWADDR, remove: RTM.DELADDR, get: RTM.GETADDR },
  families: IP,
  kernelFilter: { index: 'index' },
  single: false,
};
const routes: ObjectClass<typeof route> = {
  message: route,
  types: { create: RTM.NEWROUTE, remove: RTM.DELROUTE, get: RTM.GETROUTE },
  families: IP,
  kernelFilter: { table: 'table', oif: 'oif', protocol: 'protocol', type: 'type' },
  single: true,
};
const rules: ObjectClass<typeof rule> = {
  message: rule,
  types: { create: RTM.NEWRULE, remove: RTM.DELRULE, get: RTM.GETRULE },
  families: IP,
  kernelFilter: {},
  single: false,
};
const neighbours: ObjectClass<typeof neighbour> = {
  message: neighbour,
  types: { create: RTM.NEWNEIGH, remove: RTM.DELNEIGH, get: RTM.GETNEIGH },
  families: IP,
  kernelFilter: { index: 'ifindex', master: 'master' },
  single: true,
};
const nexthops: ObjectClass<typeof nexthop> = {
  message: nexthop,
  types: { create: RTM.NEWNEXTHOP, remove: RTM.DELNEXTHOP, get: RTM.GETNEXTHOP },
  families: [AF.UNSPEC],
  kernelFilter: { oif: 'oif', master: 'master', groups: 'groups', fdb: 'fdb' },
  single: true,
};

const vlans: ObjectClass<typeof vlanDbDump> = {
  message: vlanDbDump,
  types: { create: RTM.NEWVLAN, remove: RTM.DELVLAN, get: RTM.GETVLAN },
  families: [AF.BRIDGE],
  kernelFilter: { ifindex: 'ifindex' },
  questions: { dumpFlags: 0 },
  single: false,
};
const tunnels: ObjectClass<typeof tunnel> = {
  message: tunnel,
  types: { create: RTM.NEWTUNNEL, remove: RTM.DELTUNNEL, get: RTM.GETTUNNEL },
  families: [AF.BRIDGE],
  kernelFilter: { ifindex: 'ifindex' },
  questions: { flags: 0 },
  single: false,
};

const addressLabels: ObjectClass<typeof addressLabel> = {
  message: addressLabel,
  types: { create: RTM.NEWADDRLABEL, remove: RTM.DELADDRLABEL, get: RTM.GETADDRLABEL },
  families: [AF.INET6],
  kernelFilter: {},
  single: true,
};
const nsids: ObjectClass<typeof nsid> = {
  message: nsid,
  types: { create: RTM.NEWNSID, remove: RTM.DELNSID, get: RTM.GETNSID },
  families: [AF.UNSPEC],
  kernelFilter: { targetNsid: 'targetNsid' },
  single: true,
};
const qdiscs: ObjectClass<typeof qdisc> = {
  message: qdisc,
  types: { create: RTM.NEWQDISC, remove: RTM.DELQDISC, get: RTM.GETQDISC },
  families: [AF.UNSPEC],
  kernelFilter: {},
  single: true,
};
/** The kernel shows the classes of one link only (tc_dump_tclass). */
const classes: ObjectClass<typeof tclass> = {
  message: tclass,
  types: { create: RTM.NEWTCLASS, remove: RTM.DELTCLASS, get: RTM.GETTCLASS },
  families: [AF.UNSPEC],
  kernelFilter: { index: 'index', parent: 'parent' },
  single: true,
};
/**
 * The kernel shows the filters of one parent on a link only (tc_dump_tfilter), and those at the ends of clsact with
 * clsact itself as their parent.
 */
const filters: ObjectClass<typeof tfilter> = {
  message: tfilter,
  types: { create: RTM.NEWTFILTER, remove: RTM.DELTFILTER, get: RTM.GETTFILTER },
  families: [AF.UNSPEC],
  kernelFilter: { info: 'info', chain: 'chain' },
  questions: { index: 0, parent: 0 },
  single: true,
};
const chains: ObjectClass<typeof tfilter> = {
  message: tfilter,
  types: { create: RTM.NEWCHAIN, remove: RTM.DELCHAIN, get: RTM.GETCHAIN },
  families: [AF.UNSPEC],
  kernelFilter: { chain: 'chain' },
  questions: { index: 0, parent: 0 },
  single: false,
};

/**
 * rtnetlink with methods for each class of objects: `await socket.routes.replace({ family: AF.INET, dst, dstLen: 24,
 * gateway, type: RTN.UNICAST })`.
 */
export class RouteSocket {
  readonly connection: Connection;
  readonly links: Objects<typeof link>;
  readonly addresses: Objects<typeof address>;
  readonly routes: Objects<typeof route>;
  readonly rules: Objects<typeof rule>;
  readonly neighbours: Objects<typeof neighbour>;
  readonly nexthops: Objects<typeof nexthop>;
  /** VLANs of bridges and their ports, with options of their own. `family` is AF.BRIDGE. */
  readonly vlans: Objects<typeof vlanDbDump>;
  /** VNIs of VXLANs with `vnifilter`. `family` is AF.BRIDGE. */
  readonly tunnels: Objects<typeof tunnel>;
  /** Labels of IPv6 prefixes. `get` tells the label of an address. */
  readonly addressLabels: Objects<typeof addressLabel>;
  /** Ids of other network namespaces. `add` gives one, `get` tells it. */
  readonly nsids: Objects<typeof nsid>;
  /** Queueing disciplines. `set` is `tc qdisc change`. */
  readonly qdiscs: Objects<typeof qdisc>;
  /** Classes of queueing disciplines. A list needs the `index` of the link. */
  readonly classes: Objects<typeof tclass>;
  /** Filters. A list needs `index` and `parent`. */
  readonly filters: Objects<typeof tfilter>;
  /** Chains of filters. */
  readonly chains: Objects<typeof tfilter>;

  constructor(options: Omit<ConnectionOptions, 'family'>) {
    this.connection = new Connection({ ...options, family: NETLINK.ROUTE });
    this.links = new Objects(this.connection, links);
    this.addresses = new Objects(this.connection, addresses);
    this.routes = new Objects(this.connection, routes);
    this.rules = new Objects(this.connection, rules);
    this.neighbours = new Objects(this.connection, neighbours);
    this.nexthops = new Objects(this.connection, nexthops);
    this.vlans = new Objects(this.connection, vlans);
    this.tunnels = new Objects(this.connection, tunnels);
    this.addressLabels = new Objects(this.connection, addressLabels);
    this.nsids = new Objects(this.connection, nsids);
    this.qdiscs = new Objects(this.connection, qdiscs);
    this.classes = new Objects(this.connection, classes);
    this.filters = new Objects(this.connection, filters);
    this.chains = new Objects(this.connection, chains);
  }

  close(): void {
    this.connection.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

/** Opens a connection to rtnetlink. */
export function openRoute(options: Omit<ConnectionOptions, 'family'> = {}): RouteSocket {
  return new RouteSocket(options);
}
