import { globMatcher } from '../../model/glob.ts';
import { alternativeNamesOf, type DeclaredLink, type Link, type Snapshot } from '../../model/index.ts';
import { peerOf } from '../../model/language/pairs.ts';
import { lowersOfLink } from '../../resources/link/terms.ts';
import type { Former } from './former.ts';

/** The declared devices as they have been found. */
interface Found {
  readonly declared: readonly DeclaredLink[];
  /** The device of each link that has been found, by the current name of the link. */
  readonly claims: ReadonlyMap<string, DeclaredLink>;
  /** Links to rename, by their wanted names: their current names. */
  readonly renames: ReadonlyMap<string, string>;
  /** Names that certainly belong to declared devices. */
  readonly taken: ReadonlySet<string>;
  /** Names of ignored links. */
  readonly hidden: readonly string[];
}

/**
 * The names that links get back, by their current names: those that they had before nlapply gave them others, for which nothing is
 * declared any more. A link whose former name is not free keeps the one that it has.
 */
export function namesBack({ links }: Snapshot, former: Former, found: Found): ReadonlyMap<string, string> {
  const given = links.filter((link) => former.hasGivenName(link));
  const back = new Map<string, string>();
  if (given.length === 0) return back;
  const goals = new Set([...found.taken, ...found.renames.keys(), ...found.hidden]);
  for (const link of given) {
    const name = former.name(link);
    if (name === undefined || name === link.name || goals.has(name)) continue;
    if (isDeclaredAs(link.name, found.claims.get(link.name)) || isVirtual(link, found)) continue;
    goals.add(name);
    back.set(link.name, name);
  }
  const leaving = new Set(found.renames.values());
  const isFree = (name: string, current: string): boolean => {
    const holder = links.find((link) => link.name !== current && hasName(link, name));
    if (holder === undefined) return true;
    return holder.name === name && (leaving.has(name) || back.has(name) || isGoing(holder, links, former));
  };
  // A link that keeps its name keeps it from another one.
  for (let known = -1; known !== back.size; ) {
    known = back.size;
    for (const [current, name] of back) if (!isFree(name, current)) back.delete(current);
  }
  return back;
}

/** Whether the declaration of a link says that it has this name. */
function isDeclaredAs(name: string, declared: DeclaredLink | undefined): boolean {
  if (declared === undefined) return false;
  const { match, setName } = declared;
  if (setName !== undefined || match === undefined) return true;
  return match.name !== undefined && globMatcher(match.name)(name);
}

/** Whether the link is declared as a virtual one, such as a pair that stands for a NIC. */
const isVirtual = ({ name, kind }: Link, { declared }: Found): boolean =>
  declared.some(({ id, link }) => id === name && link.kind === kind && kind !== 'physical');

const hasName = (link: Link, name: string): boolean =>
  link.name === name || alternativeNamesOf(link).includes(name);

/** Whether a link that is not declared goes in time: it is ours, has no peer, and nothing stands on it. */
const isGoing = (link: Link, links: readonly Link[], former: Former): boolean =>
  former.isMade(link) &&
  peerOf(link) === undefined &&
  !links.some((upper) => lowersOfLink(upper).includes(link.name));
