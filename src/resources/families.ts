import { exists } from '../inputs/files.ts';
import { AF } from '../netlink/index.ts';

/** There only if the kernel has IPv6, and ipv6.disable=1 does not keep it from starting. */
const IPV6 = '/proc/sys/net/ipv6/conf';

/**
 * The address families to look at. Asked for the addresses or routes of a family that it does not have, the kernel
 * tells those of all others (rtnl_dump_all), and refuses to tell its rules (fib_nl_dumprule).
 */
export const familiesThere = (): readonly number[] => (exists(IPV6) ? [AF.INET, AF.INET6] : [AF.INET]);
