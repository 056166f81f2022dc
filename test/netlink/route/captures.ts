/** What ip(8) and bridge(8) of iproute2 6.1 send, caught by strace: bytes that this library had no hand in. */
export interface Capture {
  /** The command that sent it; v1 is link 2, v0 3, br0 4, vx0 5. */
  readonly command: string;
  /** What it says, checked by hand against the command. */
  readonly words: string;
  /** The message, with sequence number 0. */
  readonly hex: string;
}

export const captures: readonly Capture[] = [
  {
    command:
      'ip link add link v0 name v0.5 type vlan protocol 802.1ad id 5 reorder_hdr off gvrp on mvrp on loose_binding on ingress-qos-map 1:2 3:4 egress-qos-map 5:6',
    words:
      'RTM_NEWLINK CREATE|EXCL {family: unspec, pad: 0, type: netrom, index: 0, flags: 0, change: 0, name: v0.5, link: 3, linkinfo: {kind: vlan, data: {protocol: 8021ad, id: 5, ingressQos: [{from: 1, to: 2}, {from: 3, to: 4}], egressQos: [{from: 5, to: 6}], flags: {flags: gvrp|loose_binding|mvrp, mask: reorder_hdr|gvrp|loose_binding|mvrp}}}}',
    hex: '8c0000001000050600000000000000000000000000000000000000000000000008000500030000000900030076302e35000000005800120008000100766c616e4c0002000600050088a8000006000100050000001c0004000c00010001000000020000000c0001000300000004000000100003000c00010005000000060000000c0002000e0000000f000000',
  },
  {
    command:
      'ip link add bond9 type bond mode 802.3ad miimon 100 updelay 200 downdelay 300 lacp_rate fast ad_select bandwidth xmit_hash_policy layer3+4 min_links 2 ad_actor_sys_prio 1000 ad_actor_system 02:00:00:00:00:01 ad_user_port_key 5 arp_interval 0 resend_igmp 3 lp_interval 7 tlb_dynamic_lb 0 num_grat_arp 4',
    words:
      'RTM_NEWLINK CREATE|EXCL {family: unspec, pad: 0, type: netrom, index: 0, flags: 0, change: 0, name: bond9, linkinfo: {kind: bond, data: {mode: 802.3ad, miimon: 100, updelay: 200, downdelay: 300, adLacpRate: 1, adSelect: 1, xmitHashPolicy: 1, minLinks: 2, adActorSysPrio: 1000, adActorSystem: 02:00:00:00:00:01, adUserPortKey: 5, arpInterval: 0, resendIgmp: 3, lpInterval: 7, tlbDynamicLb: 0, numPeerNotif: 4}}}',
    hex: 'c0000000100005060000000000000000000000000000000000000000000000000a000300626f6e64390000009400120008000100626f6e64880002000500010004000000080003006400000008000400c8000000080005002c0100000500150001000000050016000100000005000e0001000000080012000200000006001800e80300000a001a0002000000000100000600190005000000080007000000000008000f0003000000080013000700000005001b00000000000500100004000000',
  },
  {
    command:
      'ip link add bond8 type bond mode active-backup arp_interval 1000 arp_ip_target 10.0.0.1,10.0.0.2 arp_validate active ns_ip6_target 2001:db8::1 fail_over_mac active primary_reselect better',
    words:
      'RTM_NEWLINK CREATE|EXCL {family: unspec, pad: 0, type: netrom, index: 0, flags: 0, change: 0, name: bond8, linkinfo: {kind: bond, data: {mode: active-backup, arpInterval: 1000, arpIpTarget: [10.0.0.1, 10.0.0.2], arpValidate: 1, nsIp6Target: [2001:db8::1], failOverMac: 1, primaryReselect: 1}}}',
    hex: '90000000100005060000000000000000000000000000000000000000000000000a000300626f6e64380000006400120008000100626f6e6458000200050001000100000008000700e803000014000800080000000a000001080001000a000002080009000100000018001f001400000020010db800000000000000000000000105000d000100000005000c0001000000',
  },
  {
    command: 'ip link add gre9 type gre local 10.0.0.1 remote 10.0.0.2 ttl 64 key 7 tos 0x10 csum',
    words:
      'RTM_NEWLINK CREATE|EXCL {family: unspec, pad: 0, type: netrom, index: 0, flags: 0, change: 0, name: gre9, linkinfo: {kind: gre, data: {ikey: 7, okey: 7, iflags: 40960, oflags: 40960, local: 10.0.0.1, remote: 10.0.0.2, pmtudisc: 1, tos: 16, ttl: 64, fwmark: 0, encapType: 0, encapFlags: 0, encapSport: 0, encapDport: 0}}}',
    hex: 'ac00000010000506000000000000000000000000000000000000000000000000090003006772653900000000800012000700010067726500740002000800040000000007080005000000000706000200a000000006000300a0000000080006000a000001080007000a00000205000a000100000005000900100000000500080040000000080014000000000006000e000000000006000f000000000006001000000000000600110000000000',
  },
  {
    command:
      'ip link add gre8 type ip6gre local 2001:db8::1 remote 2001:db8::2 ttl 64 ikey 1 okey 2 encaplimit 4 flowlabel 0x12345',
    words:
      'RTM_NEWLINK CREATE|EXCL {family: unspec, pad: 0, type: netrom, index: 0, flags: 0, change: 0, name: gre8, linkinfo: {kind: ip6gre, data: {ikey: 1, okey: 2, iflags: 8192, oflags: 8192, local: 2001:db8::1, remote: 2001:db8::2, ttl: 64, encapLimit: 4, flowinfo: 74565, flags: 0, fwmark: 0, erspanVer: 1, encapType: 0, encapFlags: 2, encapSport: 0, encapDport: 0}}}',
    hex: 'd800000010000506000000000000000000000000000000000000000000000000090003006772653800000000ac0012000a00010069703667726500009c00020008000400000000010800050000000002060002002000000006000300200000001400060020010db80000000000000000000000011400070020010db8000000000000000000000002050008004000000005000b000400000008000c000001234508000d00000000000800140000000000050016000100000006000e000000000006000f000200000006001000000000000600110000000000',
  },
  {
    command:
      'ip link add sit9 type sit local 10.0.0.1 remote 10.0.0.2 ttl 64 6rd-prefix 2001:db8::/32 6rd-relay_prefix 10.0.0.0/8',
    words:
      'RTM_NEWLINK CREATE|EXCL {family: unspec, pad: 0, type: netrom, index: 0, flags: 0, change: 0, name: sit9, linkinfo: {kind: sit, data: {proto: 0, local: 10.0.0.1, remote: 10.0.0.2, pmtudisc: 1, tos: 0, ttl: 64, link: 0, fwmark: 0, encapType: 0, encapFlags: 0, encapSport: 0, encapDport: 0, flags: 0, sixrdPrefix: 2001:db8::, sixrdPrefixlen: 32, sixrdRelayPrefix: 10.0.0.0, sixrdRelayPrefixlen: 8}}}',
    hex: 'd000000010000506000000000000000000000000000000000000000000000000090003007369743900000000a40012000700010073697400980002000500090000000000080002000a000001080003000a00000205000a0001000000050005000000000005000400400000000800010000000000080014000000000006000f0000000000060010000000000006001100000000000600120000000000060008000000000014000b0020010db800000000000000000000000006000d002000000008000c000a00000006000e0008000000',
  },
  {
    command:
      'ip link add tnl9 type ip6tnl local 2001:db8::1 remote 2001:db8::2 mode ip6ip6 encaplimit 5 tclass 0x10 flowlabel 0x123',
    words:
      'RTM_NEWLINK CREATE|EXCL {family: unspec, pad: 0, type: netrom, index: 0, flags: 0, change: 0, name: tnl9, linkinfo: {kind: ip6tnl, data: {proto: 41, local: 2001:db8::1, remote: 2001:db8::2, ttl: 64, encapLimit: 5, flowinfo: 16777507, flags: 0, link: 0, fwmark: 0, encapType: 0, encapFlags: 2, encapSport: 0, encapDport: 0}}}',
    hex: 'c00000001000050600000000000000000000000000000000000000000000000009000300746e6c3900000000940012000a000100697036746e6c00008400020005000900290000001400020020010db80000000000000000000000011400030020010db800000000000000000000000205000400400000000500060005000000080007000100012308000800000000000800010000000000080014000000000006000f0000000000060010000200000006001100000000000600120000000000',
  },
  {
    command: 'ip link add gn9 type geneve id 100 remote 10.0.0.1 dstport 6082 ttl 9 udpcsum',
    words:
      'RTM_NEWLINK CREATE|EXCL {family: unspec, pad: 0, type: netrom, index: 0, flags: 0, change: 0, name: gn9, linkinfo: {kind: geneve, data: {id: 100, remote: 10.0.0.1, label: 0, ttl: 9, tos: 0, port: 6082, udpCsum: 1}}}',
    hex: '740000001000050600000000000000000000000000000000000000000000000008000300676e39004c0012000a00010067656e65766500003c0002000800010064000000080002000a00000108000b0000000000050003000900000005000400000000000600050017c200000500080001000000',
  },
  {
    command: 'ip link add vrf9 type vrf table 1009',
    words:
      'RTM_NEWLINK CREATE|EXCL {family: unspec, pad: 0, type: netrom, index: 0, flags: 0, change: 0, name: vrf9, linkinfo: {kind: vrf, data: {table: 1009}}}',
    hex: '44000000100005060000000000000000000000000000000000000000000000000900030076726639000000001800120007000100767266000c00020008000100f1030000',
  },
  {
    command: 'ip link add ipv9 link v0 type ipvlan mode l3s private',
    words:
      'RTM_NEWLINK CREATE|EXCL {family: unspec, pad: 0, type: netrom, index: 0, flags: 0, change: 0, name: ipv9, link: 3, linkinfo: {kind: ipvlan, data: {mode: l3s, flags: private}}}',
    hex: '58000000100005060000000000000000000000000000000000000000000000000800050003000000090003006970763900000000240012000a0001006970766c616e00001400020006000100020000000600020001000000',
  },
  {
    command:
      'ip link add link v0 macsec9 type macsec port 11 encrypt on cipher gcm-aes-256 replay on window 32 validate strict',
    words:
      'RTM_NEWLINK CREATE|EXCL {family: unspec, pad: 0, type: netrom, index: 0, flags: 0, change: 0, name: macsec9, link: 3, linkinfo: {kind: macsec, data: {port: 11, encrypt: 1, validation: strict, cipherSuite: 36242102291529730, window: 32, replayProtect: 1}}}',
    hex: '7c0000001000050600000000000000000000000000000000000000000000000008000500030000000c0003006d61637365633900480012000a0001006d616373656300003800020006000200000b0000050007000100000005000d00020000000c0004000200000100c28000080005002000000005000c0001000000',
  },
  {
    command: 'ip link add xf9 type xfrm dev v0 if_id 0x42',
    words:
      'RTM_NEWLINK CREATE|EXCL {family: unspec, pad: 0, type: netrom, index: 0, flags: 0, change: 0, name: xf9, linkinfo: {kind: xfrm, data: {ifId: 66, link: 3}}}',
    hex: '4800000010000506000000000000000000000000000000000000000000000000080003007866390020001200080001007866726d1400020008000200420000000800010003000000',
  },
  {
    command: 'ip link add vti9 type vti local 10.0.0.1 remote 10.0.0.2 ikey 1 okey 2',
    words:
      'RTM_NEWLINK CREATE|EXCL {family: unspec, pad: 0, type: netrom, index: 0, flags: 0, change: 0, name: vti9, linkinfo: {kind: vti, data: {ikey: 1, okey: 2, local: 10.0.0.1, remote: 10.0.0.2, fwmark: 0}}}',
    hex: '64000000100005060000000000000000000000000000000000000000000000000900030076746939000000003800120007000100767469002c00020008000200000000010800030000000002080004000a000001080005000a0000020800060000000000',
  },
  {
    command: 'ip link add hsr9 type hsr slave1 v0 slave2 v1 supervision 45 version 1',
    words:
      'RTM_NEWLINK CREATE|EXCL {family: unspec, pad: 0, type: netrom, index: 0, flags: 0, change: 0, name: hsr9, linkinfo: {kind: hsr, data: {slave1: 3, slave2: 2, multicastSpec: 45, version: 1}}}',
    hex: '5c000000100005060000000000000000000000000000000000000000000000000900030068737239000000003000120007000100687372002400020008000100030000000800020002000000050003002d0000000500060001000000',
  },
  {
    command: 'ip link add bu9 type bareudp dstport 6635 ethertype ip srcportmin 1000',
    words:
      'RTM_NEWLINK CREATE|EXCL {family: unspec, pad: 0, type: netrom, index: 0, flags: 0, change: 0, name: bu9, linkinfo: {kind: bareudp, data: {port: 6635, ethertype: 2048, srcportMin: 1000}}}',
    hex: '540000001000050600000000000000000000000000000000000000000000000008000300627539002c0012000b00010062617265756470001c0002000600010019eb0000060002000800000006000300e8030000',
  },
  {
    command: 'ip link set dev v0 master br0',
    words: 'RTM_NEWLINK {family: unspec, pad: 0, type: netrom, index: 3, flags: 0, change: 0, master: 4}',
    hex: '280000001000050000000000000000000000000003000000000000000000000008000a0004000000',
  },
  {
    command: 'ip link set dev v0 type bridge_slave cost 9 hairpin on backup_port v1',
    words:
      'RTM_NEWLINK {family: unspec, pad: 0, type: netrom, index: 3, flags: 0, change: 0, linkinfo: {kind: bridge_slave, attribute 5: 24 bytes}}',
    hex: '500000001000050000000000000000000000000003000000000000000000000030001200100001006272696467655f736c6176651c000500080003000900000005000400010000000800220002000000',
  },
  {
    command: 'bridge vlan add dev v0 vid 10 tunnel_info id 1000',
    words:
      'RTM_SETLINK {family: bridge, pad: 0, type: netrom, index: 3, flags: 0, change: 0, afSpec: {vlanTunnelInfo: [{id: 1000, vid: 10, flags: 0}]}}',
    hex: '400000001300050000000000000000000700000003000000000000000000000020001a001c00030008000100e8030000060002000a0000000600030000000000',
  },
  {
    command: 'bridge link set dev v0 learning off state 3',
    words:
      'RTM_SETLINK {family: bridge, pad: 0, type: netrom, index: 3, flags: 0, change: 0, protinfo: {learning: 0, state: forwarding}}',
    hex: '340000001300050000000000000000000700000003000000000000000000000014000c8005000800000000000500010003000000',
  },
  {
    command: 'bridge fdb add 02:00:00:00:00:05 dev vx0 dst 10.0.0.7 port 4790 vni 55 via v0',
    words:
      'RTM_NEWNEIGH CREATE|EXCL {family: bridge, pad1: 0, pad2: 0, index: 5, state: noarp|permanent, flags: self, type: unspec, dst: 10.0.0.7, lladdr: 02:00:00:00:00:05, port: 4790, vni: 55, ifindex: 3}',
    hex: '480000001c00050600000000000000000700000005000000c00002000a0002000200000000050000080001000a0000070600060012b6000008000700370000000800080003000000',
  },
  {
    command:
      'ip route add 10.9.0.0/16 metric 50 mtu lock 1400 advmss 1300 initcwnd 11 congctl cubic src 10.1.0.1 via 10.1.0.9 dev v0 proto static table 1000 realm 1/2 quickack 1 rto_min 40ms',
    words:
      'RTM_NEWROUTE CREATE|EXCL {family: inet, dstLen: 16, srcLen: 0, tos: 0, tableId: unspec, protocol: static, scope: universe, type: unicast, flags: 0, dst: 10.9.0.0, oif: 3, gateway: 10.1.0.9, priority: 50, prefsrc: 10.1.0.1, metrics: {mtu: 1400, advmss: 1300, initcwnd: 11, ccAlgo: cubic, quickack: 1, rtoMin: 40, lock: 8196}, flow: 65538, table: 1000}',
    hex: '94000000180005060000000000000000021000000004000100000000080001000a0900000800060032000000080007000a010001080005000a01000908000f00e803000008000b00020001000800040003000000400008000800020078050000080008001405000008000b000b00000009001000637562696300000008000f000100000008000d00280000000800010004200000',
  },
  {
    command:
      'ip route add 10.8.0.0/16 nexthop via 10.1.0.2 dev v0 weight 5 nexthop via inet6 2001:db8:1::9 dev v0 onlink',
    words:
      'RTM_NEWROUTE CREATE|EXCL {family: inet, dstLen: 16, srcLen: 0, tos: 0, tableId: main, protocol: boot, scope: universe, type: unicast, flags: 0, dst: 10.8.0.0, multipath: [{flags: 0, hops: 4, index: 3, gateway: 10.1.0.2}, {flags: onlink, hops: 0, index: 3, via: {family: inet6, address: 2001:db8:1::9}}]}',
    hex: '5800000018000506000000000000000002100000fe03000100000000080001000a080000340009001000000403000000080005000a0100022000040003000000160012000a0020010db80001000000000000000000090100',
  },
  {
    command: 'ip -6 route add 2001:db8:9::/48 via 2001:db8:1::9 dev v0 pref high expires 300 metric 7',
    words:
      'RTM_NEWROUTE CREATE|EXCL {family: inet6, dstLen: 48, srcLen: 0, tos: 0, tableId: main, protocol: boot, scope: universe, type: unicast, flags: 0, dst: 2001:db8:9::, oif: 3, gateway: 2001:db8:1::9, priority: 7, pref: high, expires: 300}',
    hex: '640000001800050600000000000000000a300000fe030001000000001400010020010db80009000000000000000000001400050020010db80001000000000000000000090500140001000000080017002c01000008000600070000000800040003000000',
  },
  {
    command: 'ip route add 10.7.0.0/16 encap ip id 5 dst 10.0.0.1 via 10.1.0.9 dev v0',
    words:
      'RTM_NEWROUTE CREATE|EXCL {family: inet, dstLen: 16, srcLen: 0, tos: 0, tableId: main, protocol: boot, scope: universe, type: unicast, flags: 0, dst: 10.7.0.0, oif: 3, gateway: 10.1.0.9, encapType: ip, encap: 0x0c0001000000000000000005080002000a000001}',
    hex: '5400000018000506000000000000000002100000fe03000100000000080001000a070000180016800c0001000000000000000005080002000a0000010600150002000100080005000a0100090800040003000000',
  },
  {
    command: 'ip route get 10.1.0.9 from 10.1.0.1 sport 80 dport 443 ipproto tcp mark 5',
    words:
      'RTM_GETROUTE {family: inet, dstLen: 32, srcLen: 32, tos: 0, tableId: unspec, protocol: unspec, scope: universe, type: unspec, flags: lookup_table, dst: 10.1.0.9, src: 10.1.0.1, mark: 5, ipProto: 6, sport: 80, dport: 443}',
    hex: '4c0000001a0001000000000000000000022020000000000000100000080001000a010009080002000a01000106001c000050000006001d0001bb000005001b00060000000800100005000000',
  },
  {
    command:
      'ip rule add priority 700 from 10.5.0.0/16 to 10.6.0.0/24 iif v0 oif v1 fwmark 0x10/0xf0 lookup 1000 protocol static ipproto tcp sport 80-81 dport 443 uidrange 5-9 suppress_prefixlength 0 tos 0x10',
    words:
      'RTM_NEWRULE CREATE|EXCL {family: inet, dstLen: 24, srcLen: 16, tos: 16, tableId: unspec, res1: 0, res2: 0, action: to_tbl, flags: 0, dst: 10.6.0.0, src: 10.5.0.0, iifname: v0, priority: 700, fwmark: 16, suppressPrefixlen: 0, table: 1000, fwmask: 240, oifname: v1, uidRange: {start: 5, end: 9}, protocol: static, ipProto: 6, sportRange: {start: 80, end: 81}, dportRange: {start: 443, end: 443}}',
    hex: '9000000020000506000000000000000002181010000000010000000008000600bc020000080002000a050000080001000a0600000700030076300000070011007631000008000a001000000008001000f000000008000f00e803000005001500040000000500160006000000080017005000510008001800bb01bb010c001400050000000900000008000e0000000000',
  },
  {
    command: 'ip rule add priority 701 not from all goto 800',
    words:
      'RTM_NEWRULE CREATE|EXCL {family: inet, dstLen: 0, srcLen: 0, tos: 0, tableId: unspec, res1: 0, res2: 0, action: goto, flags: invert, src: 0x, goto: 800, priority: 701}',
    hex: '3000000020000506000000000000000002000000000000020200000008000600bd020000040002000800040020030000',
  },
  {
    command: 'ip -6 rule add priority 702 l3mdev',
    words:
      'RTM_NEWRULE CREATE|EXCL {family: inet6, dstLen: 0, srcLen: 0, tos: 0, tableId: unspec, res1: 0, res2: 0, action: to_tbl, flags: 0, priority: 702, l3mdev: 1}',
    hex: '2c0000002000050600000000000000000a000000000000010000000008000600be0200000500130001000000',
  },
  {
    command: 'ip rule add priority 703 tun_id 9 blackhole',
    words:
      'RTM_NEWRULE CREATE|EXCL {family: inet, dstLen: 0, srcLen: 0, tos: 0, tableId: unspec, res1: 0, res2: 0, action: blackhole, flags: 0, priority: 703, tunId: 9}',
    hex: '3000000020000506000000000000000002000000000000060000000008000600bf0200000c000c000000000000000009',
  },
  {
    command:
      'ip address add 10.4.0.1/32 peer 10.4.0.2 dev v0 label v0:x noprefixroute metric 99 valid_lft 1200 preferred_lft 600 scope link broadcast 10.4.0.255',
    words:
      'RTM_NEWADDR CREATE|EXCL {family: inet, prefixlen: 32, flags8: 0, scope: link, index: 3, address: 10.4.0.2, local: 10.4.0.1, label: v0:x, broadcast: 10.4.0.255, cacheinfo: {prefered: 600, valid: 1200, cstamp: 0, tstamp: 0}, flags: noprefixroute, rtPriority: 99}',
    hex: '60000000140005060000000000000000022000fd03000000080002000a040001080001000a0400020900030076303a78000000000800090063000000080004000a0400ff08000800000200001400060058020000b00400000000000000000000',
  },
  {
    command: 'ip -6 address add 2001:db8:4::1/64 dev v0 nodad mngtmpaddr home',
    words:
      'RTM_NEWADDR CREATE|EXCL {family: inet6, prefixlen: 64, flags8: 0, scope: universe, index: 3, address: 2001:db8:4::1, local: 2001:db8:4::1, flags: nodad|homeaddress|managetempaddr}',
    hex: '480000001400050600000000000000000a400000030000001400020020010db800040000000000000000000108000800120100001400010020010db8000400000000000000000001',
  },
  {
    command: 'ip neigh add 10.1.0.9 lladdr 02:00:00:00:00:09 dev v0 nud permanent protocol 78',
    words:
      'RTM_NEWNEIGH CREATE|EXCL {family: inet, pad1: 0, pad2: 0, index: 3, state: permanent, flags: 0, type: unspec, dst: 10.1.0.9, lladdr: 02:00:00:00:00:09, protocol: 78}',
    hex: '380000001c000506000000000000000002000000030000008000000005000c004e000000080001000a0100090a0002000200000000090000',
  },
  {
    command: 'ip neigh add proxy 10.1.0.10 dev v0',
    words:
      'RTM_NEWNEIGH CREATE|EXCL {family: inet, pad1: 0, pad2: 0, index: 3, state: permanent, flags: proxy, type: unspec, dst: 10.1.0.10}',
    hex: '240000001c0005060000000000000000020000000300000080000800080001000a01000a',
  },
  {
    command: 'ip nexthop add id 61 via 10.1.0.2 dev v0 protocol static',
    words:
      'RTM_NEWNEXTHOP CREATE|EXCL {family: inet, scope: universe, protocol: static, reserved: 0, flags: 0, id: 61, oif: 3, gateway: 10.1.0.2}',
    hex: '300000006800050600000000000000000200040000000000080001003d000000080006000a0100020800050003000000',
  },
  {
    command: 'ip nexthop add id 63 group 61,5/62 type resilient buckets 32 idle_timer 100',
    words:
      'RTM_NEWNEXTHOP CREATE|EXCL {family: unspec, scope: universe, protocol: unspec, reserved: 0, flags: 0, id: 63, group: [{id: 61, weight: 4, weightHigh: 0, reserved: 0}, {id: 62, weight: 0, weightHigh: 0, reserved: 0}], groupType: res, resGroup: {buckets: 32, idleTimer: 10000}}',
    hex: '500000006800050600000000000000000000000000000000080001003f000000140002003d000000040000003e0000000000000014000c80060001002000000008000200102700000600030001000000',
  },
];
