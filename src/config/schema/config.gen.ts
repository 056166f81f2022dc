// Generated from schemas/config.schema.json by scripts/generate-types.mjs. Do not edit.

/**
 * netplan's back end. Accepted for compatibility with netplan, without effect: nlapply itself configures the kernel.
 */
export type Renderer = 'networkd' | 'NetworkManager';
/**
 * `own`: keep what others have made. `strict`: remove what is not declared.
 */
export type PolicyWord = 'own' | 'strict';
/**
 * Patterns of links to ignore. A text is a pattern for `name`.
 */
export type IgnoredLinks = (string | IgnoredLink)[];
/**
 * Patterns of addresses to ignore. A text is a pattern for `address`.
 */
export type IgnoredAddresses = (string | IgnoredAddress)[];
/**
 * Patterns of routes to ignore. A text is a pattern for `to`.
 */
export type IgnoredRoutes = (string | IgnoredRoute)[];
/**
 * Patterns of rules to ignore. A text is a pattern for `priority`.
 */
export type IgnoredRules = ((number | string) | IgnoredRule)[];
/**
 * Patterns of permanent neighbours and proxies to ignore. A text is a pattern for `to`.
 */
export type IgnoredNeighbors = (string | IgnoredNeighbor)[];
/**
 * Patterns of entries of forwarding databases to ignore. A text is a pattern for `macaddress`.
 */
export type IgnoredFdb = (string | IgnoredFdbEntry)[];
/**
 * Patterns of entries of multicast databases to ignore. A text is a pattern for `group`.
 */
export type IgnoredMdb = (string | IgnoredMdbEntry)[];
/**
 * Client program that DHCP is handed on to. By default the one given for the whole network, or else the first of these that is installed.
 */
export type DhcpClient = 'dhcpcd' | 'udhcpc';
/**
 * UDP ports on which this machine takes packets of tunnels out of UDP: the other end of a tunnel with `encap`.
 */
export type FouPorts = FouPort[];
/**
 * Labels of IPv6 addresses: of several source addresses one is chosen that has the label of the destination (RFC 6724).
 */
export type AddressLabels = AddressLabel[];
/**
 * Address with its prefix length.
 */
export type Address = string;
/**
 * Static addresses.
 */
export type Addresses = (Address | AddressWithOptions)[];
/**
 * The paths of a route that has several, instead of `via` and `on-link`: the kernel spreads the traffic over them.
 *
 * @minItems 1
 */
export type Nexthops = [Nexthop, ...Nexthop[]];
/**
 * Static routes.
 */
export type Routes = Route[];
/**
 * Routing rules: they select the routing table for a packet.
 */
export type RoutingPolicy = Rule[];
/**
 * Neighbours with a fixed link-layer address, and proxies.
 */
export type Neighbors = Neighbor[];
/**
 * Entries of a forwarding database: of the bridge that the device is or is a port of, or of the VXLAN device.
 */
export type Fdb = ForwardingEntry[];
/**
 * Static entries of a multicast database, of the bridge that the device is or is a port of: groups that leave through this port although nobody behind it has asked for them.
 */
export type Mdb = GroupEntry[];
/**
 * Deprecated: IPv4 gateway of a default route. Use a route with `to: default` instead.
 */
export type Gateway4 = string;
/**
 * Deprecated: IPv6 gateway of a default route. Use a route with `to: default` instead.
 */
export type Gateway6 = string;
/**
 * Maximum transmission unit: the largest packet in bytes, at least 68, and at least 1280 for IPv6. On a CAN device it is the size of a frame: 16, 72 for CAN FD, up to 2060 for CAN XL.
 */
export type Mtu = number;
/**
 * MAC address to give to the device, or one of these words: `stable` (derived from the machine id and the device's name, the same at every boot), `random` (a new one at each boot), `permanent` (the address burnt into the NIC), `preserve` (the address that the device has now).
 */
export type Macaddress = string;
/**
 * Do not wait for the device, and do not treat it as an error if it is missing.
 */
export type Optional = boolean;
/**
 * `off`: keep the device down. `manual`: leave it up or down as it is. Either makes the device `optional`. By default it is brought up.
 */
export type ActivationMode = 'manual' | 'off';
/**
 * Never take the device down and never recreate it: a plan that would do so, even for a moment, is refused as a whole.
 */
export type Critical = boolean;
/**
 * Accepted for compatibility with netplan, without effect: the kernel configures a device without a carrier anyway.
 */
export type IgnoreCarrier = boolean;
/**
 * Accepted for compatibility with netplan, without effect: nlapply never waits for addresses that others assign.
 */
export type OptionalAddresses = ('ipv4-ll' | 'ipv6-ra' | 'dhcp4' | 'dhcp6' | 'static')[];
/**
 * Configure IPv4 by DHCP. This is handed on to a client program, which keeps running.
 */
export type Dhcp4 = boolean;
/**
 * Configure IPv6 by DHCP. This is handed on to a client program, which keeps running and asks at once, whatever router advertisements say. The kernel processes the advertisements themselves.
 */
export type Dhcp6 = boolean;
/**
 * How the DHCPv4 client identifies itself: `duid` (an identifier of the machine and the device, RFC 4361) or `mac` (the MAC address).
 */
export type DhcpIdentifier = 'duid' | 'mac';
/**
 * Description of the interface, shown by `ip link`, at most 255 bytes. An empty text removes it.
 */
export type Alias = string;
/**
 * Queueing discipline at the root of the device (tc-qdisc): its kind, or a mapping with the kind and options by the names of tc-cake(8), tc-fq_codel(8) and so on. `default` is what the kernel chooses itself. By default it is left alone.
 */
export type Qdisc =
  | (
      | 'cake'
      | 'fq_codel'
      | 'fq'
      | 'codel'
      | 'sfq'
      | 'tbf'
      | 'netem'
      | 'pfifo'
      | 'bfifo'
      | 'pfifo_fast'
      | 'mq'
      | 'htb'
      | 'hfsc'
      | 'prio'
      | 'multiq'
      | 'drr'
      | 'qfq'
      | 'pie'
      | 'fq_pie'
      | 'hhf'
      | 'pfifo_head_drop'
      | 'skbprio'
      | 'red'
      | 'choke'
      | 'sfb'
      | 'ets'
      | 'mqprio'
      | 'cbs'
      | 'etf'
      | 'noqueue'
      | 'default'
    )
  | QdiscOptions;
/**
 * Queueing disciplines in classes: all that there are below `qdisc`. Classes without one have a plain queue.
 */
export type Qdiscs = QdiscOptions[];
/**
 * Classes of `qdisc` (tc class): all that there are. Those of htb share its rate.
 */
export type Classes = TrafficClass[];
/**
 * Filters (tc filter): which packets get into which class, are policed, marked, dropped or sent to another device. All that there are, but for those that cannot be said here.
 */
export type Filters = TrafficFilter[];
/**
 * Additional names of the device, at most 127 bytes each. Names that others have added are kept.
 */
export type AlternativeNames = string[];
/**
 * Length of the transmit queue, in packets.
 */
export type TransmitQueueLength = number;
/**
 * Number of the device group that the device belongs to. `ip link set group` changes all devices of a group at once.
 */
export type Group = number;
/**
 * Number of transmit queues of a virtual device. It is fixed when the device is created: a different number recreates the device.
 */
export type TransmitQueues = number;
/**
 * Number of receive queues of a virtual device. It is fixed when the device is created: a different number recreates the device.
 */
export type ReceiveQueues = number;
/**
 * Resolve addresses on the device by ARP and neighbour discovery. With false, neighbours have to be entered by hand.
 */
export type Arp = boolean;
/**
 * Allow multicast on the device.
 */
export type Multicast = boolean;
/**
 * Receive all multicast packets, not only those of groups that have been joined.
 */
export type AllMulticast = boolean;
/**
 * Promiscuous mode: receive all packets, whatever their destination.
 */
export type Promiscuous = boolean;
/**
 * Keep the carrier off on behalf of a protocol (such as VRRP or MLAG) while the device stays up. Supported by macvlans, macvtaps, VXLAN devices and some switch ports; other drivers refuse it.
 */
export type Protodown = boolean;
/**
 * Reasons for `protodown`, as a bit mask, decimal or hexadecimal: bit N stands for reason N of /etc/iproute2/protodown_reasons.d. As long as any bit is set, `protodown` cannot be turned off.
 */
export type ProtodownReasons = number | string;
/**
 * Largest packet, in bytes, that the network stack may hand to the device for segmentation (GSO).
 */
export type GsoMaxSize = number;
/**
 * Maximum number of segments that a packet which is handed to the device for segmentation may be split into (GSO).
 */
export type GsoMaxSegments = number;
/**
 * The same as `gso-max-size`, for IPv4 packets. Linux 6.3 or later.
 */
export type GsoIpv4MaxSize = number;
/**
 * Largest packet, in bytes, that received packets may be merged into (GRO).
 */
export type GroMaxSize = number;
/**
 * The same as `gro-max-size`, for IPv4 packets. Linux 6.3 or later.
 */
export type GroIpv4MaxSize = number;
/**
 * How the kernel generates the interface identifier of the IPv6 addresses that it creates itself: `eui64` (from the MAC address), `none` (it creates no link-local address), `stable-privacy` (from a secret, always the same in the same network, RFC 7217) or `random` (likewise, with a secret that the kernel generates). The secret is derived from the machine id, unless net.ipv6.conf.*.stable_secret is already set.
 */
export type Ipv6AddressGeneration = 'eui64' | 'none' | 'stable-privacy' | 'random';
/**
 * Accept router advertisements: the kernel takes addresses, routes and an MTU from them (accept_ra). true also applies to a device that forwards IPv6. By default the setting is left alone.
 */
export type AcceptRa = boolean;
/**
 * Create temporary IPv6 addresses and prefer them as source addresses (use_tempaddr 2, RFC 8981). With false there are none (use_tempaddr 0).
 */
export type Ipv6Privacy = boolean;
/**
 * Largest IPv6 packet, in bytes, at most `mtu`. The kernel resets it when the device comes up, gets a carrier or gets another MTU. It is therefore set after that; if the carrier comes later, the next run sets it again. The MTU of router advertisements is not taken then.
 */
export type Ipv6Mtu = number;
/**
 * Address families with link-local addresses. Without `ipv6` in the list the kernel creates no IPv6 link-local address, and the one that it has created is removed. `ipv4` (RFC 3927) is handed on to dhcpcd.
 */
export type LinkLocal = ('ipv4' | 'ipv6')[];
/**
 * Interface identifier of the IPv6 addresses that come with router advertisements, written as an address whose upper 64 bits are zero (`::1:2`); `::` is none.
 */
export type Ipv6AddressToken = string;
/**
 * Bridge port: allow frames to be sent back out of the port on which they arrived (hairpin mode, reflective relay).
 */
export type Hairpin = boolean;
/**
 * Bridge port: answer ARP requests and IPv6 neighbour solicitations for hosts behind the port from the bridge's neighbour table, and do not flood to the port those that have been answered. Meant for VXLAN ports (EVPN).
 */
export type NeighSuppress = boolean;
/**
 * Bridge port: learn the source MAC addresses of received frames.
 */
export type PortMacLearning = boolean;
/**
 * VLANs of a bridge port, or of the bridge itself. The list is complete: VLANs that are not in it are removed, including the bridge's default PVID. By default the VLANs are left as they are; a new port has VLAN 1 as `pvid` and `untagged`.
 */
export type BridgeVlans = BridgeVlan[];
/**
 * Bridge port that is a VXLAN device for several VNIs: map VLANs to VNIs, as given by `tunnel` in `vlans`.
 */
export type VlanTunnel = boolean;
/**
 * Bridge port: exchange frames only with ports that are not isolated.
 */
export type Isolated = boolean;
/**
 * Bridge port: accept only frames whose source MAC address is in the forwarding database for this port, as after authentication by IEEE 802.1X.
 */
export type Locked = boolean;
/**
 * Bridge port: MAC authentication bypass. When a locked port receives a frame from an unknown MAC address, the kernel drops it and adds a locked entry to the forwarding database, so that a daemon can authorise the address. Needs `locked` and `port-mac-learning`. Linux 6.2 or later.
 */
export type Mab = boolean;
/**
 * Bridge port: BPDU guard. If a BPDU arrives, the port is disabled until it is taken down and up again. It works while the kernel runs the spanning tree protocol.
 */
export type Guard = boolean;
/**
 * Bridge port: root guard. The port is not allowed to become the root port of the spanning tree.
 */
export type RootBlock = boolean;
/**
 * Bridge port: flood unicast frames with an unknown destination to this port.
 */
export type Flood = boolean;
/**
 * Bridge port: flood broadcast frames to this port.
 */
export type BcastFlood = boolean;
/**
 * Bridge port: flood multicast frames to this port if there is no entry for their group.
 */
export type McastFlood = boolean;
/**
 * Bridge port: send multicast frames as unicast, one copy to the MAC address of each member of the group. Needs multicast snooping.
 */
export type McastToUnicast = boolean;
/**
 * Bridge port: whether a multicast router is behind the port, which then gets all multicast traffic. 0: never, 1: detected from the queries that arrive, 2: always.
 */
export type McastRouter = number;
/**
 * Bridge port: maximum number of multicast group memberships; 0: no limit.
 */
export type McastMaxGroups = number;
/**
 * Bridge port: maximum number of hosts whose multicast memberships are tracked individually (explicit host tracking, with IGMPv3 and MLDv2).
 */
export type McastEhtHostsLimit = number;
/**
 * Bridge port: remove a multicast membership as soon as a leave message arrives, without querying for other members. Needs multicast snooping.
 */
export type Fastleave = boolean;
/**
 * Bridge port: link-local group addresses 01:80:c2:00:00:0X to forward although IEEE 802.1D forbids it, as a bit mask, decimal or hexadecimal: bit N stands for the address that ends in N. Bit 1 (pause frames) cannot be set.
 */
export type GroupFwdMask = number | string;
/**
 * Bridge port: suppress ARP and neighbour discovery in those VLANs whose own option says so (`bridge vlan set … neigh_suppress`), whatever `neigh-suppress` is. Linux 6.4 or later.
 */
export type NeighVlanSuppress = boolean;
/**
 * Bridge port: with `neigh-suppress`, still forward gratuitous ARP and unsolicited neighbour advertisements. Needs a kernel later than Linux 6.18.
 */
export type NeighForwardGrat = boolean;
/**
 * Bridge port: proxy ARP. Requests that arrive on this port are answered on behalf of other hosts that the bridge knows, and nothing is flooded to the port.
 */
export type ProxyArp = boolean;
/**
 * Bridge port: proxy ARP as IEEE 802.11 and Hotspot 2.0 require it of access points. Requests for hosts behind this port are answered by the bridge, and not flooded to the port.
 */
export type ProxyArpWifi = boolean;
/**
 * Bridge port: id of another port of the same bridge, to which traffic is redirected while this port has no carrier.
 */
export type BackupPort = string;
/**
 * Bridge port: id of the FDB nexthop (`ip nexthop`) to attach to packets that are redirected to a backup port with `vlan-tunnel`; 0: none. Linux 6.6 or later.
 */
export type BackupNhid = number;
/**
 * Secure associations, each with its number and its key. A given list is complete. Without a list they are left as they are, so that wpa_supplicant can manage them.
 *
 * @maxItems 4
 */
export type MacsecKeys =
  | []
  | [MacsecKey]
  | [MacsecKey, MacsecKey]
  | [MacsecKey, MacsecKey, MacsecKey]
  | [MacsecKey, MacsecKey, MacsecKey, MacsecKey];
/**
 * Secure channels to receive from. A given list is complete. Without a list they are left as they are.
 */
export type MacsecChannels = MacsecChannel[];
/**
 * Peers of a wireguard tunnel. A given list is complete: other peers are removed. Without a list the peers are left as they are.
 */
export type WireguardPeers = WireguardPeer[];

/**
 * Network configuration for nlapply: netplan's language, version 2, with extensions.
 */
export interface Configuration {
  network?: Network;
}
/**
 * The network of this machine.
 */
export interface Network {
  /**
   * Version of the language; only 2 exists.
   */
  version?: 2;
  renderer?: Renderer;
  /**
   * What happens to objects that are not declared and that nlapply did not make.
   */
  policy?: PolicyWord | Policy;
  ignore?: Ignore;
  /**
   * What happens to settings of netplan's language that nlapply does not support. `error`: the configuration is refused. `warn`: they are left out with a warning, and the rest is applied.
   */
  unsupported?: 'error' | 'warn';
  openvswitch?: OpenvswitchGlobal;
  'dhcp-client'?: DhcpClient;
  'fou-ports'?: FouPorts;
  'address-labels'?: AddressLabels;
  batadvs?: Batadvs;
  bonds?: Bonds;
  bridges?: Bridges;
  'dummy-devices'?: DummyDevices;
  ethernets?: Ethernets;
  hsrs?: Hsrs;
  ifbs?: Ifbs;
  ipoibs?: Ipoibs;
  ipvlans?: Ipvlans;
  ipvtaps?: Ipvtaps;
  macsecs?: Macsecs;
  macvlans?: Macvlans;
  macvtaps?: Macvtaps;
  modems?: Modems;
  netkits?: Netkits;
  nlmons?: Nlmons;
  'nm-devices'?: NmDevices;
  teams?: Teams;
  tunnels?: Tunnels;
  tuntaps?: Tuntaps;
  vcans?: Vcans;
  'virtual-ethernets'?: VirtualEthernets;
  vlans?: Vlans;
  vrfs?: Vrfs;
  vxcans?: Vxcans;
  wifis?: Wifis;
  'xfrm-interfaces'?: XfrmInterfaces;
}
/**
 * A policy for each class of objects.
 */
export interface Policy {
  links?: PolicyWord;
  addresses?: PolicyWord;
  routes?: PolicyWord;
  rules?: PolicyWord;
  neighbors?: PolicyWord;
  fdb?: PolicyWord;
  mdb?: PolicyWord;
}
/**
 * Objects that are never part of a plan: they are neither removed nor changed, whatever the policy.
 */
export interface Ignore {
  links?: IgnoredLinks;
  addresses?: IgnoredAddresses;
  routes?: IgnoredRoutes;
  rules?: IgnoredRules;
  neighbors?: IgnoredNeighbors;
  fdb?: IgnoredFdb;
  mdb?: IgnoredMdb;
}
/**
 * A pattern; all given conditions must hold.
 */
export interface IgnoredLink {
  /**
   * Name of the link, with wildcards.
   */
  name?: string;
  /**
   * Kind of the link as shown by `ip -d link`, `physical` for NICs; with wildcards.
   */
  kind?: string;
  /**
   * Name of the link that it is a port of, with wildcards.
   */
  master?: string;
}
/**
 * A pattern; all given conditions must hold.
 */
export interface IgnoredAddress {
  /**
   * The address, or a network that it is in.
   */
  address?: string;
  /**
   * Name of the link, with wildcards.
   */
  link?: string;
  /**
   * Label, with wildcards.
   */
  label?: string;
  /**
   * Protocol, that is, who added it: a number, or its name in iproute2.
   */
  protocol?: number | string;
}
/**
 * A pattern; all given conditions must hold.
 */
export interface IgnoredRoute {
  /**
   * The destination, or a network that contains it. `default` matches default routes only.
   */
  to?: string;
  /**
   * The gateway, or a network that it is in.
   */
  via?: string;
  /**
   * Name of the link, with wildcards.
   */
  link?: string;
  /**
   * Routing table, by number or by name, or a range of numbers.
   */
  table?: number | string;
  /**
   * Metric, or a range of them.
   */
  metric?: number | string;
  /**
   * Type of the route.
   */
  type?:
    | 'unicast'
    | 'anycast'
    | 'blackhole'
    | 'broadcast'
    | 'local'
    | 'multicast'
    | 'prohibit'
    | 'throw'
    | 'unreachable';
  /**
   * Protocol, that is, who added it: a number, or its name in iproute2.
   */
  protocol?: number | string;
}
/**
 * A pattern; all given conditions must hold.
 */
export interface IgnoredRule {
  /**
   * Priority, or a range of them.
   */
  priority?: number | string;
  /**
   * The source, or a network that contains it.
   */
  from?: string;
  /**
   * The destination, or a network that contains it.
   */
  to?: string;
  /**
   * Routing table, by number or by name, or a range of numbers.
   */
  table?: number | string;
  /**
   * Firewall mark without its mask, or a range of them.
   */
  mark?: number | string;
  /**
   * Name of the link on which packets arrive, with wildcards.
   */
  iif?: string;
  /**
   * Name of the link that sockets are bound to, with wildcards.
   */
  oif?: string;
  /**
   * Protocol, that is, who added it: a number, or its name in iproute2.
   */
  protocol?: number | string;
}
/**
 * A pattern; all given conditions must hold.
 */
export interface IgnoredNeighbor {
  /**
   * The address, or a network that it is in.
   */
  to?: string;
  /**
   * Name of the link, with wildcards.
   */
  link?: string;
  /**
   * MAC address, with wildcards.
   */
  macaddress?: string;
  /**
   * Protocol, that is, who added it: a number, or its name in iproute2.
   */
  protocol?: number | string;
}
/**
 * A pattern; all given conditions must hold.
 */
export interface IgnoredFdbEntry {
  /**
   * MAC address, with wildcards.
   */
  macaddress?: string;
  /**
   * Name of the link, with wildcards.
   */
  link?: string;
  /**
   * The remote of a VXLAN device, or a network that it is in.
   */
  via?: string;
}
/**
 * A pattern; all given conditions must hold.
 */
export interface IgnoredMdbEntry {
  /**
   * Group, or a network that it is in; or a MAC address, with wildcards.
   */
  group?: string;
  /**
   * Name of the port or the bridge, with wildcards.
   */
  link?: string;
  /**
   * Name of the bridge, with wildcards.
   */
  bridge?: string;
}
/**
 * Not supported: global settings of Open vSwitch, see `unsupported`.
 */
export interface OpenvswitchGlobal {
  /**
   * Names and values for Open vSwitch's database.
   */
  'external-ids'?: {
    [k: string]: string;
  };
  /**
   * Names and values for Open vSwitch's database.
   */
  'other-config'?: {
    [k: string]: string;
  };
  /**
   * OpenFlow versions to support.
   */
  protocols?: ('OpenFlow10' | 'OpenFlow11' | 'OpenFlow12' | 'OpenFlow13' | 'OpenFlow14' | 'OpenFlow15')[];
  /**
   * Pairs of patch ports.
   */
  ports?: [string, string][];
  ssl?: OpenvswitchSsl;
}
/**
 * Files with keys and certificates.
 */
export interface OpenvswitchSsl {
  /**
   * File with the certificate of the authority.
   */
  'ca-cert'?: string;
  /**
   * File with the certificate.
   */
  certificate?: string;
  /**
   * File with the private key.
   */
  'private-key'?: string;
}
/**
 * A UDP port for packets of tunnels.
 */
export interface FouPort {
  /**
   * UDP port.
   */
  port: number;
  /**
   * `fou`: foo over UDP, the packet is right behind the UDP header. `gue`: generic UDP encapsulation, a header of its own tells what the packet is.
   */
  type?: 'fou' | 'gue';
  /**
   * What the packets are with the type `fou`, which needs it: a protocol of IP by name or number (1–255); `ipencap` for tunnels of the mode ipip, `ipv6` for sit, `gre` for gre.
   */
  'ip-protocol'?: number | string;
  /**
   * IPv4 or IPv6 below UDP. By default that of `local` and `peer`, else IPv4.
   */
  family?: 'ipv4' | 'ipv6';
  /**
   * The only address of this machine at which packets are taken. Linux 5.2 or later.
   */
  local?: string;
  /**
   * Address of the only sender whose packets are taken; it needs `peer-port` and `local`. Linux 5.2 or later.
   */
  peer?: string;
  /**
   * UDP port of the sender.
   */
  'peer-port'?: number;
  /**
   * Id of the only device on which packets are taken; it needs `local`. Linux 5.2 or later.
   */
  interface?: string;
}
/**
 * A label of IPv6 addresses.
 */
export interface AddressLabel {
  /**
   * IPv6 network whose addresses have the label; the longest one that matches counts. `::ffff:0.0.0.0/96` is IPv4.
   */
  prefix: string;
  /**
   * The label. The kernel begins with labels up to 12.
   */
  label: number;
  /**
   * Id of the only device for which the label holds.
   */
  interface?: string;
}
/**
 * B.A.T.M.A.N. advanced meshes, by interface name.
 */
export interface Batadvs {
  renderer?: Renderer;
  [k: string]: Batadv | Renderer | undefined;
}
/**
 * B.A.T.M.A.N. advanced mesh: one Ethernet network over the devices that are its ports.
 */
export interface Batadv {
  /**
   * Ids of the devices that are ports of the mesh.
   */
  interfaces?: string[];
  /**
   * Routing algorithm. By default that of the kernel module for new meshes (/sys/module/batman_adv/parameters/routing_algo).
   */
  'routing-algorithm'?: 'BATMAN_IV' | 'BATMAN_V';
  renderer?: Renderer;
  addresses?: Addresses;
  routes?: Routes;
  'routing-policy'?: RoutingPolicy;
  neighbors?: Neighbors;
  fdb?: Fdb;
  mdb?: Mdb;
  nameservers?: Nameservers;
  gateway4?: Gateway4;
  gateway6?: Gateway6;
  mtu?: Mtu;
  macaddress?: Macaddress;
  optional?: Optional;
  'activation-mode'?: ActivationMode;
  critical?: Critical;
  'ignore-carrier'?: IgnoreCarrier;
  'optional-addresses'?: OptionalAddresses;
  dhcp4?: Dhcp4;
  dhcp6?: Dhcp6;
  'dhcp-identifier'?: DhcpIdentifier;
  'dhcp4-overrides'?: Dhcp4Overrides;
  'dhcp6-overrides'?: Dhcp6Overrides;
  'dhcp-client'?: DhcpClient;
  alias?: Alias;
  qdisc?: Qdisc;
  qdiscs?: Qdiscs;
  classes?: Classes;
  filters?: Filters;
  'alternative-names'?: AlternativeNames;
  'transmit-queue-length'?: TransmitQueueLength;
  group?: Group;
  'transmit-queues'?: TransmitQueues;
  'receive-queues'?: ReceiveQueues;
  arp?: Arp;
  multicast?: Multicast;
  'all-multicast'?: AllMulticast;
  promiscuous?: Promiscuous;
  protodown?: Protodown;
  'protodown-reasons'?: ProtodownReasons;
  'gso-max-size'?: GsoMaxSize;
  'gso-max-segments'?: GsoMaxSegments;
  'gso-ipv4-max-size'?: GsoIpv4MaxSize;
  'gro-max-size'?: GroMaxSize;
  'gro-ipv4-max-size'?: GroIpv4MaxSize;
  'ipv6-address-generation'?: Ipv6AddressGeneration;
  'accept-ra'?: AcceptRa;
  'ipv6-privacy'?: Ipv6Privacy;
  'ipv6-mtu'?: Ipv6Mtu;
  'link-local'?: LinkLocal;
  'ra-overrides'?: RaOverrides;
  sysctl?: Sysctl;
  'ipv6-address-token'?: Ipv6AddressToken;
  hairpin?: Hairpin;
  'neigh-suppress'?: NeighSuppress;
  'port-mac-learning'?: PortMacLearning;
  vlans?: BridgeVlans;
  'vlan-tunnel'?: VlanTunnel;
  isolated?: Isolated;
  locked?: Locked;
  mab?: Mab;
  guard?: Guard;
  'root-block'?: RootBlock;
  flood?: Flood;
  'bcast-flood'?: BcastFlood;
  'mcast-flood'?: McastFlood;
  'mcast-to-unicast'?: McastToUnicast;
  'mcast-router'?: McastRouter;
  'mcast-max-groups'?: McastMaxGroups;
  'mcast-eht-hosts-limit'?: McastEhtHostsLimit;
  fastleave?: Fastleave;
  'group-fwd-mask'?: GroupFwdMask;
  'neigh-vlan-suppress'?: NeighVlanSuppress;
  'neigh-forward-grat'?: NeighForwardGrat;
  'proxy-arp'?: ProxyArp;
  'proxy-arp-wifi'?: ProxyArpWifi;
  'backup-port'?: BackupPort;
  'backup-nhid'?: BackupNhid;
  networkmanager?: Networkmanager;
  openvswitch?: Openvswitch;
}
/**
 * An address with its prefix length, and its options.
 */
export interface AddressWithOptions {
  [k: string]: AddressOptions;
}
/**
 * Options of an address.
 */
export interface AddressOptions {
  /**
   * Label of an IPv4 address, at most 15 bytes.
   */
  label?: string;
  /**
   * How long the address is preferred: `forever`, or seconds; afterwards it is deprecated, and never chosen as the source address of new connections. 0: from the beginning.
   */
  lifetime?: number | string;
  /**
   * How long the address is there: `forever`, or seconds, after which the kernel removes it. They are counted from when the address is set; a run sets it again only if it is gone, or if more is left than is declared.
   */
  'valid-lifetime'?: number | string;
  /**
   * Address of the other end of a point-to-point link. The prefix length of an IPv4 address is then that of the peer's network.
   */
  peer?: string;
  /**
   * `false`: the kernel makes no route to the network of the address.
   */
  'add-prefix-route'?: boolean;
  /**
   * Metric of the route to the network of the address that the kernel makes. The default is 0 for IPv4 and 256 for IPv6.
   */
  metric?: number;
  /**
   * Scope of an IPv4 address: `global`, valid everywhere; `link`, on this network only; `host`, on this machine only. The default is `host` for addresses in 127.0.0.0/8 and otherwise `global`.
   */
  scope?: 'global' | 'link' | 'host';
  /**
   * Broadcast address of an IPv4 address, or `none`. The default is the last address of the network, and none in 127.0.0.0/8, with a prefix length of 31 or 32 and with a `peer`.
   */
  broadcast?: string;
  /**
   * Ask on the link whether another host has the IPv6 address before it is used. With false it can be used at once.
   */
  'duplicate-address-detection'?: boolean;
  /**
   * The IPv6 address, of a network of 64 bits, is a template for temporary addresses (RFC 8981), which the kernel makes if the device has `ipv6-privacy`.
   */
  'manage-temporary-addresses'?: boolean;
  /**
   * The IPv6 address is the home address of a mobile node (RFC 6275), which is preferred as a source.
   */
  'home-address'?: boolean;
}
/**
 * A route.
 */
