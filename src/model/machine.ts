/**
 * What distinguishes this machine and this boot from others, and what its kernel and programs can do. Read on demand;
 * never shown.
 */
export interface Machine {
  /** The 16 bytes of /etc/machine-id; undefined if there is none. */
  readonly id: () => Uint8Array | undefined;
  /** Identifies this boot and this network namespace. */
  readonly boot: () => Uint8Array;
  /** Whether a link can be renamed while it is up (Linux 6.2, dev_change_name); absent: it can. */
  readonly renamesLive?: () => boolean;
  /**
   * Whether VLANs follow the state of their lower device with a delay (Linux 7.2, vlan_device_event). If that goes down
   * and is up again by then, they do not change at all.
   */
  readonly vlansFollowLater?: () => boolean;
  /** Whether a program is installed; absent: this was not checked, and all programs are assumed to be. */
  readonly has?: (program: string) => boolean;
  /**
   * The value that a new link has for a setting below /proc/sys/net (`conf/default`); undefined if the kernel has no
   * such setting.
   */
  readonly settingOfNew?: (attribute: string) => number | undefined;
  /** The MTU of a new link of a kind, where that depends on the kernel alone, and on how it was built; undefined if it is not known. */
  readonly mtuOfNew?: (kind: string) => number | undefined;
  /** Names of other programs that are configuring the link. */
  readonly tenants?: (link: { readonly name: string; readonly index?: number }) => readonly string[];
}

/** The words that `macaddress` accepts instead of an address. */
const MAC_WORDS = ['permanent', 'preserve', 'random', 'stable'] as const;
export type MacWord = (typeof MAC_WORDS)[number];

export const isMacWord = (value: unknown): value is MacWord => MAC_WORDS.some((word) => word === value);
