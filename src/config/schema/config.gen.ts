// Generated from schemas/config.schema.json by scripts/generate-types.mjs. Do not edit.

/**
 * netplan's back end. Accepted so that netplan's files can be read; nlapply talks to the kernel itself.
 */
export type Renderer = 'networkd' | 'NetworkManager';
/**
 * Address with prefix length.
 */
export type Address = string;
/**
 * Static addresses.
 */
export type Addresses = (Address | AddressWithOptions)[];
/**
 * Static routes.
 */
export type Routes = Route[];
/**
 * Rules that choose a routing table.
 */
export type RoutingPolicy = Rule[];
/**
 * Deprecated: IPv4 gateway of a default route. Write a route `to: default` instead.
 */
export type Gateway4 = string;
/**
 * Deprecated: IPv6 gateway of a default route. Write a route `to: default` instead.
 */
export type Gateway6 = string;
/**
 * Largest packet in bytes.
 */
export type Mtu = number;
/**
 * MAC address to give to the device.
 */
export type Macaddress = string;
/**
 * Not waited for, and no error when the device is missing.
 */
export type Optional = boolean;
/**
 * off: keep the device down. manual: leave it up or down as it is. Absent: bring it up.
 */
export type ActivationMode = 'manual' | 'off';
/**
 * Only false is realised.
 */
export type Critical = boolean;
/**
 * Accepted: the kernel configures a device without carrier anyway.
 */
export type IgnoreCarrier = boolean;
/**
 * DHCP for IPv4; only false is realised.
 */
export type Dhcp4 = boolean;
/**
 * DHCP for IPv6; only false is realised.
 */
export type Dhcp6 = boolean;
/**
 * Free text beside the interface, shown by `ip link`. At most 255 bytes.
 */
export type Alias = string;
/**
 * Packets in the transmit queue.
 */
export type TransmitQueueLength = number;
/**
 * Bridge port: send frames back out of the port they came from.
 */
export type Hairpin = boolean;
/**
 * Bridge port: suppress ARP and neighbour discovery.
 */
export type NeighSuppress = boolean;
/**
 * Bridge port: learn MAC addresses.
 */
export type PortMacLearning = boolean;

/**
 * Network configuration for nlapply: netplan version 2 and beyond.
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
  ethernets?: Ethernets;
  bridges?: Bridges;
  'virtual-ethernets'?: VirtualEthernets;
  tunnels?: Tunnels;
  macvlans?: Macvlans;
}
/**
 * Network interfaces that the machine has. The key is the interface name, or any id when `match` says which NIC is meant.
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
   * Interface name to give to the matched NIC; needs `match`. At most 15 bytes.
   */
  'set-name'?: string;
  renderer?: Renderer;
  addresses?: Addresses;
  routes?: Routes;
  'routing-policy'?: RoutingPolicy;
  gateway4?: Gateway4;
  gateway6?: Gateway6;
  mtu?: Mtu;
  macaddress?: Macaddress;
  optional?: Optional;
  'activation-mode'?: ActivationMode;
  critical?: Critical;
  'ignore-carrier'?: IgnoreCarrier;
  dhcp4?: Dhcp4;
  dhcp6?: Dhcp6;
  alias?: Alias;
  'transmit-queue-length'?: TransmitQueueLength;
  hairpin?: Hairpin;
  'neigh-suppress'?: NeighSuppress;
  'port-mac-learning'?: PortMacLearning;
}
/**
 * Which NIC is meant; all given conditions must hold.
 */
export interface Match {
  /**
   * Interface name, with the wildcards * ? [a-z].
   */
  name?: string;
  /**
   * Permanent MAC address, the one burnt into the NIC.
   */
  macaddress?: string;
  /**
   * Kernel driver, with the wildcards * ? [a-z]; one or several.
   */
  driver?: string | [string, ...string[]];
}
/**
 * One address with prefix length, and its options.
 */
export interface AddressWithOptions {
  [k: string]: AddressOptions;
}
/**
 * Options of an address.
 */
export interface AddressOptions {
  /**
   * Name of an IPv4 address, at most 15 bytes.
   */
  label?: string;
  /**
   * 0: deprecated, never chosen as the source of new connections.
   */
  lifetime?: 'forever' | 0;
}
/**
 * A route.
 */
