import type { Address } from '../../model/index.ts';
import type { Wanted } from '../room.ts';
import { addresses } from './address.ts';
import { subnetOf } from './subnet.ts';

/**
 * The first address of a subnet is its primary, for as long as it exists. If a wanted primary is not the primary, and
 * another wanted address is in its place, all wanted addresses of the subnet that are there have to go. Returns their
 * keys in the order of removal; they come back in the order of `wanted`. Where nothing is said of what is primary, it is
 * the first one that is wanted, as on a link that has none of them yet, unless others have made one that is there.
 */
export function withoutTheirPrimary(
  wanted: readonly Address[],
  live: ReadonlyMap<string, Address>,
  isOurs: (address: Address) => boolean,
): readonly string[] {
  return severalOfSubnets(wanted).flatMap((subnet) => {
    const there = subnet.map(addresses.key).filter((key) => live.has(key));
    const ours = there.every((key) => {
      const address = live.get(key);
      return address === undefined || isOurs(address);
    });
    const primary =
      subnet.find(({ secondary }) => secondary === false) ?? (ours ? unsaid(subnet) : undefined);
    if (primary === undefined) return [];
    const inPlace = there.find((key) => live.get(key)?.secondary !== true);
    if (inPlace === undefined || inPlace === addresses.key(primary)) return [];
    // The one that is primary now goes last: otherwise it would take its secondaries along, or be replaced by one of
    // them.
    return [...there.filter((key) => key !== inPlace), inPlace];
  });
}

/**
 * Tells the usual cases without looking at subnets: nothing is there yet, or all is and nothing is a secondary.
 * @param matched the wanted addresses, with the keys of the live ones that correspond to them
 */
export function mayBeMisplaced(
  matched: readonly { readonly wanted: Pick<Wanted<Address>, 'item'>; readonly key: string }[],
  live: ReadonlyMap<string, Address>,
): boolean {
  let there = 0;
  let missing = 0;
  for (const { wanted, key } of matched) {
    const { family, prefix, peer } = wanted.item;
    if (family !== 4) continue;
    const present = live.get(key);
    if (present?.secondary === true) return true;
    if (present?.prefix === prefix && present.peer === peer) there += 1;
    else missing += 1;
    if (missing > 0 && there > 0) return true;
  }
  return false;
}

/**
 * Subnets whose primary does not remain, and in which another secondary than the first of `remaining` would take its
 * place, on a link that promotes them: the next one in the kernel's list (__inet_del_ifa).
 */
export function strangeHeirs(
  remaining: readonly Address[],
  live: ReadonlyMap<string, Address>,
): ReadonlySet<string> {
  const several = hasSecondaries(live) ? severalOfSubnets(remaining) : [];
  if (several.length === 0) return new Set();
  const heirs = new Map<string, string>();
  const primaries = new Map<string, string>();
  live.forEach((address, key) => {
    if (address.family !== 4) return;
    const places = address.secondary === true ? heirs : primaries;
    const subnet = subnetOf(address);
    if (!places.has(subnet)) places.set(subnet, key);
  });
  const isStrange = (subnet: string, keys: readonly string[]): boolean => {
    const heir = heirs.get(subnet);
    return heir !== undefined && heir !== keys[0] && !keys.includes(primaries.get(subnet) ?? '');
  };
  return new Set(
    several.flatMap((addressesOfOne) => {
      const subnet = addressesOfOne.slice(0, 1).map(subnetOf);
      return subnet.filter((one) => isStrange(one, addressesOfOne.map(addresses.key)));
    }),
  );
}

function hasSecondaries(live: ReadonlyMap<string, Address>): boolean {
  for (const { secondary } of live.values()) if (secondary === true) return true;
  return false;
}

/** The first one, where nothing is said of any. */
const unsaid = (subnet: readonly Address[]): Address | undefined =>
  subnet.some(({ secondary }) => secondary !== undefined) ? undefined : subnet[0];

/** The IPv4 addresses of each subnet that has several. Most links have a single one, whose subnet need not be known. */
function severalOfSubnets(wanted: readonly Address[]): readonly (readonly Address[])[] {
  const byLink = grouped(
    wanted.filter(({ family }) => family === 4),
    ({ link }) => link,
  );
  return byLink.flatMap((several) => grouped(several, subnetOf));
}

/** Those that have a key in common with others, by key. */
function grouped(items: readonly Address[], keyOf: (item: Address) => string): readonly Address[][] {
  const groups = new Map<string, Address[]>();
  for (const item of items) {
    const key = keyOf(item);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [item]);
    else known.push(item);
  }
  return [...groups.values()].filter(({ length }) => length > 1);
}
