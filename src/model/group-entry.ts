/**
 * A permanent entry of a bridge's multicast database: frames to the group leave through this port, or go to the bridge
 * itself. Identity in the kernel: (bridge, port, group, source, VLAN).
 */
export interface GroupEntry {
  readonly type: 'mdb';
  /** The port, or the bridge itself. */
  readonly link: string;
  readonly bridge: string;
  /** Canonical text of a multicast IP or MAC address. */
  readonly group: string;
  /** The only sender whose packets the entry is for; null: all senders. */
  readonly source: string | null;
  readonly vlan: number | null;
  /** Our mark on an entry that we make. It is not given to the kernel: the record says which entries are ours. */
  readonly protocol?: number;
}
