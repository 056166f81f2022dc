import { spawnSync } from 'node:child_process';
import { release } from 'node:os';
import { isAtLeast } from '../../../src/resources/machine.ts';

/**
 * How iproute2 makes the smallest device of a kind, and what the kernel must be built with for it. A kind that is made in
 * another way (ioctl, a driver of its own) has its own line.
 */
const PROBES: Readonly<Record<string, { readonly script: string; readonly option: string }>> = {
  amt: onVeth('type amt mode gateway local 192.0.2.1 discovery 192.0.2.2 dev v', 'AMT'),
  bareudp: probe('type bareudp dstport 6635 ethertype ip', 'BAREUDP'),
  batadv: probe('type batadv', 'BATMAN_ADV'),
  bond: probe('type bond', 'BONDING'),
  // Older kernels take the message and leave the option out.
  'bond-lacp-active': {
    script:
      'ip link add x type bond mode 802.3ad lacp_active off; ip -d link show x | grep -q "lacp_active off"',
    option: 'BONDING, Linux 5.15',
  },
  'bond-port-prio': {
    script:
      'ip link add x type bond mode active-backup; ip link add v type veth peer w; ip link set v master x; ' +
      'ip link set v type bond_slave prio 7; ip -d link show v | grep -q "prio 7"',
    option: 'BONDING, Linux 6.0',
  },
  bridge: probe('type bridge', 'BRIDGE'),
  'bridge-mac-groups': {
    script:
      'ip link add x type bridge; ip link set x up; bridge mdb add dev x port x grp 01:1b:19:00:00:00 permanent',
    option: 'BRIDGE_IGMP_SNOOPING, Linux 5.11',
  },
  'bridge-snooping': probe('type bridge mcast_snooping 1', 'BRIDGE_IGMP_SNOOPING'),
  'bridge-vlans': probe('type bridge vlan_filtering 1', 'BRIDGE_VLAN_FILTERING'),
  dhcpcd: { script: 'dhcpcd --version', option: 'PACKET, and the program is installed' },
  dummy: probe('type dummy', 'DUMMY'),
  'encap-routes': {
    script: 'ip link set lo up; ip -6 route add 2001:db8::/64 encap ip6 id 1 dst 2001:db8::1 dev lo',
    option: 'LWTUNNEL',
  },
  'encap-routes-nested': {
    script:
      'ip link set lo up; ip -6 route add 2001:db8:1::/64 encap rpl segs 2001:db8::1 dev lo; ' +
      'ip -6 route add 2001:db8:2::/64 encap ioam6 trace prealloc type 0x800000 ns 1 size 12 dev lo',
    option: 'IPV6_RPL_LWTUNNEL, IPV6_IOAM6_LWTUNNEL',
  },
  erspan: probe('type erspan seq key 1 local 192.0.2.1 remote 192.0.2.2 erspan_ver 1 erspan 1', 'NET_IPGRE'),
  esp: {
    script:
      'ip xfrm state add src 192.0.2.1 dst 192.0.2.2 proto esp spi 1 enc "cbc(aes)" 0x00112233445566778899aabbccddeeff ' +
      'auth "hmac(sha256)" 0x00',
    option: 'INET_ESP',
  },
  flower: {
    script:
      'ip link add v type veth peer w; tc qdisc add dev v ingress; tc filter add dev v ingress protocol 802.1q flower vlan_prio 6 action pass',
    option: 'NET_CLS_FLOWER',
  },
  fou: { script: 'ip fou add port 5555 ipproto 4', option: 'NET_FOU' },
  geneve: probe('type geneve id 1 remote 192.0.2.1', 'GENEVE'),
  gre: probe('type gre remote 192.0.2.1', 'NET_IPGRE'),
  gretap: probe('type gretap remote 192.0.2.1', 'NET_IPGRE'),
  gtp: probe('type gtp role sgsn', 'GTP'),
  hsr: {
    script:
      'ip link add a1 type veth peer b1; ip link add a2 type veth peer b2; ip link add x type hsr slave1 a1 slave2 a2',
    option: 'HSR',
  },
  htb: { script: 'ip link set lo up; tc qdisc replace dev lo root htb', option: 'NET_SCH_HTB' },
  ifb: probe('type ifb', 'IFB'),
  ip6erspan: probe('type ip6erspan seq key 1 remote 2001:db8::1 erspan_ver 1 erspan 1', 'IPV6_GRE'),
  ip6gre: probe('type ip6gre remote 2001:db8::1', 'IPV6_GRE'),
  ip6gretap: probe('type ip6gretap remote 2001:db8::1', 'IPV6_GRE'),
  ip6tnl: probe('type ip6tnl remote 2001:db8::1', 'IPV6_TUNNEL'),
  ipip: probe('type ipip remote 192.0.2.1', 'NET_IPIP'),
  // No laboratory has an InfiniBand adapter.
  ipoib: { script: 'ls /sys/class/infiniband/*', option: 'INFINIBAND_IPOIB' },
  ipvlan: onVeth('type ipvlan', 'IPVLAN'),
  ipvtap: onVeth('type ipvtap', 'IPVTAP'),
  l2tp: {
    script:
      'ip link set lo up; ip l2tp add tunnel tunnel_id 1 peer_tunnel_id 1 encap ip local 127.0.0.1 remote 127.0.0.1; ' +
      'ip l2tp add session tunnel_id 1 session_id 1 peer_session_id 1',
    option: 'L2TP_IP, L2TP_ETH',
  },
  macsec: onVeth('type macsec', 'MACSEC'),
  macvlan: onVeth('type macvlan', 'MACVLAN'),
  macvtap: onVeth('type macvtap', 'MACVTAP'),
  'mpls-routes': {
    script: 'ip link set lo up; ip -6 route add 2001:db8::/64 encap mpls 100 dev lo',
    option: 'MPLS_IPTUNNEL',
  },
  netdevsim: { script: 'test -w /sys/bus/netdevsim/new_device', option: 'NETDEVSIM' },
  mptcp: { script: 'ip mptcp endpoint show', option: 'MPTCP' },
  netkit: probe('type netkit', 'NETKIT'),
  nlmon: probe('type nlmon', 'NLMON'),
  'resilient-nexthops': {
    script:
      'ip link set lo up; ip nexthop add id 1 blackhole; ip nexthop add id 2 group 1 type resilient buckets 8',
    option: 'NET, Linux 5.13',
  },
  seg6local: {
    script:
      'ip link add v type veth peer name w; ip link set v up; ip -6 route add 2001:db8::/64 encap seg6local action End.DX2 oif w dev v',
    option: 'IPV6_SEG6_LWTUNNEL',
  },
  'source-routes': {
    script: 'ip link set lo up; ip -6 route add 2001:db8::/64 from 2001:db8:1::/64 dev lo',
    option: 'IPV6_SUBTREES',
  },
  qdiscs: {
    script:
      'ip link set lo up; for kind in fq_codel cake sfq hfsc ets; do tc qdisc replace dev lo root $kind || exit 1; done',
    option: 'NET_SCH_*',
  },
  rdma: {
    script: 'ip link add v type veth peer w; rdma link add x type rxe netdev v; rdma link delete x',
    option: 'RDMA_RXE',
  },
  // Without symmetric multiprocessing, so in user-mode-linux, nobody steers what is received.
  'receive-queues': { script: 'ip -d link show lo | grep numrxqueues', option: 'RPS' },
  sit: probe('type sit remote 192.0.2.1', 'IPV6_SIT'),
  tbf: {
    script: 'ip link set lo up; tc qdisc replace dev lo root tbf rate 1mbit burst 5kb limit 9kb',
    option: 'NET_SCH_TBF',
  },
  team: probe('type team', 'NET_TEAM'),
  udhcpc: { script: 'command -v udhcpc', option: 'PACKET, and the program is installed' },
  tun: { script: 'test -r /dev/net/tun && test -w /dev/net/tun && ip tuntap add x mode tun', option: 'TUN' },
  vcan: probe('type vcan', 'CAN_VCAN'),
  veth: probe('type veth', 'VETH'),
  vlan: onVeth('type vlan id 10', 'VLAN_8021Q'),
  vxcan: probe('type vxcan', 'CAN_VXCAN'),
  vrf: probe('type vrf table 100', 'NET_VRF'),
  vti: probe('type vti local 192.0.2.1 remote 192.0.2.2', 'NET_IPVTI'),
  vti6: probe('type vti6 local 2001:db8::1 remote 2001:db8::2', 'IPV6_VTI'),
  'macvlan-bclim': onVeth('type macvlan bclim 3', 'MACVLAN'),
  'vxlan-flow-label-inherit': shownIn(
    'type vxlan id 1 dstport 4789 remote 2001:db8::1 flowlabel inherit',
    'flowlabel inherit',
    'VXLAN, Linux 6.8',
  ),
  'vxlan-reserved-bits': shownIn(
    'type vxlan id 1 dstport 4789 reserved_bits 0x1',
    'reserved_bits',
    'VXLAN, Linux 6.14',
  ),
  vnifilter: shownIn('type vxlan dstport 4789 external vnifilter', 'vnifilter', 'VXLAN, Linux 5.18'),
  'vxlan-localbypass': probe('type vxlan id 1 dstport 4789 nolocalbypass', 'VXLAN'),
  vxlan: probe('type vxlan id 1 dstport 4789', 'VXLAN'),
  wifi: {
    script: 'command -v iw; command -v wpa_supplicant; command -v hostapd; modprobe -qn mac80211_hwsim',
    option: 'MAC80211_HWSIM, and iw, wpa_supplicant and hostapd are installed',
  },
  wireguard: probe('type wireguard', 'WIREGUARD'),
  wpa_supplicant: {
    script: 'command -v wpa_supplicant hostapd hostapd_cli',
    option: 'PACKET, and wpa_supplicant and hostapd are installed',
  },
  'xfrm-policies': { script: 'ip xfrm policy', option: 'XFRM_USER' },
  xfrm: probe('type xfrm if_id 1', 'XFRM_INTERFACE'),
};

