import type { Address } from '../../model/index.ts';
import { IFA_F } from '../../netlink/index.ts';
import type { Difference } from '../room.ts';

/** What says of an address whether it is checked before it is used (IFA_F_NODAD), and that another host has it. */
export const DETECTION = 'duplicate-address-detection';

/** The keys of an IPv6 address that are flags of the kernel, which a request that changes it sets anew (inet6_addr_modify). */
export const addressFlags = [
  { attribute: 'manage-temporary-addresses', flag: IFA_F.MANAGETEMPADDR },
  { attribute: 'home-address', flag: IFA_F.HOMEADDRESS },
] as const;

const BITS = addressFlags.reduce((bits, { flag }) => bits | flag, 0);

/** Those of the flags of an address that can be declared. */
export const declarableFlags = ({ otherFlags = 0 }: Address): number => otherFlags & BITS;

/** Whether two addresses have the same flags. */
export const hasFlagsOf = (a: Address, b: Address): boolean =>
  (a.noDad ?? false) === (b.noDad ?? false) && declarableFlags(a) === declarableFlags(b);

/** What is not said is only compared with `isWhole`. */
export function flagDifferences(wanted: Address, live: Address, isWhole: boolean): Difference[] {
  const found: Difference[] = [];
  if (isWhole || wanted.noDad !== undefined) {
    const [before, after] = [live.noDad !== true, wanted.noDad !== true];
    if (before !== after) found.push({ attribute: DETECTION, before, after, how: 'live' });
  }
  if (!isWhole && wanted.otherFlags === undefined) return found;
  const [has, wants] = [declarableFlags(live), declarableFlags(wanted)];
  for (const { attribute, flag } of addressFlags) {
    const [before, after] = [(has & flag) !== 0, (wants & flag) !== 0];
    if (before !== after) found.push({ attribute, before, after, how: 'live' });
  }
  return found;
}
