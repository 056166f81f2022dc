import type { DeclaredLink, Link, Match, Snapshot } from '../model/index.ts';
import { globMatcher } from './glob.ts';

/** Kinds that stand for a NIC; bridges, tunnels and the like never match, though they may bear a NIC's MAC. */
const NIC_KINDS: ReadonlySet<string> = new Set(['physical', 'veth', 'macvlan', 'ipvlan', 'ipoib', 'netkit']);

/** The live links a declared physical device stands for. `taken` are names that belong to devices of the configuration. */
export function matchingLinks(
  declared: DeclaredLink,
  snapshot: Snapshot,
  taken: ReadonlySet<string>,
): Link[] {
  const { match, setName } = declared;
  if (match === undefined) return snapshot.links.filter((link) => link.name === declared.id);
  const fulfils = matcher(match);
  // A MAC address says exactly which NIC is meant, whatever its name is yet.
  const exact = match.macaddress !== undefined;
  const isFree = ({ name }: Link): boolean => exact || name === setName || !taken.has(name);
  const found = snapshot.links.filter(
    (link) => NIC_KINDS.has(link.kind) && isFree(link) && fulfils(link, link.name),
  );
  if (found.length > 0 || setName === undefined || match.name === undefined) return found;
  // After an earlier run the NIC bears its new name, and its old one, which `match` asks for, is gone.
  return snapshot.links.filter(
    (link) => link.name === setName && NIC_KINDS.has(link.kind) && fulfils(link, undefined),
  );
}

/** Tells whether a link of this name (undefined: whatever its name) is meant. */
function matcher(match: Match): (link: Link, name: string | undefined) => boolean {
  const byName = match.name === undefined ? undefined : globMatcher(match.name);
  const byDriver = match.driver?.map(globMatcher);
  return (link, name) => {
    if (name !== undefined && byName !== undefined && !byName(name)) return false;
    if (match.macaddress !== undefined) {
      // Virtual links inherit MACs: only a permanent address identifies a NIC.
      if (link.kind !== 'physical') return false;
      if ((link.facts?.permanentAddress ?? link.attributes['macaddress']) !== match.macaddress) return false;
    }
    const driver = link.facts?.driver;
    return byDriver === undefined || (driver !== undefined && byDriver.some((glob) => glob(driver)));
  };
}
