import type { Link, Snapshot } from '../../model/index.ts';
import { NIC_KINDS } from './nic-kinds.ts';

/** What is known of links as they were before nlapply changed them. */
export interface Former {
  /** The MAC address that the link had before nlapply changed it; undefined if it did not. */
  address(link: Link): string | undefined;
  /** The name that the link had before nlapply gave it another one; undefined if it did not. */
  name(link: Link): string | undefined;
  /** Whether the link still has the name that nlapply gave it. */
  hasGivenName(link: Link): boolean;
  /** Whether nlapply made the link. */
  isMade(link: Link): boolean;
}

/** Nothing is known. */
export const NO_FORMER: Former = {
  address: () => undefined,
  name: () => undefined,
  hasGivenName: () => false,
  isMade: () => false,
};

/**
 * The names by which a link is found: its own, and the one that it had before nlapply gave it that. Where NICs have exchanged their
 * names, each has only its former one; a new NIC has the name that it came with.
 */
export function namesOf(link: Link, { links }: Pick<Snapshot, 'links'>, former: Former): readonly string[] {
  const first = former.name(link);
  if (first === undefined) return [link.name];
  const others = links.filter((other) => other !== link && NIC_KINDS.has(other.kind));
  const isAnothers = others.some((other) => former.name(other) === link.name);
  const isNewOnes = others.some((other) => other.name === first && former.name(other) === undefined);
  return [...(isAnothers ? [] : [link.name]), ...(isNewOnes ? [] : [first])];
}
