import type { Address } from '../../model/index.ts';
import { OUR_PROTOCOL } from '../mark.ts';
import type { Difference, Room } from '../room.ts';
import { scopeOf, shownBroadcast } from './fields.ts';
import { DETECTION, flagDifferences, hasFlagsOf } from './flags.ts';
import { lifetimeDifferences } from './lifetimes.ts';
import { observeAddresses } from './observe.ts';
import { METRIC, metricOf, PREFIX_ROUTE } from './prefix-route.ts';
import { addressRequests } from './requests.ts';
import { isOfLinkLocal } from './terms.ts';

/** IFAPROT_KERNEL_LO, _RA, _LL: addresses that the kernel made (include/uapi/linux/if_addr.h). */
const KERNEL_PROTOCOLS: ReadonlySet<number> = new Set([1, 2, 3]);

function differences(wanted: Address, live: Address): Difference[] {
  const found: Difference[] = [];
  const compare = (
    attribute: 'prefix' | 'label' | 'scope',
    how: Difference['how'],
    after: Address[typeof attribute] = wanted[attribute],
    before: Difference['before'] = live[attribute],
  ) => {
    if (after !== undefined && after !== before) found.push({ attribute, before, after, how });
  };
  // For an existing address, inet_rtm_newaddr and inet6_addr_modify change only the lifetimes, the metric and, in IPv6,
  // whether there is a prefix route; they silently ignore the rest.
  found.push(...lifetimeDifferences(wanted, live));
  compare('prefix', 'create');
  // A label that we set and that is no longer declared goes back to the kernel's default, the link's name.
  compare(
    'label',
    'create',
    wanted.label ?? (live.label !== undefined && isOurs(live) ? wanted.link : undefined),
  );
  if (!hasBroadcast(wanted, live)) {
    const [before, after] = [shownBroadcast(live), shownBroadcast(wanted)];
    if (before !== after) found.push({ attribute: 'broadcast', before, after, how: 'create' });
  }
  // That of an IPv6 address follows from the address. One that we gave and that is no longer declared goes back to the usual one.
  if (wanted.family === 4)
    compare('scope', 'create', wanted.scope ?? (isOurs(live) ? scopeOf(wanted) : undefined), scopeOf(live));
  // The peer of an IPv4 address is part of its key.
  if (wanted.peer !== live.peer)
    found.push({ attribute: 'peer', before: live.peer, after: wanted.peer, how: 'create' });
  // The kernel checks an address only once (addrconf_dad_stop): it has to be created anew to be checked again.
  if (live.dadFailed === true && wanted.dadFailed !== true)
    found.push({ attribute: DETECTION, before: 'failed', after: 'passed', how: 'create' });
  const isWhole = found.length > 0 || isOurs(live) || (wanted.protocol ?? OUR_PROTOCOL) !== OUR_PROTOCOL;
  found.push(...ofPrefixRoute(wanted, live, isWhole));
  if (wanted.family === 6) found.push(...flagDifferences(wanted, live, isWhole || found.length > 0));
  return found;
}

/**
 * What is not said is only compared if it was set by us, or if the address becomes ours by another change: others, as
 * NetworkManager, set both on their addresses. Observed addresses are wanted as they were.
 */
function ofPrefixRoute(wanted: Address, live: Address, isWhole: boolean): Difference[] {
  // In place the kernel takes the peer of an IPv6 address for a network (modify_prefix_route).
  const in6 = wanted.peer === undefined ? 'live' : 'create';
  const metric: Difference = {
    ...{ attribute: METRIC, before: metricOf(live), after: metricOf(wanted) },
    how: wanted.family === 4 ? 'live' : in6,
  };
  const route: Difference = {
    attribute: PREFIX_ROUTE,
    ...{ before: live.noPrefixRoute !== true, after: wanted.noPrefixRoute !== true },
    how: wanted.family === 4 ? 'create' : in6,
  };
  const found = [metric, route].filter(({ before, after }) => before !== after);
  const isSaid = ({ attribute }: Difference): boolean =>
    (attribute === METRIC ? wanted.metric : wanted.noPrefixRoute) !== undefined;
  return isWhole || found.some(isSaid) ? found : [];
}

/** A fast check for common addresses: if true, there are no differences. */
const isAsWanted = (wanted: Address, live: Address): boolean =>
  wanted.prefix === live.prefix &&
  (wanted.lifetime ?? 'forever') === live.lifetime &&
  wanted.validLifetime === undefined &&
  live.validLifetime === undefined &&
  live.dynamic !== true &&
  live.dadFailed !== true &&
  (wanted.label === undefined
    ? live.label === undefined || live.label === wanted.link
    : wanted.label === live.label) &&
  wanted.peer === live.peer &&
  wanted.metric === live.metric &&
  (wanted.noPrefixRoute ?? false) === (live.noPrefixRoute ?? false) &&
  hasBroadcast(wanted, live) &&
  hasFlagsOf(wanted, live) &&
  (wanted.family === 6 || scopeOf(wanted) === scopeOf(live));

/**
 * Whether the broadcast address is told alike, or any will do. One that we gave and that is no longer declared goes back to the
 * usual one.
 */
const hasBroadcast = (wanted: Address, live: Address): boolean =>
  wanted.broadcast === live.broadcast || (wanted.broadcast === undefined && !isOurs(live));

const isOurs = (a: Address): boolean => a.protocol === OUR_PROTOCOL;

export const addresses: Room<Address> = {
  type: 'address',
  key: (a) =>
    a.family === 4 ? `${a.link} ${a.address}/${a.prefix} ${a.peer ?? ''}` : `${a.link} ${a.address}`,
  name: (a) =>
    a.peer === undefined
      ? `address ${a.address}/${a.prefix} dev ${a.link}`
      : `address ${a.address} peer ${a.peer}/${a.prefix} dev ${a.link}`,
  normal: (a) => (a.lifetime === undefined ? { lifetime: 'forever', ...a } : a),
  isAsWanted,
  differences,
  marked: isOurs,
  automatic: (a) =>
    a.dynamic === true ||
    isOfLinkLocal(a) ||
    (a.protocol !== undefined && KERNEL_PROTOCOLS.has(a.protocol)) ||
    (a.family === 6 && a.address.startsWith('fe80:') && (a.protocol ?? 0) === 0) ||
    // add_v4_addrs gives a sit tunnel the IPv4 addresses of its own end, as IPv6 addresses.
    (a.prefix === 96 && /^::[0-9a-f]{1,4}:[0-9a-f]{1,4}$/.test(a.address)) ||
    (a.link === 'lo' && (a.address === '127.0.0.1' || a.address === '::1')),
  observe: observeAddresses,
  requests: addressRequests,
};
