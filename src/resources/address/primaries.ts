import type { Address } from '../../model/index.ts';
import { addresses } from './address.ts';
import { subnetOf } from './subnet.ts';

/**
 * The first address of a subnet is its primary, for as long as it exists. If a wanted primary is not the primary, and
 * another wanted address is in its place, all wanted addresses of the subnet that are there have to go. Returns their
 * keys in the order of removal; they come back in the order of `wanted`.
 */
export function withoutTheirPrimary(
  wanted: readonly Address[],
  live: ReadonlyMap<string, Address>,
): readonly string[] {
  const primaries = wanted.filter(({ secondary }) => secondary === false);
  if (primaries.length === 0) return [];
  const bySubnet = new Map<string, Address[]>();
  for (const address of wanted) {
    const subnet = subnetOf(address);
    const known = bySubnet.get(subnet);
    if (known === undefined) bySubnet.set(subnet, [address]);
    else known.push(address);
  }
  return primaries.flatMap((primary) => {
    const there = (bySubnet.get(subnetOf(primary)) ?? []).map(addresses.key).filter((key) => live.has(key));
    const inPlace = there.find((key) => live.get(key)?.secondary !== true);
    if (inPlace === undefined || inPlace === addresses.key(primary)) return [];
    // The one that is primary now goes last: otherwise it would take its secondaries along, or be replaced by one of
    // them.
    return [...there.filter((key) => key !== inPlace), inPlace];
  });
}
