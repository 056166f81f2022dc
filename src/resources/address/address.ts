import type { Address } from '../../model/index.ts';
import { OUR_PROTOCOL } from '../mark.ts';
import type { Difference, Room } from '../room.ts';
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
    attribute: 'prefix' | 'label' | 'lifetime' | 'broadcast' | 'scope',
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
  compare('scope', 'create');
  // The kernel checks an address only once (addrconf_dad_stop): it has to be created anew to be checked again.
  if (live.dadFailed === true && wanted.dadFailed !== true)
    found.push({ attribute: DETECTION, before: 'failed', after: 'passed', how: 'create' });
  return found;
}

/** A fast check for common addresses: if true, there are no differences. */
const isAsWanted = (wanted: Address, live: Address): boolean =>
  wanted.prefix === live.prefix &&
  (wanted.lifetime ?? 'forever') === live.lifetime &&
  live.dynamic !== true &&
  live.dadFailed !== true &&
  (wanted.label === undefined
    ? live.label === undefined || live.label === wanted.link
    : wanted.label === live.label) &&
  (wanted.broadcast === undefined || wanted.broadcast === live.broadcast) &&
  (wanted.scope === undefined || wanted.scope === live.scope);

const isOurs = (a: Address): boolean => a.protocol === OUR_PROTOCOL;

export const addresses: Room<Address> = {
  type: 'address',
  key: (a) =>
    a.family === 4 ? `${a.link} ${a.address}/${a.prefix} ${a.peer ?? ''}` : `${a.link} ${a.address}`,
  name: (a) => `address ${a.address}/${a.prefix} dev ${a.link}`,
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
