import { HIDDEN, type Link, type Snapshot } from '../../model/index.ts';
import { type SectionName, writingOf } from '../../model/language/languages.ts';
import { isEnd, peerOf } from '../../model/language/pairs.ts';
import { lowersOf } from '../../model/language/references.ts';
import { links } from '../../resources/link/link.ts';

/** Sections of the configuration language that `nlapply show` writes. */
export type Section = SectionName;

/** Kinds that cannot exist without a lower device. */
const STACKED: ReadonlySet<string> = new Set([
  'vlan',
  'macvlan',
  'macvtap',
  'ipvlan',
  'ipvtap',
  'ipoib',
  'macsec',
]);

/** The section of a link, or why it cannot be declared. */
export type Classified = { readonly section: Section } | { readonly reason: string };

/**
 * Sorts the links into sections. A link on top of one that cannot be declared cannot be either, so the links are
 * checked again until nothing changes.
 */
export function classifyLinks(snapshot: Snapshot): ReadonlyMap<string, Classified> {
  const classified = new Map<string, Classified>(snapshot.links.map((link) => [link.name, classify(link)]));
  const written = (name: unknown): boolean => {
    const found = typeof name === 'string' ? classified.get(name) : undefined;
    return found !== undefined && 'section' in found;
  };
  for (let before = -1; before !== countReasons(classified); ) {
    before = countReasons(classified);
    for (const link of snapshot.links) {
      if (!written(link.name)) continue;
      const lower = [...lowersOf(link.attributes), peerOf(link)].find(
        (name) => name !== undefined && !written(name),
      );
      if (lower === undefined) continue;
      if (isEnd(link)) classified.set(link.name, { section: 'ethernets' });
      else classified.set(link.name, { reason: `it stands on ${lower}, which is left out` });
    }
  }
  return classified;
}

function classify(link: Link): Classified {
  // Names that can be ids: glob characters would make a pattern, "renderer" is a key of the section.
  if (!/^[!-~]+$/.test(link.name) || /[*?[\]%]/.test(link.name) || link.name === 'renderer') {
    return { reason: 'its name cannot be written as an id' };
  }
  const there = link.kind === 'physical' || links.automatic(link);
  const section = there ? 'ethernets' : writingOf(link)?.section;
  if (section === undefined) return { reason: `links of kind ${link.kind} cannot be declared yet` };
  // If the other end is in another namespace, the link is treated like a NIC, which simply exists.
  if (isEnd(link) && peerOf(link) === undefined) return { section: 'ethernets' };
  if (STACKED.has(link.kind) && typeof link.attributes['link'] !== 'string') return { section: 'ethernets' };
  if (link.facts?.hidden === true)
    return { reason: `its ${HIDDEN[link.kind]} can only be read with CAP_NET_ADMIN` };
  // It exists as long as a process has it open.
  if (link.kind === 'tun' && link.attributes['tun.persistent'] === false) return { section: 'ethernets' };
  if (link.kind === 'hsr' && lowersOf(link.attributes).length < 2)
    return { reason: 'it has lost one of its interfaces' };
  return { section };
}

function countReasons(classified: ReadonlyMap<string, Classified>): number {
  return [...classified.values()].filter((one) => 'reason' in one).length;
}