export interface Route {
  /**
   * Destination: an address with or without a prefix length, or `default`.
   */
  to: string;
  /**
   * Gateway. Without one the destination is directly on the link.
   */
  via?: string;
  nexthops?: Nexthops;
  /**
   * Preferred source address of packets that this machine sends.
   */
  from?: string;
  /**
   * Prefix of the senders that an IPv6 route is for (`ip -6 route add … from …`), so that each prefix of several providers leaves through its own. Packets of others find the next route.
   */
  'source-prefix'?: string;
  /**
   * The gateway is directly on the link, even if no address of the link has it in its network.
   */
  'on-link'?: boolean;
  /**
   * Metric. Of several routes to the same destination the one with the lowest metric is used. The default is 0 for IPv4 and 1024 for IPv6.
   */
  metric?: number;
  /**
   * Type of the route. `blackhole`, `unreachable`, `prohibit` and `throw` routes have no gateway and no device.
   */
  type?:
    | 'unicast'
    | 'anycast'
    | 'blackhole'
    | 'broadcast'
    | 'local'
    | 'multicast'
    | 'prohibit'
    | 'throw'
    | 'unreachable';
  /**
   * Scope of the destination, for IPv4 only. By default it follows from the type and from whether there is a gateway.
   */
  scope?: 'global' | 'link' | 'host';
  /**
   * Routing table: its number, or the name that it has in /etc/iproute2/rt_tables or a file of rt_tables.d; `main` is 254, `local` 255, `default` 253. By default that of the VRF that the device is, or is a port of; otherwise main.
   */
  table?: number | string;
  /**
   * Path MTU along the route, in bytes.
   */
  mtu?: number;
  /**
   * Initial congestion window of TCP, in segments.
   */
  'congestion-window'?: number;
  /**
   * Initial receive window of TCP, in segments.
   */
  'advertised-receive-window'?: number;
  /**
   * TCP maximum segment size (MSS) to advertise, in bytes.
   */
  'advertised-mss'?: number;
  /**
   * The MTU of the route holds, whatever path MTU discovery finds. It needs `mtu`.
   */
  'lock-mtu'?: boolean;
  /**
   * Hop limit, or TTL, of packets that this machine sends.
   */
  'hop-limit'?: number;
  /**
   * TCP acknowledges segments at once.
   */
  'quick-ack'?: boolean;
  /**
   * TCP fast open works without a cookie.
   */
  'fast-open-no-cookie'?: boolean;
  /**
   * Congestion control algorithm of TCP. The kernel must have it, or a module for it.
   */
  'congestion-control'?: string;
  /**
   * Least time that TCP waits for an acknowledgement before it sends again, in milliseconds.
   */
  'rto-min'?: number;
  /**
   * Most segments that TCP has under way without an acknowledgement.
   */
  'maximum-congestion-window'?: number;
  /**
   * Greatest window that TCP offers to the other end, in bytes.
   */
  window?: number;
  /**
   * Slow start threshold of TCP with which connections begin, in segments.
   */
  ssthresh?: number;
  /**
   * Round trip time with which TCP begins, in milliseconds.
   */
  rtt?: number;
  /**
   * Variance of the round trip time with which TCP begins, in milliseconds.
   */
  rttvar?: number;
  /**
   * How far segments may be out of order before TCP takes one for lost.
   */
  reordering?: number;
  /**
   * What TCP uses over this route although the machine does not: `ecn` (explicit congestion notification), `tcp-usec-ts` (time stamps in microseconds, Linux 6.7).
   */
  features?: ('ecn' | 'tcp-usec-ts')[];
  /**
   * The keys of this route whose values hold, whatever TCP has found on earlier connections. `rto-min` and `maximum-congestion-window` always do; for `mtu` there is `lock-mtu`.
   */
  locked?: (
    | 'window'
    | 'rtt'
    | 'rttvar'
    | 'ssthresh'
    | 'advertised-mss'
    | 'reordering'
    | 'hop-limit'
    | 'congestion-window'
    | 'advertised-receive-window'
  )[];
  /**
   * Preference of an IPv6 default route over others of the same metric, as routers announce it.
   */
  preference?: 'low' | 'medium' | 'high';
  /**
   * MPLS labels that packets get, the outermost first.
   *
   * @minItems 1
   * @maxItems 30
   */
  'mpls-labels'?: [number, ...number[]];
  /**
   * IPv6 addresses that packets pass one after the other (segment routing).
   *
   * @minItems 1
   * @maxItems 126
   */
  segments?: [string, ...string[]];
  /**
   * How the segments get into a packet: in a header around it, around the whole frame (`l2encap`), or in the IPv6 packet itself (`inline`). `.red` leaves out the first segment, which is the destination.
   */
  'segments-mode'?: 'encap' | 'encap.red' | 'l2encap' | 'l2encap.red' | 'inline';
}
/**
 * A path of a route.
 */
export interface Nexthop {
  /**
   * Gateway. Without one (IPv4 only) the destination is directly on the link.
   */
  via?: string;
  /**
   * The device that the path leads over; by default the one under which the route is written.
   */
  interface?: string;
  /**
   * The share of the traffic that takes this path, relative to the weights of the others.
   */
  weight?: number;
  /**
   * The gateway is directly on the link, even if no address of the link has it in its network.
   */
  'on-link'?: boolean;
}
/**
 * A routing rule. It needs `from`, `to` or `family`.
 */
export interface Rule {
  /**
   * Source address, with or without a prefix length.
   */
  from?: string;
  /**
   * Destination address, with or without a prefix length.
   */
  to?: string;
  /**
   * Routing table to look up, by number or by name.
   */
  table?: number | string;
  /**
   * What becomes of matching packets: a table is looked up, or they are refused; `nop` does nothing.
   */
  type?: 'table' | 'blackhole' | 'unreachable' | 'prohibit' | 'nop';
  /**
   * IPv4 or IPv6, for a rule with neither `from` nor `to`.
   */
  family?: 'ipv4' | 'ipv6';
  /**
   * Device through which the packet came: the id of a device, or the name of an interface that the configuration does not declare. `lo` stands for packets of this machine.
   */
  iif?: string;
  /**
   * Device to which the socket of a packet of this machine is bound: the id of a device, or the name of an interface that the configuration does not declare.
   */
  oif?: string;
  /**
   * Protocol of the packet, by name or number (1–255).
   */
  'ip-protocol'?: number | string;
  /**
   * Source port, 1–65534, or a range of ports (`1024-2047`).
   */
  'source-port'?: number | string;
  /**
   * Destination port, 1–65534, or a range of ports (`8000-8099`).
   */
  'destination-port'?: number | string;
  /**
   * Number of the user to whom the socket of the packet belongs, or a range of users (`1000-1999`).
   */
  'uid-range'?: number | string;
  /**
   * True: the rule is for packets that do not match.
   */
  invert?: boolean;
  /**
   * Routes that are found with a prefix of this length or a shorter one do not count: the next rule is asked. With 0, default routes do not.
   */
  'suppress-prefix-length'?: number;
  /**
   * Routes that are found over an interface of this group do not count: the next rule is asked.
   */
  'suppress-interface-group'?: number;
  /**
   * True: for packets of VRFs, whose own table is looked up.
   */
  l3mdev?: boolean;
  /**
   * Priority of the rule to go on with, which must be behind this one. It needs `priority`.
   */
  goto?: number;
  /**
   * Priority. Rules with lower numbers are evaluated first. By default nlapply chooses a number, and keeps it.
   */
  priority?: number;
  /**
   * Firewall mark, decimal or hexadecimal, with or without a mask (`0x10/0xf0`).
   */
  mark?: number | string;
  /**
   * TOS byte of the packet; its lowest two bits (ECN) must be 0.
   */
  'type-of-service'?: number;
}
/**
 * A permanent neighbour. It needs `macaddress`, unless it is a proxy.
 */
export interface Neighbor {
  /**
   * IP address of the neighbour, without a prefix length.
   */
  to: string;
  /**
   * MAC address of the neighbour; on a tunnel over IP, the IP address of the other end.
   */
  macaddress?: string;
  /**
   * Answer for this address on the device, although the address is elsewhere (proxy ARP, proxy NDP). The kernel does so only where it forwards packets.
   */
  proxy?: boolean;
  /**
   * The IPv6 neighbour is a router.
   */
  router?: boolean;
}
/**
 * An entry of a forwarding database. With `via` it gives a remote of a VXLAN device, without it the entry belongs to a bridge.
 */
export interface ForwardingEntry {
  /**
   * MAC address. On a VXLAN device 00:00:00:00:00:00 stands for broadcasts, multicasts and unknown destinations.
   */
  macaddress: string;
  /**
   * VLAN on a bridge that filters VLANs. By default the entry is made for every VLAN of the port.
   */
  vlan?: number;
  /**
   * Frames to this MAC address are for this machine itself. Always so for an entry on a bridge itself.
   */
  local?: boolean;
  /**
   * The entry stays on this port, even if frames from the MAC address arrive on another one.
   */
  sticky?: boolean;
  /**
   * IP address of the remote of a VXLAN device.
   */
  via?: string;
  /**
   * UDP port of the remote. By default that of the device.
   */
  port?: number;
  /**
   * VNI to use towards the remote. By default that of the device.
   */
  vni?: number;
  /**
   * VNI of the frames that the entry is for, on a VXLAN device without an id of its own.
   */
  'source-vni'?: number;
  /**
   * Id of the device through which the remote is reached. By default the routing table decides.
   */
  link?: string;
}
/**
 * A permanent entry of a multicast database.
 */
export interface GroupEntry {
  /**
   * Multicast IP address, or a multicast MAC address for what is not IP. On a bridge itself only a MAC address: this machine joins IP groups by its programs.
   */
  group: string;
  /**
   * IP address of the only sender that the entry is for. The bridge looks at senders with `mcast-igmp-version: 3` or `mcast-mld-version: 2`. Linux 5.10 or later.
   */
  source?: string;
  /**
   * VLAN. Required on a bridge that filters VLANs.
   */
  vlan?: number;
}
/**
 * Name servers and search domains. They are registered with systemd-resolved or resolvconf, or written to resolv.conf.
 */
export interface Nameservers {
  /**
   * IP addresses of the name servers, in the order in which they are queried.
   */
  addresses?: string[];
  /**
   * Search domains for short names. With systemd-resolved, `~` before a domain means that names below it are looked up on this device only, without making it a search domain.
   */
  search?: string[];
}
/**
 * What to use of the DHCPv4 server's answer, and what to send to the server.
 */
export interface Dhcp4Overrides {
  /**
   * Use the name servers that the server provides.
   */
  'use-dns'?: boolean;
  /**
   * Use the domain name that the server provides as a search domain.
   */
  'use-domains'?: string;
  /**
   * Use the time servers that the server provides, if a hook of the client program sets them up.
   */
  'use-ntp'?: boolean;
  /**
   * Use the MTU that the server provides, as the MTU of the routes of the lease. The MTU of the device stays as it is.
   */
  'use-mtu'?: boolean;
  /**
   * Set the routes that the server provides.
   */
  'use-routes'?: boolean;
  /**
   * Use the host name that the server provides, if the machine has none of its own.
   */
  'use-hostname'?: boolean;
  /**
   * Send a host name to the server.
   */
  'send-hostname'?: boolean;
  /**
   * Host name to send instead of the machine's own.
   */
  hostname?: string;
  /**
   * Metric of the routes. By default the first device has 100, the next one 101, and so on; Wi-Fi devices begin with 600.
   */
  'route-metric'?: number;
}
/**
 * What to use of the DHCPv6 server's answer, and what to send to the server.
 */
export interface Dhcp6Overrides {
  /**
   * Use the name servers that the server provides.
   */
  'use-dns'?: boolean;
  /**
   * Use the domain search list that the server provides.
   */
  'use-domains'?: string;
  /**
   * Use the time servers that the server provides, if a hook of the client program sets them up.
   */
  'use-ntp'?: boolean;
  /**
   * No effect: DHCPv6 provides no MTU.
   */
  'use-mtu'?: boolean;
  /**
   * No effect: DHCPv6 provides no routes; they come with router advertisements.
   */
  'use-routes'?: boolean;
  /**
   * Use the host name that the server provides, if the machine has none of its own.
   */
  'use-hostname'?: boolean;
  /**
   * Send a host name to the server.
   */
  'send-hostname'?: boolean;
  /**
   * Host name to send instead of the machine's own.
   */
  hostname?: string;
  /**
   * No effect: DHCPv6 provides no routes; they come with router advertisements.
   */
  'route-metric'?: number;
}
/**
 * Queueing discipline with its options. Rates are written as 50Mbit, sizes as 32Kb, times as 5ms, shares as 1%.
 */
export interface QdiscOptions {
  /**
   * Kind of the queueing discipline.
   */
  kind:
    | 'cake'
    | 'fq_codel'
    | 'fq'
    | 'codel'
    | 'sfq'
    | 'tbf'
    | 'netem'
    | 'pfifo'
    | 'bfifo'
    | 'pfifo_fast'
    | 'mq'
    | 'htb'
    | 'hfsc'
    | 'prio'
    | 'multiq'
    | 'drr'
    | 'qfq'
    | 'pie'
    | 'fq_pie'
    | 'hhf'
    | 'pfifo_head_drop'
    | 'skbprio'
    | 'red'
    | 'choke'
    | 'sfb'
    | 'ets'
    | 'mqprio'
    | 'cbs'
    | 'etf'
    | 'noqueue';
  /**
   * In `qdiscs`: the class that it is in, such as "1:10".
   */
  parent?: string;
  /**
   * Number of the discipline, hexadecimal, such as "1:"; of one with classes by default "1:".
   */
  handle?: number | string;
  /**
   * htb, hfsc: the class for packets that no filter classifies, hexadecimal, such as 10 for 1:10; by default htb sends them at once, and hfsc drops them.
   */
  default?: number | string;
  /**
   * htb: what a rate is divided by for the `quantum` of a class, by default 10.
   */
  r2q?: number | string;
  /**
   * htb: how many packets of no class can wait; by default that of the device.
   */
  'direct-qlen'?: number | string;
  /**
   * prio: number of its bands, by default 3. ets: by default as many as `strict` and `quanta` say. They are the classes 1:1, 1:2 and so on.
   */
  bands?: number | string;
  /**
   * prio: the band for each of the 16 priorities of packets, by default `1 2 2 2 1 2 0 0 1 1 1 1 1 1 1 1`. ets: the same, by default the last band for those that are not said.
   */
  priomap?: string;
  /**
   * cake: rate to shape to; 0, the default, is none. red, choke: rate of the device, by default 10Mbit.
   */
  bandwidth?: string;
  /**
   * cake: round-trip time to expect, by default 100ms.
   */
  rtt?: string;
  /**
   * cake: how the DSCP field sorts packets into tins, by default `diffserv3`.
   */
  diffserv?: 'diffserv3' | 'diffserv4' | 'diffserv8' | 'besteffort' | 'precedence';
  /**
   * cake: what counts as a flow, by default `triple-isolate`.
   */
  'flow-mode'?:
    | 'flowblind'
    | 'srchost'
    | 'dsthost'
    | 'hosts'
    | 'flows'
    | 'dual-srchost'
    | 'dual-dsthost'
    | 'triple-isolate';
  /**
   * cake: look at addresses before network address translation.
   */
  nat?: boolean;
  /**
   * cake: clear the DSCP field of all packets.
   */
  wash?: boolean;
  /**
   * cake: count dropped packets as transmitted, as for an IFB that shapes received packets.
   */
  ingress?: boolean;
  /**
   * cake: drop superfluous TCP acknowledgements; `true`, `false` or `aggressive`.
   */
  'ack-filter'?: boolean | string;
  /**
   * cake: split packets of segmentation offload, by default true.
   */
  'split-gso'?: boolean;
  /**
   * cake: bytes that each packet has in addition on the link, from -64 to 256.
   */
  overhead?: number | string;
  /**
   * cake, tbf: bytes that each packet counts for at least.
   */
  mpu?: number | string;
  /**
   * cake: compensate for the cells of ATM or for PTM encoding.
   */
  atm?: 'noatm' | 'atm' | 'ptm';
  /**
   * cake: memory to use; 0, the default, is chosen by the rate.
   */
  memlimit?: number | string;
  /**
   * cake: mask of the firewall mark that overrides the tin.
   */
  fwmark?: number | string;
  /**
   * Length of the queue: packets; of bfifo, tbf and red a size.
   */
  limit?: number | string;
  /**
   * fq_codel, sfq, fq_pie: number of flows.
   */
  flows?: number | string;
  /**
   * fq_codel, fq, sfq, fq_pie, hhf: bytes that a flow may send in its turn; by default that follows from the MTU.
   */
  quantum?: number | string;
  /**
   * fq_codel, codel: acceptable delay, by default 5ms; pie, fq_pie: by default 15ms. cake: the same, by default 5 % of `rtt`. sfb: packets of a bin at which nothing changes, by default 20.
   */
  target?: number | string;
  /**
   * fq_codel, codel: time in which the delay must fall below the target, by default 100ms.
   */
  interval?: string;
  /**
   * fq_codel, fq_pie: memory to use, by default 32Mb.
   */
  'memory-limit'?: number | string;
  /**
   * fq_codel, codel, netem, pie, fq_pie, red, choke: mark packets instead of dropping them.
   */
  ecn?: boolean;
  /**
   * fq_codel, fq, codel: delay above which all packets are marked.
   */
  'ce-threshold'?: string;
  /**
   * fq_codel: number of packets to drop at once, by default 64.
   */
  'drop-batch'?: number | string;
  /**
   * fq: packets that a flow may have in the queue, by default 100.
   */
  'flow-limit'?: number | string;
  /**
   * fq: size of the table of flows, a power of two, by default 1024.
   */
  buckets?: number | string;
  /**
   * fq: mask for flows of packets without a socket, by default 1023.
   */
  'orphan-mask'?: number | string;
  /**
   * fq: bytes that a new flow may send first.
   */
  'initial-quantum'?: number | string;
  /**
   * fq: pace flows at the rate that their sockets ask for, by default true.
   */
  pacing?: boolean;
  /**
   * fq: highest rate of a flow.
   */
  maxrate?: string;
  /**
   * fq: rate up to which a flow sends a packet at a time, by default 550Kbit.
   */
  'low-rate-threshold'?: string;
  /**
   * fq: slack of its timer, by default 10us.
   */
  'timer-slack'?: string;
  /**
   * fq: time ahead for which packets can be scheduled, by default 10s.
   */
  horizon?: string;
  /**
   * fq: drop packets beyond the horizon instead of sending them at it, by default true.
   */
  'horizon-drop'?: boolean;
  /**
   * pie, fq_pie: weight of the delay beyond the target, 0 to 32, by default 2.
   */
  alpha?: number | string;
  /**
   * pie, fq_pie: weight of the change of the delay, 0 to 32, by default 20.
   */
  beta?: number | string;
  /**
   * pie, fq_pie: drop large packets more often.
   */
  bytemode?: boolean;
  /**
   * pie, fq_pie: derive the delay from the rate at which packets leave, instead of measuring it.
   */
  'dq-rate-estimator'?: boolean;
  /**
   * fq_pie: probability in percent up to which packets are marked instead of dropped, by default 10.
   */
  'ecn-prob'?: number | string;
  /**
   * hhf: number of heavy hitters that are known at a time, by default 2048.
   */
  'hh-limit'?: number | string;
  /**
   * hhf: interval at which the counters begin anew, a multiple of 20ms, by default 40ms.
   */
  'reset-timeout'?: string;
  /**
   * hhf: bytes in that interval from which a flow is a heavy hitter, by default 128Kb.
   */
  'admit-bytes'?: number | string;
  /**
   * hhf: time without packets after which a flow is none any more, a multiple of 20ms, by default 1s.
   */
  'evict-timeout'?: string;
  /**
   * hhf: how many turns other flows have for one of the heavy hitters, by default 2.
   */
  'non-hh-weight'?: number | string;
  /**
   * red, choke: average length of the queue from which packets are dropped, by default a third of `max`.
   */
  min?: number | string;
  /**
   * red, choke: average length at which the probability is reached, by default a quarter of `limit`. sfb: packets of a bin, by default 25.
   */
  max?: number | string;
  /**
   * red, choke: the highest probability with which packets are dropped, by default 2%.
   */
  probability?: number | string;
  /**
   * red, choke: average size of packets, by default 1000.
   */
  avpkt?: number | string;
  /**
   * red, choke: logarithm of the weight of the average, by default as many packets are let through at once as are between `min` and `max`.
   */
  ewma?: number | string;
  /**
   * red, choke: logarithm of the time by which an empty queue is measured; by default it follows from `bandwidth`.
   */
  'scell-log'?: number | string;
  /**
   * red: drop packets beyond `max` though they could be marked.
   */
  harddrop?: boolean;
  /**
   * red: let the kernel find the probability.
   */
  adaptive?: boolean;
  /**
   * red: queue packets that cannot be marked instead of dropping them; needs `ecn`.
   */
  nodrop?: boolean;
  /**
   * sfb: interval at which flows are hashed anew, by default 600s.
   */
  rehash?: string;
  /**
   * sfb: time before that in which two hashes are kept, by default 60s.
   */
  db?: string;
  /**
   * sfb: by how much the probability rises where the queue is full, by default 0.05%.
   */
  increment?: number | string;
  /**
   * sfb: by how much it falls where the queue is empty, by default 0.005%.
   */
  decrement?: number | string;
  /**
   * sfb: packets per second of flows that do not react, by default 10.
   */
  'penalty-rate'?: number | string;
  /**
   * sfb: packets of these that may come at once, by default 20.
   */
  'penalty-burst'?: number | string;
  /**
   * ets: number of the first bands that are served in their order, by default 0.
   */
  strict?: number | string;
  /**
   * ets: bytes that each of the other bands may send in its turn, such as `3000 1500`; by default the MTU.
   */
  quanta?: number | string;
  /**
   * mqprio: number of traffic classes.
   */
  'num-tc'?: number | string;
  /**
   * mqprio: the traffic class for each of the 16 priorities of packets, such as `0 0 1 1`; by default 0.
   */
  map?: number | string;
  /**
   * mqprio: queues of each traffic class, how many and from which on, such as `1@0 2@1`.
   */
  queues?: string;
  /**
   * mqprio: let the card do it.
   */
  hw?: boolean;
  /**
   * cbs: most credit, in bytes.
   */
  hicredit?: number | string;
  /**
   * cbs: least credit, in bytes, such as -1470.
   */
  locredit?: number | string;
  /**
   * cbs: credit that comes, in kilobits per second.
   */
  idleslope?: number | string;
  /**
   * cbs: credit that goes while packets are sent, in kilobits per second, such as -980000.
   */
  sendslope?: number | string;
  /**
   * cbs, etf: let the card do it.
   */
  offload?: boolean;
  /**
   * etf: how long before their time packets are handed to the card.
   */
  delta?: string;
  /**
   * etf: packets may be sent before their time.
   */
  'deadline-mode'?: boolean;
  /**
   * etf: take packets of sockets that did not ask for it.
   */
  'skip-sock-check'?: boolean;
  /**
   * sfq: interval at which flows are hashed anew, in seconds.
   */
  perturb?: number | string;
  /**
   * sfq: packets that a flow may have in the queue, by default 127.
   */
  depth?: number | string;
  /**
   * sfq: size of the table of flows, a power of two, by default 1024.
   */
  divisor?: number | string;
  /**
   * sfq: drop the oldest packets of a flow instead of the newest.
   */
  headdrop?: boolean;
  /**
   * tbf, netem: rate to shape to.
   */
  rate?: string;
  /**
   * tbf: bytes that may be sent at once. red, choke: packets that may come at once; other words for `ewma`.
   */
  burst?: number | string;
  /**
   * tbf: longest time that a packet waits; says `limit` in other words.
   */
  latency?: string;
  /**
   * tbf: highest rate of a burst.
   */
  peakrate?: string;
  /**
   * tbf: bytes that may be sent at once at the peak rate.
   */
  mtu?: number | string;
  /**
   * netem: time by which packets are delayed.
   */
  delay?: string;
  /**
   * netem: how much the delay varies, at most by 2147483647ns.
   */
  jitter?: string;
  /**
   * netem: how much a delay depends on the previous one.
   */
  'delay-correlation'?: string;
  /**
   * netem: share of packets that are lost.
   */
  loss?: string;
  /**
   * netem: how much a loss depends on the previous one.
   */
  'loss-correlation'?: string;
  /**
   * netem: share of packets that are duplicated.
   */
  duplicate?: string;
  /**
   * netem: how much that depends on the previous packet.
   */
  'duplicate-correlation'?: string;
  /**
   * netem: share of packets in which a bit is flipped.
   */
  corrupt?: string;
  /**
   * netem: how much that depends on the previous packet.
   */
  'corrupt-correlation'?: string;
  /**
   * netem: share of packets that are sent at once, before delayed ones.
   */
  reorder?: string;
  /**
   * netem: how much that depends on the previous packet.
   */
  'reorder-correlation'?: string;
  /**
   * netem: one packet of so many can be sent at once, by default 1 with `reorder`.
   */
  gap?: number | string;
}
/**
 * Class of a queueing discipline, with the options of tc-htb(8) and so on.
 */
export interface TrafficClass {
  /**
   * The class, as tc writes it: the number of its discipline and its own, both hexadecimal.
   */
  id: string;
  /**
   * The class that it is below; by default the discipline itself.
   */
  parent?: string;
  /**
   * hfsc: rate at first that it is sure of, in time.
   */
  'rt-m1'?: string;
  /**
   * hfsc: how long `rt-m1` lasts.
   */
  'rt-d'?: string;
  /**
   * hfsc: rate in the long run that it is sure of, in time.
   */
  'rt-m2'?: string;
  /**
   * hfsc: rate at first by which it shares what is left.
   */
  'ls-m1'?: string;
  /**
   * hfsc: how long `ls-m1` lasts.
   */
  'ls-d'?: string;
  /**
   * hfsc: rate in the long run by which it shares what is left.
   */
  'ls-m2'?: string;
  /**
   * hfsc: rate at first that it gets at most.
   */
  'ul-m1'?: string;
  /**
   * hfsc: how long `ul-m1` lasts.
   */
  'ul-d'?: string;
  /**
   * hfsc: rate in the long run that it gets at most.
   */
  'ul-m2'?: string;
  /**
   * qfq: its share, 1, the default, to 1023.
   */
  weight?: number | string;
  /**
   * qfq: longest packet, by default that of the MTU.
   */
  lmax?: number | string;
  /**
   * htb: rate that it is sure of.
   */
  rate?: string;
  /**
   * htb: rate that it can reach where others leave something, by default `rate`.
   */
  ceil?: string;
  /**
   * htb: bytes that may be sent at once beyond `rate`.
   */
  burst?: number | string;
  /**
   * htb: bytes that may be sent at once beyond `ceil`.
   */
  cburst?: number | string;
  /**
   * htb: classes with a lower number are served first, from 0, the default, to 7.
   */
  priority?: number | string;
  /**
   * htb, drr: bytes that it may send in its turn; of htb by default its rate divided by `r2q`.
   */
  quantum?: number | string;
  /**
   * htb: bytes that each packet has in addition on the link.
   */
  overhead?: number | string;
  /**
   * htb: bytes that each packet counts for at least.
   */
  mpu?: number | string;
}
/**
 * Filter with what packets must have and what becomes of them, by the words of tc-flower(8) and so on.
 */
export interface TrafficFilter {
  /**
   * Where packets are looked at: `ingress` as they come in, `egress` as they go out, or the discipline whose classes they get into.
   */
  parent: string;
  /**
   * Filters with lower numbers are asked first; by default one more than that of the filter before.
   */
  priority?: number;
  /**
   * Protocol of the packets: `all`, `ip`, `ipv6`, `arp`, `802.1q`, `802.1ad`, `mpls` or a number; by default what the rest asks for, or all.
   */
  protocol?: string;
  /**
   * Kind of the filter. `flower`: by what the headers have; `fw`: by the firewall mark; `matchall`: all packets.
   */
  kind: 'flower' | 'fw' | 'matchall';
  /**
   * Class that the packets get into.
   */
  class?: string;
  /**
   * flower: MAC address of the sender, and a mask for it.
   */
  'src-mac'?: string;
  /**
   * flower: MAC address of the receiver, and a mask for it.
   */
  'dst-mac'?: string;
  /**
   * flower: VLAN of the tag.
   */
  'vlan-id'?: number | string;
  /**
   * flower: priority of the tag.
   */
  'vlan-priority'?: number | string;
  /**
   * flower: `tcp`, `udp`, `sctp`, `icmp`, `icmpv6` or a number.
   */
  'ip-proto'?: number | string;
  /**
   * flower: address or network of the sender.
   */
  'src-ip'?: string;
  /**
   * flower: address or network of the receiver.
   */
  'dst-ip'?: string;
  /**
   * flower: port of the sender, or a range of them.
   */
  'src-port'?: number | string;
  /**
   * flower: port of the receiver, or a range of them.
   */
  'dst-port'?: number | string;
  /**
   * flower: code point by its name or number; says `ip-tos` in other words.
   */
  dscp?: number | string;
  /**
   * flower: the byte with DSCP and ECN, and a mask for it.
   */
  'ip-tos'?: number | string;
  /**
   * flower: time to live, or hop limit, and a mask for it.
   */
  'ip-ttl'?: number | string;
  /**
   * flower: flags of TCP, and a mask for them.
   */
  'tcp-flags'?: number | string;
  /**
   * flower: type of ICMP packets.
   */
  'icmp-type'?: number | string;
  /**
   * flower: code of ICMP packets.
   */
  'icmp-code'?: number | string;
  /**
   * flower: protocol of what is in the VLAN; by default what the rest asks for.
   */
  'vlan-protocol'?: string;
  /**
   * flower: VLAN of the tag in another.
   */
  'cvlan-id'?: number | string;
  /**
   * flower: priority of that.
   */
  'cvlan-priority'?: number | string;
  /**
   * flower: protocol of what is in that.
   */
  'cvlan-protocol'?: string;
  /**
   * flower: `request`, `reply` or a number.
   */
  'arp-op'?: number | string;
  /**
   * flower: address or network of the sender of an ARP packet.
   */
  'arp-src-ip'?: string;
  /**
   * flower: address or network that it asks for.
   */
  'arp-dst-ip'?: string;
  /**
   * flower: MAC address in it of the sender.
   */
  'arp-src-mac'?: string;
  /**
   * flower: MAC address in it of the receiver.
   */
  'arp-dst-mac'?: string;
  /**
   * flower: first label of an MPLS packet.
   */
  'mpls-label'?: number | string;
  /**
   * flower: its traffic class.
   */
  'mpls-tc'?: number | string;
  /**
   * flower: whether it is the only label, 1 or 0.
   */
  'mpls-bos'?: number | string;
  /**
   * flower: its time to live.
   */
  'mpls-ttl'?: number | string;
  /**
   * flower: what is known of the connection after the action `ct`: `trk`, `new`, `est`, `rel`, `inv`, `rpl` with + or -, such as +trk+est.
   */
  'ct-state'?: string;
  /**
   * flower: zone of the connection, and a mask for it.
   */
  'ct-zone'?: number | string;
  /**
   * flower: mark of the connection, and a mask for it.
   */
  'ct-mark'?: number | string;
  /**
   * flower: id of the tunnel (VNI, key) that packets have come by, on a device with `external`.
   */
  'enc-key-id'?: number | string;
  /**
   * flower: address or network that the tunnel begins at.
   */
  'enc-src-ip'?: string;
  /**
   * flower: address or network that it ends at.
   */
  'enc-dst-ip'?: string;
  /**
   * flower: UDP port that it begins at.
   */
  'enc-src-port'?: number | string;
  /**
   * flower: UDP port that it ends at.
   */
  'enc-dst-port'?: number | string;
  /**
   * flower: the byte with DSCP and ECN of the outer header, and a mask for it.
   */
  'enc-tos'?: number | string;
  /**
   * flower: time to live of the outer header, and a mask for it.
   */
  'enc-ttl'?: number | string;
  /**
   * fw: firewall mark of the packets, and a mask for it.
   */
  mark?: number | string;
  /**
   * What is done with the packets, in this order: `drop`, `pass`, or mappings.
   */
  actions?: (string | FilterAction)[];
}
/**
 * Action of a filter with its options (tc-police(8), tc-mirred(8), tc-vlan(8) and so on).
 */
