import {
  be16,
  be32,
  be64,
  bits,
  enumerated,
  hwaddr,
  ipv4,
  ipv6,
  list,
  marked,
  nest,
  string,
  u8,
  type Value,
} from '../../codec/index.ts';
import { IPSET_CADT, IPSET_CMD, IPSET_FLAG } from '../../constants/ipset.ts';
import { NFNL_SUBSYS, NFPROTO } from '../../constants/netfilter.ts';
import { netfilterMessage, netfilterTypes } from '../message.ts';

const types = () => netfilterTypes('IPSET_CMD_', NFNL_SUBSYS.IPSET, IPSET_CMD);

const address = nest(() => ({ ipv4: [1, marked(ipv4)], ipv6: [2, marked(ipv6)] }));

/** What sets and their entries both have, up to IPSET_ATTR_CADT_FLAGS. */
const common = () =>
  ({
    ip: [1, address],
    ipTo: [2, address],
    cidr: [3, u8],
    port: [4, marked(be16)],
    portTo: [5, marked(be16)],
    timeout: [6, marked(be32)],
    proto: [7, u8],
    cadtFlags: [8, marked(bits(be32, IPSET_CADT))],
  }) as const;

/** What a set is made with, and what the kernel tells of it. */
const properties = nest(() => ({
  ...common(),
  mark: [10, marked(be32)],
  markmask: [11, marked(be32)],
  initval: [17, marked(be32)],
  hashsize: [18, marked(be32)],
  maxelem: [19, marked(be32)],
  netmask: [20, u8],
  bucketsize: [21, u8],
  resize: [22, u8],
  size: [23, marked(be32)],
  elements: [24, marked(be32)],
  references: [25, marked(be32)],
  memsize: [26, marked(be32)],
  bitmask: [27, address],
}));

/** An entry of a set. Which attributes it has follows from the type of the set. */
const entry = nest(
  () => ({
    ...common(),
    lineno: [9, marked(be32)],
    mark: [10, marked(be32)],
    ether: [17, hwaddr],
    name: [18, string],
    nameref: [19, string],
    ip2: [20, address],
    cidr2: [21, u8],
    ip2To: [22, address],
    iface: [23, string],
    bytes: [24, marked(be64)],
    packets: [25, marked(be64)],
    comment: [26, string],
    skbmark: [27, marked(be64)],
    skbprio: [28, marked(be32)],
    skbqueue: [29, marked(be16)],
  }),
  [30],
);

/**
 * IPSET_CMD_*: a set, with its entries in `adt` when it is listed. `setFamily` is that of its entries. A second name (of
 * RENAME and SWAP) is in `typename`.
 */
export const ipset = netfilterMessage(
  'ipset',
  () => ({
    protocol: [1, u8],
    setname: [2, string],
    typename: [3, string],
    revision: [4, u8],
    setFamily: [5, enumerated(u8, NFPROTO)],
    flags: [6, marked(bits(be32, IPSET_FLAG))],
    data: [7, properties],
    adt: [8, list(entry, 7)],
    lineno: [9, marked(be32)],
    protocolMin: [10, u8],
    index: [11, marked(be16)],
  }),
  { types },
);
export type Ipset = Value<typeof ipset>;

/** IPSET_CMD_ADD, DEL and TEST: an entry of a set in `data`. */
export const ipsetEntry = netfilterMessage(
  'ipsetEntry',
  () => ({
    protocol: [1, u8],
    setname: [2, string],
    flags: [6, marked(bits(be32, IPSET_FLAG))],
    data: [7, entry],
    lineno: [9, marked(be32)],
  }),
  { types },
);
export type IpsetEntry = NonNullable<Value<typeof ipsetEntry>['data']>;
