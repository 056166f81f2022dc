/**
 * A permanent entry of a forwarding database: of a bridge (frames to the MAC leave through this port, or go to the
 * bridge itself), or of a VXLAN device (they go to this remote).
 * Identity in the kernel: bridge (bridge, MAC, VLAN); VXLAN (link, MAC, source VNI), and for the all-zeros MAC and
 * multicast ones, which can have several remotes, the remote as well (vxlan_fdb_update_existing).
 */
export interface ForwardingEntry {
  readonly type: 'fdb';
  readonly link: string;
  readonly macaddress: string;
  /**
   * Whether it is an entry of the link itself (a VXLAN device, a bridge) rather than of the bridge whose port the link
   * is.
   */
  readonly self: boolean;
  readonly vlan: number | null;
  /**
   * Frames to the MAC are for this machine; always true for an entry on a bridge itself, never for one of a VXLAN
   * device.
   */
  readonly local: boolean;
  /** NTF_STICKY: the entry stays on this port even if the MAC is seen on another one. */
  readonly sticky: boolean;
  /** The remote of a VXLAN device's entry. */
  readonly via: string | null;
  /** UDP port and VNI at the remote; null: those of the device. */
  readonly port: number | null;
  readonly vni: number | null;
  /** VNI of the frames that the entry applies to; only VXLAN devices that take any VNI have such entries. */
  readonly sourceVni: number | null;
  /** The link through which the remote is reached; null: as the routes say. */
  readonly out: string | null;
  /** Live only: the kernel made it along with the entry without a VLAN, and removes it with that one (br_fdb_add). */
  readonly implied?: true;
  /** Our mark on an entry that we make. The kernel does not store it: the record says which entries are ours. */
  readonly protocol?: number;
}