function probe(words: string, option: string): { readonly script: string; readonly option: string } {
  return { script: `ip link add x ${words}`, option };
}

/** Older kernels take the message and leave the option out. */
function shownIn(
  words: string,
  shown: string,
  option: string,
): { readonly script: string; readonly option: string } {
  return { script: `ip link add x ${words}; ip -d link show x | grep -q '${shown}'`, option };
}

function onVeth(words: string, option: string): { readonly script: string; readonly option: string } {
  return { script: `ip link add v type veth peer w; ip link add x link v ${words}`, option };
}

/** What user-mode-linux has not, though it has all the rest; radios are Debian's kernels' to show. */
const NOWHERE: ReadonlySet<string> = new Set(['ipoib', 'rdma', 'receive-queues', 'wifi']);

const answers = new Map<string, boolean>();

/** What the tests in network namespaces have shown, where user-mode-linux is to show the rest (test.sh). */
const ELSEWHERE: ReadonlySet<string> = new Set((process.env['NLAPPLY_ELSEWHERE'] ?? '').split(' '));

/**
 * Why a test that needs these features is not to run here, as its `skip`; false when it is. In a laboratory whose kernel
 * has everything (NLAPPLY_LAB=complete) nothing is looked for and nothing lacking: what is missing there fails.
 */