export interface FilterAction {
  /**
   * `police`: packets within a rate; `redirect`, `mirror`: packets, or copies, are sent to another device; `skbedit`: marks packets; `vlan`: adds, changes or removes a tag; `csum`: computes checksums anew; `ct`: looks up the connection; `connmark`: takes its mark; `sample`: shows some packets to a program; `pedit`: sets the DSCP.
   */
  kind:
    | 'drop'
    | 'pass'
    | 'continue'
    | 'reclassify'
    | 'police'
    | 'redirect'
    | 'mirror'
    | 'skbedit'
    | 'vlan'
    | 'csum'
    | 'ct'
    | 'connmark'
    | 'sample'
    | 'pedit';
  /**
   * police: the rate. sample: one of how many packets.
   */
  rate?: number | string;
  /**
   * police: bytes that may come at once.
   */
  burst?: number | string;
  /**
   * police: longest packet, by default any.
   */
  mtu?: number | string;
  /**
   * police: what becomes of packets beyond the rate, by default `drop`.
   */
  exceed?: 'pass' | 'drop' | 'pipe' | 'reclassify' | 'continue';
  /**
   * police: what becomes of packets within the rate, by default `pipe`, the next action, or `pass` if there is none.
   */
  conform?: 'pass' | 'drop' | 'pipe' | 'reclassify' | 'continue';
  /**
   * redirect, mirror: the device.
   */
  to?: string;
  /**
   * redirect, mirror: whether it sends the packets (`egress`, the default) or receives them.
   */
  direction?: 'egress' | 'ingress';
  /**
   * skbedit: firewall mark that packets get. ct: mark that the connection gets.
   */
  mark?: number | string;
  /**
   * skbedit: class that packets get into, such as "1:10". vlan: priority of the tag.
   */
  priority?: number | string;
  /**
   * skbedit, ct: which bits of the mark are set, by default all.
   */
  'mark-mask'?: number | string;
  /**
   * skbedit: queue of the device that packets are sent by.
   */
  queue?: number | string;
  /**
   * vlan: what becomes of the tag.
   */
  mode?: 'pop' | 'push' | 'modify';
  /**
   * vlan: the VLAN.
   */
  id?: number | string;
  /**
   * vlan: protocol of the tag, by default `802.1q`.
   */
  protocol?: '802.1q' | '802.1ad';
  /**
   * ct, connmark: zone of the connection, by default 0.
   */
  zone?: number | string;
  /**
   * ct: keep the connection in mind.
   */
  commit?: boolean;
  /**
   * ct: with `commit`, make it one of this direction.
   */
  force?: boolean;
  /**
   * ct: forget the connection of the packet.
   */
  clear?: boolean;
  /**
   * ct: translate addresses as the connection says.
   */
  nat?: boolean;
  /**
   * sample: number of the group (psample) that is shown them.
   */
  group?: number | string;
  /**
   * sample: bytes of each that are shown, by default all.
   */
  truncate?: number | string;
  /**
   * pedit: code point that IPv4 packets get; `csum` with `ip4h` belongs after it.
   */
  'ip-dscp'?: number | string;
  /**
   * pedit: code point that IPv6 packets get.
   */
  'ipv6-dscp'?: number | string;
  /**
   * csum: the one of the IPv4 header.
   */
  ip4h?: boolean;
  /**
   * csum: of ICMP.
   */
  icmp?: boolean;
  /**
   * csum: of IGMP.
   */
  igmp?: boolean;
  /**
   * csum: of TCP.
   */
  tcp?: boolean;
  /**
   * csum: of UDP.
   */
  udp?: boolean;
  /**
   * csum: of UDP-Lite.
   */
  udplite?: boolean;
  /**
   * csum: of SCTP.
   */
  sctp?: boolean;
}
/**
 * What to use of router advertisements. The kernel takes neither name servers nor search domains from them, so only false is supported for these.
 */
export interface RaOverrides {
  /**
   * Use the name servers. Only false is supported.
   */
  'use-dns'?: boolean;
  /**
   * Use the search domains. Only false is supported.
   */
  'use-domains'?: string;
  /**
   * Not supported: the kernel puts these routes into the main table or that of the VRF.
   */
  table?: number;
}
/**
 * Numeric settings of the device below /proc/sys/net: `ipv4.NAME` (net.ipv4.conf), `ipv6.NAME` (net.ipv6.conf), `ipv4.neigh.NAME`, `ipv6.neigh.NAME` and `mpls.NAME` (net.mpls.conf).
 */
export interface Sysctl {
  [k: string]: number;
}
/**
 * A VLAN, or a range of VLANs.
 */
export interface BridgeVlan {
  /**
   * VLAN id, 1 to 4094, or a range of them (`100-110`).
   */
  id: number | string;
  /**
   * Assign untagged frames that arrive to this VLAN. Only one VLAN of a port can be its PVID.
   */
  pvid?: boolean;
  /**
   * Send frames of this VLAN without a tag.
   */
  untagged?: boolean;
  /**
   * VNI that the VLAN is mapped to on a port with `vlan-tunnel`, or a range as long as that of `id`.
   */
  tunnel?: number | string;
}
/**
 * Not supported: settings of NetworkManager, see `unsupported`.
 */
export interface Networkmanager {
  /**
   * Name of the connection profile.
   */
  name?: string;
  /**
   * UUID of the connection profile.
   */
  uuid?: string;
  /**
   * Stable id of the connection profile.
   */
  'stable-id'?: string;
  /**
   * Name of the interface.
   */
  device?: string;
  /**
   * Settings of NetworkManager by group and key.
   */
  passthrough?: {
    [k: string]: string;
  };
}
/**
 * Not supported: settings of Open vSwitch, see `unsupported`.
 */
export interface Openvswitch {
  /**
   * Names and values for Open vSwitch's database.
   */
  'external-ids'?: {
    [k: string]: string;
  };
  /**
   * Names and values for Open vSwitch's database.
   */
  'other-config'?: {
    [k: string]: string;
  };
  /**
   * LACP mode of a bond.
   */
  lacp?: 'active' | 'passive' | 'off';
  /**
   * What a bridge does when it has no connection to its controller.
   */
  'fail-mode'?: 'secure' | 'standalone';
  /**
   * Multicast snooping.
   */
  'mcast-snooping'?: boolean;
  /**
   * Rapid spanning tree protocol.
   */
  rstp?: boolean;
  /**
   * OpenFlow versions to support.
   */
  protocols?: ('OpenFlow10' | 'OpenFlow11' | 'OpenFlow12' | 'OpenFlow13' | 'OpenFlow14' | 'OpenFlow15')[];
  controller?: OpenvswitchController;
}
/**
 * OpenFlow controller of an Open vSwitch bridge.
 */
export interface OpenvswitchController {
  /**
   * Addresses of the controllers.
   */
  addresses?: string[];
  /**
   * How the controllers are reached.
   */
  'connection-mode'?: 'in-band' | 'out-of-band';
}
/**
 * Bonds, by interface name.
 */
export interface Bonds {
  renderer?: Renderer;
  [k: string]: Bond | Renderer | undefined;
}
/**
 * Bond: several devices that work as one (link aggregation).
 */
export interface Bond {
  /**
   * Ids of the devices that are ports of the bond.
   */
  interfaces?: string[];
  parameters?: BondParameters;
  renderer?: Renderer;
  addresses?: Addresses;
  routes?: Routes;
  'routing-policy'?: RoutingPolicy;
  neighbors?: Neighbors;
  fdb?: Fdb;
  mdb?: Mdb;
  nameservers?: Nameservers;
  gateway4?: Gateway4;
  gateway6?: Gateway6;
  mtu?: Mtu;
  macaddress?: Macaddress;
  optional?: Optional;
  'activation-mode'?: ActivationMode;
  critical?: Critical;
  'ignore-carrier'?: IgnoreCarrier;
  'optional-addresses'?: OptionalAddresses;
  dhcp4?: Dhcp4;
  dhcp6?: Dhcp6;
  'dhcp-identifier'?: DhcpIdentifier;
  'dhcp4-overrides'?: Dhcp4Overrides;
  'dhcp6-overrides'?: Dhcp6Overrides;
  'dhcp-client'?: DhcpClient;
  alias?: Alias;
  qdisc?: Qdisc;
  qdiscs?: Qdiscs;
  classes?: Classes;
  filters?: Filters;
  'alternative-names'?: AlternativeNames;
  'transmit-queue-length'?: TransmitQueueLength;
  group?: Group;
  'transmit-queues'?: TransmitQueues;
  'receive-queues'?: ReceiveQueues;
  arp?: Arp;
  multicast?: Multicast;
  'all-multicast'?: AllMulticast;
  promiscuous?: Promiscuous;
  protodown?: Protodown;
  'protodown-reasons'?: ProtodownReasons;
  'gso-max-size'?: GsoMaxSize;
  'gso-max-segments'?: GsoMaxSegments;
  'gso-ipv4-max-size'?: GsoIpv4MaxSize;
  'gro-max-size'?: GroMaxSize;
  'gro-ipv4-max-size'?: GroIpv4MaxSize;
  'ipv6-address-generation'?: Ipv6AddressGeneration;
  'accept-ra'?: AcceptRa;
  'ipv6-privacy'?: Ipv6Privacy;
  'ipv6-mtu'?: Ipv6Mtu;
  'link-local'?: LinkLocal;
  'ra-overrides'?: RaOverrides;
  sysctl?: Sysctl;
  'ipv6-address-token'?: Ipv6AddressToken;
  hairpin?: Hairpin;
  'neigh-suppress'?: NeighSuppress;
  'port-mac-learning'?: PortMacLearning;
  vlans?: BridgeVlans;
  'vlan-tunnel'?: VlanTunnel;
  isolated?: Isolated;
  locked?: Locked;
  mab?: Mab;
  guard?: Guard;
  'root-block'?: RootBlock;
  flood?: Flood;
  'bcast-flood'?: BcastFlood;
  'mcast-flood'?: McastFlood;
  'mcast-to-unicast'?: McastToUnicast;
  'mcast-router'?: McastRouter;
  'mcast-max-groups'?: McastMaxGroups;
  'mcast-eht-hosts-limit'?: McastEhtHostsLimit;
  fastleave?: Fastleave;
  'group-fwd-mask'?: GroupFwdMask;
  'neigh-vlan-suppress'?: NeighVlanSuppress;
  'neigh-forward-grat'?: NeighForwardGrat;
  'proxy-arp'?: ProxyArp;
  'proxy-arp-wifi'?: ProxyArpWifi;
  'backup-port'?: BackupPort;
  'backup-nhid'?: BackupNhid;
  networkmanager?: Networkmanager;
  openvswitch?: Openvswitch;
}
/**
 * Settings of the bond and of its ports. Those not given are left as they are in the kernel.
 */
export interface BondParameters {
  /**
   * How the ports work together: `balance-rr` (in turns), `active-backup` (one of them, another one if it fails), `balance-xor` (chosen by a hash of the packet), `broadcast` (all of them), `802.3ad` (LACP), `balance-tlb` and `balance-alb` (by load, without support from the switch). To change the mode, the bond is taken down and its ports leave it for a moment.
   */
  mode?:
    'balance-rr' | 'active-backup' | 'balance-xor' | 'broadcast' | '802.3ad' | 'balance-tlb' | 'balance-alb';
  /**
   * MII monitoring: time between checks of the carrier of the ports; 0: none. The kernel turns 0 into 100 ms when the bond gets mode 802.3ad, balance-tlb or balance-alb. Cannot be combined with `arp-interval`. In milliseconds, or with a unit: 1s, 200ms.
   */
  'mii-monitor-interval'?: number | string;
  /**
   * Time that a port must have had a carrier before it is used, a multiple of `mii-monitor-interval`. In milliseconds, or with a unit: 1s, 200ms.
   */
  'up-delay'?: number | string;
  /**
   * Time that a port must have been without a carrier before it is no longer used, a multiple of `mii-monitor-interval`. In milliseconds, or with a unit: 1s, 200ms.
   */
  'down-delay'?: number | string;
  /**
   * Time between the notifications of `gratuitous-arp`, a multiple of `mii-monitor-interval`. With 0 they follow at each interval of the link monitor. In milliseconds, or with a unit: 1s, 200ms.
   */
  'peer-notify-delay'?: number | string;
  /**
   * MII monitoring takes the carrier from the driver. With false it asks the device by ethtool or MII ioctls; recent kernels only accept true.
   */
  'use-carrier'?: boolean;
  /**
   * ARP monitoring: time between the ARP requests by which the ports are checked; 0: none. Cannot be combined with `mii-monitor-interval`, nor with modes 802.3ad, balance-tlb and balance-alb. In milliseconds, or with a unit: 1s, 200ms.
   */
  'arp-interval'?: number | string;
  /**
   * IPv4 addresses that ARP monitoring sends its requests to, at most 16.
   */
  'arp-ip-targets'?: string[];
  /**
   * IPv6 addresses that are monitored by neighbour solicitations, at most 16. Linux 5.19 or later.
   */
  'ns-ip6-targets'?: string[];
  /**
   * On which ports ARP monitoring validates requests and replies: `none`, `active` (the active port), `backup` (the backup ports) or `all`. With `filter`, `filter-active` and `filter-backup` only ARP packets count as received traffic at all; the first validates none, the others as above.
   */
  'arp-validate'?: 'none' | 'active' | 'backup' | 'all' | 'filter' | 'filter-active' | 'filter-backup';
  /**
   * Whether `any` or `all` of the targets must answer for a port to be considered up. In mode active-backup with `arp-validate`.
   */
  'arp-all-targets'?: 'any' | 'all';
  /**
   * Number of ARP intervals without an answer after which a port is considered down. Linux 5.17 or later.
   */
  'missed-max'?: number;
  /**
   * Other spelling of `missed-max`.
   */
  'arp-missed-max'?: number;
  /**
   * Id of the port that is the active one whenever it works. In modes active-backup, balance-tlb and balance-alb.
   */
  primary?: string;
  /**
   * When the primary port becomes the active one again after a failure: `always` (as soon as it is up), `better` (if its speed and duplex are better than those of the active port) or `failure` (only if the active port fails).
   */
  'primary-reselect-policy'?: 'always' | 'better' | 'failure';
  /**
   * Id of the port that is to be the active one now. If the kernel has chosen another port since, the next run changes it back; in most cases `primary` is the better choice. In modes active-backup, balance-tlb and balance-alb.
   */
  'active-member'?: string;
  /**
   * Other spelling of `active-member`.
   */
  'active-slave'?: string;
  /**
   * MAC addresses in mode active-backup: `none` (all ports have the address of the bond), `active` (the bond has the address of the active port) or `follow` (a port gets the address of the bond when it becomes the active one). To change this, the ports leave the bond for a moment.
   */
  'fail-over-mac-policy'?: 'none' | 'active' | 'follow';
  /**
   * What the hash that selects the port for a packet is computed from, in modes balance-xor, 802.3ad, balance-tlb and balance-alb: MAC addresses (`layer2`), also IP addresses (`layer2+3`), IP addresses and ports (`layer3+4`), the same of the inner packet of a tunnel (`encap2+3`, `encap3+4`), or VLAN id and source MAC address (`vlan+srcmac`).
   */
  'transmit-hash-policy'?: 'layer2' | 'layer3+4' | 'layer2+3' | 'encap2+3' | 'encap3+4' | 'vlan+srcmac';
  /**
   * Number of IGMP membership reports to send after a failover, one at once and the others at intervals of 200 ms; 0: none.
   */
  'resend-igmp'?: number;
  /**
   * Number of notifications (gratuitous ARP packets and unsolicited neighbour advertisements) to send to the peers after a failover; 0: none.
   */
  'gratuitous-arp'?: number;
  /**
   * Misspelling of `gratuitous-arp`, which older versions of netplan had.
   */
  'gratuitious-arp'?: number;
  /**
   * Accept frames that arrive on inactive ports. With false they are dropped as duplicates.
   */
  'all-members-active'?: boolean;
  /**
   * Other spelling of `all-members-active`.
   */
  'all-slaves-active'?: boolean;
  /**
   * Number of ports that must work for the bond to have a carrier. In mode 802.3ad.
   */
  'min-links'?: number;
  /**
   * Time between the learning packets that are sent to the switch of each port. In modes balance-tlb and balance-alb. In seconds, or with a unit: 1min, 10s.
   */
  'learn-packet-interval'?: number | string;
  /**
   * Number of packets to send through a port before the next one is used; 0: a random port for each packet. In mode balance-rr.
   */
  'packets-per-member'?: number;
  /**
   * Other spelling of `packets-per-member`.
   */
  'packets-per-slave'?: number;
  /**
   * Rebalance flows between the ports according to their load. With false they are distributed by the hash only. In modes balance-tlb and balance-alb. To change this, the bond is taken down for a moment.
   */
  'tlb-dynamic-lb'?: boolean;
  /**
   * How often the partner is asked to send LACPDUs: every 30 seconds (`slow`) or every second (`fast`). In mode 802.3ad. To change this, the bond is taken down for a moment.
   */
  'lacp-rate'?: 'slow' | 'fast';
  /**
   * Send LACPDUs periodically. With false they are only sent in answer to those of the partner. In mode 802.3ad. To change this, the bond is taken down for a moment. Linux 5.15 or later.
   */
  'lacp-active'?: boolean;
  /**
   * Which aggregator is selected: `stable` (the one with the greatest bandwidth, until its last port fails), `bandwidth` (the one with the greatest bandwidth, after each change), `count` (the one with the most ports) or `actor-port-prio` (by the priorities of its ports). In mode 802.3ad. To change this, the bond is taken down for a moment.
   */
  'ad-select'?: 'stable' | 'bandwidth' | 'count' | 'actor-port-prio';
  /**
   * LACP system priority. In mode 802.3ad.
   */
  'ad-actor-sys-prio'?: number;
  /**
   * System MAC address in LACPDUs; all zeros: that of the bond. In mode 802.3ad.
   */
  'ad-actor-system'?: string;
  /**
   * User-defined part of the LACP port key (its upper ten bits). In mode 802.3ad. To change this, the bond is taken down for a moment.
   */
  'ad-user-port-key'?: number;
  /**
   * A port enters the states collecting and distributing together (coupled control, IEEE 802.1AX). With false it does so one after the other. In mode 802.3ad. To change this, the bond is taken down for a moment. Linux 6.9 or later.
   */
  'coupled-control'?: boolean;
  /**
   * The bond has no carrier as long as there is no partner that speaks LACP. In mode 802.3ad. Linux 7.1 or later.
   */
  'lacp-strict'?: boolean;
  /**
   * Send ARP and neighbour discovery packets through all ports. In mode 802.3ad. Linux 6.17 or later.
   */
  'broadcast-neighbor'?: boolean;
  /**
   * Transmit queue of the bond that a port is bound to, by the id of the port; 0: none.
   */
  'queue-id'?: {
    [k: string]: number;
  };
  /**
   * Priority of each port when the active one is selected, by the id of the port; the highest one wins. In modes active-backup, balance-tlb and balance-alb. Linux 6.0 or later.
   */
  prio?: {
    [k: string]: number;
  };
  /**
   * LACP port priority of each port, by the id of the port. In mode 802.3ad. Linux 6.18 or later.
   */
  'actor-port-prio'?: {
    [k: string]: number;
  };
}
/**
 * Ethernet bridges, by interface name.
 */
export interface Bridges {
  renderer?: Renderer;
  [k: string]: Bridge | Renderer | undefined;
}
/**
 * An Ethernet bridge.
 */
export interface Bridge {
  /**
   * Ids of the devices that are ports of the bridge.
   */
  interfaces?: string[];
  parameters?: BridgeParameters;
  renderer?: Renderer;
  addresses?: Addresses;
  routes?: Routes;
  'routing-policy'?: RoutingPolicy;
  neighbors?: Neighbors;
  fdb?: Fdb;
  mdb?: Mdb;
  nameservers?: Nameservers;
  gateway4?: Gateway4;
  gateway6?: Gateway6;
  mtu?: Mtu;
  macaddress?: Macaddress;
  optional?: Optional;
  'activation-mode'?: ActivationMode;
  critical?: Critical;
  'ignore-carrier'?: IgnoreCarrier;
  'optional-addresses'?: OptionalAddresses;
  dhcp4?: Dhcp4;
  dhcp6?: Dhcp6;
  'dhcp-identifier'?: DhcpIdentifier;
  'dhcp4-overrides'?: Dhcp4Overrides;
  'dhcp6-overrides'?: Dhcp6Overrides;
  'dhcp-client'?: DhcpClient;
  alias?: Alias;
  qdisc?: Qdisc;
  qdiscs?: Qdiscs;
  classes?: Classes;
  filters?: Filters;
  'alternative-names'?: AlternativeNames;
  'transmit-queue-length'?: TransmitQueueLength;
  group?: Group;
  'transmit-queues'?: TransmitQueues;
  'receive-queues'?: ReceiveQueues;
  arp?: Arp;
  multicast?: Multicast;
  'all-multicast'?: AllMulticast;
  promiscuous?: Promiscuous;
  protodown?: Protodown;
  'protodown-reasons'?: ProtodownReasons;
  'gso-max-size'?: GsoMaxSize;
  'gso-max-segments'?: GsoMaxSegments;
  'gso-ipv4-max-size'?: GsoIpv4MaxSize;
  'gro-max-size'?: GroMaxSize;
  'gro-ipv4-max-size'?: GroIpv4MaxSize;
  'ipv6-address-generation'?: Ipv6AddressGeneration;
  'accept-ra'?: AcceptRa;
  'ipv6-privacy'?: Ipv6Privacy;
  'ipv6-mtu'?: Ipv6Mtu;
  'link-local'?: LinkLocal;
  'ra-overrides'?: RaOverrides;
  sysctl?: Sysctl;
  'ipv6-address-token'?: Ipv6AddressToken;
  hairpin?: Hairpin;
  'neigh-suppress'?: NeighSuppress;
  'port-mac-learning'?: PortMacLearning;
  vlans?: BridgeVlans;
  'vlan-tunnel'?: VlanTunnel;
  isolated?: Isolated;
  locked?: Locked;
  mab?: Mab;
  guard?: Guard;
  'root-block'?: RootBlock;
  flood?: Flood;
  'bcast-flood'?: BcastFlood;
  'mcast-flood'?: McastFlood;
  'mcast-to-unicast'?: McastToUnicast;
  'mcast-router'?: McastRouter;
  'mcast-max-groups'?: McastMaxGroups;
  'mcast-eht-hosts-limit'?: McastEhtHostsLimit;
  fastleave?: Fastleave;
  'group-fwd-mask'?: GroupFwdMask;
  'neigh-vlan-suppress'?: NeighVlanSuppress;
  'neigh-forward-grat'?: NeighForwardGrat;
  'proxy-arp'?: ProxyArp;
  'proxy-arp-wifi'?: ProxyArpWifi;
  'backup-port'?: BackupPort;
  'backup-nhid'?: BackupNhid;
  networkmanager?: Networkmanager;
  openvswitch?: Openvswitch;
}
/**
 * Settings of the bridge and of its ports. Those not given are left as they are in the kernel.
 */
export interface BridgeParameters {
  /**
   * Time after which a learned MAC address is forgotten if no frame comes from it. In seconds, or with a unit: 5min, 1.5s, 200ms.
   */
  'ageing-time'?: number | string;
  /**
   * Other spelling of `ageing-time`.
   */
  'aging-time'?: number | string;
  /**
   * Spanning tree priority of the bridge. The bridge with the lowest value becomes the root.
   */
  priority?: number;
  /**
   * Spanning tree priority of each port, 0 to 63, by the id of the port; lower values are preferred.
   */
  'port-priority'?: {
    [k: string]: number;
  };
  /**
   * Spanning tree path cost of each port, 1 to 65535, by the id of the port; lower costs are preferred.
   */
  'path-cost'?: {
    [k: string]: number;
  };
  /**
   * Time that a port spends in the listening state, and again in the learning state, before it forwards. With the spanning tree protocol, 2 to 30 seconds. In seconds, or with a unit: 5min, 1.5s, 200ms.
   */
  'forward-delay'?: number | string;
  /**
   * Time between the hello packets that the bridge sends as the root or as the designated bridge of a segment, 1 to 10 seconds. In seconds, or with a unit: 5min, 1.5s, 200ms.
   */
  'hello-time'?: number | string;
  /**
   * Maximum age of spanning tree information: time without hello packets after which another bridge is assumed to be dead, 6 to 40 seconds. In seconds, or with a unit: 5min, 1.5s, 200ms.
   */
  'max-age'?: number | string;
  /**
   * Spanning tree protocol (STP). By default it is left as it is; on a new bridge it is off.
   */
  stp?: boolean;
  /**
   * Who runs the spanning tree protocol: `auto` (a daemon if the program /sbin/bridge-stp starts one, or else the kernel), `user` (a daemon) or `kernel`. If it is running, it is stopped and started again for a change. Needs a kernel later than Linux 6.18.
   */
  'stp-mode'?: 'auto' | 'user' | 'kernel';
  /**
   * Multicast MAC address that spanning tree packets are sent to: 01:80:c2:00:00:0X, where X is none of 1, 2 and 3.
   */
  'group-address'?: string;
  /**
   * Link-local group addresses 01:80:c2:00:00:0X to forward although IEEE 802.1D forbids it, as a bit mask, decimal or hexadecimal: bit N stands for the address that ends in N. Bits 0 to 2 (STP, pause frames, LACP) cannot be set.
   */
  'group-fwd-mask'?: number | string;
  /**
   * Do not learn MAC addresses from frames to link-local group addresses.
   */
  'no-linklocal-learn'?: boolean;
  /**
   * Maximum number of learned entries in the forwarding database; 0: no limit. Linux 6.7 or later.
   */
  'fdb-max-learned'?: number;
  /**
   * Keep the MAC addresses of the bridge and of its ports once, in VLAN 0, instead of once for each VLAN. Linux 6.18 or later.
   */
  'fdb-local-vlan-0'?: boolean;
  /**
   * Notify user space if a driver could not offload an entry of the multicast database to hardware. Linux 6.16 or later.
   */
  'mdb-offload-fail-notification'?: boolean;
  /**
   * VLAN filtering: forward a frame only between ports that are members of its VLAN (see `vlans`). With false, VLAN tags are ignored; the VLANs of the ports are kept, without effect.
   */
  'vlan-filtering'?: boolean;
  /**
   * EtherType of the tags that VLAN filtering looks at: `802.1q`, or `802.1ad` for the outer tags of a provider bridge.
   */
  'vlan-protocol'?: '802.1q' | '802.1ad';
  /**
   * Default PVID: the VLAN that new ports and the bridge itself get as `pvid` and `untagged`; 0: none. If it changes, ports that have the old one get the new one.
   */
  'default-pvid'?: number;
  /**
   * Other spelling of `default-pvid`.
   */
  'vlan-default-pvid'?: number;
  /**
   * Count traffic for each VLAN.
   */
  'vlan-stats-enabled'?: boolean;
  /**
   * Count traffic for each VLAN of each port. To change this, the ports leave the bridge for a moment.
   */
  'vlan-stats-per-port'?: boolean;
  /**
   * Multiple spanning trees (MST): ports have a spanning tree state for each instance, and VLANs are assigned to instances by a daemon. To change this, the ports leave the bridge for a moment.
   */
  'mst-enabled'?: boolean;
  /**
   * IGMP and MLD snooping: forward multicast only to ports behind which a host has joined the group.
   */
  'mcast-snooping'?: boolean;
  /**
   * Multicast snooping for each VLAN. Needs `vlan-filtering`.
   */
  'mcast-vlan-snooping'?: boolean;
  /**
   * Whether this machine is a multicast router and gets all multicast traffic of the bridge. 0: never, 1: detected automatically, 2: always.
   */
  'mcast-router'?: number;
  /**
   * Send IGMP and MLD queries if no other querier does.
   */
  'mcast-querier'?: boolean;
  /**
   * Use the bridge's own IPv4 address as the source address of IGMP queries, instead of 0.0.0.0.
   */
  'mcast-query-use-ifaddr'?: boolean;
  /**
   * Count IGMP and MLD messages.
   */
  'mcast-stats-enabled'?: boolean;
  /**
   * Version of IGMP.
   */
  'mcast-igmp-version'?: number;
  /**
   * Version of MLD.
   */
  'mcast-mld-version'?: number;
  /**
   * Obsolete: the value has always been 16 since Linux 4.20. Accepted because iproute2 has it.
   */
  'mcast-hash-elasticity'?: number;
  /**
   * Maximum number of multicast group entries.
   */
  'mcast-hash-max'?: number;
  /**
   * Number of queries to send after a leave message, before traffic of the group is no longer forwarded.
   */
  'mcast-last-member-count'?: number;
  /**
   * Time between the queries after a leave message. In seconds, or with a unit: 5min, 1.5s, 200ms.
   */
  'mcast-last-member-interval'?: number | string;
  /**
   * Number of queries to send when the querier starts.
   */
  'mcast-startup-query-count'?: number;
  /**
   * Time between the queries at the start, 1 second to 1 day. In seconds, or with a unit: 5min, 1.5s, 200ms.
   */
  'mcast-startup-query-interval'?: number | string;
  /**
   * Time between the queries after the start, 1 second to 1 day. In seconds, or with a unit: 5min, 1.5s, 200ms.
   */
  'mcast-query-interval'?: number | string;
  /**
   * Time within which hosts have to answer a query. In seconds, or with a unit: 5min, 1.5s, 200ms.
   */
  'mcast-query-response-interval'?: number | string;
  /**
   * Time without queries of another querier after which it is assumed to be gone. In seconds, or with a unit: 5min, 1.5s, 200ms.
   */
  'mcast-querier-interval'?: number | string;
  /**
   * Time after which a multicast membership expires if it is not reported again. In seconds, or with a unit: 5min, 1.5s, 200ms.
   */
  'mcast-membership-interval'?: number | string;
  /**
   * Pass bridged IPv4 packets through iptables and nftables.
   */
  'nf-call-iptables'?: boolean;
  /**
   * Pass bridged IPv6 packets through ip6tables and nftables.
   */
  'nf-call-ip6tables'?: boolean;
  /**
   * Pass bridged ARP packets through arptables.
   */
  'nf-call-arptables'?: boolean;
}
/**
 * Dummy devices, by interface name.
 */
