import { AF } from '../netlink/constants/families.ts';
import { RTM } from '../netlink/constants/rtm.ts';

/** Bytes in an attribute that tell what time it is, or how much has passed. `still`: they do, as long as they are above zero: less is "never" or "over". */
export interface Part {
  readonly at: number;
  readonly length: number;
  readonly how: 'ticks' | 'still';
}

/** Attributes by their number. */
export type Ticking = Readonly<Record<number, readonly Part[] | Nested>>;

/** Attributes in another; `by`: of such that mean another thing in each kind, which the attribute of that number beside it names. */
export type Nested = { readonly nest: Ticking } | { readonly by: number; readonly kinds: Kinds };
export type Kinds = Readonly<Record<string, Ticking | undefined>>;

/** More than any attribute has: all of it. */
const ALL: readonly Part[] = [{ at: 0, length: 0xffff, how: 'ticks' }];

export interface VolatileMessage {
  /** Size of what stands before the attributes. */
  readonly header: number;
  /** The address family, its first byte, of those that tick; absent: all do. */
  readonly family?: number;
  readonly attributes: Ticking;
}

/**
 * What differs from one answer of the kernel to the next though nothing has changed, by the type of the message: the size of its header, and
 * the attributes. No room reads any of it. What is missing here costs time only: an answer that differs is looked at as ever.
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
    // Of IPv4 a dump tells no such things (fib_dump_info).
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
  // NDA_CACHEINFO, NDA_PROBES
  [RTM.NEWNEIGH]: { header: 12, attributes: { 3: ALL, 4: ALL } },
};
