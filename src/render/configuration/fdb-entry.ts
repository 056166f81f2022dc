import type { ForwardingEntry } from '../../model/index.ts';
import { fdb } from '../../resources/fdb/fdb.ts';
import { compact, type Written } from './document.ts';

/** An item of `fdb`; null for an entry that was made along with another one. */
export function forwardingEntry(entry: ForwardingEntry): Written {
  if (fdb.automatic(entry)) return null;
  const { macaddress, self, vlan, local, sticky, via, port, vni, sourceVni, out } = entry;
  if (out?.startsWith('#') === true) return { reason: 'the device that leads to its remote is elsewhere' };
  const node = compact({
    macaddress,
    via: via ?? undefined,
    vlan: vlan ?? undefined,
    // Entries on a bridge itself are always local.
    local: local && !self ? true : undefined,
    sticky: sticky ? true : undefined,
    port: port ?? undefined,
    vni: vni ?? undefined,
    'source-vni': sourceVni ?? undefined,
    link: out ?? undefined,
  });
  return { node };
}
