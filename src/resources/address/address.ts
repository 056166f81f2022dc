import type { Address } from '../../model/index.ts';
import { OUR_PROTOCOL } from '../mark.ts';
import type { Difference, Room } from '../room.ts';
import { scopeOf } from './fields.ts';
import { observeAddresses } from './observe.ts';
import { addressRequests } from './requests.ts';
import { isOfLinkLocal } from './terms.ts';

/** IFAPROT_KERNEL_LO, _RA, _LL: addresses that the kernel made (include/uapi/linux/if_addr.h). */
const KERNEL_PROTOCOLS: ReadonlySet<number> = new Set([1, 2, 3]);

/**
 * The attribute that says whether duplicate address detection failed, because another host on the link has the address.
 */
const DETECTION = 'duplicate-address-detection';

function differences(wanted: Address, live: Address): Difference[] {
  const found: Difference[] = [];
  const compare = (
    attribute: 'prefix' | 'label' | 'lifetime' | 'broadcast' | 'scope' | 'peer',
    how: Difference['how'],
    after: Address[typeof attribute] = wanted[attribute],
    before: Difference['before'] = live[attribute],
  ) => {
    if (after !== undefined && after !== before) found.push({ attribute, before, after, how });
  };
  // For an existing address, inet_rtm_newaddr and inet6_rtm_newaddr change only the lifetimes, and silently ignore the
  // rest.
  const ends = live.dynamic === true && wanted.dynamic !== true;
  compare('lifetime', 'live', wanted.lifetime, ends ? 'limited' : live.lifetime);
  compare('prefix', 'create');
  // A label that we set and that is no longer declared goes back to the kernel's default, the link's name.
  compare(
    'label',
    'create',
    wanted.label ?? (live.label !== undefined && isOurs(live) ? wanted.link : undefined),
  );
  compare('broadcast', 'create');
  const ours = isOurs(live);
  // That of an IPv6 address follows from the address.
  if (wanted.family === 4)
    compare('scope', 'create', wanted.scope ?? (ours ? scopeOf(wanted) : undefined), scopeOf(live));
  if (wanted.family === 6 && (wanted.peer !== undefined || ours) && wanted.peer !== live.peer)
    found.push({ attribute: 'peer', before: live.peer ?? null, after: wanted.peer ?? null, how: 'create' });
  const withRoute = live.noPrefixRoute !== true;
  const wantsRoute = wanted.noPrefixRoute !== true;
  if (withRoute !== wantsRoute && (!wantsRoute || ours))
    found.push({ attribute: 'prefix-route', before: withRoute, after: wantsRoute, how: 'create' });
  const metric = wanted.metric ?? (ours ? usualMetric(wanted) : undefined);
  const metricNow = live.metric ?? usualMetric(live);
  if (metric !== undefined && metric !== metricNow && wantsRoute) {
    // Without a metric, an IPv6 address that is there keeps the one it has (inet6_addr_modify).
    const how = wanted.family === 6 && wanted.metric === undefined ? 'create' : 'live';
    found.push({ attribute: 'metric', before: metricNow, after: metric, how });
  }
  // The kernel checks an address only once (addrconf_dad_stop): it has to be created anew to be checked again.
  if (live.dadFailed === true && wanted.dadFailed !== true)
    found.push({ attribute: DETECTION, before: 'failed', after: 'passed', how: 'create' });
  return found;
}

/** Of the kernel's route to the network: IP6_RT_PRIO_ADDRCONF for IPv6. */
const usualMetric = ({ family }: Address): number => (family === 6 ? 256 : 0);

/** A fast check for common addresses: if true, there are no differences. */
const isAsWanted = (wanted: Address, live: Address): boolean =>
  wanted.prefix === live.prefix &&
  (wanted.lifetime ?? 'forever') === live.lifetime &&
  live.dynamic !== true &&
  live.dadFailed !== true &&
  live.noPrefixRoute === undefined &&
  live.metric === wanted.metric &&
  live.peer === wanted.peer &&
  wanted.noPrefixRoute === undefined &&
  (wanted.label === undefined
    ? live.label === undefined || live.label === wanted.link
    : wanted.label === live.label) &&
  (wanted.broadcast === undefined || wanted.broadcast === live.broadcast) &&
  (wanted.family === 6 || scopeOf(wanted) === scopeOf(live));

const isOurs = (a: Address): boolean => a.protocol === OUR_PROTOCOL;

export const addresses: Room<Address> = {
  type: 'address',
  key: (a) =>
    a.family === 4 ? `${a.link} ${a.address}/${a.prefix} ${a.peer ?? ''}` : `${a.link} ${a.address}`,
  name: ({ address, prefix, peer, link }) =>
    peer === undefined
      ? `address ${address}/${prefix} dev ${link}`
      : `address ${address} peer ${peer}/${prefix} dev ${link}`,
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