export interface Route {
  /**
   * Destination: address/length, an address, or `default`.
   */
  to: string;
  /**
   * Gateway. Absent: the destination is on the link.
   */
  via?: string;
  /**
   * Preferred source address of packets sent by this machine.
   */
  from?: string;
  /**
   * The gateway is on the link although no address covers it.
   */
  'on-link'?: boolean;
  /**
   * The lowest one wins. Default 0 for IPv4, 1024 for IPv6.
   */
  metric?: number;
  /**
   * Kind of route.
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
   * Reach of the route, IPv4 only. Absent: the one that fits the type.
   */
  scope?: 'global' | 'link' | 'host';
  /**
   * Routing table; main is 254, local is 255.
   */
  table?: number;
  /**
   * Path MTU in bytes.
   */
  mtu?: number;
  /**
   * Initial congestion window in segments.
   */
  'congestion-window'?: number;
  /**
   * Initial receive window in segments.
   */
  'advertised-receive-window'?: number;
  /**
   * Maximum segment size to advertise, in bytes.
   */
  'advertised-mss'?: number;
}
/**
 * A rule that chooses a routing table. It needs `from` or `to`.
 */
export interface Rule {
  /**
   * Source: an address or address/length.
   */
  from?: string;
  /**
   * Destination: an address or address/length.
   */
  to?: string;
  /**
   * Routing table to look in; main is 254.
   */
  table?: number;
  /**
   * Lower numbers are asked first. Absent: chosen by nlapply and kept.
   */
  priority?: number;
  /**
   * Firewall mark, decimal or hexadecimal, with or without a mask.
   */
  mark?: number | string;
  /**
   * TOS byte of the packet; its lowest two bits (ECN) must be 0.
   */
  'type-of-service'?: number;
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
  gateway4?: Gateway4;
  gateway6?: Gateway6;
  mtu?: Mtu;
  macaddress?: Macaddress;
  optional?: Optional;
  'activation-mode'?: ActivationMode;
  critical?: Critical;
  'ignore-carrier'?: IgnoreCarrier;
  dhcp4?: Dhcp4;
  dhcp6?: Dhcp6;
  alias?: Alias;
  'transmit-queue-length'?: TransmitQueueLength;
  hairpin?: Hairpin;
  'neigh-suppress'?: NeighSuppress;
  'port-mac-learning'?: PortMacLearning;
}
/**
 * Settings of the bridge and of its ports. Absent ones are left as the kernel has them.
 */
export interface BridgeParameters {
  /**
   * Time after which a MAC address not seen any more is forgotten. Seconds, or with a unit: 5min, 1.5s, 200ms.
   */
  'ageing-time'?: number | string;
  /**
   * Other spelling of `ageing-time`. Seconds, or with a unit: 5min, 1.5s, 200ms.
   */
  'aging-time'?: number | string;
  /**
   * Spanning tree priority of the bridge; the lowest becomes root.
   */
  priority?: number;
  /**
   * Spanning tree priority by port id.
   */
  'port-priority'?: {
    [k: string]: number;
  };
  /**
   * Spanning tree path cost by port id.
   */
  'path-cost'?: {
    [k: string]: number;
  };
  /**
   * Time in the listening and in the learning state; 2 to 30 seconds with spanning tree. Seconds, or with a unit: 5min, 1.5s, 200ms.
   */
  'forward-delay'?: number | string;
  /**
   * Time between two hello packets, 1 to 10 seconds. Seconds, or with a unit: 5min, 1.5s, 200ms.
   */
  'hello-time'?: number | string;
  /**
   * Time after which spanning tree information is out of date, 6 to 40 seconds. Seconds, or with a unit: 5min, 1.5s, 200ms.
   */
  'max-age'?: number | string;
  /**
   * Spanning tree protocol. Absent: left as it is; a new bridge has it off.
   */
  stp?: boolean;
}
/**
 * Virtual Ethernet pairs (veth), each end by its interface name; `peer` joins two ends.
 */
export interface VirtualEthernets {
  renderer?: Renderer;
  [k: string]: VirtualEthernet | Renderer | undefined;
}
/**
 * One end of a veth pair.
 */
export interface VirtualEthernet {
  /**
   * Id of the other end. Said on one side it holds for both; both ends must be defined.
   */
  peer?: string;
  renderer?: Renderer;
  addresses?: Addresses;
  routes?: Routes;
  'routing-policy'?: RoutingPolicy;
  gateway4?: Gateway4;
  gateway6?: Gateway6;
  mtu?: Mtu;
  macaddress?: Macaddress;
  optional?: Optional;
  'activation-mode'?: ActivationMode;
  critical?: Critical;
  'ignore-carrier'?: IgnoreCarrier;
  dhcp4?: Dhcp4;
  dhcp6?: Dhcp6;
  alias?: Alias;
  'transmit-queue-length'?: TransmitQueueLength;
  hairpin?: Hairpin;
  'neigh-suppress'?: NeighSuppress;
  'port-mac-learning'?: PortMacLearning;
}
/**
 * Tunnels, by interface name.
 */
