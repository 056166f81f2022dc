import type { Address } from '../../model/index.ts';
import { OUR_PROTOCOL } from '../mark.ts';
import type { Difference, Room } from '../room.ts';
import { observeAddresses } from './observe.ts';
import { addressRequests } from './requests.ts';

/** IFAPROT_KERNEL_LO, _RA, _LL: addresses the kernel gave itself (include/uapi/linux/if_addr.h). */
const KERNEL_PROTOCOLS: ReadonlySet<number> = new Set([1, 2, 3]);

function differences(wanted: Address, live: Address): Difference[] {
  const found: Difference[] = [];
  const compare = (
    attribute: 'prefix' | 'label' | 'lifetime' | 'broadcast' | 'scope',
    how: Difference['how'],
  ) => {
    const after = wanted[attribute];
    if (after !== undefined && after !== live[attribute]) {
      found.push({ attribute, before: live[attribute], after, how });
    }
  };
  // inet_rtm_newaddr and inet6_rtm_newaddr take new lifetimes for an address they know; all else they keep in silence.
  compare('lifetime', 'live');
  compare('prefix', 'create');
  compare('label', 'create');
  compare('broadcast', 'create');
  compare('scope', 'create');
  return found;
}

export const addresses: Room<Address> = {
  type: 'address',
  key: (a) =>
    a.family === 4 ? `${a.link} ${a.address}/${a.prefix} ${a.peer ?? ''}` : `${a.link} ${a.address}`,
  name: (a) => `address ${a.address}/${a.prefix} dev ${a.link}`,
  normal: (a) => (a.lifetime === undefined ? { ...a, lifetime: 'forever' } : a),
  differences,
  marked: (a) => a.protocol === OUR_PROTOCOL,
  automatic: (a) =>
    a.dynamic === true ||
    (a.protocol !== undefined && KERNEL_PROTOCOLS.has(a.protocol)) ||
    (a.family === 6 && a.address.startsWith('fe80:') && (a.protocol ?? 0) === 0) ||
    (a.link === 'lo' && (a.address === '127.0.0.1' || a.address === '::1')),
  observe: observeAddresses,
  requests: addressRequests,
};