export function without(...features: readonly string[]): string | false {
  const shown = features.length > 0 && features.every((feature) => ELSEWHERE.has(feature));
  return shown ? `network namespaces show it: ${features.join(', ')}` : lacking(...features);
}

/** Why what needs these features cannot be on this kernel; false when it can. */
export function lacking(...features: readonly string[]): string | false {
  const complete = process.env['NLAPPLY_LAB'] === 'complete';
  const missing = features.filter((one) => (complete ? NOWHERE.has(one) : !hasFeature(one)));
  const options = missing.map((feature) => `CONFIG_${PROBES[feature]?.option ?? '?'}`);
  return missing.length > 0 && `this kernel has no ${missing.join(', ')} (${options.join(', ')})`;
}

/** All that this kernel has of what tests ask for. */
export const features = (): readonly string[] => Object.keys(PROBES).filter(hasFeature);

function hasFeature(feature: string): boolean {
  const known = answers.get(feature);
  if (known !== undefined) return known;
  const tried = PROBES[feature];
  if (tried === undefined) throw new Error(`nobody knows how to look for ${feature}: add it to needs.ts`);
  const found = spawnSync('unshare', ['-n', 'sh', '-ec', tried.script], { stdio: 'ignore' }).status === 0;
  answers.set(feature, found);
  return found;
}

/** Why a test of what iproute2 cannot probe for cannot run: the kernel is older than this. */
export function olderThan(major: number, minor: number): string | false {
  return !isAtLeast(release(), major, minor) && `this kernel, ${release()}, is older than ${major}.${minor}`;
}
