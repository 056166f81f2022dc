import { testLeftovers } from '../support/leftovers.ts';

testLeftovers({
  of: 'BIRD and FRR',
  needs: [],
  script: `
    ip address add 10.1.0.1/24 brd + dev eth0
    ip -6 address add 2001:db8:1::1/64 dev eth0 nodad
    ip route add 10.2.0.0/16 via 10.1.0.9 proto bird metric 32
    ip route add 10.4.0.0/16 proto bird nexthop via 10.1.0.8 weight 2 nexthop via 10.1.0.9
    ip route add unreachable 10.5.0.0/16 proto bird metric 4294967295
    ip route add 10.7.0.0/16 via 10.1.0.9 table 100 proto bird metric 32
    ip -6 route add 2001:db8:5::/48 via fe80::1 dev eth0 proto bird metric 32
    ip nexthop add id 61 via 10.1.0.8 dev eth0 proto zebra
    ip nexthop add id 62 via 10.1.0.9 dev eth0 proto zebra
    ip nexthop add id 63 group 61/62 proto zebra
    ip route add 10.20.0.0/16 nhid 61 proto bgp metric 20
    ip route add 10.21.0.0/16 nhid 63 proto ospf metric 20
    ip route add 10.22.0.0/16 via inet6 2001:db8:1::9 dev eth0 proto bgp metric 20 onlink
  `,
  strict: [
    'address 10.1.0.1/24 dev eth0',
    'address 2001:db8:1::1/64 dev eth0',
    'route 10.2.0.0/16 via 10.1.0.9 dev eth0 metric 32',
    'route 10.4.0.0/16 nexthop via 10.1.0.8 dev eth0 weight 2 nexthop via 10.1.0.9 dev eth0 weight 1',
    'route unreachable 10.5.0.0/16 metric 4294967295',
    'route 10.7.0.0/16 via 10.1.0.9 dev eth0 table 100 metric 32',
    'route 2001:db8:5::/48 via fe80::1 dev eth0 metric 32',
    'route 10.20.0.0/16 via 10.1.0.8 dev eth0 metric 20',
    'route 10.21.0.0/16 metric 20 nexthop via 10.1.0.8 dev eth0 weight 1 nexthop via 10.1.0.9 dev eth0 weight 1',
    'route 10.22.0.0/16 via 2001:db8:1::9 dev eth0 metric 20',
  ],
  ignore: `{addresses: [10.1.0.0/24, "2001:db8:1::/64"],
    routes: [{protocol: bird}, {protocol: zebra}, {protocol: bgp}, {protocol: ospf}]}`,
});