export interface DummyDevices {
  renderer?: Renderer;
  [k: string]: DummyDevice | Renderer | undefined;
}
/**
 * Dummy device: it discards what is sent to it, and can hold addresses that belong to no physical interface.
 */
export interface DummyDevice {
  /**
   * Whether the device has a carrier.
   */
  carrier?: boolean;
  renderer?: Renderer;
  addresses?: Addresses;
  routes?: Routes;
  'routing-policy'?: RoutingPolicy;
  neighbors?: Neighbors;
  fdb?: Fdb;
  mdb?: Mdb;
  nameservers?: Nameservers;
  gateway4?: Gateway4;
  gateway6?: Gateway6;
  mtu?: Mtu;
  macaddress?: Macaddress;
  optional?: Optional;
  'activation-mode'?: ActivationMode;
  critical?: Critical;
  'ignore-carrier'?: IgnoreCarrier;
  'optional-addresses'?: OptionalAddresses;
  dhcp4?: Dhcp4;
  dhcp6?: Dhcp6;
  'dhcp-identifier'?: DhcpIdentifier;
  'dhcp4-overrides'?: Dhcp4Overrides;
  'dhcp6-overrides'?: Dhcp6Overrides;
  'dhcp-client'?: DhcpClient;
  alias?: Alias;
  qdisc?: Qdisc;
  qdiscs?: Qdiscs;
  classes?: Classes;
  filters?: Filters;
  'alternative-names'?: AlternativeNames;
  'transmit-queue-length'?: TransmitQueueLength;
  group?: Group;
  'transmit-queues'?: TransmitQueues;
  'receive-queues'?: ReceiveQueues;
  arp?: Arp;
  multicast?: Multicast;
  'all-multicast'?: AllMulticast;
  promiscuous?: Promiscuous;
  protodown?: Protodown;
  'protodown-reasons'?: ProtodownReasons;
  'gso-max-size'?: GsoMaxSize;
  'gso-max-segments'?: GsoMaxSegments;
  'gso-ipv4-max-size'?: GsoIpv4MaxSize;
  'gro-max-size'?: GroMaxSize;
  'gro-ipv4-max-size'?: GroIpv4MaxSize;
  'ipv6-address-generation'?: Ipv6AddressGeneration;
  'accept-ra'?: AcceptRa;
  'ipv6-privacy'?: Ipv6Privacy;
  'ipv6-mtu'?: Ipv6Mtu;
  'link-local'?: LinkLocal;
  'ra-overrides'?: RaOverrides;
  sysctl?: Sysctl;
  'ipv6-address-token'?: Ipv6AddressToken;
  hairpin?: Hairpin;
  'neigh-suppress'?: NeighSuppress;
  'port-mac-learning'?: PortMacLearning;
  vlans?: BridgeVlans;
  'vlan-tunnel'?: VlanTunnel;
  isolated?: Isolated;
  locked?: Locked;
  mab?: Mab;
  guard?: Guard;
  'root-block'?: RootBlock;
  flood?: Flood;
  'bcast-flood'?: BcastFlood;
  'mcast-flood'?: McastFlood;
  'mcast-to-unicast'?: McastToUnicast;
  'mcast-router'?: McastRouter;
  'mcast-max-groups'?: McastMaxGroups;
  'mcast-eht-hosts-limit'?: McastEhtHostsLimit;
  fastleave?: Fastleave;
  'group-fwd-mask'?: GroupFwdMask;
  'neigh-vlan-suppress'?: NeighVlanSuppress;
  'neigh-forward-grat'?: NeighForwardGrat;
  'proxy-arp'?: ProxyArp;
  'proxy-arp-wifi'?: ProxyArpWifi;
  'backup-port'?: BackupPort;
  'backup-nhid'?: BackupNhid;
  networkmanager?: Networkmanager;
  openvswitch?: Openvswitch;
}
/**
 * Network interfaces of the machine. The key is the name of the interface, or any id if `match` selects the NIC.
 */
export interface Ethernets {
  renderer?: Renderer;
  [k: string]: Ethernet | Renderer | undefined;
}
/**
 * A network interface that the machine has.
 */
export interface Ethernet {
  match?: Match;
  /**
   * Name to give to the NIC that `match` selects, at most 15 bytes. Needs `match`.
   */
  'set-name'?: string;
  /**
   * Wake-on-LAN: magic packets, and nothing else, wake the machine up. With false nothing does. It is an error if the driver does not support it.
   */
  wakeonlan?: boolean;
  /**
   * The NIC verifies the checksums of received packets (rx-checksum).
   */
  'receive-checksum-offload'?: boolean;
  /**
   * The NIC computes the checksums of sent packets (all tx-checksum features that the driver allows to be changed).
   */
  'transmit-checksum-offload'?: boolean;
  /**
   * The NIC splits TCP packets over IPv4 into segments (TSO, tx-tcp-segmentation).
   */
  'tcp-segmentation-offload'?: boolean;
  /**
   * The NIC splits TCP packets over IPv6 into segments (tx-tcp6-segmentation).
   */
  'tcp6-segmentation-offload'?: boolean;
  /**
   * The kernel splits large packets into segments only just before they go to the driver (GSO, tx-generic-segmentation).
   */
  'generic-segmentation-offload'?: boolean;
  /**
   * The kernel merges received packets before they go to the network stack (GRO, rx-gro).
   */
  'generic-receive-offload'?: boolean;
  /**
   * The NIC merges received packets (LRO, rx-lro). Not possible on a device that forwards.
   */
  'large-receive-offload'?: boolean;
  /**
   * Other features of the NIC by the names of the kernel, as `ethtool -k` lists them: `{rx-vlan-filter: false, rx-udp-gro-forwarding: true}`.
   */
  features?: {
    [k: string]: boolean;
  };
  /**
   * Negotiate speed and duplex with the other end. With false they are `speed` and `duplex`.
   */
  'auto-negotiation'?: boolean;
  /**
   * Speed in Mb/s. Only with `auto-negotiation: false`.
   */
  speed?: number;
  /**
   * Duplex. Only with `auto-negotiation: false`.
   */
  duplex?: 'half' | 'full';
  /**
   * Forward error correction: the encoding `rs` (Reed-Solomon), `baser` (BASE-R, Firecode) or `llrs` (Reed-Solomon with low latency), none (`off`), or the one that NIC and transceiver choose (`auto`). Linux 5.13 or later.
   */
  fec?: 'auto' | 'off' | 'rs' | 'baser' | 'llrs';
  rings?: EthernetRings;
  channels?: EthernetChannels;
  pause?: EthernetPause;
  coalesce?: EthernetCoalesce;
  /**
   * Announce the machine by LLDP. Only false is supported: announcing is the task of a daemon such as lldpd.
   */
  'emit-lldp'?: boolean;
  /**
   * What wakes the machine up over Wi-Fi. On a Wi-Fi device this is handed on to wpa_supplicant, which does not know `tcp`. On an Ethernet device only `default` is accepted.
   */
  wakeonwlan?: (
    | 'any'
    | 'default'
    | 'disconnect'
    | 'magic_pkt'
    | 'gtk_rekey_failure'
    | 'eap_identity_req'
    | 'four_way_handshake'
    | 'rfkill_release'
    | 'tcp'
  )[];
  /**
   * Id of the NIC that this one is a virtual function of (SR-IOV).
   */
  link?: string;
  /**
   * Number of virtual functions of the card (SR-IOV). To change between two numbers other than 0, all of them are removed first. By default there are as many as there are devices that name the card in `link`.
   */
  'virtual-function-count'?: number;
  /**
   * VLAN ids by the number of the virtual function, for virtual functions that belong to guests: the card adds and removes the tags. 0: no tag.
   */
  'virtual-function-vlans'?: {
    [k: string]: number;
  };
  /**
   * Settings of virtual functions by number, for those that belong to guests: `{0: {vlan: 100, trust: true}}`.
   */
  'virtual-functions'?: {
    [k: string]: VirtualFunction;
  };
  /**
   * Mode of the card's embedded switch (devlink). The virtual functions lose their drivers while it is changed.
   */
  'embedded-switch-mode'?: 'switchdev' | 'legacy';
  /**
   * Leave the virtual functions without drivers after the mode of the embedded switch was changed, so that another program can bind them later.
   */
  'delay-virtual-functions-rebind'?: boolean;
  /**
   * Mode of an IP over InfiniBand device: `datagram`, or `connected`, which allows a larger MTU.
   */
  'infiniband-mode'?: 'datagram' | 'connected';
  auth?: Auth;
  renderer?: Renderer;
  addresses?: Addresses;
  routes?: Routes;
  'routing-policy'?: RoutingPolicy;
  neighbors?: Neighbors;
  fdb?: Fdb;
  mdb?: Mdb;
  nameservers?: Nameservers;
  gateway4?: Gateway4;
  gateway6?: Gateway6;
  mtu?: Mtu;
  macaddress?: Macaddress;
  optional?: Optional;
  'activation-mode'?: ActivationMode;
  critical?: Critical;
  'ignore-carrier'?: IgnoreCarrier;
  'optional-addresses'?: OptionalAddresses;
  dhcp4?: Dhcp4;
  dhcp6?: Dhcp6;
  'dhcp-identifier'?: DhcpIdentifier;
  'dhcp4-overrides'?: Dhcp4Overrides;
  'dhcp6-overrides'?: Dhcp6Overrides;
  'dhcp-client'?: DhcpClient;
  alias?: Alias;
  qdisc?: Qdisc;
  qdiscs?: Qdiscs;
  classes?: Classes;
  filters?: Filters;
  'alternative-names'?: AlternativeNames;
  'transmit-queue-length'?: TransmitQueueLength;
  group?: Group;
  'transmit-queues'?: TransmitQueues;
  'receive-queues'?: ReceiveQueues;
  arp?: Arp;
  multicast?: Multicast;
  'all-multicast'?: AllMulticast;
  promiscuous?: Promiscuous;
  protodown?: Protodown;
  'protodown-reasons'?: ProtodownReasons;
  'gso-max-size'?: GsoMaxSize;
  'gso-max-segments'?: GsoMaxSegments;
  'gso-ipv4-max-size'?: GsoIpv4MaxSize;
  'gro-max-size'?: GroMaxSize;
  'gro-ipv4-max-size'?: GroIpv4MaxSize;
  'ipv6-address-generation'?: Ipv6AddressGeneration;
  'accept-ra'?: AcceptRa;
  'ipv6-privacy'?: Ipv6Privacy;
  'ipv6-mtu'?: Ipv6Mtu;
  'link-local'?: LinkLocal;
  'ra-overrides'?: RaOverrides;
  sysctl?: Sysctl;
  'ipv6-address-token'?: Ipv6AddressToken;
  hairpin?: Hairpin;
  'neigh-suppress'?: NeighSuppress;
  'port-mac-learning'?: PortMacLearning;
  vlans?: BridgeVlans;
  'vlan-tunnel'?: VlanTunnel;
  isolated?: Isolated;
  locked?: Locked;
  mab?: Mab;
  guard?: Guard;
  'root-block'?: RootBlock;
  flood?: Flood;
  'bcast-flood'?: BcastFlood;
  'mcast-flood'?: McastFlood;
  'mcast-to-unicast'?: McastToUnicast;
  'mcast-router'?: McastRouter;
  'mcast-max-groups'?: McastMaxGroups;
  'mcast-eht-hosts-limit'?: McastEhtHostsLimit;
  fastleave?: Fastleave;
  'group-fwd-mask'?: GroupFwdMask;
  'neigh-vlan-suppress'?: NeighVlanSuppress;
  'neigh-forward-grat'?: NeighForwardGrat;
  'proxy-arp'?: ProxyArp;
  'proxy-arp-wifi'?: ProxyArpWifi;
  'backup-port'?: BackupPort;
  'backup-nhid'?: BackupNhid;
  networkmanager?: Networkmanager;
  openvswitch?: Openvswitch;
}
/**
 * Conditions that select the NIC; all of them must hold. `{}` selects every NIC that belongs to no other device of the configuration.
 */
export interface Match {
  /**
   * Name of the interface, with the wildcards * ? [a-z].
   */
  name?: string;
  /**
   * Permanent MAC address, the one burnt into the NIC; if the driver does not report one, the current address.
   */
  macaddress?: string;
  /**
   * Kernel driver, with the wildcards * ? [a-z]; one pattern or a list.
   */
  driver?: string | [string, ...string[]];
  /**
   * Where the NIC is plugged in: ID_PATH of udev, or the name of the device on its bus, with the wildcards * ? [a-z]; one pattern or a list.
   */
  path?: string | [string, ...string[]];
}
/**
 * Numbers of packets for which the NIC has room (ethtool -g).
 */
export interface EthernetRings {
  /**
   * Received packets.
   */
  receive?: number;
  /**
   * Small received packets, where the NIC has a ring of their own for them.
   */
  'receive-mini'?: number;
  /**
   * Large received packets, where the NIC has a ring of their own for them.
   */
  'receive-jumbo'?: number;
  /**
   * Packets to be sent.
   */
  transmit?: number;
}
/**
 * Numbers of channels that the NIC uses: an interrupt with its queues (ethtool -l).
 */
export interface EthernetChannels {
  /**
   * Channels that only receive.
   */
  receive?: number;
  /**
   * Channels that only send.
   */
  transmit?: number;
  /**
   * Channels for other things, like link interrupts.
   */
  other?: number;
  /**
   * Channels that receive and send.
   */
  combined?: number;
}
/**
 * Pause frames, by which one end stops the other (ethtool -a).
 */
export interface EthernetPause {
  /**
   * Negotiate pause frames with the other end.
   */
  'auto-negotiation'?: boolean;
  /**
   * Stop sending when the other end asks for it.
   */
  receive?: boolean;
  /**
   * Ask the other end to stop when the NIC receives too fast.
   */
  transmit?: boolean;
}
/**
 * How the NIC joins interrupts (ethtool -c).
 */
export interface EthernetCoalesce {
  /**
   * The driver adapts the interrupts for received packets to the traffic.
   */
  'adaptive-receive'?: boolean;
  /**
   * The driver adapts the interrupts for sent packets to the traffic.
   */
  'adaptive-transmit'?: boolean;
  /**
   * Microseconds from a received packet to the interrupt.
   */
  'receive-usecs'?: number;
  /**
   * Number of received packets after which the NIC interrupts.
   */
  'receive-frames'?: number;
  /**
   * Microseconds from a sent packet to the interrupt.
   */
  'transmit-usecs'?: number;
  /**
   * Number of sent packets after which the NIC interrupts.
   */
  'transmit-frames'?: number;
  /**
   * Microseconds from a received packet to the interrupt while the host handles an interrupt.
   */
  'receive-usecs-irq'?: number;
  /**
   * Number of received packets after which the NIC interrupts while the host handles an interrupt.
   */
  'receive-frames-irq'?: number;
  /**
   * Microseconds from a sent packet to the interrupt while the host handles an interrupt.
   */
  'transmit-usecs-irq'?: number;
  /**
   * Number of sent packets after which the NIC interrupts while the host handles an interrupt.
   */
  'transmit-frames-irq'?: number;
  /**
   * Microseconds between updates of the NIC's statistics.
   */
  'statistics-usecs'?: number;
  /**
   * Packets a second below which the rate counts as low.
   */
  'packet-rate-low'?: number;
  /**
   * Microseconds from a received packet to the interrupt at a low rate of packets.
   */
  'receive-usecs-low'?: number;
  /**
   * Number of received packets after which the NIC interrupts at a low rate of packets.
   */
  'receive-frames-low'?: number;
  /**
   * Microseconds from a sent packet to the interrupt at a low rate of packets.
   */
  'transmit-usecs-low'?: number;
  /**
   * Number of sent packets after which the NIC interrupts at a low rate of packets.
   */
  'transmit-frames-low'?: number;
  /**
   * Packets a second above which the rate counts as high.
   */
  'packet-rate-high'?: number;
  /**
   * Microseconds from a received packet to the interrupt at a high rate of packets.
   */
  'receive-usecs-high'?: number;
  /**
   * Number of received packets after which the NIC interrupts at a high rate of packets.
   */
  'receive-frames-high'?: number;
  /**
   * Microseconds from a sent packet to the interrupt at a high rate of packets.
   */
  'transmit-usecs-high'?: number;
  /**
   * Number of sent packets after which the NIC interrupts at a high rate of packets.
   */
  'transmit-frames-high'?: number;
  /**
   * Seconds between measurements of the rate of packets.
   */
  'sample-interval'?: number;
  /**
   * Times for received packets start anew with each completion (CQE mode), not with the first event.
   */
  'receive-cqe-mode'?: boolean;
  /**
   * Times for sent packets start anew with each completion (CQE mode), not with the first event.
   */
  'transmit-cqe-mode'?: boolean;
  /**
   * Bytes that one transfer to the device joins at the most.
   */
  'transmit-aggregation-bytes'?: number;
  /**
   * Packets that one transfer to the device joins at the most.
   */
  'transmit-aggregation-frames'?: number;
  /**
   * Microseconds to wait for more packets to join.
   */
  'transmit-aggregation-usecs'?: number;
}
/**
 * Settings of a virtual function that the card enforces (ip link set … vf).
 */
export interface VirtualFunction {
  /**
   * MAC address; the virtual function itself cannot change it.
   */
  macaddress?: string;
  /**
   * VLAN id: the card adds and removes the tags. 0: no tag. The same as `virtual-function-vlans`.
   */
  vlan?: number;
  /**
   * Priority in the tags. Needs `vlan`.
   */
  'vlan-priority'?: number;
  /**
   * Protocol of the tags. Needs `vlan`.
   */
  'vlan-protocol'?: '802.1q' | '802.1ad';
  /**
   * Drop frames from other source addresses than the virtual function's own.
   */
  'spoof-check'?: boolean;
  /**
   * Allow the virtual function what affects others, such as promiscuous mode or another MAC address.
   */
  trust?: boolean;
  /**
   * Carrier of the virtual function: that of the card (`auto`), always or never.
   */
  'link-state'?: 'auto' | 'enable' | 'disable';
  /**
   * Guaranteed rate in Mbit/s; 0: none.
   */
  'minimum-rate'?: number;
  /**
   * Highest rate in Mbit/s; 0: no limit.
   */
  'maximum-rate'?: number;
  /**
   * Allow the virtual function to ask how the card distributes packets to its queues (RSS).
   */
  'query-rss'?: boolean;
}
/**
 * How the device authenticates itself (IEEE 802.1X, WPA).
 */
export interface Auth {
  /**
   * Type of authentication. The default is `802.1x` for Ethernet and `none` for Wi-Fi.
   */
  'key-management'?:
    'none' | 'psk' | 'psk-sha256' | 'eap' | 'eap-sha256' | 'eap-suite-b-192' | 'sae' | '802.1x';
  /**
   * EAP method.
   */
  method?: 'tls' | 'peap' | 'leap' | 'pwd' | 'ttls';
  /**
   * Identity to authenticate with (user name).
   */
  identity?: string;
  /**
   * Identity to send in clear text, outside of the encrypted tunnel.
   */
  'anonymous-identity'?: string;
  /**
   * Password of the identity, or `hash:` and its NT hash, 32 hexadecimal digits. For psk and sae it is the passphrase of 8 to 63 characters, or for psk 64 hexadecimal digits.
   */
  password?: string;
  /**
   * File with the certificates of the authorities by which the server is verified.
   */
  'ca-certificate'?: string;
  /**
   * File with the certificate of the device.
   */
  'client-certificate'?: string;
  /**
   * File with the private key of the certificate.
   */
  'client-key'?: string;
  /**
   * Password of the private key.
   */
  'client-key-password'?: string;
  /**
   * Authentication method inside of the tunnel (phase 2).
   */
  'phase2-auth'?: string;
}
/**
 * HSR and PRP devices: redundancy over two networks, one of which may fail, by interface name.
 */
export interface Hsrs {
  renderer?: Renderer;
  [k: string]: Hsr | Renderer | undefined;
}
/**
 * HSR or PRP device: it sends each frame over two other devices, and discards duplicates of received frames.
 */
export interface Hsr {
  /**
   * Ids of the two devices, which must be Ethernet devices and no VLANs. The device has the MAC address of the first one.
   *
   * @minItems 2
   * @maxItems 2
   */
  interfaces: [string, string];
  /**
   * Id of a third device, behind which there are nodes without HSR (RedBox). Linux 6.10 or later.
   */
  interlink?: string;
  /**
   * Last byte of the multicast address 01:15:4e:00:01:XX that supervision frames are sent to.
   */
  supervision?: number;
  /**
   * `hsr` (High-availability Seamless Redundancy, a ring) or `prp` (Parallel Redundancy Protocol, two separate networks).
   */
  protocol?: 'hsr' | 'prp';
  /**
   * Version of HSR: 0 (of 2010) or 1 (of 2012). PRP has no versions.
   */
  version?: number;
  renderer?: Renderer;
  addresses?: Addresses;
  routes?: Routes;
  'routing-policy'?: RoutingPolicy;
  neighbors?: Neighbors;
  fdb?: Fdb;
  mdb?: Mdb;
  nameservers?: Nameservers;
  gateway4?: Gateway4;
  gateway6?: Gateway6;
  mtu?: Mtu;
  macaddress?: Macaddress;
  optional?: Optional;
  'activation-mode'?: ActivationMode;
  critical?: Critical;
  'ignore-carrier'?: IgnoreCarrier;
  'optional-addresses'?: OptionalAddresses;
  dhcp4?: Dhcp4;
  dhcp6?: Dhcp6;
  'dhcp-identifier'?: DhcpIdentifier;
  'dhcp4-overrides'?: Dhcp4Overrides;
  'dhcp6-overrides'?: Dhcp6Overrides;
  'dhcp-client'?: DhcpClient;
  alias?: Alias;
  qdisc?: Qdisc;
  qdiscs?: Qdiscs;
  classes?: Classes;
  filters?: Filters;
  'alternative-names'?: AlternativeNames;
  'transmit-queue-length'?: TransmitQueueLength;
  group?: Group;
  'transmit-queues'?: TransmitQueues;
  'receive-queues'?: ReceiveQueues;
  arp?: Arp;
  multicast?: Multicast;
  'all-multicast'?: AllMulticast;
  promiscuous?: Promiscuous;
  protodown?: Protodown;
  'protodown-reasons'?: ProtodownReasons;
  'gso-max-size'?: GsoMaxSize;
  'gso-max-segments'?: GsoMaxSegments;
  'gso-ipv4-max-size'?: GsoIpv4MaxSize;
  'gro-max-size'?: GroMaxSize;
  'gro-ipv4-max-size'?: GroIpv4MaxSize;
  'ipv6-address-generation'?: Ipv6AddressGeneration;
  'accept-ra'?: AcceptRa;
  'ipv6-privacy'?: Ipv6Privacy;
  'ipv6-mtu'?: Ipv6Mtu;
  'link-local'?: LinkLocal;
  'ra-overrides'?: RaOverrides;
  sysctl?: Sysctl;
  'ipv6-address-token'?: Ipv6AddressToken;
  hairpin?: Hairpin;
  'neigh-suppress'?: NeighSuppress;
  'port-mac-learning'?: PortMacLearning;
  vlans?: BridgeVlans;
  'vlan-tunnel'?: VlanTunnel;
  isolated?: Isolated;
  locked?: Locked;
  mab?: Mab;
  guard?: Guard;
  'root-block'?: RootBlock;
  flood?: Flood;
  'bcast-flood'?: BcastFlood;
  'mcast-flood'?: McastFlood;
  'mcast-to-unicast'?: McastToUnicast;
  'mcast-router'?: McastRouter;
  'mcast-max-groups'?: McastMaxGroups;
  'mcast-eht-hosts-limit'?: McastEhtHostsLimit;
  fastleave?: Fastleave;
  'group-fwd-mask'?: GroupFwdMask;
  'neigh-vlan-suppress'?: NeighVlanSuppress;
  'neigh-forward-grat'?: NeighForwardGrat;
  'proxy-arp'?: ProxyArp;
  'proxy-arp-wifi'?: ProxyArpWifi;
  'backup-port'?: BackupPort;
  'backup-nhid'?: BackupNhid;
  networkmanager?: Networkmanager;
  openvswitch?: Openvswitch;
}
/**
 * Intermediate functional blocks (IFB), by interface name.
 */
export interface Ifbs {
  renderer?: Renderer;
  [k: string]: Ifb | Renderer | undefined;
}
/**
 * Intermediate functional block: its queueing discipline shapes traffic that is redirected to it, such as received packets of other devices.
 */
export interface Ifb {
  renderer?: Renderer;
  addresses?: Addresses;
  routes?: Routes;
  'routing-policy'?: RoutingPolicy;
  neighbors?: Neighbors;
  fdb?: Fdb;
  mdb?: Mdb;
  nameservers?: Nameservers;
  gateway4?: Gateway4;
  gateway6?: Gateway6;
  mtu?: Mtu;
  macaddress?: Macaddress;
  optional?: Optional;
  'activation-mode'?: ActivationMode;
  critical?: Critical;
  'ignore-carrier'?: IgnoreCarrier;
  'optional-addresses'?: OptionalAddresses;
  dhcp4?: Dhcp4;
  dhcp6?: Dhcp6;
  'dhcp-identifier'?: DhcpIdentifier;
  'dhcp4-overrides'?: Dhcp4Overrides;
  'dhcp6-overrides'?: Dhcp6Overrides;
  'dhcp-client'?: DhcpClient;
  alias?: Alias;
  qdisc?: Qdisc;
  qdiscs?: Qdiscs;
  classes?: Classes;
  filters?: Filters;
  'alternative-names'?: AlternativeNames;
  'transmit-queue-length'?: TransmitQueueLength;
  group?: Group;
  'transmit-queues'?: TransmitQueues;
  'receive-queues'?: ReceiveQueues;
  arp?: Arp;
  multicast?: Multicast;
  'all-multicast'?: AllMulticast;
  promiscuous?: Promiscuous;
  protodown?: Protodown;
  'protodown-reasons'?: ProtodownReasons;
  'gso-max-size'?: GsoMaxSize;
  'gso-max-segments'?: GsoMaxSegments;
  'gso-ipv4-max-size'?: GsoIpv4MaxSize;
  'gro-max-size'?: GroMaxSize;
  'gro-ipv4-max-size'?: GroIpv4MaxSize;
  'ipv6-address-generation'?: Ipv6AddressGeneration;
  'accept-ra'?: AcceptRa;
  'ipv6-privacy'?: Ipv6Privacy;
  'ipv6-mtu'?: Ipv6Mtu;
  'link-local'?: LinkLocal;
  'ra-overrides'?: RaOverrides;
  sysctl?: Sysctl;
  'ipv6-address-token'?: Ipv6AddressToken;
  hairpin?: Hairpin;
  'neigh-suppress'?: NeighSuppress;
  'port-mac-learning'?: PortMacLearning;
  vlans?: BridgeVlans;
  'vlan-tunnel'?: VlanTunnel;
  isolated?: Isolated;
  locked?: Locked;
  mab?: Mab;
  guard?: Guard;
  'root-block'?: RootBlock;
  flood?: Flood;
  'bcast-flood'?: BcastFlood;
  'mcast-flood'?: McastFlood;
  'mcast-to-unicast'?: McastToUnicast;
  'mcast-router'?: McastRouter;
  'mcast-max-groups'?: McastMaxGroups;
  'mcast-eht-hosts-limit'?: McastEhtHostsLimit;
  fastleave?: Fastleave;
  'group-fwd-mask'?: GroupFwdMask;
  'neigh-vlan-suppress'?: NeighVlanSuppress;
  'neigh-forward-grat'?: NeighForwardGrat;
  'proxy-arp'?: ProxyArp;
  'proxy-arp-wifi'?: ProxyArpWifi;
  'backup-port'?: BackupPort;
  'backup-nhid'?: BackupNhid;
  networkmanager?: Networkmanager;
  openvswitch?: Openvswitch;
}
/**
 * IP over InfiniBand (IPoIB) devices for partitions, by interface name.
 */
export interface Ipoibs {
  renderer?: Renderer;
  [k: string]: Ipoib | Renderer | undefined;
}
/**
 * Child of an IPoIB device, for a partition.
 */