export interface Tunnels {
  renderer?: Renderer;
  [k: string]: Tunnel | Renderer | undefined;
}
/**
 * A tunnel device.
 */
export interface Tunnel {
  /**
   * Kind of tunnel.
   */
  mode: 'vxlan';
  /**
   * VXLAN network identifier (VNI).
   */
  id: number;
  /**
   * Id of the lower device that carries the packets. Absent: the routing table decides.
   */
  link?: string;
  /**
   * Address of the other end, unicast or multicast, without a prefix.
   */
  remote?: string;
  /**
   * Source address of the packets, without a prefix.
   */
  local?: string;
  /**
   * TOS byte of the outer packets; 1 inherits it from the inner one.
   */
  'type-of-service'?: number;
  /**
   * Time to live of the outer packets; 0 leaves it to the kernel.
   */
  ttl?: number;
  /**
   * Learn which MAC address is behind which remote.
   */
  'mac-learning'?: boolean;
  /**
   * Seconds after which a learnt MAC address is forgotten.
   */
  ageing?: number;
  /**
   * Other spelling of `ageing`.
   */
  aging?: number;
  /**
   * Greatest number of learnt MAC addresses; 0 is no limit.
   */
  limit?: number;
  /**
   * Answer ARP and neighbour solicitations for known neighbours.
   */
  'arp-proxy'?: boolean;
  /**
   * Misses that the kernel reports over netlink. A given list turns the others off.
   */
  notifications?: ('l2-miss' | 'l3-miss')[];
  /**
   * Route short circuit: forward directly to a known host.
   */
  'short-circuit'?: boolean;
  /**
   * Checksum options. A given list turns the others off.
   */
  checksums?: ('udp' | 'zero-udp6-tx' | 'zero-udp6-rx' | 'remote-tx' | 'remote-rx')[];
  /**
   * Header extensions. A given list turns the others off.
   */
  extensions?: ('group-policy' | 'generic-protocol')[];
  /**
   * UDP destination port. Absent: the kernel takes 8472; IANA's port is 4789.
   */
  port?: number;
  /**
   * Lowest and highest UDP source port.
   *
   * @minItems 2
   * @maxItems 2
   */
  'port-range'?: [number, number];
  /**
   * IPv6 flow label of the outer packets.
   */
  'flow-label'?: number;
  /**
   * Set the do-not-fragment bit of outer IPv4 packets.
   */
  'do-not-fragment'?: boolean;
  renderer?: Renderer;
  addresses?: Addresses;
  routes?: Routes;
  'routing-policy'?: RoutingPolicy;
  gateway4?: Gateway4;
  gateway6?: Gateway6;
  mtu?: Mtu;
  macaddress?: Macaddress;
  optional?: Optional;
  'activation-mode'?: ActivationMode;
  critical?: Critical;
  'ignore-carrier'?: IgnoreCarrier;
  dhcp4?: Dhcp4;
  dhcp6?: Dhcp6;
  alias?: Alias;
  'transmit-queue-length'?: TransmitQueueLength;
  hairpin?: Hairpin;
  'neigh-suppress'?: NeighSuppress;
  'port-mac-learning'?: PortMacLearning;
}
/**
 * MAC-VLAN devices: further MAC addresses on a lower device, by interface name.
 */
export interface Macvlans {
  renderer?: Renderer;
  [k: string]: Macvlan | Renderer | undefined;
}
/**
 * A MAC-VLAN device.
 */
export interface Macvlan {
  /**
   * Id of the lower device.
   */
  link: string;
  /**
   * Which of the devices on the same lower device see each other: private (none), vepa (through the switch), bridge (directly), passthru (one device only), source (by source address).
   */
  mode?: 'private' | 'vepa' | 'bridge' | 'passthru' | 'source';
  /**
   * nopromisc: a passthru device leaves its lower device out of promiscuous mode. nodst: a source device does not filter by destination.
   */
  flags?: ('nopromisc' | 'nodst')[];
  renderer?: Renderer;
  addresses?: Addresses;
  routes?: Routes;
  'routing-policy'?: RoutingPolicy;
  gateway4?: Gateway4;
  gateway6?: Gateway6;
  mtu?: Mtu;
  macaddress?: Macaddress;
  optional?: Optional;
  'activation-mode'?: ActivationMode;
  critical?: Critical;
  'ignore-carrier'?: IgnoreCarrier;
  dhcp4?: Dhcp4;
  dhcp6?: Dhcp6;
  alias?: Alias;
  'transmit-queue-length'?: TransmitQueueLength;
  hairpin?: Hairpin;
  'neigh-suppress'?: NeighSuppress;
  'port-mac-learning'?: PortMacLearning;
}
