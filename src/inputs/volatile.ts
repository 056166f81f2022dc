import { AF } from '../netlink/constants/families.ts';
import { RTM } from '../netlink/constants/rtm.ts';

/**
 * Bytes in an attribute that depend on the time. `still`: only whether they are above zero counts, since zero and less
 * mean "never" or "over".
 */
export interface Part {
  readonly at: number;
  readonly length: number;
  readonly how: 'ticks' | 'still';
}

/** Volatile attributes by their number. */
export type Ticking = Readonly<Record<number, readonly Part[] | Nested>>;

/**
 * Attributes inside another one. `by`: the number of the attribute next to it that names the kind, on which their
 * meaning depends.
 */
export type Nested = { readonly nest: Ticking } | { readonly by: number; readonly kinds: Kinds };
export type Kinds = Readonly<Record<string, Ticking | undefined>>;

/** The whole attribute: longer than any is. */
const ALL: readonly Part[] = [{ at: 0, length: 0xffff, how: 'ticks' }];

export interface VolatileMessage {
  /** Size of the header before the attributes. */
  readonly header: number;
  /** The address family, the first byte of the header, to which this applies; absent: to all. */
  readonly family?: number;
  readonly attributes: Ticking;
}

/**
 * What differs between answers of the kernel even if nothing has changed, by message type: the size of its header, and
 * the attributes. No room reads any of these. A missing entry only costs time: an answer that differs makes a full run.
 */
export const VOLATILE: Readonly<Record<number, VolatileMessage>> = {
  [RTM.NEWLINK]: {
    header: 16,
    attributes: {
      // IFLA_STATS, IFLA_STATS64; IFLA_CARRIER_CHANGES, _UP_COUNT, _DOWN_COUNT
      7: ALL,
      23: ALL,
      35: ALL,
      47: ALL,
      48: ALL,
      // IFLA_LINKINFO
      18: {
        nest: {
          // IFLA_INFO_DATA, by IFLA_INFO_KIND
          2: {
            by: 1,
            kinds: {
              // Timers (hello, tcn, topology change, gc); how many entries were learned
              bridge: { 16: ALL, 17: ALL, 18: ALL, 19: ALL, 48: ALL },
              // IFLA_HSR_SEQ_NR
              hsr: { 5: ALL },
            },
          },
          // IFLA_INFO_XSTATS
          3: ALL,
          // IFLA_INFO_SLAVE_DATA, by IFLA_INFO_SLAVE_KIND
          5: {
            by: 4,
            kinds: {
              // Timers (message age, forward delay, hold)
              bridge: { 21: ALL, 22: ALL, 23: ALL },
              // IFLA_BOND_SLAVE_LINK_FAILURE_COUNT
              bond: { 3: ALL },
            },
          },
        },
      },
      // IFLA_PROTINFO of a bridge's ports: the same timers
      12: { nest: { 21: ALL, 22: ALL, 23: ALL } },
      // IFLA_AF_SPEC: AF_INET6: IFLA_INET6_STATS, _CACHEINFO, _ICMP6STATS
      26: { nest: { 10: { nest: { 3: ALL, 5: ALL, 6: ALL } } } },
    },
  },
  [RTM.NEWADDR]: {
    header: 8,
    attributes: {
      // struct ifa_cacheinfo: preferred, valid, created, updated
      6: [
        { at: 0, length: 4, how: 'still' },
        { at: 4, length: 4, how: 'still' },
        { at: 8, length: 8, how: 'ticks' },
      ],
    },
  },
  [RTM.NEWROUTE]: {
    header: 12,
    // Dumps of IPv4 routes have no such attributes (fib_dump_info).
    family: AF.INET6,
    attributes: {
      // struct rta_cacheinfo: references, last use, expiry, error, id, ts, tsage
      12: [
        { at: 0, length: 8, how: 'ticks' },
        { at: 8, length: 4, how: 'still' },
        { at: 16, length: 12, how: 'ticks' },
      ],
    },
  },
  // struct tcmsg; TCA_STATS, TCA_XSTATS, TCA_STATS2
  [RTM.NEWQDISC]: { header: 20, attributes: { 3: ALL, 4: ALL, 7: ALL } },
  // NDA_CACHEINFO, NDA_PROBES
  [RTM.NEWNEIGH]: { header: 12, attributes: { 3: ALL, 4: ALL } },
};