export interface Ipoib {
  /**
   * Id of the IPoIB device of the port, which must not be a child itself.
   */
  link: string;
  /**
   * Partition key (P_Key), 1 to 0x7fff, with or without the bit 0x8000 of full membership, decimal or hexadecimal. By default that of the lower device.
   */
  pkey?: number | string;
  /**
   * `datagram` (unreliable datagrams) or `connected` (reliable connections, which allow a larger MTU). The default is datagram.
   */
  mode?: 'datagram' | 'connected';
  /**
   * Allow programs to join and leave multicast groups themselves (user multicast).
   */
  umcast?: boolean;
  renderer?: Renderer;
  addresses?: Addresses;
  routes?: Routes;
  'routing-policy'?: RoutingPolicy;
  neighbors?: Neighbors;
  fdb?: Fdb;
  mdb?: Mdb;
  nameservers?: Nameservers;
  gateway4?: Gateway4;
  gateway6?: Gateway6;
  mtu?: Mtu;
  macaddress?: Macaddress;
  optional?: Optional;
  'activation-mode'?: ActivationMode;
  critical?: Critical;
  'ignore-carrier'?: IgnoreCarrier;
  'optional-addresses'?: OptionalAddresses;
  dhcp4?: Dhcp4;
  dhcp6?: Dhcp6;
  'dhcp-identifier'?: DhcpIdentifier;
  'dhcp4-overrides'?: Dhcp4Overrides;
  'dhcp6-overrides'?: Dhcp6Overrides;
  'dhcp-client'?: DhcpClient;
  alias?: Alias;
  qdisc?: Qdisc;
  qdiscs?: Qdiscs;
  classes?: Classes;
  filters?: Filters;
  'alternative-names'?: AlternativeNames;
  'transmit-queue-length'?: TransmitQueueLength;
  group?: Group;
  'transmit-queues'?: TransmitQueues;
  'receive-queues'?: ReceiveQueues;
  arp?: Arp;
  multicast?: Multicast;
  'all-multicast'?: AllMulticast;
  promiscuous?: Promiscuous;
  protodown?: Protodown;
  'protodown-reasons'?: ProtodownReasons;
  'gso-max-size'?: GsoMaxSize;
  'gso-max-segments'?: GsoMaxSegments;
  'gso-ipv4-max-size'?: GsoIpv4MaxSize;
  'gro-max-size'?: GroMaxSize;
  'gro-ipv4-max-size'?: GroIpv4MaxSize;
  'ipv6-address-generation'?: Ipv6AddressGeneration;
  'accept-ra'?: AcceptRa;
  'ipv6-privacy'?: Ipv6Privacy;
  'ipv6-mtu'?: Ipv6Mtu;
  'link-local'?: LinkLocal;
  'ra-overrides'?: RaOverrides;
  sysctl?: Sysctl;
  'ipv6-address-token'?: Ipv6AddressToken;
  hairpin?: Hairpin;
  'neigh-suppress'?: NeighSuppress;
  'port-mac-learning'?: PortMacLearning;
  vlans?: BridgeVlans;
  'vlan-tunnel'?: VlanTunnel;
  isolated?: Isolated;
  locked?: Locked;
  mab?: Mab;
  guard?: Guard;
  'root-block'?: RootBlock;
  flood?: Flood;
  'bcast-flood'?: BcastFlood;
  'mcast-flood'?: McastFlood;
  'mcast-to-unicast'?: McastToUnicast;
  'mcast-router'?: McastRouter;
  'mcast-max-groups'?: McastMaxGroups;
  'mcast-eht-hosts-limit'?: McastEhtHostsLimit;
  fastleave?: Fastleave;
  'group-fwd-mask'?: GroupFwdMask;
  'neigh-vlan-suppress'?: NeighVlanSuppress;
  'neigh-forward-grat'?: NeighForwardGrat;
  'proxy-arp'?: ProxyArp;
  'proxy-arp-wifi'?: ProxyArpWifi;
  'backup-port'?: BackupPort;
  'backup-nhid'?: BackupNhid;
  networkmanager?: Networkmanager;
  openvswitch?: Openvswitch;
}
/**
 * IP-VLAN devices: additional IP addresses on a lower device, which share its MAC address, by interface name.
 */
export interface Ipvlans {
  renderer?: Renderer;
  [k: string]: Ipvlan | Renderer | undefined;
}
/**
 * IP-VLAN device.
 */
export interface Ipvlan {
  /**
   * Id of the lower device. All devices on it share its MAC address.
   */
  link: string;
  /**
   * How packets are passed on, for all devices on the same lower device: `l2` (switched by their IP addresses, with broadcasts and multicasts), `l3` (routed by the host, without broadcasts and multicasts), `l3s` (like l3, and through the host's netfilter).
   */
  mode?: 'l2' | 'l3' | 'l3s';
  /**
   * How the devices on the same lower device communicate with each other: `private` (not at all), `vepa` (through the switch, which must reflect the frames), by default directly. It holds for all of them.
   */
  flags?: ('private' | 'vepa')[];
  renderer?: Renderer;
  addresses?: Addresses;
  routes?: Routes;
  'routing-policy'?: RoutingPolicy;
  neighbors?: Neighbors;
  fdb?: Fdb;
  mdb?: Mdb;
  nameservers?: Nameservers;
  gateway4?: Gateway4;
  gateway6?: Gateway6;
  mtu?: Mtu;
  macaddress?: Macaddress;
  optional?: Optional;
  'activation-mode'?: ActivationMode;
  critical?: Critical;
  'ignore-carrier'?: IgnoreCarrier;
  'optional-addresses'?: OptionalAddresses;
  dhcp4?: Dhcp4;
  dhcp6?: Dhcp6;
  'dhcp-identifier'?: DhcpIdentifier;
  'dhcp4-overrides'?: Dhcp4Overrides;
  'dhcp6-overrides'?: Dhcp6Overrides;
  'dhcp-client'?: DhcpClient;
  alias?: Alias;
  qdisc?: Qdisc;
  qdiscs?: Qdiscs;
  classes?: Classes;
  filters?: Filters;
  'alternative-names'?: AlternativeNames;
  'transmit-queue-length'?: TransmitQueueLength;
  group?: Group;
  'transmit-queues'?: TransmitQueues;
  'receive-queues'?: ReceiveQueues;
  arp?: Arp;
  multicast?: Multicast;
  'all-multicast'?: AllMulticast;
  promiscuous?: Promiscuous;
  protodown?: Protodown;
  'protodown-reasons'?: ProtodownReasons;
  'gso-max-size'?: GsoMaxSize;
  'gso-max-segments'?: GsoMaxSegments;
  'gso-ipv4-max-size'?: GsoIpv4MaxSize;
  'gro-max-size'?: GroMaxSize;
  'gro-ipv4-max-size'?: GroIpv4MaxSize;
  'ipv6-address-generation'?: Ipv6AddressGeneration;
  'accept-ra'?: AcceptRa;
  'ipv6-privacy'?: Ipv6Privacy;
  'ipv6-mtu'?: Ipv6Mtu;
  'link-local'?: LinkLocal;
  'ra-overrides'?: RaOverrides;
  sysctl?: Sysctl;
  'ipv6-address-token'?: Ipv6AddressToken;
  hairpin?: Hairpin;
  'neigh-suppress'?: NeighSuppress;
  'port-mac-learning'?: PortMacLearning;
  vlans?: BridgeVlans;
  'vlan-tunnel'?: VlanTunnel;
  isolated?: Isolated;
  locked?: Locked;
  mab?: Mab;
  guard?: Guard;
  'root-block'?: RootBlock;
  flood?: Flood;
  'bcast-flood'?: BcastFlood;
  'mcast-flood'?: McastFlood;
  'mcast-to-unicast'?: McastToUnicast;
  'mcast-router'?: McastRouter;
  'mcast-max-groups'?: McastMaxGroups;
  'mcast-eht-hosts-limit'?: McastEhtHostsLimit;
  fastleave?: Fastleave;
  'group-fwd-mask'?: GroupFwdMask;
  'neigh-vlan-suppress'?: NeighVlanSuppress;
  'neigh-forward-grat'?: NeighForwardGrat;
  'proxy-arp'?: ProxyArp;
  'proxy-arp-wifi'?: ProxyArpWifi;
  'backup-port'?: BackupPort;
  'backup-nhid'?: BackupNhid;
  networkmanager?: Networkmanager;
  openvswitch?: Openvswitch;
}
/**
 * IP-VTAP devices: like IP-VLAN devices, with a character device /dev/tapN for a virtual machine, by interface name.
 */
export interface Ipvtaps {
  renderer?: Renderer;
  [k: string]: Ipvtap | Renderer | undefined;
}
/**
 * IP-VTAP device.
 */
export interface Ipvtap {
  /**
   * Id of the lower device. All devices on it share its MAC address.
   */
  link: string;
  /**
   * How packets are passed on, for all devices on the same lower device: `l2` (switched by their IP addresses, with broadcasts and multicasts), `l3` (routed by the host, without broadcasts and multicasts), `l3s` (like l3, and through the host's netfilter).
   */
  mode?: 'l2' | 'l3' | 'l3s';
  /**
   * How the devices on the same lower device communicate with each other: `private` (not at all), `vepa` (through the switch, which must reflect the frames), by default directly. It holds for all of them.
   */
  flags?: ('private' | 'vepa')[];
  renderer?: Renderer;
  addresses?: Addresses;
  routes?: Routes;
  'routing-policy'?: RoutingPolicy;
  neighbors?: Neighbors;
  fdb?: Fdb;
  mdb?: Mdb;
  nameservers?: Nameservers;
  gateway4?: Gateway4;
  gateway6?: Gateway6;
  mtu?: Mtu;
  macaddress?: Macaddress;
  optional?: Optional;
  'activation-mode'?: ActivationMode;
  critical?: Critical;
  'ignore-carrier'?: IgnoreCarrier;
  'optional-addresses'?: OptionalAddresses;
  dhcp4?: Dhcp4;
  dhcp6?: Dhcp6;
  'dhcp-identifier'?: DhcpIdentifier;
  'dhcp4-overrides'?: Dhcp4Overrides;
  'dhcp6-overrides'?: Dhcp6Overrides;
  'dhcp-client'?: DhcpClient;
  alias?: Alias;
  qdisc?: Qdisc;
  qdiscs?: Qdiscs;
  classes?: Classes;
  filters?: Filters;
  'alternative-names'?: AlternativeNames;
  'transmit-queue-length'?: TransmitQueueLength;
  group?: Group;
  'transmit-queues'?: TransmitQueues;
  'receive-queues'?: ReceiveQueues;
  arp?: Arp;
  multicast?: Multicast;
  'all-multicast'?: AllMulticast;
  promiscuous?: Promiscuous;
  protodown?: Protodown;
  'protodown-reasons'?: ProtodownReasons;
  'gso-max-size'?: GsoMaxSize;
  'gso-max-segments'?: GsoMaxSegments;
  'gso-ipv4-max-size'?: GsoIpv4MaxSize;
  'gro-max-size'?: GroMaxSize;
  'gro-ipv4-max-size'?: GroIpv4MaxSize;
  'ipv6-address-generation'?: Ipv6AddressGeneration;
  'accept-ra'?: AcceptRa;
  'ipv6-privacy'?: Ipv6Privacy;
  'ipv6-mtu'?: Ipv6Mtu;
  'link-local'?: LinkLocal;
  'ra-overrides'?: RaOverrides;
  sysctl?: Sysctl;
  'ipv6-address-token'?: Ipv6AddressToken;
  hairpin?: Hairpin;
  'neigh-suppress'?: NeighSuppress;
  'port-mac-learning'?: PortMacLearning;
  vlans?: BridgeVlans;
  'vlan-tunnel'?: VlanTunnel;
  isolated?: Isolated;
  locked?: Locked;
  mab?: Mab;
  guard?: Guard;
  'root-block'?: RootBlock;
  flood?: Flood;
  'bcast-flood'?: BcastFlood;
  'mcast-flood'?: McastFlood;
  'mcast-to-unicast'?: McastToUnicast;
  'mcast-router'?: McastRouter;
  'mcast-max-groups'?: McastMaxGroups;
  'mcast-eht-hosts-limit'?: McastEhtHostsLimit;
  fastleave?: Fastleave;
  'group-fwd-mask'?: GroupFwdMask;
  'neigh-vlan-suppress'?: NeighVlanSuppress;
  'neigh-forward-grat'?: NeighForwardGrat;
  'proxy-arp'?: ProxyArp;
  'proxy-arp-wifi'?: ProxyArpWifi;
  'backup-port'?: BackupPort;
  'backup-nhid'?: BackupNhid;
  networkmanager?: Networkmanager;
  openvswitch?: Openvswitch;
}
/**
 * MACsec devices (IEEE 802.1AE), by interface name. They protect each frame that they send over their lower device.
 */
export interface Macsecs {
  renderer?: Renderer;
  [k: string]: Macsec | Renderer | undefined;
}
/**
 * MACsec device: it encrypts or authenticates Ethernet frames.
 */
export interface Macsec {
  /**
   * Id of the lower device.
   */
  link: string;
  /**
   * Port number in the secure channel identifier (SCI), after the MAC address. It distinguishes devices on the same lower device. The default is 1.
   */
  port?: number;
  /**
   * Secure channel identifier (SCI) as a whole, instead of `port`: 16 hexadecimal digits, a MAC address and a port number.
   */
  sci?: string;
  /**
   * Cipher suite: AES in Galois/Counter Mode with keys of 128 or 256 bits; `xpn` is extended packet numbering, with packet numbers of 64 bits.
   */
  cipher?: 'gcm-aes-128' | 'gcm-aes-256' | 'gcm-aes-xpn-128' | 'gcm-aes-xpn-256';
  /**
   * Length of the integrity check value (ICV) at the end of each frame, in bytes.
   */
  'icv-length'?: number;
  /**
   * Encrypt the frames. With false they are only authenticated.
   */
  encrypt?: boolean;
  /**
   * Protect the frames that are sent. With false they are sent without protection.
   */
  protect?: boolean;
  /**
   * Include the SCI in each frame.
   */
  'send-sci'?: boolean;
  /**
   * Set the end station (ES) bit in each frame: the SCI consists of the source MAC address and port 1. Cannot be combined with `send-sci` or `scb`.
   */
  'end-station'?: boolean;
  /**
   * Set the single copy broadcast (SCB) bit in each frame. Cannot be combined with `send-sci` or `end-station`.
   */
  scb?: boolean;
  /**
   * What happens to received frames that are not valid: `strict` drops them, `check` counts and accepts them, `disabled` does not validate frames at all.
   */
  validate?: 'disabled' | 'check' | 'strict';
  /**
   * Replay protection: drop frames that arrive too late or twice. Needs `window`.
   */
  'replay-protect'?: boolean;
  /**
   * Replay window: number of packets by which a frame may be late with `replay-protect`, with extended packet numbering at most 1073741823.
   */
  window?: number;
  /**
   * Hardware offload: whether the PHY (`phy`) or the MAC (`mac`) of the lower device protects the frames, or neither (`off`).
   */
  offload?: 'off' | 'phy' | 'mac';
  /**
   * Number of the secure association in `transmit-keys` that is used for sending.
   */
  'encoding-sa'?: number;
  'transmit-keys'?: MacsecKeys;
  receive?: MacsecChannels;
  renderer?: Renderer;
  addresses?: Addresses;
  routes?: Routes;
  'routing-policy'?: RoutingPolicy;
  neighbors?: Neighbors;
  fdb?: Fdb;
  mdb?: Mdb;
  nameservers?: Nameservers;
  gateway4?: Gateway4;
  gateway6?: Gateway6;
  mtu?: Mtu;
  macaddress?: Macaddress;
  optional?: Optional;
  'activation-mode'?: ActivationMode;
  critical?: Critical;
  'ignore-carrier'?: IgnoreCarrier;
  'optional-addresses'?: OptionalAddresses;
  dhcp4?: Dhcp4;
  dhcp6?: Dhcp6;
  'dhcp-identifier'?: DhcpIdentifier;
  'dhcp4-overrides'?: Dhcp4Overrides;
  'dhcp6-overrides'?: Dhcp6Overrides;
  'dhcp-client'?: DhcpClient;
  alias?: Alias;
  qdisc?: Qdisc;
  qdiscs?: Qdiscs;
  classes?: Classes;
  filters?: Filters;
  'alternative-names'?: AlternativeNames;
  'transmit-queue-length'?: TransmitQueueLength;
  group?: Group;
  'transmit-queues'?: TransmitQueues;
  'receive-queues'?: ReceiveQueues;
  arp?: Arp;
  multicast?: Multicast;
  'all-multicast'?: AllMulticast;
  promiscuous?: Promiscuous;
  protodown?: Protodown;
  'protodown-reasons'?: ProtodownReasons;
  'gso-max-size'?: GsoMaxSize;
  'gso-max-segments'?: GsoMaxSegments;
  'gso-ipv4-max-size'?: GsoIpv4MaxSize;
  'gro-max-size'?: GroMaxSize;
  'gro-ipv4-max-size'?: GroIpv4MaxSize;
  'ipv6-address-generation'?: Ipv6AddressGeneration;
  'accept-ra'?: AcceptRa;
  'ipv6-privacy'?: Ipv6Privacy;
  'ipv6-mtu'?: Ipv6Mtu;
  'link-local'?: LinkLocal;
  'ra-overrides'?: RaOverrides;
  sysctl?: Sysctl;
  'ipv6-address-token'?: Ipv6AddressToken;
  hairpin?: Hairpin;
  'neigh-suppress'?: NeighSuppress;
  'port-mac-learning'?: PortMacLearning;
  vlans?: BridgeVlans;
  'vlan-tunnel'?: VlanTunnel;
  isolated?: Isolated;
  locked?: Locked;
  mab?: Mab;
  guard?: Guard;
  'root-block'?: RootBlock;
  flood?: Flood;
  'bcast-flood'?: BcastFlood;
  'mcast-flood'?: McastFlood;
  'mcast-to-unicast'?: McastToUnicast;
  'mcast-router'?: McastRouter;
  'mcast-max-groups'?: McastMaxGroups;
  'mcast-eht-hosts-limit'?: McastEhtHostsLimit;
  fastleave?: Fastleave;
  'group-fwd-mask'?: GroupFwdMask;
  'neigh-vlan-suppress'?: NeighVlanSuppress;
  'neigh-forward-grat'?: NeighForwardGrat;
  'proxy-arp'?: ProxyArp;
  'proxy-arp-wifi'?: ProxyArpWifi;
  'backup-port'?: BackupPort;
  'backup-nhid'?: BackupNhid;
  networkmanager?: Networkmanager;
  openvswitch?: Openvswitch;
}
/**
 * Secure association.
 */
export interface MacsecKey {
  /**
   * Association number.
   */
  an: number;
  /**
   * Id of the key, 1 to 16 bytes in hexadecimal. Keys are compared by it, because the kernel does not reveal them: a different key needs a different id.
   */
  'key-id': string;
  /**
   * Key in hexadecimal (32 digits, or 64 for suites with 256 bits), or the path of a file that holds it. Without it, an association with this `key-id` must already exist.
   */
  key?: string;
  /**
   * Number of the first packet of a new association. Later it advances by itself.
   */
  'packet-number'?: string;
  /**
   * Whether the association is in use.
   */
  active?: boolean;
  /**
   * Short secure channel identifier (SSCI) of the sender, for suites with extended packet numbering.
   */
  ssci?: number;
  /**
   * Salt of the key, 24 hexadecimal digits, for suites with extended packet numbering. The kernel does not reveal it.
   */
  salt?: string;
}
/**
 * Secure channel of another sender, identified by `macaddress` and `port` or by `sci`.
 */
export interface MacsecChannel {
  /**
   * MAC address of the sender's MACsec device.
   */
  macaddress?: string;
  /**
   * Port number of the sender.
   */
  port?: number;
  /**
   * Secure channel identifier (SCI) of the sender, instead of its address and port: 16 hexadecimal digits.
   */
  sci?: string;
  /**
   * Whether frames of the sender are accepted.
   */
  active?: boolean;
  keys?: MacsecKeys;
}
/**
 * MAC-VLAN devices: additional MAC addresses on a lower device, by interface name.
 */
export interface Macvlans {
  renderer?: Renderer;
  [k: string]: Macvlan | Renderer | undefined;
}
/**
 * MAC-VLAN device.
 */
export interface Macvlan {
  /**
   * Id of the lower device.
   */
  link: string;
  /**
   * How the devices on the same lower device communicate with each other: `private` (not at all), `vepa` (through the switch, which must reflect the frames), `bridge` (directly). `passthru`: there is only one device on the lower device. `source`: the device receives only frames from the source addresses in `macaddresses`.
   */
  mode?: 'private' | 'vepa' | 'bridge' | 'passthru' | 'source';
  /**
   * `nopromisc`: in mode passthru, do not put the lower device into promiscuous mode. `nodst`: in mode source, do not also deliver frames by their destination address if their source address has matched.
   */
  flags?: ('nopromisc' | 'nodst')[];
  /**
   * Source MAC addresses whose frames the device receives, in mode source.
   */
  macaddresses?: string[];
  /**
   * Length of the queue for broadcasts, in packets. All devices on a lower device share one queue, whose length is the greatest of their values.
   */
  'bc-queue-len'?: number;
  /**
   * Multicast frames for more than this number of devices are delivered through the broadcast queue, others at once; with a negative number all are delivered at once. All devices on a lower device share this setting. Linux 6.4 or later.
   */
  'bc-limit'?: number;
  renderer?: Renderer;
  addresses?: Addresses;
  routes?: Routes;
  'routing-policy'?: RoutingPolicy;
  neighbors?: Neighbors;
  fdb?: Fdb;
  mdb?: Mdb;
  nameservers?: Nameservers;
  gateway4?: Gateway4;
  gateway6?: Gateway6;
  mtu?: Mtu;
  macaddress?: Macaddress;
  optional?: Optional;
  'activation-mode'?: ActivationMode;
  critical?: Critical;
  'ignore-carrier'?: IgnoreCarrier;
  'optional-addresses'?: OptionalAddresses;
  dhcp4?: Dhcp4;
  dhcp6?: Dhcp6;
  'dhcp-identifier'?: DhcpIdentifier;
  'dhcp4-overrides'?: Dhcp4Overrides;
  'dhcp6-overrides'?: Dhcp6Overrides;
  'dhcp-client'?: DhcpClient;
  alias?: Alias;
  qdisc?: Qdisc;
  qdiscs?: Qdiscs;
  classes?: Classes;
  filters?: Filters;
  'alternative-names'?: AlternativeNames;
  'transmit-queue-length'?: TransmitQueueLength;
  group?: Group;
  'transmit-queues'?: TransmitQueues;
  'receive-queues'?: ReceiveQueues;
  arp?: Arp;
  multicast?: Multicast;
  'all-multicast'?: AllMulticast;
  promiscuous?: Promiscuous;
  protodown?: Protodown;
  'protodown-reasons'?: ProtodownReasons;
  'gso-max-size'?: GsoMaxSize;
  'gso-max-segments'?: GsoMaxSegments;
  'gso-ipv4-max-size'?: GsoIpv4MaxSize;
  'gro-max-size'?: GroMaxSize;
  'gro-ipv4-max-size'?: GroIpv4MaxSize;
  'ipv6-address-generation'?: Ipv6AddressGeneration;
  'accept-ra'?: AcceptRa;
  'ipv6-privacy'?: Ipv6Privacy;
  'ipv6-mtu'?: Ipv6Mtu;
  'link-local'?: LinkLocal;
  'ra-overrides'?: RaOverrides;
  sysctl?: Sysctl;
  'ipv6-address-token'?: Ipv6AddressToken;
  hairpin?: Hairpin;
  'neigh-suppress'?: NeighSuppress;
  'port-mac-learning'?: PortMacLearning;
  vlans?: BridgeVlans;
  'vlan-tunnel'?: VlanTunnel;
  isolated?: Isolated;
  locked?: Locked;
  mab?: Mab;
  guard?: Guard;
  'root-block'?: RootBlock;
  flood?: Flood;
  'bcast-flood'?: BcastFlood;
  'mcast-flood'?: McastFlood;
  'mcast-to-unicast'?: McastToUnicast;
  'mcast-router'?: McastRouter;
  'mcast-max-groups'?: McastMaxGroups;
  'mcast-eht-hosts-limit'?: McastEhtHostsLimit;
  fastleave?: Fastleave;
  'group-fwd-mask'?: GroupFwdMask;
  'neigh-vlan-suppress'?: NeighVlanSuppress;
  'neigh-forward-grat'?: NeighForwardGrat;
  'proxy-arp'?: ProxyArp;
  'proxy-arp-wifi'?: ProxyArpWifi;
  'backup-port'?: BackupPort;
  'backup-nhid'?: BackupNhid;
  networkmanager?: Networkmanager;
  openvswitch?: Openvswitch;
}
/**
 * MAC-VTAP devices: like MAC-VLAN devices, with a character device /dev/tapN for a virtual machine, by interface name.
 */
export interface Macvtaps {
  renderer?: Renderer;
  [k: string]: Macvtap | Renderer | undefined;
}
/**
 * MAC-VTAP device.
 */
export interface Macvtap {
  /**
   * Id of the lower device.
   */
  link: string;
  /**
   * How the devices on the same lower device communicate with each other: `private` (not at all), `vepa` (through the switch, which must reflect the frames), `bridge` (directly). `passthru`: there is only one device on the lower device. `source`: the device receives only frames from the source addresses in `macaddresses`.
   */
  mode?: 'private' | 'vepa' | 'bridge' | 'passthru' | 'source';
  /**
   * `nopromisc`: in mode passthru, do not put the lower device into promiscuous mode. `nodst`: in mode source, do not also deliver frames by their destination address if their source address has matched.
   */
  flags?: ('nopromisc' | 'nodst')[];
  /**
   * Source MAC addresses whose frames the device receives, in mode source.
   */
  macaddresses?: string[];
  /**
   * Length of the queue for broadcasts, in packets. All devices on a lower device share one queue, whose length is the greatest of their values.
   */
  'bc-queue-len'?: number;
  /**
   * Multicast frames for more than this number of devices are delivered through the broadcast queue, others at once; with a negative number all are delivered at once. All devices on a lower device share this setting. Linux 6.4 or later.
   */
  'bc-limit'?: number;
  renderer?: Renderer;
  addresses?: Addresses;
  routes?: Routes;
  'routing-policy'?: RoutingPolicy;
  neighbors?: Neighbors;
  fdb?: Fdb;
  mdb?: Mdb;
  nameservers?: Nameservers;
  gateway4?: Gateway4;
  gateway6?: Gateway6;
  mtu?: Mtu;
  macaddress?: Macaddress;
  optional?: Optional;
  'activation-mode'?: ActivationMode;
  critical?: Critical;
  'ignore-carrier'?: IgnoreCarrier;
  'optional-addresses'?: OptionalAddresses;
  dhcp4?: Dhcp4;
  dhcp6?: Dhcp6;
  'dhcp-identifier'?: DhcpIdentifier;
  'dhcp4-overrides'?: Dhcp4Overrides;
  'dhcp6-overrides'?: Dhcp6Overrides;
  'dhcp-client'?: DhcpClient;
  alias?: Alias;
  qdisc?: Qdisc;
  qdiscs?: Qdiscs;
  classes?: Classes;
  filters?: Filters;
  'alternative-names'?: AlternativeNames;
  'transmit-queue-length'?: TransmitQueueLength;
  group?: Group;
  'transmit-queues'?: TransmitQueues;
  'receive-queues'?: ReceiveQueues;
  arp?: Arp;
  multicast?: Multicast;
  'all-multicast'?: AllMulticast;
  promiscuous?: Promiscuous;
  protodown?: Protodown;
  'protodown-reasons'?: ProtodownReasons;
  'gso-max-size'?: GsoMaxSize;
  'gso-max-segments'?: GsoMaxSegments;
  'gso-ipv4-max-size'?: GsoIpv4MaxSize;
  'gro-max-size'?: GroMaxSize;
  'gro-ipv4-max-size'?: GroIpv4MaxSize;
  'ipv6-address-generation'?: Ipv6AddressGeneration;
  'accept-ra'?: AcceptRa;
  'ipv6-privacy'?: Ipv6Privacy;
  'ipv6-mtu'?: Ipv6Mtu;
  'link-local'?: LinkLocal;
  'ra-overrides'?: RaOverrides;
  sysctl?: Sysctl;
  'ipv6-address-token'?: Ipv6AddressToken;
  hairpin?: Hairpin;
  'neigh-suppress'?: NeighSuppress;
  'port-mac-learning'?: PortMacLearning;
  vlans?: BridgeVlans;
  'vlan-tunnel'?: VlanTunnel;
  isolated?: Isolated;
  locked?: Locked;
  mab?: Mab;
  guard?: Guard;
  'root-block'?: RootBlock;
  flood?: Flood;
  'bcast-flood'?: BcastFlood;
  'mcast-flood'?: McastFlood;
  'mcast-to-unicast'?: McastToUnicast;
  'mcast-router'?: McastRouter;
  'mcast-max-groups'?: McastMaxGroups;
  'mcast-eht-hosts-limit'?: McastEhtHostsLimit;
  fastleave?: Fastleave;
  'group-fwd-mask'?: GroupFwdMask;
  'neigh-vlan-suppress'?: NeighVlanSuppress;
  'neigh-forward-grat'?: NeighForwardGrat;
  'proxy-arp'?: ProxyArp;
  'proxy-arp-wifi'?: ProxyArpWifi;
  'backup-port'?: BackupPort;
  'backup-nhid'?: BackupNhid;
  networkmanager?: Networkmanager;
  openvswitch?: Openvswitch;
}
/**
 * Not supported: modems, which are configured by ModemManager and NetworkManager, see `unsupported`.
 */
export interface Modems {
  renderer?: Renderer;
  [k: string]: Modem | Renderer | undefined;
}
/**
 * A modem. Not supported.
 */
