/** What tells a machine, and a boot of it, from others. Read when it is asked for; never shown. */
export interface Machine {
  /** 16 bytes of /etc/machine-id; undefined when it has none. */
  readonly id: () => Uint8Array | undefined;
  /** Of this boot and this network namespace. */
  readonly boot: () => Uint8Array;
  /** Whether a link that is up can get another name (Linux 6.2, dev_change_name); absent: it can. */
  readonly renamesLive?: () => boolean;
  /** Whether VLANs learn some time later what became of their device (Linux 7.2, vlan_device_event): nothing, when that is up again. */
  readonly vlansFollowLater?: () => boolean;
  /** Whether a program is installed; absent: nobody has looked, and all are taken to be. */
  readonly has?: (program: string) => boolean;
  /** What a new link has of a setting below /proc/sys/net (`conf/default`); undefined: this kernel has none of the name. */
  readonly settingOfNew?: (attribute: string) => number | undefined;
  /** Who else configures the link: names of other programs that are at work on it. */
  readonly tenants?: (link: { readonly name: string; readonly index?: number }) => readonly string[];
}

/** The words that `macaddress` takes in place of an address. */
const MAC_WORDS = ['permanent', 'preserve', 'random', 'stable'] as const;
export type MacWord = (typeof MAC_WORDS)[number];

export const isMacWord = (value: unknown): value is MacWord => MAC_WORDS.some((word) => word === value);
