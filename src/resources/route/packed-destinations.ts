import type { PackedRoutes } from '../../model/index.ts';
import type { Address } from '../../netlink/index.ts';
import type { Destinations } from './near.ts';
import { slotsFor } from './packed-slots.ts';

/** The destinations of packed routes, together with others. */
export function destinationsOf(routes: PackedRoutes, others: ReadonlySet<Address>): Destinations {
  // Made at the first use: mostly it is not needed.
  let packed: ((address: number) => boolean) | undefined;
  return {
    has(address) {
      packed ??= destinationsIn(routes);
      return (typeof address === 'number' && packed(address)) || others.has(address);
    },
  };
}

function destinationsIn({ destinations }: PackedRoutes): (address: number) => boolean {
  const slots = slotsFor(destinations.length);
  const last = slots.length - 1;
  const slotOf = (destination: number): number => {
    let slot = Math.imul(destination ^ (destination >>> 15), 0x9e37_79b1) >>> 7;
    for (;;) {
      slot &= last;
      const at = slots[slot] ?? 0;
      if (at === 0 || destinations[at - 1] === destination) return slot;
      slot += 1;
    }
  };
  destinations.forEach((destination, at) => {
    slots[slotOf(destination)] = at + 1;
  });
  return (address) => slots[slotOf(address)] !== 0;
}
