/**
 * An entry that stays in a forwarding database: of a bridge (the frames to a MAC go out of this port, or to the bridge
 * itself), or of a VXLAN device (they go to this remote).
 * Identity in the kernel: bridge (bridge, MAC, VLAN); VXLAN (link, MAC, source VNI), and for the all-zeros MAC and
 * multicast ones, which can have several remotes, the remote as well (vxlan_fdb_update_existing).
 */
export interface ForwardingEntry {
  readonly type: 'fdb';
  readonly link: string;
  readonly macaddress: string;
  /** Of the device itself (a VXLAN device, a bridge); else of the bridge that the link is a port of. */
  readonly self: boolean;
  readonly vlan: number | null;
  /** Frames to it are for this machine; always so of an entry on a bridge itself, never on a VXLAN device. */
  readonly local: boolean;
  /** NTF_STICKY: it stays on this port, wherever the MAC is seen. */
  readonly sticky: boolean;
  /** The remote of a VXLAN device's entry. */
  readonly via: string | null;
  /** UDP port and VNI at the remote, null: the device's own. */
  readonly port: number | null;
  readonly vni: number | null;
  /** VNI of the frames that it is for; only a VXLAN device that takes any VNI has such entries. */
  readonly sourceVni: number | null;
  /** The link that leads to the remote, null: whichever the routes say. */
  readonly out: string | null;
  /** Live only: came with the entry without a VLAN, and goes with it (br_fdb_add). */
  readonly implied?: true;
  /** Our mark on an entry that we make. The kernel keeps none: the record knows which are ours. */
  readonly protocol?: number;
}
