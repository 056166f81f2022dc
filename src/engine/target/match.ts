import { globMatcher } from '../../model/glob.ts';
import {
  alternativeNamesOf,
  type DeclaredLink,
  type Link,
  type Match,
  type Snapshot,
} from '../../model/index.ts';
import { PAIRS } from '../../model/language/pairs.ts';
import { type Former, NO_FORMER, namesOf } from './former.ts';
import { NIC_KINDS } from './nic-kinds.ts';

/**
 * The live links of a declared physical device.
 * @param taken names that belong to other declared devices
 */
export function matchingLinks(
  declared: DeclaredLink,
  snapshot: Snapshot,
  taken: ReadonlySet<string>,
  former: Former = NO_FORMER,
): Link[] {
  const { match, setName } = declared;
  if (match === undefined) return named(declared.id, snapshot, taken, former);
  const fulfils = matcher(match, former);
  // A MAC address identifies a NIC, whatever its current name is.
  const exact = match.macaddress !== undefined;
  // So does an alternative name, of which there is only one, and the name that it had before nlapply gave it another one.
  const isFree = (link: Link): boolean =>
    exact ||
    link.name === setName ||
    !taken.has(link.name) ||
    (match.name !== undefined &&
      (alternativeNamesOf(link).includes(match.name) || hadName(link, match.name, snapshot, former)));
  const isNic = Object.keys(match).length === 0 ? isHardware : ({ kind }: Link) => NIC_KINDS.has(kind);
  const found = snapshot.links.filter(
    (link) =>
      isNic(link) &&
      isFree(link) &&
      fulfils(link, [...namesOf(link, snapshot, former), ...alternativeNamesOf(link)]),
  );
  if (found.length > 0 || setName === undefined || match.name === undefined) return found;
  // After an earlier run the NIC has its new name, and not the old one that `match` asks for.
  return snapshot.links.filter(
    (link) => link.name === setName && NIC_KINDS.has(link.kind) && fulfils(link, undefined),
  );
}

/**
 * Whether the live link that has the name of a declared device may be that device. Otherwise it is to give the name up: it is of
 * another kind, or what the device matches is another NIC.
 */
export function mayBe(
  { link, match }: DeclaredLink,
  holder: Link | undefined,
  snapshot: Snapshot,
  former: Former,
): boolean {
  if (holder === undefined) return true;
  if (link.kind !== 'physical') return holder.kind === link.kind;
  if (match === undefined || Object.keys(match).length === 0) return true;
  const fulfils = matcher(match, former);
  const isMeant = (one: Link): boolean =>
    NIC_KINDS.has(one.kind) && fulfils(one, [...namesOf(one, snapshot, former), ...alternativeNamesOf(one)]);
  return isMeant(holder) || !snapshot.links.some(isMeant);
}

/** What an empty `match` matches: a NIC, or what is one for a container, an end of a pair whose other end is in another namespace. */
const isHardware = ({ kind, facts }: Link): boolean =>
  kind === 'physical' || (facts?.peerElsewhere === true && PAIRS[kind] !== undefined);

/**
 * The link of this name, of whatever kind, or the NIC that had it before nlapply gave it another one, or that has it as an
 * alternative name, as udev assigns them.
 */
function named(id: string, snapshot: Snapshot, taken: ReadonlySet<string>, former: Former): Link[] {
  const { links } = snapshot;
  const found = links.filter((link) => link.name === id && namesOf(link, snapshot, former).includes(id));
  const renamed = links.filter((link) => hadName(link, id, snapshot, former));
  // A link of ours that has the name since is no longer declared.
  if (renamed.length > 0 && found.every(former.isMade)) return renamed;
  if (found.length > 0) return found;
  return links.filter(
    (link) => NIC_KINDS.has(link.kind) && !taken.has(link.name) && alternativeNamesOf(link).includes(id),
  );
}

const hadName = (link: Link, name: string, snapshot: Snapshot, former: Former): boolean =>
  former.name(link) === name && NIC_KINDS.has(link.kind) && namesOf(link, snapshot, former).includes(name);

/** Whether a link of one of these names matches; undefined: of any name. */
function matcher(
  match: Match,
  former: Former,
): (link: Link, names: readonly string[] | undefined) => boolean {
  const byName = match.name === undefined ? undefined : globMatcher(match.name);
  const byDriver = match.driver?.map(globMatcher);
  const byPath = match.path?.map(globMatcher);
  return (link, names) => {
    const { facts = {} } = link;
    if (names !== undefined && byName !== undefined && !names.some(byName)) return false;
    if (match.macaddress !== undefined && match.macaddress !== ownAddress(link, former)) return false;
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
function ownAddress(link: Link, former: Former): unknown {
  if (link.kind !== 'physical') return undefined;
  const { facts: { permanentAddress, originalAddress } = {}, attributes } = link;
  return permanentAddress ?? former.address(link) ?? originalAddress ?? attributes['macaddress'];
}
