import type { Address } from '../../model/index.ts';
import { addresses } from './address.ts';
import { subnetOf } from './subnet.ts';

/**
 * The first address of a subnet is its primary, and stays that as long as it is there. Where a wanted primary is not and
 * another wanted one is in its place: the keys of all wanted ones of the subnet that are there, in the order in which
 * they go. They come back in that of the wanted ones.
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
    // A primary would take its secondaries along, or leave its place to one of them.
    return [...there.filter((key) => key !== inPlace), inPlace];
  });
}
