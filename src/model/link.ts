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
  /** Facts of the live link that no configuration sets. */
  readonly facts?: LinkFacts;
}

export interface LinkFacts {
  /** IFLA_PERM_ADDRESS: the address burnt into the NIC; what `match: macaddress` compares. */
  readonly permanentAddress?: string;
  /** The address that a bond's port had before it was one. */
  readonly originalAddress?: string;
  /** Kernel driver of a NIC, by sysfs. */
  readonly driver?: string;
  /** Name of a NIC's device on its bus (IFLA_PARENT_DEV_NAME): `0000:02:00.0`. */
  readonly device?: string;
  /** Where that is plugged in, as udev's ID_PATH says it: `pci-0000:02:00.0`. */
  readonly path?: string;
  /** Which virtual function of which device's it is (physfn). */
  readonly virtualFunction?: { readonly of: string; readonly number: number };
  /** Whether the name of the lower device or peer lies in another namespace (IFLA_LINK_NETNSID). */
  readonly peerElsewhere?: boolean;
  /** Attributes of its that the driver does not let change. */
  readonly fixed?: readonly string[];
  /** It forwards IPv6 packets (net.ipv6.conf.*.forwarding): then it takes router advertisements only when told twice. */
  readonly forwardsIpv6?: boolean;
  /** It is up and has no carrier: nothing is sent, so that no IPv6 address passes duplicate address detection. */
  readonly noCarrier?: boolean;
  /** Its secondary IPv4 addresses outlive their primary, the first as the new one (net.ipv4.conf.*.promote_secondaries). */
  readonly promotesSecondaries?: boolean;
  /** Keys of the peers of a WireGuard device that have spoken with it: their endpoints follow them. */
  readonly handshakes?: readonly string[];
  /** Whoever looked may not see all attributes of the link: its keys and peers are only for CAP_NET_ADMIN. */
  readonly hidden?: boolean;
}

/** The names that a link has beside its name; the attribute is there when it has any, or has had. */
export function alternativeNamesOf({ attributes }: Pick<Link, 'attributes'>): readonly string[] {
  const names = attributes['alternative-names'];
  return Array.isArray(names) ? names.map(String) : [];
}
