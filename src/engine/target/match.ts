import { globMatcher } from '../../model/glob.ts';
import {
  alternativeNamesOf,
  type DeclaredLink,
  type Link,
  type Match,
  type Snapshot,
} from '../../model/index.ts';
import { PAIRS } from '../../model/language/pairs.ts';

/** Kinds of links that can be a NIC. Bridges, tunnels and the like never match, even if they have the MAC address of a NIC. */
export const NIC_KINDS: ReadonlySet<string> = new Set([
  'physical',
  'veth',
  'macvlan',
  'ipvlan',
  'ipoib',
  'netkit',
]);

/** Returns the MAC address that a link had before nlapply changed it; undefined if it did not. */
export type FormerAddress = (link: Link) => string | undefined;

/**
 * The live links of a declared physical device.
 * @param taken names that belong to other declared devices
 */
export function matchingLinks(
  declared: DeclaredLink,
  snapshot: Snapshot,
  taken: ReadonlySet<string>,
  formerAddress: FormerAddress = () => undefined,
): Link[] {
  const { match, setName } = declared;
  if (match === undefined) return named(declared.id, snapshot, taken);
  const fulfils = matcher(match, formerAddress);
  // A MAC address identifies a NIC, whatever its current name is.
  const exact = match.macaddress !== undefined;
  // So does an alternative name, of which there is only one.
  const isFree = (link: Link): boolean =>
    exact ||
    link.name === setName ||
    !taken.has(link.name) ||
    (match.name !== undefined && alternativeNamesOf(link).includes(match.name));
  const isNic = Object.keys(match).length === 0 ? isHardware : ({ kind }: Link) => NIC_KINDS.has(kind);
  const found = snapshot.links.filter(
    (link) => isNic(link) && isFree(link) && fulfils(link, [link.name, ...alternativeNamesOf(link)]),
  );
  if (found.length > 0 || setName === undefined || match.name === undefined) return found;
  // After an earlier run the NIC has its new name, and not the old one that `match` asks for.
  return snapshot.links.filter(
    (link) => link.name === setName && NIC_KINDS.has(link.kind) && fulfils(link, undefined),
  );
}

/** What an empty `match` matches: a NIC, or what is one for a container, an end of a pair whose other end is in another namespace. */
const isHardware = ({ kind, facts }: Link): boolean =>
  kind === 'physical' || (facts?.peerElsewhere === true && PAIRS[kind] !== undefined);

/** The link of this name, of whatever kind, or the NIC that has it as an alternative name, as udev assigns them. */
function named(id: string, { links }: Snapshot, taken: ReadonlySet<string>): Link[] {
  const found = links.filter(({ name }) => name === id);
  if (found.length > 0) return found;
  return links.filter(
    (link) => NIC_KINDS.has(link.kind) && !taken.has(link.name) && alternativeNamesOf(link).includes(id),
  );
}

/** Whether a link of one of these names matches; undefined: of any name. */
function matcher(
  match: Match,
  formerAddress: FormerAddress,
): (link: Link, names: readonly string[] | undefined) => boolean {
  const byName = match.name === undefined ? undefined : globMatcher(match.name);
  const byDriver = match.driver?.map(globMatcher);
  const byPath = match.path?.map(globMatcher);
  return (link, names) => {
    const { facts = {} } = link;
    if (names !== undefined && byName !== undefined && !names.some(byName)) return false;
    if (match.macaddress !== undefined && match.macaddress !== ownAddress(link, formerAddress)) return false;
    return isOne(byDriver, [facts.driver]) && isOne(byPath, [facts.path, facts.device]);
  };
}

/** Whether one of the known values is among those asked for. If none are asked for, everything matches. */
function isOne(
  globs: readonly ((text: string) => boolean)[] | undefined,
  values: readonly (string | undefined)[],
): boolean {
  return (
    globs === undefined || values.some((value) => value !== undefined && globs.some((glob) => glob(value)))
  );
}

/**
 * The address that identifies a NIC: its permanent one, as virtual links inherit MAC addresses. If the driver does not tell that, it is
 * the current address, or the one before a bond or nlapply changed it.
 */
function ownAddress(link: Link, formerAddress: FormerAddress): unknown {
  if (link.kind !== 'physical') return undefined;
  const { facts: { permanentAddress, originalAddress } = {}, attributes } = link;
  return permanentAddress ?? formerAddress(link) ?? originalAddress ?? attributes['macaddress'];
}
