import type { Address } from '../../model/index.ts';
import { RT_TABLE } from '../../netlink/index.ts';
import { subnetOf } from './subnet.ts';

/**
 * Of the addresses that a device loses when it is removed, in the kernel's order, those that take along the routes
 * which prefer them as source. fib_del_ifaddr ignores a secondary whose primary was removed before it, so that the
 * local route of the secondary, whose source is that primary, exists to the end. If the same address is on the device
 * as a primary, too, it stays local until then, and is not noticed as gone afterwards. In a VRF such a local route is
 * in the same table as the routes, and goes with the primary (fib_sync_down_addr).
 */
export function sourcesGoneWithDevice(gone: readonly Address[], table: number): readonly Address[] {
  const ofFour = gone.filter(({ family }) => family === 4);
  const primaries = ofFour.filter(({ secondary }) => secondary !== true);
  const turn = (text: string): number => primaries.findLastIndex(({ address }) => address === text);
  const outlives = (secondary: Address, address: string): boolean => {
    const primary = primaries.find((one) => subnetOf(one) === subnetOf(secondary));
    return table === RT_TABLE.MAIN || primary === undefined || turn(primary.address) > turn(address);
  };
  const isLeft = ({ address }: Address): boolean =>
    ofFour.some((one) => one.secondary === true && one.address === address && outlives(one, address));
  return primaries.filter((primary) => !isLeft(primary));
}
