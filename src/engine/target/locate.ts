import type { DeclaredLink, Link, Problem, Snapshot } from '../../model/index.ts';
import { type Former, NO_FORMER } from './former.ts';
import { matchingLinks } from './match.ts';
import { NIC_KINDS } from './nic-kinds.ts';

/** A live link of a declared device. */
export interface Located {
  readonly name: string;
  /** Its current name. */
  readonly current: string;
}

export interface Search {
  /** Names that certainly belong to declared devices. No pattern of another device may match them. */
  readonly taken: ReadonlySet<string>;
  /** The live links found so far, each with its device. */
  readonly claims: Map<string, DeclaredLink>;
  readonly problems: Problem[];
  readonly former?: Former;
  /** Whether a missing link will come with a change of another link, as virtual functions do. */
  readonly coming?: (declared: DeclaredLink) => boolean;
}

/** The live links of a declared device. If it is ambiguous which ones are meant, there are none, and a problem is reported. */
export function locate(declared: DeclaredLink, snapshot: Snapshot, search: Search): Located[] {
  const { claims, problems } = search;
  if (declared.link.kind !== 'physical') return [{ name: declared.id, current: declared.id }];
  const matching = matchingLinks(declared, snapshot, search.taken, search.former);
  const found = matching.filter((link) => {
    const claimed = claims.get(link.name);
    if (claimed !== undefined) problems.push(claimedTwice(link, claimed, declared));
    return claimed === undefined;
  });
  if (found.length === 0) {
    if (matching.length === 0 && !declared.optional && search.coming?.(declared) !== true)
      problems.push(missing(declared, snapshot));
    return [];
  }
  const { setName } = declared;
  if (setName !== undefined && found.length > 1) problems.push(ambiguous(declared, found));
  // A NIC that has the name already stays the one that is meant. Plugging in another one must not remove what is on it.
  const meant =
    setName === undefined || found.length === 1 ? found : found.filter(({ name }) => name === setName);
  for (const link of meant) claims.set(link.name, declared);
  return meant.map((link) => ({
    name: setName ?? nameFor(declared, link, search.former),
    current: link.name,
  }));
}

/** A NIC that is declared by the name which it had before nlapply gave it another one gets that back. */
const nameFor = ({ id, match }: DeclaredLink, link: Link, former: Former = NO_FORMER): string =>
  match === undefined && former.name(link) === id ? id : link.name;

/** Names that declared devices certainly have. */
export function ownNames(declared: DeclaredLink): string[] {
  if (declared.link.kind !== 'physical' || declared.match === undefined) return [declared.id];
  return declared.setName === undefined ? [] : [declared.setName];
}

function missing(declared: DeclaredLink, snapshot: Snapshot): Problem {
  const { match } = declared;
  const asked =
    match === undefined
      ? ''
      : ` (${Object.entries(match)
          .map(([key, value]) => `${key} ${value}`)
          .join(', ')})`;
  return {
    code: 'link-missing',
    severity: 'error',
    message: `there is no link ${declared.id}${asked}; what is declared on it is left out`,
    hint:
      hintOfAddress(match?.macaddress, snapshot) ??
      'check the name (nlapply show), wait for it with --wait-links, or set "optional: true"',
    source: declared.source,
  };
}

/** Why a link that has this MAC address now is not the one that is meant by it; see ownAddress. */
function hintOfAddress(address: string | undefined, { links }: Snapshot): string | undefined {
  if (address === undefined) return undefined;
  for (const { kind, name, facts: { permanentAddress } = {}, attributes } of links) {
    if (attributes['macaddress'] !== address || !NIC_KINDS.has(kind)) continue;
    if (kind !== 'physical')
      return `${kind} ${name} has this address, but virtual links never match by "macaddress": say its "name"`;
    if (permanentAddress !== undefined && permanentAddress !== address)
      return `${name} has this address now, but what matches is the one burnt into it, ${permanentAddress}`;
  }
  return undefined;
}

function ambiguous(declared: DeclaredLink, found: readonly Link[]): Problem {
  const names = found.map(({ name }) => name);
  const { setName = '' } = declared;
  const outcome = names.includes(setName) ? `${setName} stays the one` : 'what is declared on it is left out';
  return {
    code: 'match-ambiguous',
    severity: 'error',
    message: `"set-name: ${setName}" needs exactly one link, but ${found.length} match: ${names.join(', ')}; ${outcome}`,
    hint: 'make "match" say which one is meant: by "macaddress" or "path"',
    source: declared.places['set-name'] ?? declared.source,
  };
}

function claimedTwice(link: Link, first: DeclaredLink, second: DeclaredLink): Problem {
  return {
    code: 'match-twice',
    severity: 'error',
    message: `${second.id} and ${first.id} both match ${link.name}: it is taken for ${first.id}`,
    hint: 'make one of the two "match" more specific',
    source: second.source,
  };
}
