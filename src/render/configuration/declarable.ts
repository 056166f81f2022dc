import type { Link, Snapshot } from '../../model/index.ts';

/** Sections of the configuration language that `nlapply show` writes. */
export type Section = 'ethernets' | 'bridges' | 'virtual-ethernets' | 'tunnels' | 'macvlans';

const SECTIONS: Readonly<Record<string, Section>> = {
  physical: 'ethernets',
  loopback: 'ethernets',
  bridge: 'bridges',
  veth: 'virtual-ethernets',
  vxlan: 'tunnels',
  macvlan: 'macvlans',
};

/** Why a link cannot be written down, or the section it goes to. */
export type Classified = { readonly section: Section } | { readonly reason: string };

/**
 * Sorts the links into sections. A link that stands on one that cannot be written down cannot be either, so what is left
 * is asked again until nothing falls out any more.
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
      const lower = link.attributes['link'] ?? link.attributes['veth.peer'];
      if (lower === undefined || lower === null || written(lower)) continue;
      if (link.kind === 'veth') classified.set(link.name, { section: 'ethernets' });
      else classified.set(link.name, { reason: `it stands on ${lower}, which is left out` });
    }
  }
  return classified;
}

function classify(link: Link): Classified {
  // What the language takes for an id; glob characters would be a pattern, "renderer" a setting of the section.
  if (!/^[!-~]+$/.test(link.name) || /[*?[\]%]/.test(link.name) || link.name === 'renderer') {
    return { reason: 'its name cannot be written as an id' };
  }
  const section = SECTIONS[link.kind];
  if (section === undefined) return { reason: `links of kind ${link.kind} cannot be declared yet` };
  // The other end lies in another namespace: for this one it is a link like a NIC, that is simply there.
  if (link.kind === 'veth' && typeof link.attributes['veth.peer'] !== 'string')
    return { section: 'ethernets' };
  if (link.kind === 'macvlan' && typeof link.attributes['link'] !== 'string') return { section: 'ethernets' };
  // A VXLAN device with collect_metadata has no VNI of its own.
  if (link.kind === 'vxlan' && !link.attributes['vxlan.id'])
    return { reason: 'it has no VXLAN id of its own' };
  return { section };
}

function countReasons(classified: ReadonlyMap<string, Classified>): number {
  return [...classified.values()].filter((one) => 'reason' in one).length;
}
