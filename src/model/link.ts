import type { Attributes } from './value.ts';

/**
 * A network link as the planner sees it.
 *
 * `kind` is the kernel's IFLA_INFO_KIND (`veth`, `bridge`, …), `physical` for a NIC that has none, or `loopback`.
 * `attributes` are flat and spelled as in the configuration language. Common ones stand alone (`state`, `mtu`,
 * `macaddress`, `alias`, `transmit-queue-length`, `master`, `link`), those of a kind carry its name
 * (`bridge.stp`, `vxlan.id`, `macvlan.mode`, `veth.peer`), those of a port carry its master's (`bridge-port.path-cost`).
 * Links are named, never numbered, in attributes: `master: 'br0'`.
 */
export interface Link {
  readonly type: 'link';
  readonly name: string;
  readonly kind: string;
  readonly attributes: Attributes;
  /** Interface index; only a live link has one. */
  readonly index?: number;
  /** Facts about the live link that cannot be configured. */
  readonly facts?: LinkFacts;
}

export interface LinkFacts {
  /** IFLA_PERM_ADDRESS: the address burnt into the NIC; what `match: macaddress` compares. */
  readonly permanentAddress?: string;
  /** The MAC address that a bond's port had before it joined. */
  readonly originalAddress?: string;
  /** Whether its MAC address is one that nlapply was told, by the record: the kernel chooses those of virtual links itself. */
  readonly toldAddress?: boolean;
  /** Kernel driver of a NIC, from sysfs. */
  readonly driver?: string;
  /** Name of a NIC's device on its bus (IFLA_PARENT_DEV_NAME): `0000:02:00.0`. */
  readonly device?: string;
  /** Where that device is plugged in, like udev's ID_PATH: `pci-0000:02:00.0`. */
  readonly path?: string;
  /** If it is a virtual function: the name of the physical device and its number there (physfn). */
  readonly virtualFunction?: { readonly of: string; readonly number: number };
  /** Whether the lower device or peer is in another namespace (IFLA_LINK_NETNSID), where its name applies. */
  readonly peerElsewhere?: boolean;
  /** Names of its attributes that the driver does not allow to be changed. */
  readonly fixed?: readonly string[];
  /** The text of the queueing discipline that the kernel chose itself, while `qdisc` is `default`. */
  readonly defaultQdisc?: string;
  /** Whether others have put classes or disciplines below the one at its root. */
  readonly othersBelow?: boolean;
  /** The disciplines in classes, as `qdiscs` would have them, while that is not declared but the classes are. */
  readonly qdiscsOfOthers?: readonly string[];
  /** Whether `ingress` is attached: filters of what goes out would get among those of what comes in. */
  readonly ingressOnly?: boolean;
  /**
   * Whether it forwards IPv6 packets (net.ipv6.conf.*.forwarding): it then accepts router advertisements only with
   * accept_ra 2.
   */
  readonly forwardsIpv6?: boolean;
  /**
   * Whether it is up without a carrier: nothing is sent, so that no IPv6 address completes duplicate address detection.
   */
  readonly noCarrier?: boolean;
  /**
   * Whether secondary IPv4 addresses outlive their primary, the first of them becoming the new primary
   * (net.ipv4.conf.*.promote_secondaries).
   */
  readonly promotesSecondaries?: boolean;
  /** What it costs as a port of a bridge by its speed (port_cost), if it was asked for and is known. */
  readonly usualPathCost?: number;
  /**
   * Public keys of those peers of a WireGuard device that have completed a handshake: their endpoints may have moved.
   */
  readonly handshakes?: readonly string[];
  /** Whether attributes are missing because the observer lacks CAP_NET_ADMIN, which some require: see `HIDDEN`. */
  readonly hidden?: boolean;
}

/** The alternative names of a link. Its attribute exists if it has any, or had some before. */
export function alternativeNamesOf({ attributes }: Pick<Link, 'attributes'>): readonly string[] {
  const names = attributes['alternative-names'];
  return Array.isArray(names) ? names.map(String) : [];
}

/** What only the administrator may read of a link, by its kind. */
export const HIDDEN: Readonly<Record<string, string>> = {
  l2tp: 'tunnel and session',
  wireguard: 'keys and peers',
};