export interface Modem {
  match?: Match;
  /**
   * Name to give to the NIC that `match` selects, at most 15 bytes. Needs `match`.
   */
  'set-name'?: string;
  /**
   * Wake-on-LAN: magic packets, and nothing else, wake the machine up. With false nothing does. It is an error if the driver does not support it.
   */
  wakeonlan?: boolean;
  /**
   * The NIC verifies the checksums of received packets (rx-checksum).
   */
  'receive-checksum-offload'?: boolean;
  /**
   * The NIC computes the checksums of sent packets (all tx-checksum features that the driver allows to be changed).
   */
  'transmit-checksum-offload'?: boolean;
  /**
   * The NIC splits TCP packets over IPv4 into segments (TSO, tx-tcp-segmentation).
   */
  'tcp-segmentation-offload'?: boolean;
  /**
   * The NIC splits TCP packets over IPv6 into segments (tx-tcp6-segmentation).
   */
  'tcp6-segmentation-offload'?: boolean;
  /**
   * The kernel splits large packets into segments only just before they go to the driver (GSO, tx-generic-segmentation).
   */
  'generic-segmentation-offload'?: boolean;
  /**
   * The kernel merges received packets before they go to the network stack (GRO, rx-gro).
   */
  'generic-receive-offload'?: boolean;
  /**
   * The NIC merges received packets (LRO, rx-lro). Not possible on a device that forwards.
   */
  'large-receive-offload'?: boolean;
  /**
   * Other features of the NIC by the names of the kernel, as `ethtool -k` lists them: `{rx-vlan-filter: false, rx-udp-gro-forwarding: true}`.
   */
  features?: {
    [k: string]: boolean;
  };
  /**
   * Negotiate speed and duplex with the other end. With false they are `speed` and `duplex`.
   */
  'auto-negotiation'?: boolean;
  /**
   * Speed in Mb/s. Only with `auto-negotiation: false`.
   */
  speed?: number;
  /**
   * Duplex. Only with `auto-negotiation: false`.
   */
  duplex?: 'half' | 'full';
  /**
   * Forward error correction: the encoding `rs` (Reed-Solomon), `baser` (BASE-R, Firecode) or `llrs` (Reed-Solomon with low latency), none (`off`), or the one that NIC and transceiver choose (`auto`). Linux 5.13 or later.
   */
  fec?: 'auto' | 'off' | 'rs' | 'baser' | 'llrs';
  rings?: EthernetRings;
  channels?: EthernetChannels;
  pause?: EthernetPause;
  coalesce?: EthernetCoalesce;
  /**
   * Announce the machine by LLDP. Only false is supported: announcing is the task of a daemon such as lldpd.
   */
  'emit-lldp'?: boolean;
  /**
   * What wakes the machine up over Wi-Fi. On a Wi-Fi device this is handed on to wpa_supplicant, which does not know `tcp`. On an Ethernet device only `default` is accepted.
   */
  wakeonwlan?: (
    | 'any'
    | 'default'
    | 'disconnect'
    | 'magic_pkt'
    | 'gtk_rekey_failure'
    | 'eap_identity_req'
    | 'four_way_handshake'
    | 'rfkill_release'
    | 'tcp'
  )[];
  /**
   * Id of the NIC that this one is a virtual function of (SR-IOV).
   */
  link?: string;
  /**
   * Number of virtual functions of the card (SR-IOV). To change between two numbers other than 0, all of them are removed first. By default there are as many as there are devices that name the card in `link`.
   */
  'virtual-function-count'?: number;
  /**
   * VLAN ids by the number of the virtual function, for virtual functions that belong to guests: the card adds and removes the tags. 0: no tag.
   */
  'virtual-function-vlans'?: {
    [k: string]: number;
  };
  /**
   * Settings of virtual functions by number, for those that belong to guests: `{0: {vlan: 100, trust: true}}`.
   */
  'virtual-functions'?: {
    [k: string]: VirtualFunction;
  };
  /**
   * Mode of the card's embedded switch (devlink). The virtual functions lose their drivers while it is changed.
   */
  'embedded-switch-mode'?: 'switchdev' | 'legacy';
  /**
   * Leave the virtual functions without drivers after the mode of the embedded switch was changed, so that another program can bind them later.
   */
  'delay-virtual-functions-rebind'?: boolean;
  /**
   * Mode of an IP over InfiniBand device: `datagram`, or `connected`, which allows a larger MTU.
   */
  'infiniband-mode'?: 'datagram' | 'connected';
  auth?: Auth;
  /**
   * Access point name (APN).
   */
  apn?: string;
  /**
   * Take the settings from the database of mobile operators.
   */
  'auto-config'?: boolean;
  /**
   * Id of the modem.
   */
  'device-id'?: string;
  /**
   * Id of the network.
   */
  'network-id'?: string;
  /**
   * Number to dial.
   */
  number?: string;
  /**
   * Password for the network.
   */
  password?: string;
  /**
   * PIN of the SIM card.
   */
  pin?: string;
  /**
   * Id of the SIM card.
   */
  'sim-id'?: string;
  /**
   * Id of the operator of the SIM card.
   */
  'sim-operator-id'?: string;
  /**
   * User name for the network.
   */
  username?: string;
  renderer?: Renderer;
  addresses?: Addresses;
  routes?: Routes;
  'routing-policy'?: RoutingPolicy;
  neighbors?: Neighbors;
  fdb?: Fdb;
  mdb?: Mdb;
  nameservers?: Nameservers;
  gateway4?: Gateway4;
  gateway6?: Gateway6;
  mtu?: Mtu;
  macaddress?: Macaddress;
  optional?: Optional;
  'activation-mode'?: ActivationMode;
  critical?: Critical;
  'ignore-carrier'?: IgnoreCarrier;
  'optional-addresses'?: OptionalAddresses;
  dhcp4?: Dhcp4;
  dhcp6?: Dhcp6;
  'dhcp-identifier'?: DhcpIdentifier;
  'dhcp4-overrides'?: Dhcp4Overrides;
  'dhcp6-overrides'?: Dhcp6Overrides;
  'dhcp-client'?: DhcpClient;
  alias?: Alias;
  qdisc?: Qdisc;
  qdiscs?: Qdiscs;
  classes?: Classes;
  filters?: Filters;
  'alternative-names'?: AlternativeNames;
  'transmit-queue-length'?: TransmitQueueLength;
  group?: Group;
  'transmit-queues'?: TransmitQueues;
  'receive-queues'?: ReceiveQueues;
  arp?: Arp;
  multicast?: Multicast;
  'all-multicast'?: AllMulticast;
  promiscuous?: Promiscuous;
  protodown?: Protodown;
  'protodown-reasons'?: ProtodownReasons;
  'gso-max-size'?: GsoMaxSize;
  'gso-max-segments'?: GsoMaxSegments;
  'gso-ipv4-max-size'?: GsoIpv4MaxSize;
  'gro-max-size'?: GroMaxSize;
  'gro-ipv4-max-size'?: GroIpv4MaxSize;
  'ipv6-address-generation'?: Ipv6AddressGeneration;
  'accept-ra'?: AcceptRa;
  'ipv6-privacy'?: Ipv6Privacy;
  'ipv6-mtu'?: Ipv6Mtu;
  'link-local'?: LinkLocal;
  'ra-overrides'?: RaOverrides;
  sysctl?: Sysctl;
  'ipv6-address-token'?: Ipv6AddressToken;
  hairpin?: Hairpin;
  'neigh-suppress'?: NeighSuppress;
  'port-mac-learning'?: PortMacLearning;
  vlans?: BridgeVlans;
  'vlan-tunnel'?: VlanTunnel;
  isolated?: Isolated;
  locked?: Locked;
  mab?: Mab;
  guard?: Guard;
  'root-block'?: RootBlock;
  flood?: Flood;
  'bcast-flood'?: BcastFlood;
  'mcast-flood'?: McastFlood;
  'mcast-to-unicast'?: McastToUnicast;
  'mcast-router'?: McastRouter;
  'mcast-max-groups'?: McastMaxGroups;
  'mcast-eht-hosts-limit'?: McastEhtHostsLimit;
  fastleave?: Fastleave;
  'group-fwd-mask'?: GroupFwdMask;
  'neigh-vlan-suppress'?: NeighVlanSuppress;
  'neigh-forward-grat'?: NeighForwardGrat;
  'proxy-arp'?: ProxyArp;
  'proxy-arp-wifi'?: ProxyArpWifi;
  'backup-port'?: BackupPort;
  'backup-nhid'?: BackupNhid;
  networkmanager?: Networkmanager;
  openvswitch?: Openvswitch;
}
/**
 * netkit pairs, whose traffic is controlled by BPF programs, each end by its interface name. `peer` joins two ends.
 */
export interface Netkits {
  renderer?: Renderer;
  [k: string]: Netkit | Renderer | undefined;
}
/**
 * One end of a netkit pair.
 */
export interface Netkit {
  /**
   * Id of the other end. It is enough to give it for one of the ends. Both ends must be declared, unless the other one is in another network namespace.
   */
  peer?: string;
  /**
   * Network namespace in which the other end is created: a name (`ip netns`) or the path of its file. The other end gets the name `peer` there, and is configured by whoever configures that namespace.
   */
  'peer-namespace'?: string;
  /**
   * `pair`: there are two ends. `single`: the device stands alone, without policies and scrubbing, for queues of a NIC that are leased to it. Needs a kernel later than Linux 6.18.
   */
  pairing?: 'pair' | 'single';
  /**
   * `l2` (Ethernet frames, with MAC addresses) or `l3` (IP packets only), for both ends.
   */
  mode?: 'l2' | 'l3';
  /**
   * What happens to packets at this end if no BPF program decides: `forward` them, or drop them (`blackhole`).
   */
  policy?: 'forward' | 'blackhole';
  /**
   * The same as `policy` for the other end, if that is not declared here.
   */
  'peer-policy'?: 'forward' | 'blackhole';
  /**
   * Clear the mark and the priority of packets that leave through this end (`default`), or keep them (`none`).
   */
  scrub?: 'none' | 'default';
  /**
   * The same as `scrub` for the other end.
   */
  'peer-scrub'?: 'none' | 'default';
  /**
   * Free space to reserve in front of packets, in bytes, for both ends. Linux 6.15 or later.
   */
  headroom?: number;
  /**
   * Free space to reserve after packets, in bytes, for both ends. Linux 6.15 or later.
   */
  tailroom?: number;
  renderer?: Renderer;
  addresses?: Addresses;
  routes?: Routes;
  'routing-policy'?: RoutingPolicy;
  neighbors?: Neighbors;
  fdb?: Fdb;
  mdb?: Mdb;
  nameservers?: Nameservers;
  gateway4?: Gateway4;
  gateway6?: Gateway6;
  mtu?: Mtu;
  macaddress?: Macaddress;
  optional?: Optional;
  'activation-mode'?: ActivationMode;
  critical?: Critical;
  'ignore-carrier'?: IgnoreCarrier;
  'optional-addresses'?: OptionalAddresses;
  dhcp4?: Dhcp4;
  dhcp6?: Dhcp6;
  'dhcp-identifier'?: DhcpIdentifier;
  'dhcp4-overrides'?: Dhcp4Overrides;
  'dhcp6-overrides'?: Dhcp6Overrides;
  'dhcp-client'?: DhcpClient;
  alias?: Alias;
  qdisc?: Qdisc;
  qdiscs?: Qdiscs;
  classes?: Classes;
  filters?: Filters;
  'alternative-names'?: AlternativeNames;
  'transmit-queue-length'?: TransmitQueueLength;
  group?: Group;
  'transmit-queues'?: TransmitQueues;
  'receive-queues'?: ReceiveQueues;
  arp?: Arp;
  multicast?: Multicast;
  'all-multicast'?: AllMulticast;
  promiscuous?: Promiscuous;
  protodown?: Protodown;
  'protodown-reasons'?: ProtodownReasons;
  'gso-max-size'?: GsoMaxSize;
  'gso-max-segments'?: GsoMaxSegments;
  'gso-ipv4-max-size'?: GsoIpv4MaxSize;
  'gro-max-size'?: GroMaxSize;
  'gro-ipv4-max-size'?: GroIpv4MaxSize;
  'ipv6-address-generation'?: Ipv6AddressGeneration;
  'accept-ra'?: AcceptRa;
  'ipv6-privacy'?: Ipv6Privacy;
  'ipv6-mtu'?: Ipv6Mtu;
  'link-local'?: LinkLocal;
  'ra-overrides'?: RaOverrides;
  sysctl?: Sysctl;
  'ipv6-address-token'?: Ipv6AddressToken;
  hairpin?: Hairpin;
  'neigh-suppress'?: NeighSuppress;
  'port-mac-learning'?: PortMacLearning;
  vlans?: BridgeVlans;
  'vlan-tunnel'?: VlanTunnel;
  isolated?: Isolated;
  locked?: Locked;
  mab?: Mab;
  guard?: Guard;
  'root-block'?: RootBlock;
  flood?: Flood;
  'bcast-flood'?: BcastFlood;
  'mcast-flood'?: McastFlood;
  'mcast-to-unicast'?: McastToUnicast;
  'mcast-router'?: McastRouter;
  'mcast-max-groups'?: McastMaxGroups;
  'mcast-eht-hosts-limit'?: McastEhtHostsLimit;
  fastleave?: Fastleave;
  'group-fwd-mask'?: GroupFwdMask;
  'neigh-vlan-suppress'?: NeighVlanSuppress;
  'neigh-forward-grat'?: NeighForwardGrat;
  'proxy-arp'?: ProxyArp;
  'proxy-arp-wifi'?: ProxyArpWifi;
  'backup-port'?: BackupPort;
  'backup-nhid'?: BackupNhid;
  networkmanager?: Networkmanager;
  openvswitch?: Openvswitch;
}
/**
 * Netlink monitors, by interface name.
 */
export interface Nlmons {
  renderer?: Renderer;
  [k: string]: Nlmon | Renderer | undefined;
}
/**
 * Netlink monitor: packet captures on it see the netlink messages of the network namespace.
 */
export interface Nlmon {
  renderer?: Renderer;
  addresses?: Addresses;
  routes?: Routes;
  'routing-policy'?: RoutingPolicy;
  neighbors?: Neighbors;
  fdb?: Fdb;
  mdb?: Mdb;
  nameservers?: Nameservers;
  gateway4?: Gateway4;
  gateway6?: Gateway6;
  mtu?: Mtu;
  macaddress?: Macaddress;
  optional?: Optional;
  'activation-mode'?: ActivationMode;
  critical?: Critical;
  'ignore-carrier'?: IgnoreCarrier;
  'optional-addresses'?: OptionalAddresses;
  dhcp4?: Dhcp4;
  dhcp6?: Dhcp6;
  'dhcp-identifier'?: DhcpIdentifier;
  'dhcp4-overrides'?: Dhcp4Overrides;
  'dhcp6-overrides'?: Dhcp6Overrides;
  'dhcp-client'?: DhcpClient;
  alias?: Alias;
  qdisc?: Qdisc;
  qdiscs?: Qdiscs;
  classes?: Classes;
  filters?: Filters;
  'alternative-names'?: AlternativeNames;
  'transmit-queue-length'?: TransmitQueueLength;
  group?: Group;
  'transmit-queues'?: TransmitQueues;
  'receive-queues'?: ReceiveQueues;
  arp?: Arp;
  multicast?: Multicast;
  'all-multicast'?: AllMulticast;
  promiscuous?: Promiscuous;
  protodown?: Protodown;
  'protodown-reasons'?: ProtodownReasons;
  'gso-max-size'?: GsoMaxSize;
  'gso-max-segments'?: GsoMaxSegments;
  'gso-ipv4-max-size'?: GsoIpv4MaxSize;
  'gro-max-size'?: GroMaxSize;
  'gro-ipv4-max-size'?: GroIpv4MaxSize;
  'ipv6-address-generation'?: Ipv6AddressGeneration;
  'accept-ra'?: AcceptRa;
  'ipv6-privacy'?: Ipv6Privacy;
  'ipv6-mtu'?: Ipv6Mtu;
  'link-local'?: LinkLocal;
  'ra-overrides'?: RaOverrides;
  sysctl?: Sysctl;
  'ipv6-address-token'?: Ipv6AddressToken;
  hairpin?: Hairpin;
  'neigh-suppress'?: NeighSuppress;
  'port-mac-learning'?: PortMacLearning;
  vlans?: BridgeVlans;
  'vlan-tunnel'?: VlanTunnel;
  isolated?: Isolated;
  locked?: Locked;
  mab?: Mab;
  guard?: Guard;
  'root-block'?: RootBlock;
  flood?: Flood;
  'bcast-flood'?: BcastFlood;
  'mcast-flood'?: McastFlood;
  'mcast-to-unicast'?: McastToUnicast;
  'mcast-router'?: McastRouter;
  'mcast-max-groups'?: McastMaxGroups;
  'mcast-eht-hosts-limit'?: McastEhtHostsLimit;
  fastleave?: Fastleave;
  'group-fwd-mask'?: GroupFwdMask;
  'neigh-vlan-suppress'?: NeighVlanSuppress;
  'neigh-forward-grat'?: NeighForwardGrat;
  'proxy-arp'?: ProxyArp;
  'proxy-arp-wifi'?: ProxyArpWifi;
  'backup-port'?: BackupPort;
  'backup-nhid'?: BackupNhid;
  networkmanager?: Networkmanager;
  openvswitch?: Openvswitch;
}
/**
 * Not supported: connection profiles of NetworkManager, see `unsupported`.
 */
export interface NmDevices {
  renderer?: Renderer;
  [k: string]: NmDevice | Renderer | undefined;
}
/**
 * A connection profile of NetworkManager. Not supported.
 */
export interface NmDevice {
  match?: Match;
  /**
   * Name to give to the NIC that `match` selects, at most 15 bytes. Needs `match`.
   */
  'set-name'?: string;
  /**
   * Wake-on-LAN: magic packets, and nothing else, wake the machine up. With false nothing does. It is an error if the driver does not support it.
   */
  wakeonlan?: boolean;
  /**
   * The NIC verifies the checksums of received packets (rx-checksum).
   */
  'receive-checksum-offload'?: boolean;
  /**
   * The NIC computes the checksums of sent packets (all tx-checksum features that the driver allows to be changed).
   */
  'transmit-checksum-offload'?: boolean;
  /**
   * The NIC splits TCP packets over IPv4 into segments (TSO, tx-tcp-segmentation).
   */
  'tcp-segmentation-offload'?: boolean;
  /**
   * The NIC splits TCP packets over IPv6 into segments (tx-tcp6-segmentation).
   */
  'tcp6-segmentation-offload'?: boolean;
  /**
   * The kernel splits large packets into segments only just before they go to the driver (GSO, tx-generic-segmentation).
   */
  'generic-segmentation-offload'?: boolean;
  /**
   * The kernel merges received packets before they go to the network stack (GRO, rx-gro).
   */
  'generic-receive-offload'?: boolean;
  /**
   * The NIC merges received packets (LRO, rx-lro). Not possible on a device that forwards.
   */
  'large-receive-offload'?: boolean;
  /**
   * Other features of the NIC by the names of the kernel, as `ethtool -k` lists them: `{rx-vlan-filter: false, rx-udp-gro-forwarding: true}`.
   */
  features?: {
    [k: string]: boolean;
  };
  /**
   * Negotiate speed and duplex with the other end. With false they are `speed` and `duplex`.
   */
  'auto-negotiation'?: boolean;
  /**
   * Speed in Mb/s. Only with `auto-negotiation: false`.
   */
  speed?: number;
  /**
   * Duplex. Only with `auto-negotiation: false`.
   */
  duplex?: 'half' | 'full';
  /**
   * Forward error correction: the encoding `rs` (Reed-Solomon), `baser` (BASE-R, Firecode) or `llrs` (Reed-Solomon with low latency), none (`off`), or the one that NIC and transceiver choose (`auto`). Linux 5.13 or later.
   */
  fec?: 'auto' | 'off' | 'rs' | 'baser' | 'llrs';
  rings?: EthernetRings;
  channels?: EthernetChannels;
  pause?: EthernetPause;
  coalesce?: EthernetCoalesce;
  /**
   * Announce the machine by LLDP. Only false is supported: announcing is the task of a daemon such as lldpd.
   */
  'emit-lldp'?: boolean;
  /**
   * What wakes the machine up over Wi-Fi. On a Wi-Fi device this is handed on to wpa_supplicant, which does not know `tcp`. On an Ethernet device only `default` is accepted.
   */
  wakeonwlan?: (
    | 'any'
    | 'default'
    | 'disconnect'
    | 'magic_pkt'
    | 'gtk_rekey_failure'
    | 'eap_identity_req'
    | 'four_way_handshake'
    | 'rfkill_release'
    | 'tcp'
  )[];
  /**
   * Id of the NIC that this one is a virtual function of (SR-IOV).
   */
  link?: string;
  /**
   * Number of virtual functions of the card (SR-IOV). To change between two numbers other than 0, all of them are removed first. By default there are as many as there are devices that name the card in `link`.
   */
  'virtual-function-count'?: number;
  /**
   * VLAN ids by the number of the virtual function, for virtual functions that belong to guests: the card adds and removes the tags. 0: no tag.
   */
  'virtual-function-vlans'?: {
    [k: string]: number;
  };
  /**
   * Settings of virtual functions by number, for those that belong to guests: `{0: {vlan: 100, trust: true}}`.
   */
  'virtual-functions'?: {
    [k: string]: VirtualFunction;
  };
  /**
   * Mode of the card's embedded switch (devlink). The virtual functions lose their drivers while it is changed.
   */
  'embedded-switch-mode'?: 'switchdev' | 'legacy';
  /**
   * Leave the virtual functions without drivers after the mode of the embedded switch was changed, so that another program can bind them later.
   */
  'delay-virtual-functions-rebind'?: boolean;
  /**
   * Mode of an IP over InfiniBand device: `datagram`, or `connected`, which allows a larger MTU.
   */
  'infiniband-mode'?: 'datagram' | 'connected';
  auth?: Auth;
  renderer?: Renderer;
  addresses?: Addresses;
  routes?: Routes;
  'routing-policy'?: RoutingPolicy;
  neighbors?: Neighbors;
  fdb?: Fdb;
  mdb?: Mdb;
  nameservers?: Nameservers;
  gateway4?: Gateway4;
  gateway6?: Gateway6;
  mtu?: Mtu;
  macaddress?: Macaddress;
  optional?: Optional;
  'activation-mode'?: ActivationMode;
  critical?: Critical;
  'ignore-carrier'?: IgnoreCarrier;
  'optional-addresses'?: OptionalAddresses;
  dhcp4?: Dhcp4;
  dhcp6?: Dhcp6;
  'dhcp-identifier'?: DhcpIdentifier;
  'dhcp4-overrides'?: Dhcp4Overrides;
  'dhcp6-overrides'?: Dhcp6Overrides;
  'dhcp-client'?: DhcpClient;
  alias?: Alias;
  qdisc?: Qdisc;
  qdiscs?: Qdiscs;
  classes?: Classes;
  filters?: Filters;
  'alternative-names'?: AlternativeNames;
  'transmit-queue-length'?: TransmitQueueLength;
  group?: Group;
  'transmit-queues'?: TransmitQueues;
  'receive-queues'?: ReceiveQueues;
  arp?: Arp;
  multicast?: Multicast;
  'all-multicast'?: AllMulticast;
  promiscuous?: Promiscuous;
  protodown?: Protodown;
  'protodown-reasons'?: ProtodownReasons;
  'gso-max-size'?: GsoMaxSize;
  'gso-max-segments'?: GsoMaxSegments;
  'gso-ipv4-max-size'?: GsoIpv4MaxSize;
  'gro-max-size'?: GroMaxSize;
  'gro-ipv4-max-size'?: GroIpv4MaxSize;
  'ipv6-address-generation'?: Ipv6AddressGeneration;
  'accept-ra'?: AcceptRa;
  'ipv6-privacy'?: Ipv6Privacy;
  'ipv6-mtu'?: Ipv6Mtu;
  'link-local'?: LinkLocal;
  'ra-overrides'?: RaOverrides;
  sysctl?: Sysctl;
  'ipv6-address-token'?: Ipv6AddressToken;
  hairpin?: Hairpin;
  'neigh-suppress'?: NeighSuppress;
  'port-mac-learning'?: PortMacLearning;
  vlans?: BridgeVlans;
  'vlan-tunnel'?: VlanTunnel;
  isolated?: Isolated;
  locked?: Locked;
  mab?: Mab;
  guard?: Guard;
  'root-block'?: RootBlock;
  flood?: Flood;
  'bcast-flood'?: BcastFlood;
  'mcast-flood'?: McastFlood;
  'mcast-to-unicast'?: McastToUnicast;
  'mcast-router'?: McastRouter;
  'mcast-max-groups'?: McastMaxGroups;
  'mcast-eht-hosts-limit'?: McastEhtHostsLimit;
  fastleave?: Fastleave;
  'group-fwd-mask'?: GroupFwdMask;
  'neigh-vlan-suppress'?: NeighVlanSuppress;
  'neigh-forward-grat'?: NeighForwardGrat;
  'proxy-arp'?: ProxyArp;
  'proxy-arp-wifi'?: ProxyArpWifi;
  'backup-port'?: BackupPort;
  'backup-nhid'?: BackupNhid;
  networkmanager?: Networkmanager;
  openvswitch?: Openvswitch;
}
/**
 * Teams, by interface name: like bonds, with the kernel's part of the work only. LACP and link watches are features of teamd.
 */
export interface Teams {
  renderer?: Renderer;
  [k: string]: Team | Renderer | undefined;
}
/**
 * Team: several devices that work as one.
 */
export interface Team {
  /**
   * Ids of the devices that are ports of the team.
   */
  interfaces?: string[];
  parameters?: TeamParameters;
  renderer?: Renderer;
  addresses?: Addresses;
  routes?: Routes;
  'routing-policy'?: RoutingPolicy;
  neighbors?: Neighbors;
  fdb?: Fdb;
  mdb?: Mdb;
  nameservers?: Nameservers;
  gateway4?: Gateway4;
  gateway6?: Gateway6;
  mtu?: Mtu;
  macaddress?: Macaddress;
  optional?: Optional;
  'activation-mode'?: ActivationMode;
  critical?: Critical;
  'ignore-carrier'?: IgnoreCarrier;
  'optional-addresses'?: OptionalAddresses;
  dhcp4?: Dhcp4;
  dhcp6?: Dhcp6;
  'dhcp-identifier'?: DhcpIdentifier;
  'dhcp4-overrides'?: Dhcp4Overrides;
  'dhcp6-overrides'?: Dhcp6Overrides;
  'dhcp-client'?: DhcpClient;
  alias?: Alias;
  qdisc?: Qdisc;
  qdiscs?: Qdiscs;
  classes?: Classes;
  filters?: Filters;
  'alternative-names'?: AlternativeNames;
  'transmit-queue-length'?: TransmitQueueLength;
  group?: Group;
  'transmit-queues'?: TransmitQueues;
  'receive-queues'?: ReceiveQueues;
  arp?: Arp;
  multicast?: Multicast;
  'all-multicast'?: AllMulticast;
  promiscuous?: Promiscuous;
  protodown?: Protodown;
  'protodown-reasons'?: ProtodownReasons;
  'gso-max-size'?: GsoMaxSize;
  'gso-max-segments'?: GsoMaxSegments;
  'gso-ipv4-max-size'?: GsoIpv4MaxSize;
  'gro-max-size'?: GroMaxSize;
  'gro-ipv4-max-size'?: GroIpv4MaxSize;
  'ipv6-address-generation'?: Ipv6AddressGeneration;
  'accept-ra'?: AcceptRa;
  'ipv6-privacy'?: Ipv6Privacy;
  'ipv6-mtu'?: Ipv6Mtu;
  'link-local'?: LinkLocal;
  'ra-overrides'?: RaOverrides;
  sysctl?: Sysctl;
  'ipv6-address-token'?: Ipv6AddressToken;
  hairpin?: Hairpin;
  'neigh-suppress'?: NeighSuppress;
  'port-mac-learning'?: PortMacLearning;
  vlans?: BridgeVlans;
  'vlan-tunnel'?: VlanTunnel;
  isolated?: Isolated;
  locked?: Locked;
  mab?: Mab;
  guard?: Guard;
  'root-block'?: RootBlock;
  flood?: Flood;
  'bcast-flood'?: BcastFlood;
  'mcast-flood'?: McastFlood;
  'mcast-to-unicast'?: McastToUnicast;
  'mcast-router'?: McastRouter;
  'mcast-max-groups'?: McastMaxGroups;
  'mcast-eht-hosts-limit'?: McastEhtHostsLimit;
  fastleave?: Fastleave;
  'group-fwd-mask'?: GroupFwdMask;
  'neigh-vlan-suppress'?: NeighVlanSuppress;
  'neigh-forward-grat'?: NeighForwardGrat;
  'proxy-arp'?: ProxyArp;
  'proxy-arp-wifi'?: ProxyArpWifi;
  'backup-port'?: BackupPort;
  'backup-nhid'?: BackupNhid;
  networkmanager?: Networkmanager;
  openvswitch?: Openvswitch;
}
/**
 * Settings of the team and of its ports. Those not given are left as they are in the kernel.
 */
export interface TeamParameters {
  /**
   * How the ports work together (the runner, in terms of teamd): `broadcast` (all of them), `roundrobin` (in turns), `random`, `activebackup` (the `active-port` only) or `loadbalance` (chosen by a hash of the packet). In mode activebackup the ports keep their MAC addresses, so give the team and all its ports the same `macaddress`. A team without a mode carries no traffic. To change the mode, the ports leave the team for a moment.
   */
  mode?: 'broadcast' | 'roundrobin' | 'random' | 'activebackup' | 'loadbalance';
  /**
   * Id of the port that is used. In mode activebackup.
   */
  'active-port'?: string;
  /**
   * How mode loadbalance chooses a port: by the hash of each packet (`hash`), or by a table that maps each hash to a port (`hash_to_port_mapping`).
   */
  'lb-tx-method'?: 'hash' | 'hash_to_port_mapping';
  /**
   * Number of notifications (gratuitous ARP packets and unsolicited neighbour advertisements) to send when a port is enabled or disabled; 0: none.
   */
  'notify-peers-count'?: number;
  /**
   * Time between these notifications. In milliseconds, or with a unit: 1s, 200ms.
   */
  'notify-peers-interval'?: number | string;
  /**
   * How often to rejoin the multicast groups when a port is enabled or disabled; 0: never.
   */
  'mcast-rejoin-count'?: number;
  /**
   * Time between rejoining them. In milliseconds, or with a unit: 1s, 200ms.
   */
  'mcast-rejoin-interval'?: number | string;
  /**
   * Priority of each port, by the id of the port; ports with a higher priority are preferred.
   */
  priority?: {
    [k: string]: number;
  };
  /**
   * Transmit queue of the team that a port is bound to, by the id of the port; 0: none.
   */
  'queue-id'?: {
    [k: string]: number;
  };
}
/**
 * Tunnels, by interface name.
 */
