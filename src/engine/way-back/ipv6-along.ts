import type { Snapshot, Step } from '../../model/index.ts';
import { hasLowMtu, isOfIpv6 } from '../../resources/link/ipv6-effects.ts';
import type { ChangedAttributes } from '../objects/changed-attributes.ts';

/**
 * Adds the IPv6 settings of links whose MTU was too low for IPv6 in between: the kernel discards them then (addrconf_ifdown), and
 * they are to be restored with the MTU.
 */
export function withIpv6Along(
  changed: ChangedAttributes,
  steps: readonly Step[],
  { links }: Snapshot,
): ChangedAttributes {
  if (!steps.some(({ after }) => after?.type === 'link' && hasLowMtu(after))) return changed;
  const all = new Map(changed);
  for (const link of links) {
    const known = changed.get(link.name);
    if (known?.has('mtu') === true && !hasLowMtu(link))
      all.set(link.name, new Set([...known, ...Object.keys(link.attributes).filter(isOfIpv6)]));
  }
  return all;
}
