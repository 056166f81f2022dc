/** What a kernel needs for a kind of link: a module, if it is not built in, and a configuration option. */
export interface KernelSupport {
  readonly module: string;
  /** Without `CONFIG_`. */
  readonly option: string;
}

const support = (module: string, option: string): KernelSupport => ({ module, option });

/** By the kernel's name of the kind (IFLA_INFO_KIND). */
export const KERNEL_SUPPORT: Readonly<Record<string, KernelSupport>> = {
  bareudp: support('bareudp', 'BAREUDP'),
  batadv: support('batman-adv', 'BATMAN_ADV'),
  bond: support('bonding', 'BONDING'),
  bridge: support('bridge', 'BRIDGE'),
  dummy: support('dummy', 'DUMMY'),
  erspan: support('ip_gre', 'NET_IPGRE'),
  geneve: support('geneve', 'GENEVE'),
  gre: support('ip_gre', 'NET_IPGRE'),
  gretap: support('ip_gre', 'NET_IPGRE'),
  hsr: support('hsr', 'HSR'),
  ifb: support('ifb', 'IFB'),
  ip6erspan: support('ip6_gre', 'IPV6_GRE'),
  ip6gre: support('ip6_gre', 'IPV6_GRE'),
  ip6gretap: support('ip6_gre', 'IPV6_GRE'),
  ip6tnl: support('ip6_tunnel', 'IPV6_TUNNEL'),
  ipip: support('ipip', 'NET_IPIP'),
  ipoib: support('ib_ipoib', 'INFINIBAND_IPOIB'),
  ipvlan: support('ipvlan', 'IPVLAN'),
  ipvtap: support('ipvtap', 'IPVTAP'),
  l2tp: support('l2tp_eth', 'L2TP_ETH'),
  macsec: support('macsec', 'MACSEC'),
  macvlan: support('macvlan', 'MACVLAN'),
  macvtap: support('macvtap', 'MACVTAP'),
  netkit: support('netkit', 'NETKIT'),
  nlmon: support('nlmon', 'NLMON'),
  sit: support('sit', 'IPV6_SIT'),
  team: support('team', 'NET_TEAM'),
  tun: support('tun', 'TUN'),
  vcan: support('vcan', 'CAN_VCAN'),
  veth: support('veth', 'VETH'),
  vlan: support('8021q', 'VLAN_8021Q'),
  vrf: support('vrf', 'NET_VRF'),
  vti: support('ip_vti', 'NET_IPVTI'),
  vti6: support('ip6_vti', 'IPV6_VTI'),
  vxcan: support('vxcan', 'CAN_VXCAN'),
  vxlan: support('vxlan', 'VXLAN'),
  wireguard: support('wireguard', 'WIREGUARD'),
  xfrm: support('xfrm_interface', 'XFRM_INTERFACE'),
};

/** Options that attributes need in addition to those of their kinds, by attribute or prefix. */
const ATTRIBUTE_OPTIONS: Readonly<Record<string, string>> = {
  'bridge-port.vlans': 'BRIDGE_VLAN_FILTERING',
  'bridge.mcast-': 'BRIDGE_IGMP_SNOOPING',
  'bridge.vlan': 'BRIDGE_VLAN_FILTERING',
  'bridge.default-pvid': 'BRIDGE_VLAN_FILTERING',
  'tunnel.6rd-': 'IPV6_SIT_6RD',
  'vlan.gvrp': 'VLAN_8021Q_GVRP',
  'vlan.mvrp': 'VLAN_8021Q_MVRP',
};

/** The kernel options that these attributes need. */
export function optionsFor(attributes: Iterable<string>): readonly string[] {
  const found = new Set<string>();
  for (const attribute of attributes) {
    for (const [beginning, option] of Object.entries(ATTRIBUTE_OPTIONS))
      if (attribute.startsWith(beginning)) found.add(option);
  }
  return [...found];
}
