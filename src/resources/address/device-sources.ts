import type { Address } from '../../model/index.ts';
import { RT_TABLE } from '../../netlink/index.ts';
import { subnetOf } from './subnet.ts';

/**
 * Of the addresses of a device that goes, in the kernel's order, those that take the routes along which prefer them. fib_del_ifaddr does not
 * look at a secondary whose primary went before, so its local route, which has the primary for its source, is there to the end; an address
 * that is on the device as a primary, too, is local as long, and is not known as gone afterwards. In a VRF such a local route is in the
 * table of the routes, and goes with the primary (fib_sync_down_addr).
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
