import type { Address, Problem, Snapshot } from '../../model/index.ts';
import { addresses } from '../../resources/address/address.ts';

/**
 * Warnings about addresses that had a limited lifetime and that the steps changed: only whoever assigned them knows the lifetime,
 * so it cannot be restored.
 */
export function endlessAddresses(touched: readonly Address[], now: Snapshot): readonly Problem[] {
  const ending = touched.filter(({ dynamic }) => dynamic === true);
  if (ending.length === 0) return [];
  const there = new Map(now.addresses.map((one) => [addresses.key(one), one]));
  return ending.flatMap((item) => {
    const found = there.get(addresses.key(item));
    if (found === undefined) return told(item, 'is not back');
    return found.dynamic === true ? [] : told(item, 'has no end any more');
  });
}

const told = (item: Address, what: string): Problem => ({
  code: 'no-end',
  severity: 'warning',
  message: `${addresses.name(item)} ${what}: who gave it, with an end, may do so again`,
  source: null,
});