export interface Tunnels {
  renderer?: Renderer;
  [k: string]: Tunnel | Renderer | undefined;
}
/**
 * Tunnel, of one of the modes below.
 */
export interface Tunnel {
  /**
   * Kind of tunnel. Over IPv4: `sit` and `isatap` (carry IPv6), `ipip` (IPv4), `gre`, `gretap` and `erspan` (Ethernet), `vti` (IPsec). Over IPv6: `ip6ip6` (IPv6), `ipip6` (IPv4), `ip6tnl` (both), `ip6gre`, `ip6gretap` and `ip6erspan` (Ethernet), `vti6` (IPsec). In UDP over either: `vxlan` and `geneve` (Ethernet), `bareudp` (IP or MPLS), `wireguard` (IP, encrypted), `l2tp` (Ethernet; also directly in IP).
   */
  mode:
    | 'sit'
    | 'isatap'
    | 'gre'
    | 'ip6gre'
    | 'gretap'
    | 'ip6gretap'
    | 'erspan'
    | 'ip6erspan'
    | 'ipip'
    | 'ipip6'
    | 'ip6ip6'
    | 'ip6tnl'
    | 'vti'
    | 'vti6'
    | 'vxlan'
    | 'geneve'
    | 'bareudp'
    | 'wireguard'
    | 'l2tp';
  /**
   * Virtual network identifier (VNI) of a vxlan or geneve tunnel. An `external` tunnel has none.
   */
  id?: number;
  /**
   * Id of the lower device that carries the outer packets. By default the routing table decides.
   */
  link?: string;
  /**
   * Address of the other end, without a prefix length, of the family of the mode; for vxlan, geneve and l2tp it can be of either family. vxlan and gre also take a multicast address. 0.0.0.0 and `::` allow any other end (gre, ipip, vti, ip6gre, ip6tnl, ipip6, ip6ip6, vti6). Required, except for vxlan, wireguard, sit, isatap and `external` tunnels.
   */
  remote?: string;
  /**
   * Address of this end, without a prefix length: the source address of the outer packets, of the same family as `remote`.
   */
  local?: string;
  /**
   * TOS byte (IPv4) or traffic class (IPv6) of the outer packets. `inherit` copies that of the inner packet.
   */
  'type-of-service'?: number | string;
  /**
   * Other spelling of `type-of-service`, for tunnels over IPv6.
   */
  'traffic-class'?: number | string;
  /**
   * Time to live (IPv4) or hop limit (IPv6) of the outer packets, 1 to 255. `inherit` copies that of the inner packet, and so does 0, except for vxlan and geneve: there 0 stands for the default of the route (for vxlan, 1 if the destination is a multicast address). The default is 64 for tunnels over IPv6, and 0 for all others.
   */
  ttl?: number | string;
  /**
   * Other spelling of `ttl`, for tunnels over IPv6.
   */
  'hop-limit'?: number | string;
  /**
   * Path MTU discovery: set the do-not-fragment (DF) bit of the outer IPv4 packets. For sit and ipip it cannot be false together with a `ttl`.
   */
  pmtudisc?: boolean;
  /**
   * Fragment packets even if the inner packet has the do-not-fragment bit (gre, gretap, erspan). Needs `pmtudisc: false`.
   */
  'ignore-df'?: boolean;
  /**
   * Firewall mark with which the outer packets are routed, decimal or hexadecimal. For tunnels over IPv6, `inherit` copies the mark of the inner packet. Not for vxlan and geneve.
   */
  fwmark?: number | string;
  /**
   * Firewall mark of the encrypted packets of a wireguard tunnel, decimal or hexadecimal; 0: none.
   */
  mark?: number | string;
  /**
   * For gre, gretap, ip6gre, ip6gretap, vti and vti6 the key, for erspan and ip6erspan the session id (0 to 1023). It is a number or a dotted quad for both directions, or a mapping with `input` and `output`; a direction that is left out has none. For wireguard it is the private key, or a mapping with `private`: base64 as printed by `wg genkey`, or the path of a file that holds it. If a wireguard tunnel has no `key`, it keeps the one that another program has set.
   */
  key?: number | string | {};
  /**
   * Other spelling of `key`.
   */
  keys?: number | string | {};
  /**
   * Directions in which the packets of gre, gretap, ip6gre, ip6gretap and l2tp have sequence numbers: `output` (add them) and `input` (accept only packets that have them, in order).
   */
  sequence?: ('input' | 'output')[];
  /**
   * The ends and the other parameters come with each packet, from routes (`encap`), tc filters or BPF programs (collect metadata mode). There can be one such tunnel of a kind, or for each port, in a network namespace. Not for sit, isatap, vti and vti6.
   */
  external?: boolean;
  /**
   * Packets that a sit or ipip tunnel carries. sit: `ipv6` (the default), `ipv4`, `mpls` or `any` of these. ipip: `ipv4` (the default), `mpls` or `any` of both.
   */
  payload?: 'ipv4' | 'ipv6' | 'mpls' | 'any';
  /**
   * IPv6 prefix of a 6rd provider, for sit. The default is that of 6to4.
   */
  '6rd-prefix'?: string;
  /**
   * IPv4 prefix that the addresses of all customers of a 6rd provider have in common. Only the bits after it are part of a customer's IPv6 prefix.
   */
  '6rd-relay-prefix'?: string;
  /**
   * Tunnel encapsulation limit (RFC 2473): how often a packet of a tunnel over IPv6 may be encapsulated again. `none` leaves the option out of the packets.
   */
  'encap-limit'?: number | string;
  /**
   * `inherit`: copy the DSCP of the outer packet to the inner one when a packet is received. `keep`: leave it as it is. For tunnels over IPv6.
   */
  dscp?: 'keep' | 'inherit';
  /**
   * Allow the `remote` of a tunnel over IPv6 to be an address of this machine.
   */
  'allow-localremote'?: boolean;
  encap?: TunnelEncap;
  /**
   * Version of ERSPAN: 0 (type I, over IPv4 only), 1 (type II) or 2 (type III).
   */
  'erspan-version'?: number;
  /**
   * Index of the mirrored port, in headers of version 1.
   */
  'erspan-index'?: number;
  /**
   * Direction of the mirrored traffic, in headers of version 2.
   */
  'erspan-direction'?: 'ingress' | 'egress';
  /**
   * Id of the mirroring engine, in headers of version 2.
   */
  'erspan-hwid'?: number;
  /**
   * Learn which MAC address is behind which remote, from received packets.
   */
  'mac-learning'?: boolean;
  /**
   * Time in seconds after which a learned MAC address is forgotten if no packet comes from it; 0 is 300.
   */
  ageing?: number;
  /**
   * Other spelling of `ageing`.
   */
  aging?: number;
  /**
   * Maximum number of learned MAC addresses; 0: no limit.
   */
  limit?: number;
  /**
   * Answer ARP requests and neighbour solicitations for neighbours that are in the kernel's neighbour table.
   */
  'arp-proxy'?: boolean;
  /**
   * Misses to report over netlink: `l2-miss` (the MAC address is not in the forwarding database), `l3-miss` (the IP address is not in the neighbour table). Those not in a given list are turned off.
   */
  notifications?: ('l2-miss' | 'l3-miss')[];
  /**
   * Route short circuit: send packets that are addressed to a router directly to the destination host, if its MAC address is known.
   */
  'short-circuit'?: boolean;
  /**
   * Checksum options; those not in a given list are turned off. vxlan, geneve and l2tp: `udp` (add UDP checksums over IPv4), `zero-udp6-tx` (send without checksums over IPv6), `zero-udp6-rx` (accept packets without them over IPv6). vxlan also: `remote-tx` and `remote-rx` (remote checksum offload when sending and receiving). gre, gretap, ip6gre and ip6gretap: `output` (add checksums), `input` (accept only packets that have them).
   */
  checksums?: ('udp' | 'zero-udp6-tx' | 'zero-udp6-rx' | 'remote-tx' | 'remote-rx' | 'input' | 'output')[];
  /**
   * Extensions of the VXLAN header: `group-policy` (VXLAN-GBP), `generic-protocol` (VXLAN-GPE, needs `external`). Those not in a given list are turned off.
   */
  extensions?: ('group-policy' | 'generic-protocol')[];
  /**
   * UDP destination port. The default is 8472 for vxlan (the port assigned by IANA is 4789) and 6081 for geneve. For wireguard it is the port to listen on; by default the kernel chooses one.
   */
  port?: number;
  /**
   * Lowest and highest UDP source port of a vxlan or geneve tunnel.
   *
   * @minItems 2
   * @maxItems 2
   */
  'port-range'?: [number, number];
  /**
   * IPv6 flow label of the outer packets, 0 to 1048575. `inherit` copies that of the inner packet (not for geneve; for vxlan, Linux 6.8 or later).
   */
  'flow-label'?: number | string;
  /**
   * Set the do-not-fragment (DF) bit of the outer IPv4 packets of a vxlan or geneve tunnel. `inherit` copies that of the inner packet.
   */
  'do-not-fragment'?: boolean | string;
  /**
   * Pass packets of a vxlan tunnel whose remote is this machine directly to the local VXLAN device. With false they go through the IP stack like all others. Linux 6.5 or later.
   */
  localbypass?: boolean;
  /**
   * Bits of the VXLAN header that must be 0 in received packets, as a mask whose highest byte is the first one of the header. By default these are all bits that neither the VNI nor one of the `extensions` uses. Linux 6.14 or later.
   */
  'reserved-bits'?: number | string;
  /**
   * An `external` vxlan tunnel only accepts packets with a VNI that is in `vnis`. Linux 5.18 or later.
   */
  vnifilter?: boolean;
  /**
   * VNIs that a vxlan tunnel with `vnifilter` accepts: numbers, ranges (`200-210`), or mappings with such an `id` and the `remote` end to use for it.
   */
  vnis?: (number | string | {})[];
  /**
   * A geneve tunnel carries IP packets without Ethernet headers.
   */
  'inner-proto-inherit'?: boolean;
  /**
   * A geneve tunnel gives the receiver a hint for merging its packets (GRO). Linux 7.0 or later.
   */
  'gro-hint'?: boolean;
  /**
   * Packets that a bareudp tunnel carries: `ip`, `ipv6`, `mpls_uc` (unicast MPLS) or `mpls_mc` (multicast MPLS).
   */
  ethertype?: 'ip' | 'ipv6' | 'mpls_uc' | 'mpls_mc';
  /**
   * Lowest UDP source port of a bareudp tunnel.
   */
  srcportmin?: number;
  /**
   * A bareudp tunnel for `ip` also carries IPv6, one for `mpls_uc` also multicast MPLS.
   */
  multiproto?: boolean;
  /**
   * What carries the packets of an l2tp tunnel.
   */
  encapsulation?: 'udp' | 'ip';
  /**
   * UDP port of this end of an l2tp tunnel.
   */
  'source-port'?: number;
  /**
   * UDP port of the other end of an l2tp tunnel.
   */
  'destination-port'?: number;
  /**
   * Number of an l2tp tunnel at this end. Devices with the same number are sessions in one tunnel; its ends, ports and checksums must be the same in all of them.
   */
  'tunnel-id'?: number;
  /**
   * Number of an l2tp tunnel at the other end: the `tunnel-id` there.
   */
  'peer-tunnel-id'?: number;
  /**
   * Number of the session at this end. A device of mode l2tp is one session.
   */
  'session-id'?: number;
  /**
   * Number of the session at the other end: the `session-id` there.
   */
  'peer-session-id'?: number;
  /**
   * What the packets of an l2tp session begin with, 8 or 16 hexadecimal digits: the `peer-cookie` of the other end. Packets for other sessions are less easily taken for those of this one.
   */
  cookie?: string;
  /**
   * What received packets of an l2tp session must begin with: the `cookie` of the other end.
   */
  'peer-cookie'?: string;
  /**
   * Header of 4 bytes before each frame of an l2tp session (`default`), or none. Both ends need the same.
   */
  'layer2-specific-header'?: 'default' | 'none';
  /**
   * How long packets of an l2tp session that are ahead of their turn wait for those before them; 0: they do not. In milliseconds, or with a unit: 1s, 200ms.
   */
  'reorder-timeout'?: number | string;
  peers?: WireguardPeers;
  renderer?: Renderer;
  addresses?: Addresses;
  routes?: Routes;
  'routing-policy'?: RoutingPolicy;
  neighbors?: Neighbors;
  fdb?: Fdb;
  mdb?: Mdb;
  nameservers?: Nameservers;
  gateway4?: Gateway4;
  gateway6?: Gateway6;
  mtu?: Mtu;
  macaddress?: Macaddress;
  optional?: Optional;
  'activation-mode'?: ActivationMode;
  critical?: Critical;
  'ignore-carrier'?: IgnoreCarrier;
  'optional-addresses'?: OptionalAddresses;
  dhcp4?: Dhcp4;
  dhcp6?: Dhcp6;
  'dhcp-identifier'?: DhcpIdentifier;
  'dhcp4-overrides'?: Dhcp4Overrides;
  'dhcp6-overrides'?: Dhcp6Overrides;
  'dhcp-client'?: DhcpClient;
  alias?: Alias;
  qdisc?: Qdisc;
  qdiscs?: Qdiscs;
  classes?: Classes;
  filters?: Filters;
  'alternative-names'?: AlternativeNames;
  'transmit-queue-length'?: TransmitQueueLength;
  group?: Group;
  'transmit-queues'?: TransmitQueues;
  'receive-queues'?: ReceiveQueues;
  arp?: Arp;
  multicast?: Multicast;
  'all-multicast'?: AllMulticast;
  promiscuous?: Promiscuous;
  protodown?: Protodown;
  'protodown-reasons'?: ProtodownReasons;
  'gso-max-size'?: GsoMaxSize;
  'gso-max-segments'?: GsoMaxSegments;
  'gso-ipv4-max-size'?: GsoIpv4MaxSize;
  'gro-max-size'?: GroMaxSize;
  'gro-ipv4-max-size'?: GroIpv4MaxSize;
  'ipv6-address-generation'?: Ipv6AddressGeneration;
  'accept-ra'?: AcceptRa;
  'ipv6-privacy'?: Ipv6Privacy;
  'ipv6-mtu'?: Ipv6Mtu;
  'link-local'?: LinkLocal;
  'ra-overrides'?: RaOverrides;
  sysctl?: Sysctl;
  'ipv6-address-token'?: Ipv6AddressToken;
  hairpin?: Hairpin;
  'neigh-suppress'?: NeighSuppress;
  'port-mac-learning'?: PortMacLearning;
  vlans?: BridgeVlans;
  'vlan-tunnel'?: VlanTunnel;
  isolated?: Isolated;
  locked?: Locked;
  mab?: Mab;
  guard?: Guard;
  'root-block'?: RootBlock;
  flood?: Flood;
  'bcast-flood'?: BcastFlood;
  'mcast-flood'?: McastFlood;
  'mcast-to-unicast'?: McastToUnicast;
  'mcast-router'?: McastRouter;
  'mcast-max-groups'?: McastMaxGroups;
  'mcast-eht-hosts-limit'?: McastEhtHostsLimit;
  fastleave?: Fastleave;
  'group-fwd-mask'?: GroupFwdMask;
  'neigh-vlan-suppress'?: NeighVlanSuppress;
  'neigh-forward-grat'?: NeighForwardGrat;
  'proxy-arp'?: ProxyArp;
  'proxy-arp-wifi'?: ProxyArpWifi;
  'backup-port'?: BackupPort;
  'backup-nhid'?: BackupNhid;
  networkmanager?: Networkmanager;
  openvswitch?: Openvswitch;
}
/**
 * UDP header between the outer IP header and the contents of the tunnel. Not for vxlan, geneve, bareudp, wireguard, l2tp, vti and vti6.
 */
export interface TunnelEncap {
  /**
   * `fou` (foo over UDP), `gue` (generic UDP encapsulation) or `none` (no UDP header).
   */
  type?: 'none' | 'fou' | 'gue';
  /**
   * UDP source port. `auto`, like 0, derives it from the flow of the inner packet.
   */
  'source-port'?: number | string;
  /**
   * UDP destination port.
   */
  'destination-port'?: number;
  /**
   * Checksum options: `udp` (UDP checksums over IPv4), `udp6` (over IPv6; on by default), `remote` (remote checksum offload of gue). Those not in a given list are turned off.
   */
  checksums?: ('udp' | 'udp6' | 'remote')[];
}
/**
 * Peer of a wireguard tunnel.
 */
export interface WireguardPeer {
  keys: WireguardPeerKeys;
  /**
   * Address and UDP port of the peer: `192.0.2.1:51820`, `[2001:db8::1]:51820`, or with a link-local address `[fe80::1%eth0]:51820`. Host names are refused. It is only a starting point: the kernel follows a peer that is heard from another address, which is not treated as a difference. Without an endpoint the peer has to speak first.
   */
  endpoint?: string;
  /**
   * Time in seconds between keepalive packets, which keep NAT mappings and firewall states on the path open; 0: none.
   */
  keepalive?: number;
  /**
   * Networks behind the peer: packets to these are sent to it, and from it only packets from these are accepted. They do not create routes.
   */
  'allowed-ips'?: string[];
}
/**
 * Keys of a peer.
 */
export interface WireguardPeerKeys {
  /**
   * Public key of the peer, in base64.
   */
  public: string;
  /**
   * Preshared key: base64, or the path of a file that holds it. By default there is none.
   */
  shared?: string;
}
/**
 * Persistent tun and tap devices for virtual machines, VPNs and emulators, by interface name.
 */
export interface Tuntaps {
  renderer?: Renderer;
  [k: string]: Tuntap | Renderer | undefined;
}
/**
 * tun or tap device: a process reads and writes its packets.
 */
export interface Tuntap {
  /**
   * `tun` (IP packets) or `tap` (Ethernet frames).
   */
  mode: 'tun' | 'tap';
  /**
   * User that may open the device without being root: a name in /etc/passwd, or a number. With neither `owner` nor `group`, everybody who may open /dev/net/tun may open the device.
   */
  owner?: string;
  /**
   * Group whose members may open the device without being root: a name in /etc/group, or a number. Together with `owner`, both conditions must hold.
   */
  group?: string;
  /**
   * Number of the device group that the device belongs to: what `group` is for other devices.
   */
  'link-group'?: number;
  /**
   * Allow the device to be opened several times at once, each time with a queue of its own.
   */
  'multi-queue'?: boolean;
  /**
   * Prepend a header of four bytes to each packet, with flags and the protocol (`pi`). A process that opens the device sets this anew.
   */
  'packet-information'?: boolean;
  /**
   * Prepend a struct virtio_net_hdr to each packet (`vnet_hdr`), for checksum and segmentation offload. A process that opens the device sets this anew.
   */
  'vnet-header'?: boolean;
  renderer?: Renderer;
  addresses?: Addresses;
  routes?: Routes;
  'routing-policy'?: RoutingPolicy;
  neighbors?: Neighbors;
  fdb?: Fdb;
  mdb?: Mdb;
  nameservers?: Nameservers;
  gateway4?: Gateway4;
  gateway6?: Gateway6;
  mtu?: Mtu;
  macaddress?: Macaddress;
  optional?: Optional;
  'activation-mode'?: ActivationMode;
  critical?: Critical;
  'ignore-carrier'?: IgnoreCarrier;
  'optional-addresses'?: OptionalAddresses;
  dhcp4?: Dhcp4;
  dhcp6?: Dhcp6;
  'dhcp-identifier'?: DhcpIdentifier;
  'dhcp4-overrides'?: Dhcp4Overrides;
  'dhcp6-overrides'?: Dhcp6Overrides;
  'dhcp-client'?: DhcpClient;
  alias?: Alias;
  qdisc?: Qdisc;
  qdiscs?: Qdiscs;
  classes?: Classes;
  filters?: Filters;
  'alternative-names'?: AlternativeNames;
  'transmit-queue-length'?: TransmitQueueLength;
  'transmit-queues'?: TransmitQueues;
  'receive-queues'?: ReceiveQueues;
  arp?: Arp;
  multicast?: Multicast;
  'all-multicast'?: AllMulticast;
  promiscuous?: Promiscuous;
  protodown?: Protodown;
  'protodown-reasons'?: ProtodownReasons;
  'gso-max-size'?: GsoMaxSize;
  'gso-max-segments'?: GsoMaxSegments;
  'gso-ipv4-max-size'?: GsoIpv4MaxSize;
  'gro-max-size'?: GroMaxSize;
  'gro-ipv4-max-size'?: GroIpv4MaxSize;
  'ipv6-address-generation'?: Ipv6AddressGeneration;
  'accept-ra'?: AcceptRa;
  'ipv6-privacy'?: Ipv6Privacy;
  'ipv6-mtu'?: Ipv6Mtu;
  'link-local'?: LinkLocal;
  'ra-overrides'?: RaOverrides;
  sysctl?: Sysctl;
  'ipv6-address-token'?: Ipv6AddressToken;
  hairpin?: Hairpin;
  'neigh-suppress'?: NeighSuppress;
  'port-mac-learning'?: PortMacLearning;
  vlans?: BridgeVlans;
  'vlan-tunnel'?: VlanTunnel;
  isolated?: Isolated;
  locked?: Locked;
  mab?: Mab;
  guard?: Guard;
  'root-block'?: RootBlock;
  flood?: Flood;
  'bcast-flood'?: BcastFlood;
  'mcast-flood'?: McastFlood;
  'mcast-to-unicast'?: McastToUnicast;
  'mcast-router'?: McastRouter;
  'mcast-max-groups'?: McastMaxGroups;
  'mcast-eht-hosts-limit'?: McastEhtHostsLimit;
  fastleave?: Fastleave;
  'group-fwd-mask'?: GroupFwdMask;
  'neigh-vlan-suppress'?: NeighVlanSuppress;
  'neigh-forward-grat'?: NeighForwardGrat;
  'proxy-arp'?: ProxyArp;
  'proxy-arp-wifi'?: ProxyArpWifi;
  'backup-port'?: BackupPort;
  'backup-nhid'?: BackupNhid;
  networkmanager?: Networkmanager;
  openvswitch?: Openvswitch;
}
/**
 * Virtual CAN buses, by interface name.
 */
export interface Vcans {
  renderer?: Renderer;
  [k: string]: Vcan | Renderer | undefined;
}
/**
 * Virtual CAN bus, without hardware.
 */
export interface Vcan {
  renderer?: Renderer;
  addresses?: Addresses;
  routes?: Routes;
  'routing-policy'?: RoutingPolicy;
  neighbors?: Neighbors;
  fdb?: Fdb;
  mdb?: Mdb;
  nameservers?: Nameservers;
  gateway4?: Gateway4;
  gateway6?: Gateway6;
  mtu?: Mtu;
  macaddress?: Macaddress;
  optional?: Optional;
  'activation-mode'?: ActivationMode;
  critical?: Critical;
  'ignore-carrier'?: IgnoreCarrier;
  'optional-addresses'?: OptionalAddresses;
  dhcp4?: Dhcp4;
  dhcp6?: Dhcp6;
  'dhcp-identifier'?: DhcpIdentifier;
  'dhcp4-overrides'?: Dhcp4Overrides;
  'dhcp6-overrides'?: Dhcp6Overrides;
  'dhcp-client'?: DhcpClient;
  alias?: Alias;
  qdisc?: Qdisc;
  qdiscs?: Qdiscs;
  classes?: Classes;
  filters?: Filters;
  'alternative-names'?: AlternativeNames;
  'transmit-queue-length'?: TransmitQueueLength;
  group?: Group;
  'transmit-queues'?: TransmitQueues;
  'receive-queues'?: ReceiveQueues;
  arp?: Arp;
  multicast?: Multicast;
  'all-multicast'?: AllMulticast;
  promiscuous?: Promiscuous;
  protodown?: Protodown;
  'protodown-reasons'?: ProtodownReasons;
  'gso-max-size'?: GsoMaxSize;
  'gso-max-segments'?: GsoMaxSegments;
  'gso-ipv4-max-size'?: GsoIpv4MaxSize;
  'gro-max-size'?: GroMaxSize;
  'gro-ipv4-max-size'?: GroIpv4MaxSize;
  'ipv6-address-generation'?: Ipv6AddressGeneration;
  'accept-ra'?: AcceptRa;
  'ipv6-privacy'?: Ipv6Privacy;
  'ipv6-mtu'?: Ipv6Mtu;
  'link-local'?: LinkLocal;
  'ra-overrides'?: RaOverrides;
  sysctl?: Sysctl;
  'ipv6-address-token'?: Ipv6AddressToken;
  hairpin?: Hairpin;
  'neigh-suppress'?: NeighSuppress;
  'port-mac-learning'?: PortMacLearning;
  vlans?: BridgeVlans;
  'vlan-tunnel'?: VlanTunnel;
  isolated?: Isolated;
  locked?: Locked;
  mab?: Mab;
  guard?: Guard;
  'root-block'?: RootBlock;
  flood?: Flood;
  'bcast-flood'?: BcastFlood;
  'mcast-flood'?: McastFlood;
  'mcast-to-unicast'?: McastToUnicast;
  'mcast-router'?: McastRouter;
  'mcast-max-groups'?: McastMaxGroups;
  'mcast-eht-hosts-limit'?: McastEhtHostsLimit;
  fastleave?: Fastleave;
  'group-fwd-mask'?: GroupFwdMask;
  'neigh-vlan-suppress'?: NeighVlanSuppress;
  'neigh-forward-grat'?: NeighForwardGrat;
  'proxy-arp'?: ProxyArp;
  'proxy-arp-wifi'?: ProxyArpWifi;
  'backup-port'?: BackupPort;
  'backup-nhid'?: BackupNhid;
  networkmanager?: Networkmanager;
  openvswitch?: Openvswitch;
}
/**
 * Virtual Ethernet pairs (veth), each end by its interface name. `peer` joins two ends.
 */
export interface VirtualEthernets {
  renderer?: Renderer;
  [k: string]: VirtualEthernet | Renderer | undefined;
}
/**
 * One end of a virtual Ethernet pair (veth).
 */
export interface VirtualEthernet {
  /**
   * Id of the other end. It is enough to give it for one of the ends. Both ends must be declared, unless the other one is in another network namespace.
   */
  peer?: string;
  /**
   * Network namespace in which the other end is created: a name (`ip netns`) or the path of its file. The other end gets the name `peer` there, and is configured by whoever configures that namespace.
   */
  'peer-namespace'?: string;
  renderer?: Renderer;
  addresses?: Addresses;
  routes?: Routes;
  'routing-policy'?: RoutingPolicy;
  neighbors?: Neighbors;
  fdb?: Fdb;
  mdb?: Mdb;
  nameservers?: Nameservers;
  gateway4?: Gateway4;
  gateway6?: Gateway6;
  mtu?: Mtu;
  macaddress?: Macaddress;
  optional?: Optional;
  'activation-mode'?: ActivationMode;
  critical?: Critical;
  'ignore-carrier'?: IgnoreCarrier;
  'optional-addresses'?: OptionalAddresses;
  dhcp4?: Dhcp4;
  dhcp6?: Dhcp6;
  'dhcp-identifier'?: DhcpIdentifier;
  'dhcp4-overrides'?: Dhcp4Overrides;
  'dhcp6-overrides'?: Dhcp6Overrides;
  'dhcp-client'?: DhcpClient;
  alias?: Alias;
  qdisc?: Qdisc;
  qdiscs?: Qdiscs;
  classes?: Classes;
  filters?: Filters;
  'alternative-names'?: AlternativeNames;
  'transmit-queue-length'?: TransmitQueueLength;
  group?: Group;
  'transmit-queues'?: TransmitQueues;
  'receive-queues'?: ReceiveQueues;
  arp?: Arp;
  multicast?: Multicast;
  'all-multicast'?: AllMulticast;
  promiscuous?: Promiscuous;
  protodown?: Protodown;
  'protodown-reasons'?: ProtodownReasons;
  'gso-max-size'?: GsoMaxSize;
  'gso-max-segments'?: GsoMaxSegments;
  'gso-ipv4-max-size'?: GsoIpv4MaxSize;
  'gro-max-size'?: GroMaxSize;
  'gro-ipv4-max-size'?: GroIpv4MaxSize;
  'ipv6-address-generation'?: Ipv6AddressGeneration;
  'accept-ra'?: AcceptRa;
  'ipv6-privacy'?: Ipv6Privacy;
  'ipv6-mtu'?: Ipv6Mtu;
  'link-local'?: LinkLocal;
  'ra-overrides'?: RaOverrides;
  sysctl?: Sysctl;
  'ipv6-address-token'?: Ipv6AddressToken;
  hairpin?: Hairpin;
  'neigh-suppress'?: NeighSuppress;
  'port-mac-learning'?: PortMacLearning;
  vlans?: BridgeVlans;
  'vlan-tunnel'?: VlanTunnel;
  isolated?: Isolated;
  locked?: Locked;
  mab?: Mab;
  guard?: Guard;
  'root-block'?: RootBlock;
  flood?: Flood;
  'bcast-flood'?: BcastFlood;
  'mcast-flood'?: McastFlood;
  'mcast-to-unicast'?: McastToUnicast;
  'mcast-router'?: McastRouter;
  'mcast-max-groups'?: McastMaxGroups;
  'mcast-eht-hosts-limit'?: McastEhtHostsLimit;
  fastleave?: Fastleave;
  'group-fwd-mask'?: GroupFwdMask;
  'neigh-vlan-suppress'?: NeighVlanSuppress;
  'neigh-forward-grat'?: NeighForwardGrat;
  'proxy-arp'?: ProxyArp;
  'proxy-arp-wifi'?: ProxyArpWifi;
  'backup-port'?: BackupPort;
  'backup-nhid'?: BackupNhid;
  networkmanager?: Networkmanager;
  openvswitch?: Openvswitch;
}
/**
 * VLAN devices (IEEE 802.1Q and 802.1ad), by interface name.
 */
export interface Vlans {
  renderer?: Renderer;
  [k: string]: Vlan | Renderer | undefined;
}
/**
 * VLAN on another device.
 */
