import { globMatcher } from '../model/glob.ts';
import {
  alternativeNamesOf,
  type DeclaredLink,
  type Link,
  type Match,
  type Snapshot,
} from '../model/index.ts';
import { PAIRS } from '../model/language/pairs.ts';

/** Kinds that stand for a NIC; bridges, tunnels and the like never match, though they may bear a NIC's MAC. */
const NIC_KINDS: ReadonlySet<string> = new Set(['physical', 'veth', 'macvlan', 'ipvlan', 'ipoib', 'netkit']);

/** The MAC address that a link had before we gave it another one; undefined: we did not. */
export type FormerAddress = (link: Link) => string | undefined;

/**
 * The live links a declared physical device stands for. `taken` are names that belong to devices of the configuration.
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
  // A MAC address says exactly which NIC is meant, whatever its name is yet.
  const exact = match.macaddress !== undefined;
  const isFree = ({ name }: Link): boolean => exact || name === setName || !taken.has(name);
  const isNic = Object.keys(match).length === 0 ? isHardware : ({ kind }: Link) => NIC_KINDS.has(kind);
  const found = snapshot.links.filter(
    (link) => isNic(link) && isFree(link) && fulfils(link, [link.name, ...alternativeNamesOf(link)]),
  );
  if (found.length > 0 || setName === undefined || match.name === undefined) return found;
  // After an earlier run the NIC bears its new name, and its old one, which `match` asks for, is gone.
  return snapshot.links.filter(
    (link) => link.name === setName && NIC_KINDS.has(link.kind) && fulfils(link, undefined),
  );
}

/** What no condition at all matches: a NIC, or what is one for a container, the end of a pair whose other end is elsewhere. */
const isHardware = ({ kind, facts }: Link): boolean =>
  kind === 'physical' || (facts?.peerElsewhere === true && PAIRS[kind] !== undefined);

/** The link of this name, whatever it is; or the NIC that has it as an alternative one, as udev gives them. */
function named(id: string, { links }: Snapshot, taken: ReadonlySet<string>): Link[] {
  const found = links.filter(({ name }) => name === id);
  if (found.length > 0) return found;
  return links.filter(
    (link) => NIC_KINDS.has(link.kind) && !taken.has(link.name) && alternativeNamesOf(link).includes(id),
  );
}

/** Tells whether a link of one of these names (undefined: whatever its name) is meant. */
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

/** Whether one of the values, as far as they are known, is one of those that are asked for, if any are. */
function isOne(
  globs: readonly ((text: string) => boolean)[] | undefined,
  values: readonly (string | undefined)[],
): boolean {
  return (
    globs === undefined || values.some((value) => value !== undefined && globs.some((glob) => glob(value)))
  );
}

/**
 * Virtual links inherit MACs: only a permanent address identifies a NIC. A driver may not tell it; then it is the address
 * that the NIC has, or had before a bond or we gave it another one.
 */
function ownAddress(link: Link, formerAddress: FormerAddress): unknown {
  if (link.kind !== 'physical') return undefined;
  const { facts: { permanentAddress, originalAddress } = {}, attributes } = link;
  return permanentAddress ?? formerAddress(link) ?? originalAddress ?? attributes['macaddress'];
}
