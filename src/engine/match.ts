import type { DeclaredLink, Link, Match, Snapshot } from '../model/index.ts';
import { matchesGlob } from './glob.ts';

/** Kinds that stand for a NIC; bridges, tunnels and the like never match, though they may bear a NIC's MAC. */
const NIC_KINDS: ReadonlySet<string> = new Set(['physical', 'veth', 'macvlan', 'ipvlan', 'ipoib', 'netkit']);

/** The live links a declared physical device stands for. `taken` are names that belong to other devices of the configuration. */
export function matchingLinks(
  declared: DeclaredLink,
  snapshot: Snapshot,
  taken: ReadonlySet<string>,
): Link[] {
  const { match } = declared;
  if (match === undefined) return snapshot.links.filter((link) => link.name === declared.id);
  const found = snapshot.links.filter(
    (link) => NIC_KINDS.has(link.kind) && !taken.has(link.name) && fulfils(link, match),
  );
  if (found.length > 0 || declared.setName === undefined || match.name === undefined) return found;
  // After an earlier run the NIC bears its new name, and its old one, which `match` asks for, is gone.
  return snapshot.links.filter(
    (link) => link.name === declared.setName && fulfils({ ...link, name: match.name ?? '' }, match),
  );
}

function fulfils(link: Link, match: Match): boolean {
  if (match.name !== undefined && !matchesGlob(match.name, link.name)) return false;
  if (match.macaddress !== undefined) {
    // Virtual links inherit MACs: only a permanent address identifies a NIC.
    if (link.kind !== 'physical') return false;
    if ((link.facts?.permanentAddress ?? link.attributes['macaddress']) !== match.macaddress) return false;
  }
  if (match.driver === undefined) return true;
  const driver = link.facts?.driver;
  return driver !== undefined && match.driver.some((glob) => matchesGlob(glob, driver));
}