export interface Vlan {
  /**
   * VLAN id, 0 to 4094.
   */
  id: number;
  /**
   * Id of the device that the VLAN is on. This can be another VLAN, for stacked tags (QinQ).
   */
  link: string;
  /**
   * EtherType of the tag: `802.1q`, or `802.1ad` for the outer tag of a provider.
   */
  protocol?: '802.1q' | '802.1ad';
  /**
   * Remove the tag from a received packet before packet captures on the device see it (REORDER_HDR). With false it is still there.
   */
  'reorder-header'?: boolean;
  /**
   * Announce the VLAN to the switch by GVRP.
   */
  gvrp?: boolean;
  /**
   * Announce the VLAN to the switch by MVRP.
   */
  mvrp?: boolean;
  /**
   * Do not take the VLAN down or up together with its lower device.
   */
  'loose-binding'?: boolean;
  /**
   * For a VLAN on a bridge: the VLAN has a carrier only as long as one of the ports that are members of the VLAN has one. With false it has a carrier as long as the bridge has.
   */
  'bridge-binding'?: boolean;
  /**
   * Mapping for received packets, from the priority in the tag (0 to 7) to the kernel's priority (0 to 4294967295). Priorities that are not in it are mapped to 0.
   */
  'ingress-qos-map'?: {
    [k: string]: number;
  };
  /**
   * Mapping for sent packets, from the kernel's priority (0 to 4294967295) to the priority in the tag (0 to 7). Priorities that are not in it are mapped to 0.
   */
  'egress-qos-map'?: {
    [k: string]: number;
  };
  /**
   * As for every device. With `sriov`, no VLAN device is created: the card filters the VLAN for the virtual function that `link` names.
   */
  renderer?: 'networkd' | 'NetworkManager' | 'sriov';
  addresses?: Addresses;
  routes?: Routes;
  'routing-policy'?: RoutingPolicy;
  neighbors?: Neighbors;
  fdb?: Fdb;
  mdb?: Mdb;
  nameservers?: Nameservers;
  gateway4?: Gateway4;
  gateway6?: Gateway6;
  mtu?: Mtu;
  macaddress?: Macaddress;
  optional?: Optional;
  'activation-mode'?: ActivationMode;
  critical?: Critical;
  'ignore-carrier'?: IgnoreCarrier;
  'optional-addresses'?: OptionalAddresses;
  dhcp4?: Dhcp4;
  dhcp6?: Dhcp6;
  'dhcp-identifier'?: DhcpIdentifier;
  'dhcp4-overrides'?: Dhcp4Overrides;
  'dhcp6-overrides'?: Dhcp6Overrides;
  'dhcp-client'?: DhcpClient;
  alias?: Alias;
  qdisc?: Qdisc;
  qdiscs?: Qdiscs;
  classes?: Classes;
  filters?: Filters;
  'alternative-names'?: AlternativeNames;
  'transmit-queue-length'?: TransmitQueueLength;
  group?: Group;
  'transmit-queues'?: TransmitQueues;
  'receive-queues'?: ReceiveQueues;
  arp?: Arp;
  multicast?: Multicast;
  'all-multicast'?: AllMulticast;
  promiscuous?: Promiscuous;
  protodown?: Protodown;
  'protodown-reasons'?: ProtodownReasons;
  'gso-max-size'?: GsoMaxSize;
  'gso-max-segments'?: GsoMaxSegments;
  'gso-ipv4-max-size'?: GsoIpv4MaxSize;
  'gro-max-size'?: GroMaxSize;
  'gro-ipv4-max-size'?: GroIpv4MaxSize;
  'ipv6-address-generation'?: Ipv6AddressGeneration;
  'accept-ra'?: AcceptRa;
  'ipv6-privacy'?: Ipv6Privacy;
  'ipv6-mtu'?: Ipv6Mtu;
  'link-local'?: LinkLocal;
  'ra-overrides'?: RaOverrides;
  sysctl?: Sysctl;
  'ipv6-address-token'?: Ipv6AddressToken;
  hairpin?: Hairpin;
  'neigh-suppress'?: NeighSuppress;
  'port-mac-learning'?: PortMacLearning;
  vlans?: BridgeVlans;
  'vlan-tunnel'?: VlanTunnel;
  isolated?: Isolated;
  locked?: Locked;
  mab?: Mab;
  guard?: Guard;
  'root-block'?: RootBlock;
  flood?: Flood;
  'bcast-flood'?: BcastFlood;
  'mcast-flood'?: McastFlood;
  'mcast-to-unicast'?: McastToUnicast;
  'mcast-router'?: McastRouter;
  'mcast-max-groups'?: McastMaxGroups;
  'mcast-eht-hosts-limit'?: McastEhtHostsLimit;
  fastleave?: Fastleave;
  'group-fwd-mask'?: GroupFwdMask;
  'neigh-vlan-suppress'?: NeighVlanSuppress;
  'neigh-forward-grat'?: NeighForwardGrat;
  'proxy-arp'?: ProxyArp;
  'proxy-arp-wifi'?: ProxyArpWifi;
  'backup-port'?: BackupPort;
  'backup-nhid'?: BackupNhid;
  networkmanager?: Networkmanager;
  openvswitch?: Openvswitch;
}
/**
 * Virtual routing and forwarding (VRF) devices, by interface name.
 */
export interface Vrfs {
  renderer?: Renderer;
  [k: string]: Vrf | Renderer | undefined;
}
/**
 * VRF device: a routing domain, whose ports use a routing table of their own. Routes and rules that are declared on it belong to this table, and so do routes that are declared on its ports without a `table`.
 */
export interface Vrf {
  /**
   * Ids of the devices that are ports of the VRF.
   */
  interfaces?: string[];
  /**
   * Routing table, by number or by the name that iproute2 has for it. A different one recreates the device.
   */
  table: number | string;
  renderer?: Renderer;
  addresses?: Addresses;
  routes?: Routes;
  'routing-policy'?: RoutingPolicy;
  neighbors?: Neighbors;
  fdb?: Fdb;
  mdb?: Mdb;
  nameservers?: Nameservers;
  gateway4?: Gateway4;
  gateway6?: Gateway6;
  mtu?: Mtu;
  macaddress?: Macaddress;
  optional?: Optional;
  'activation-mode'?: ActivationMode;
  critical?: Critical;
  'ignore-carrier'?: IgnoreCarrier;
  'optional-addresses'?: OptionalAddresses;
  dhcp4?: Dhcp4;
  dhcp6?: Dhcp6;
  'dhcp-identifier'?: DhcpIdentifier;
  'dhcp4-overrides'?: Dhcp4Overrides;
  'dhcp6-overrides'?: Dhcp6Overrides;
  'dhcp-client'?: DhcpClient;
  alias?: Alias;
  qdisc?: Qdisc;
  qdiscs?: Qdiscs;
  classes?: Classes;
  filters?: Filters;
  'alternative-names'?: AlternativeNames;
  'transmit-queue-length'?: TransmitQueueLength;
  group?: Group;
  'transmit-queues'?: TransmitQueues;
  'receive-queues'?: ReceiveQueues;
  arp?: Arp;
  multicast?: Multicast;
  'all-multicast'?: AllMulticast;
  promiscuous?: Promiscuous;
  protodown?: Protodown;
  'protodown-reasons'?: ProtodownReasons;
  'gso-max-size'?: GsoMaxSize;
  'gso-max-segments'?: GsoMaxSegments;
  'gso-ipv4-max-size'?: GsoIpv4MaxSize;
  'gro-max-size'?: GroMaxSize;
  'gro-ipv4-max-size'?: GroIpv4MaxSize;
  'ipv6-address-generation'?: Ipv6AddressGeneration;
  'accept-ra'?: AcceptRa;
  'ipv6-privacy'?: Ipv6Privacy;
  'ipv6-mtu'?: Ipv6Mtu;
  'link-local'?: LinkLocal;
  'ra-overrides'?: RaOverrides;
  sysctl?: Sysctl;
  'ipv6-address-token'?: Ipv6AddressToken;
  hairpin?: Hairpin;
  'neigh-suppress'?: NeighSuppress;
  'port-mac-learning'?: PortMacLearning;
  vlans?: BridgeVlans;
  'vlan-tunnel'?: VlanTunnel;
  isolated?: Isolated;
  locked?: Locked;
  mab?: Mab;
  guard?: Guard;
  'root-block'?: RootBlock;
  flood?: Flood;
  'bcast-flood'?: BcastFlood;
  'mcast-flood'?: McastFlood;
  'mcast-to-unicast'?: McastToUnicast;
  'mcast-router'?: McastRouter;
  'mcast-max-groups'?: McastMaxGroups;
  'mcast-eht-hosts-limit'?: McastEhtHostsLimit;
  fastleave?: Fastleave;
  'group-fwd-mask'?: GroupFwdMask;
  'neigh-vlan-suppress'?: NeighVlanSuppress;
  'neigh-forward-grat'?: NeighForwardGrat;
  'proxy-arp'?: ProxyArp;
  'proxy-arp-wifi'?: ProxyArpWifi;
  'backup-port'?: BackupPort;
  'backup-nhid'?: BackupNhid;
  networkmanager?: Networkmanager;
  openvswitch?: Openvswitch;
}
/**
 * Virtual CAN tunnels (vxcan), each end by its interface name. `peer` joins two ends.
 */
export interface Vxcans {
  renderer?: Renderer;
  [k: string]: Vxcan | Renderer | undefined;
}
/**
 * One end of a virtual CAN tunnel (vxcan).
 */
export interface Vxcan {
  /**
   * Id of the other end. It is enough to give it for one of the ends. Both ends must be declared, unless the other one is in another network namespace.
   */
  peer?: string;
  /**
   * Network namespace in which the other end is created: a name (`ip netns`) or the path of its file. The other end gets the name `peer` there, and is configured by whoever configures that namespace.
   */
  'peer-namespace'?: string;
  renderer?: Renderer;
  addresses?: Addresses;
  routes?: Routes;
  'routing-policy'?: RoutingPolicy;
  neighbors?: Neighbors;
  fdb?: Fdb;
  mdb?: Mdb;
  nameservers?: Nameservers;
  gateway4?: Gateway4;
  gateway6?: Gateway6;
  mtu?: Mtu;
  macaddress?: Macaddress;
  optional?: Optional;
  'activation-mode'?: ActivationMode;
  critical?: Critical;
  'ignore-carrier'?: IgnoreCarrier;
  'optional-addresses'?: OptionalAddresses;
  dhcp4?: Dhcp4;
  dhcp6?: Dhcp6;
  'dhcp-identifier'?: DhcpIdentifier;
  'dhcp4-overrides'?: Dhcp4Overrides;
  'dhcp6-overrides'?: Dhcp6Overrides;
  'dhcp-client'?: DhcpClient;
  alias?: Alias;
  qdisc?: Qdisc;
  qdiscs?: Qdiscs;
  classes?: Classes;
  filters?: Filters;
  'alternative-names'?: AlternativeNames;
  'transmit-queue-length'?: TransmitQueueLength;
  group?: Group;
  'transmit-queues'?: TransmitQueues;
  'receive-queues'?: ReceiveQueues;
  arp?: Arp;
  multicast?: Multicast;
  'all-multicast'?: AllMulticast;
  promiscuous?: Promiscuous;
  protodown?: Protodown;
  'protodown-reasons'?: ProtodownReasons;
  'gso-max-size'?: GsoMaxSize;
  'gso-max-segments'?: GsoMaxSegments;
  'gso-ipv4-max-size'?: GsoIpv4MaxSize;
  'gro-max-size'?: GroMaxSize;
  'gro-ipv4-max-size'?: GroIpv4MaxSize;
  'ipv6-address-generation'?: Ipv6AddressGeneration;
  'accept-ra'?: AcceptRa;
  'ipv6-privacy'?: Ipv6Privacy;
  'ipv6-mtu'?: Ipv6Mtu;
  'link-local'?: LinkLocal;
  'ra-overrides'?: RaOverrides;
  sysctl?: Sysctl;
  'ipv6-address-token'?: Ipv6AddressToken;
  hairpin?: Hairpin;
  'neigh-suppress'?: NeighSuppress;
  'port-mac-learning'?: PortMacLearning;
  vlans?: BridgeVlans;
  'vlan-tunnel'?: VlanTunnel;
  isolated?: Isolated;
  locked?: Locked;
  mab?: Mab;
  guard?: Guard;
  'root-block'?: RootBlock;
  flood?: Flood;
  'bcast-flood'?: BcastFlood;
  'mcast-flood'?: McastFlood;
  'mcast-to-unicast'?: McastToUnicast;
  'mcast-router'?: McastRouter;
  'mcast-max-groups'?: McastMaxGroups;
  'mcast-eht-hosts-limit'?: McastEhtHostsLimit;
  fastleave?: Fastleave;
  'group-fwd-mask'?: GroupFwdMask;
  'neigh-vlan-suppress'?: NeighVlanSuppress;
  'neigh-forward-grat'?: NeighForwardGrat;
  'proxy-arp'?: ProxyArp;
  'proxy-arp-wifi'?: ProxyArpWifi;
  'backup-port'?: BackupPort;
  'backup-nhid'?: BackupNhid;
  networkmanager?: Networkmanager;
  openvswitch?: Openvswitch;
}
/**
 * Wi-Fi devices of the machine. They are handed on to wpa_supplicant.
 */
export interface Wifis {
  renderer?: Renderer;
  [k: string]: Wifi | Renderer | undefined;
}
/**
 * A Wi-Fi device.
 */
export interface Wifi {
  match?: Match;
  /**
   * Name to give to the NIC that `match` selects, at most 15 bytes. Needs `match`.
   */
  'set-name'?: string;
  /**
   * Wake-on-LAN: magic packets, and nothing else, wake the machine up. With false nothing does. It is an error if the driver does not support it.
   */
  wakeonlan?: boolean;
  /**
   * The NIC verifies the checksums of received packets (rx-checksum).
   */
  'receive-checksum-offload'?: boolean;
  /**
   * The NIC computes the checksums of sent packets (all tx-checksum features that the driver allows to be changed).
   */
  'transmit-checksum-offload'?: boolean;
  /**
   * The NIC splits TCP packets over IPv4 into segments (TSO, tx-tcp-segmentation).
   */
  'tcp-segmentation-offload'?: boolean;
  /**
   * The NIC splits TCP packets over IPv6 into segments (tx-tcp6-segmentation).
   */
  'tcp6-segmentation-offload'?: boolean;
  /**
   * The kernel splits large packets into segments only just before they go to the driver (GSO, tx-generic-segmentation).
   */
  'generic-segmentation-offload'?: boolean;
  /**
   * The kernel merges received packets before they go to the network stack (GRO, rx-gro).
   */
  'generic-receive-offload'?: boolean;
  /**
   * The NIC merges received packets (LRO, rx-lro). Not possible on a device that forwards.
   */
  'large-receive-offload'?: boolean;
  /**
   * Other features of the NIC by the names of the kernel, as `ethtool -k` lists them: `{rx-vlan-filter: false, rx-udp-gro-forwarding: true}`.
   */
  features?: {
    [k: string]: boolean;
  };
  /**
   * Negotiate speed and duplex with the other end. With false they are `speed` and `duplex`.
   */
  'auto-negotiation'?: boolean;
  /**
   * Speed in Mb/s. Only with `auto-negotiation: false`.
   */
  speed?: number;
  /**
   * Duplex. Only with `auto-negotiation: false`.
   */
  duplex?: 'half' | 'full';
  /**
   * Forward error correction: the encoding `rs` (Reed-Solomon), `baser` (BASE-R, Firecode) or `llrs` (Reed-Solomon with low latency), none (`off`), or the one that NIC and transceiver choose (`auto`). Linux 5.13 or later.
   */
  fec?: 'auto' | 'off' | 'rs' | 'baser' | 'llrs';
  rings?: EthernetRings;
  channels?: EthernetChannels;
  pause?: EthernetPause;
  coalesce?: EthernetCoalesce;
  /**
   * Announce the machine by LLDP. Only false is supported: announcing is the task of a daemon such as lldpd.
   */
  'emit-lldp'?: boolean;
  /**
   * What wakes the machine up over Wi-Fi. On a Wi-Fi device this is handed on to wpa_supplicant, which does not know `tcp`. On an Ethernet device only `default` is accepted.
   */
  wakeonwlan?: (
    | 'any'
    | 'default'
    | 'disconnect'
    | 'magic_pkt'
    | 'gtk_rekey_failure'
    | 'eap_identity_req'
    | 'four_way_handshake'
    | 'rfkill_release'
    | 'tcp'
  )[];
  /**
   * Id of the NIC that this one is a virtual function of (SR-IOV).
   */
  link?: string;
  /**
   * Number of virtual functions of the card (SR-IOV). To change between two numbers other than 0, all of them are removed first. By default there are as many as there are devices that name the card in `link`.
   */
  'virtual-function-count'?: number;
  /**
   * VLAN ids by the number of the virtual function, for virtual functions that belong to guests: the card adds and removes the tags. 0: no tag.
   */
  'virtual-function-vlans'?: {
    [k: string]: number;
  };
  /**
   * Settings of virtual functions by number, for those that belong to guests: `{0: {vlan: 100, trust: true}}`.
   */
  'virtual-functions'?: {
    [k: string]: VirtualFunction;
  };
  /**
   * Mode of the card's embedded switch (devlink). The virtual functions lose their drivers while it is changed.
   */
  'embedded-switch-mode'?: 'switchdev' | 'legacy';
  /**
   * Leave the virtual functions without drivers after the mode of the embedded switch was changed, so that another program can bind them later.
   */
  'delay-virtual-functions-rebind'?: boolean;
  /**
   * Mode of an IP over InfiniBand device: `datagram`, or `connected`, which allows a larger MTU.
   */
  'infiniband-mode'?: 'datagram' | 'connected';
  auth?: Auth;
  'access-points'?: AccessPoints;
  /**
   * Regulatory domain: country code of two letters.
   */
  'regulatory-domain'?: string;
  renderer?: Renderer;
  addresses?: Addresses;
  routes?: Routes;
  'routing-policy'?: RoutingPolicy;
  neighbors?: Neighbors;
  fdb?: Fdb;
  mdb?: Mdb;
  nameservers?: Nameservers;
  gateway4?: Gateway4;
  gateway6?: Gateway6;
  mtu?: Mtu;
  macaddress?: Macaddress;
  optional?: Optional;
  'activation-mode'?: ActivationMode;
  critical?: Critical;
  'ignore-carrier'?: IgnoreCarrier;
  'optional-addresses'?: OptionalAddresses;
  dhcp4?: Dhcp4;
  dhcp6?: Dhcp6;
  'dhcp-identifier'?: DhcpIdentifier;
  'dhcp4-overrides'?: Dhcp4Overrides;
  'dhcp6-overrides'?: Dhcp6Overrides;
  'dhcp-client'?: DhcpClient;
  alias?: Alias;
  qdisc?: Qdisc;
  qdiscs?: Qdiscs;
  classes?: Classes;
  filters?: Filters;
  'alternative-names'?: AlternativeNames;
  'transmit-queue-length'?: TransmitQueueLength;
  group?: Group;
  'transmit-queues'?: TransmitQueues;
  'receive-queues'?: ReceiveQueues;
  arp?: Arp;
  multicast?: Multicast;
  'all-multicast'?: AllMulticast;
  promiscuous?: Promiscuous;
  protodown?: Protodown;
  'protodown-reasons'?: ProtodownReasons;
  'gso-max-size'?: GsoMaxSize;
  'gso-max-segments'?: GsoMaxSegments;
  'gso-ipv4-max-size'?: GsoIpv4MaxSize;
  'gro-max-size'?: GroMaxSize;
  'gro-ipv4-max-size'?: GroIpv4MaxSize;
  'ipv6-address-generation'?: Ipv6AddressGeneration;
  'accept-ra'?: AcceptRa;
  'ipv6-privacy'?: Ipv6Privacy;
  'ipv6-mtu'?: Ipv6Mtu;
  'link-local'?: LinkLocal;
  'ra-overrides'?: RaOverrides;
  sysctl?: Sysctl;
  'ipv6-address-token'?: Ipv6AddressToken;
  hairpin?: Hairpin;
  'neigh-suppress'?: NeighSuppress;
  'port-mac-learning'?: PortMacLearning;
  vlans?: BridgeVlans;
  'vlan-tunnel'?: VlanTunnel;
  isolated?: Isolated;
  locked?: Locked;
  mab?: Mab;
  guard?: Guard;
  'root-block'?: RootBlock;
  flood?: Flood;
  'bcast-flood'?: BcastFlood;
  'mcast-flood'?: McastFlood;
  'mcast-to-unicast'?: McastToUnicast;
  'mcast-router'?: McastRouter;
  'mcast-max-groups'?: McastMaxGroups;
  'mcast-eht-hosts-limit'?: McastEhtHostsLimit;
  fastleave?: Fastleave;
  'group-fwd-mask'?: GroupFwdMask;
  'neigh-vlan-suppress'?: NeighVlanSuppress;
  'neigh-forward-grat'?: NeighForwardGrat;
  'proxy-arp'?: ProxyArp;
  'proxy-arp-wifi'?: ProxyArpWifi;
  'backup-port'?: BackupPort;
  'backup-nhid'?: BackupNhid;
  networkmanager?: Networkmanager;
  openvswitch?: Openvswitch;
}
/**
 * Wi-Fi networks to join, by name (SSID).
 */
export interface AccessPoints {
  [k: string]: AccessPoint;
}
/**
 * A Wi-Fi network.
 */
export interface AccessPoint {
  /**
   * Passphrase of 8 to 63 characters, or 64 hexadecimal digits. The same as `auth` with `key-management: psk`.
   */
  password?: string;
  /**
   * `infrastructure` (join the network), `ap` (be the access point of the network) or `adhoc` (network without an access point).
   */
  mode?: 'infrastructure' | 'ap' | 'adhoc';
  /**
   * Use only the access point with this address.
   */
  bssid?: string;
  /**
   * Use only channels of this band.
   */
  band?: '5GHz' | '5G' | '2.4GHz' | '2.4G';
  /**
   * Use only this channel; needs `band`.
   */
  channel?: number;
  /**
   * The network does not broadcast its name (SSID).
   */
  hidden?: boolean;
  auth?: Auth;
  networkmanager?: Networkmanager;
}
/**
 * XFRM interfaces for route-based IPsec, by interface name.
 */
export interface XfrmInterfaces {
  renderer?: Renderer;
  [k: string]: XfrmInterface | Renderer | undefined;
}
/**
 * XFRM interface: packets that are routed to it are processed by the IPsec policies and states that have its id.
 */
export interface XfrmInterface {
  /**
   * Interface id (if_id) of the policies and states.
   */
  id?: number;
  /**
   * Id of the lower device, which provides hardware offload. By default there is none.
   */
  link?: string;
  /**
   * One interface for all ids, which come with each packet from routes or BPF programs (collect metadata mode). It has neither `id` nor `link`, and there can be only one in a network namespace.
   */
  external?: boolean;
  renderer?: Renderer;
  addresses?: Addresses;
  routes?: Routes;
  'routing-policy'?: RoutingPolicy;
  neighbors?: Neighbors;
  fdb?: Fdb;
  mdb?: Mdb;
  nameservers?: Nameservers;
  gateway4?: Gateway4;
  gateway6?: Gateway6;
  mtu?: Mtu;
  macaddress?: Macaddress;
  optional?: Optional;
  'activation-mode'?: ActivationMode;
  critical?: Critical;
  'ignore-carrier'?: IgnoreCarrier;
  'optional-addresses'?: OptionalAddresses;
  dhcp4?: Dhcp4;
  dhcp6?: Dhcp6;
  'dhcp-identifier'?: DhcpIdentifier;
  'dhcp4-overrides'?: Dhcp4Overrides;
  'dhcp6-overrides'?: Dhcp6Overrides;
  'dhcp-client'?: DhcpClient;
  alias?: Alias;
  qdisc?: Qdisc;
  qdiscs?: Qdiscs;
  classes?: Classes;
  filters?: Filters;
  'alternative-names'?: AlternativeNames;
  'transmit-queue-length'?: TransmitQueueLength;
  group?: Group;
  'transmit-queues'?: TransmitQueues;
  'receive-queues'?: ReceiveQueues;
  arp?: Arp;
  multicast?: Multicast;
  'all-multicast'?: AllMulticast;
  promiscuous?: Promiscuous;
  protodown?: Protodown;
  'protodown-reasons'?: ProtodownReasons;
  'gso-max-size'?: GsoMaxSize;
  'gso-max-segments'?: GsoMaxSegments;
  'gso-ipv4-max-size'?: GsoIpv4MaxSize;
  'gro-max-size'?: GroMaxSize;
  'gro-ipv4-max-size'?: GroIpv4MaxSize;
  'ipv6-address-generation'?: Ipv6AddressGeneration;
  'accept-ra'?: AcceptRa;
  'ipv6-privacy'?: Ipv6Privacy;
  'ipv6-mtu'?: Ipv6Mtu;
  'link-local'?: LinkLocal;
  'ra-overrides'?: RaOverrides;
  sysctl?: Sysctl;
  'ipv6-address-token'?: Ipv6AddressToken;
  hairpin?: Hairpin;
  'neigh-suppress'?: NeighSuppress;
  'port-mac-learning'?: PortMacLearning;
  vlans?: BridgeVlans;
  'vlan-tunnel'?: VlanTunnel;
  isolated?: Isolated;
  locked?: Locked;
  mab?: Mab;
  guard?: Guard;
  'root-block'?: RootBlock;
  flood?: Flood;
  'bcast-flood'?: BcastFlood;
  'mcast-flood'?: McastFlood;
  'mcast-to-unicast'?: McastToUnicast;
  'mcast-router'?: McastRouter;
  'mcast-max-groups'?: McastMaxGroups;
  'mcast-eht-hosts-limit'?: McastEhtHostsLimit;
  fastleave?: Fastleave;
  'group-fwd-mask'?: GroupFwdMask;
  'neigh-vlan-suppress'?: NeighVlanSuppress;
  'neigh-forward-grat'?: NeighForwardGrat;
  'proxy-arp'?: ProxyArp;
  'proxy-arp-wifi'?: ProxyArpWifi;
  'backup-port'?: BackupPort;
  'backup-nhid'?: BackupNhid;
  networkmanager?: Networkmanager;
  openvswitch?: Openvswitch;
}

/** The object definitions of the schema by name. */
export interface Definitions {
  'configuration': Configuration;
  'network': Network;
  'batadvs': Batadvs;
  'bonds': Bonds;
  'bridges': Bridges;
  'dummy-devices': DummyDevices;
  'ethernets': Ethernets;
  'hsrs': Hsrs;
  'ifbs': Ifbs;
  'ipoibs': Ipoibs;
  'ipvlans': Ipvlans;
  'ipvtaps': Ipvtaps;
  'macsecs': Macsecs;
  'macvlans': Macvlans;
  'macvtaps': Macvtaps;
  'modems': Modems;
  'netkits': Netkits;
  'nlmons': Nlmons;
  'nm-devices': NmDevices;
  'teams': Teams;
  'tunnels': Tunnels;
  'tuntaps': Tuntaps;
  'vcans': Vcans;
  'virtual-ethernets': VirtualEthernets;
  'vlans': Vlans;
  'vrfs': Vrfs;
  'vxcans': Vxcans;
  'wifis': Wifis;
  'xfrm-interfaces': XfrmInterfaces;
  'batadv': Batadv;
  'bond': Bond;
  'bridge': Bridge;
  'dummy-device': DummyDevice;
  'ethernet': Ethernet;
  'hsr': Hsr;
  'ifb': Ifb;
  'ipoib': Ipoib;
  'ipvlan': Ipvlan;
  'ipvtap': Ipvtap;
  'macsec': Macsec;
  'macvlan': Macvlan;
  'macvtap': Macvtap;
  'modem': Modem;
  'netkit': Netkit;
  'nlmon': Nlmon;
  'nm-device': NmDevice;
  'team': Team;
  'tunnel': Tunnel;
  'tuntap': Tuntap;
  'vcan': Vcan;
  'virtual-ethernet': VirtualEthernet;
  'vlan': Vlan;
  'vrf': Vrf;
  'vxcan': Vxcan;
  'wifi': Wifi;
  'xfrm-interface': XfrmInterface;
  'bond-parameters': BondParameters;
  'bridge-parameters': BridgeParameters;
  'virtual-function': VirtualFunction;
  'ethernet-rings': EthernetRings;
  'ethernet-channels': EthernetChannels;
  'ethernet-pause': EthernetPause;
  'ethernet-coalesce': EthernetCoalesce;
  'match': Match;
  'auth': Auth;
  'macsec-key': MacsecKey;
  'macsec-channel': MacsecChannel;
  'team-parameters': TeamParameters;
  'tunnel-encap': TunnelEncap;
  'wireguard-peer': WireguardPeer;
  'wireguard-peer-keys': WireguardPeerKeys;
  'access-points': AccessPoints;
  'access-point': AccessPoint;
  'address-with-options': AddressWithOptions;
  'address-options': AddressOptions;
  'nexthop': Nexthop;
  'route': Route;
  'rule': Rule;
  'neighbor': Neighbor;
  'forwarding-entry': ForwardingEntry;
  'group-entry': GroupEntry;
  'fou-port': FouPort;
  'address-label': AddressLabel;
  'nameservers': Nameservers;
  'dhcp4-overrides': Dhcp4Overrides;
  'dhcp6-overrides': Dhcp6Overrides;
  'bridge-vlan': BridgeVlan;
  'ra-overrides': RaOverrides;
  'sysctl': Sysctl;
  'policy': Policy;
  'ignore': Ignore;
  'ignored-link': IgnoredLink;
  'ignored-address': IgnoredAddress;
  'ignored-route': IgnoredRoute;
  'ignored-rule': IgnoredRule;
  'ignored-neighbor': IgnoredNeighbor;
  'ignored-fdb-entry': IgnoredFdbEntry;
  'ignored-mdb-entry': IgnoredMdbEntry;
  'traffic-class': TrafficClass;
  'traffic-filter': TrafficFilter;
  'filter-action': FilterAction;
  'qdisc-options': QdiscOptions;
  'networkmanager': Networkmanager;
  'openvswitch': Openvswitch;
  'openvswitch-controller': OpenvswitchController;
  'openvswitch-global': OpenvswitchGlobal;
  'openvswitch-ssl': OpenvswitchSsl;
}
