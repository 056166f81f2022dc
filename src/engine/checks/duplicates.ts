import type { Address, Problem } from '../../model/index.ts';
import { addresses } from '../../resources/address/address.ts';
import type { Wanted } from '../../resources/room.ts';
import type { World } from '../../resources/world.ts';

/** Why an address cannot be used that the kernel has found to be a duplicate. */
export const takenBy = (address: string, link: string): string =>
  `another host on ${link} has ${address} (duplicate address detection failed)`;

/** Leaves duplicate addresses as they are, with a problem for each: another detection right now would have the same result. */
export function leaveDuplicates(
  wanted: readonly Wanted<Address>[],
  world: World,
): { wanted: readonly Wanted<Address>[]; duplicates: readonly Problem[] } {
  const duplicates: Problem[] = [];
  const left = wanted.map((w): Wanted<Address> => {
    const { item, source } = w;
    if (item.family === 4 || world.addresses.get(addresses.key(item))?.dadFailed !== true) return w;
    duplicates.push({
      code: 'address-duplicate',
      severity: 'error',
      message: `${addresses.name(item)} cannot be used: ${takenBy(item.address, item.link)}`,
      hint: 'take it away there, or declare another one here; the next run asks for it anew',
      source,
    });
    return { ...w, item: { ...item, dadFailed: true } };
  });
  return { wanted: left, duplicates };
}
