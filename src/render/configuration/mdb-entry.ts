import type { GroupEntry, Link } from '../../model/index.ts';
import { compact, type Written } from './document.ts';

/** An item of `mdb`. */
export function groupEntry({ group, source, vlan }: GroupEntry, bridge: Link | undefined): Written {
  const attributes = bridge?.attributes ?? {};
  if (attributes['bridge.mcast-snooping'] === false) return { reason: 'its bridge does not snoop multicast' };
  if (vlan === null && attributes['bridge.vlan-filtering'] === true)
    return { reason: 'its bridge filters VLANs, and has groups for each of them only' };
  return { node: compact({ group, source: source ?? undefined, vlan: vlan ?? undefined }) };
}
