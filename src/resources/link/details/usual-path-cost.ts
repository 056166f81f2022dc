import { getEthtoolSettings, NetlinkError } from '../../../netlink/index.ts';
import type { Kernel } from '../../room.ts';
import type { LinkDetails } from './link-details.ts';

/** Stands for the fact among the attributes that are asked for; no link has such an attribute. */
export const USUAL_PATH_COST = 'usual-path-cost';

/** SPEED_UNKNOWN */
const UNKNOWN = 0xffff_ffff;

/** Of a port whose speed is none of these, or that has no speed. */
const SLOW = 100;

/** By the speed in Mb/s (port_cost); older kernels know neither 2500 nor 5000. */
const COSTS: Readonly<Record<number, number>> = {
  10: SLOW,
  100: 19,
  1000: 5,
  2500: 4,
  5000: 3,
  10000: 2,
};

/** What a link costs as a port of a bridge unless it is told. */
export const usualPathCost: LinkDetails = {
  onDemand: true,
  appliesTo: () => true,
  concerns: (attribute) => attribute === USUAL_PATH_COST,
  how: () => 'live',
  async read(links, kernel, _index, tell) {
    for (const { name, index } of links) {
      const cost = await costOf(kernel, index ?? 0);
      if (cost !== undefined) tell(name, { usualPathCost: cost });
    }
    return new Map();
  },
  orders: () => [],
};

/** Undefined for a NIC without a carrier. */
async function costOf({ generic }: Kernel, ifindex: number): Promise<number | undefined> {
  let speed: number | undefined;
  try {
    ({ speed } = await getEthtoolSettings(generic(), ifindex, 'linkmodes'));
  } catch (error) {
    if (!(error instanceof NetlinkError)) throw error;
  }
  if (speed === UNKNOWN) return undefined;
  return speed === undefined ? SLOW : speed > 10_000 ? 1 : (COSTS[speed] ?? SLOW);
}
