import { testLeftovers } from '../support/leftovers.ts';

testLeftovers({
  of: 'keepalived',
  needs: ['macvlan'],
  script: `
    ip address add 192.0.2.10/24 brd + dev eth0
    ip address add 192.0.2.100/32 dev eth0 label eth0:vip
    ip address add 192.0.2.101/24 dev eth0 label eth0:vip
    ip -6 address add 2001:db8::100/128 dev eth0 nodad preferred_lft 0
    ip link add vrrp.51 link eth0 address 00:00:5e:00:01:33 type macvlan mode private
    ip link set vrrp.51 up
    ip address add 192.0.2.102/32 dev vrrp.51
    ip route add 203.0.113.128/25 via 192.0.2.77 src 192.0.2.101 proto keepalived
    ip rule add from 192.0.2.101 lookup 151 priority 600 protocol keepalived
    ip route add default via 192.0.2.77 table 151 proto keepalived
  `,
  strict: [
    'address 192.0.2.10/24 dev eth0',
    'address 192.0.2.100/32 dev eth0',
    // Its route goes with it.
    'address 192.0.2.101/24 dev eth0',
    'address 2001:db8::100/128 dev eth0',
    'macvlan vrrp.51',
    'rule 600: from 192.0.2.101/32 lookup 151',
    'route default via 192.0.2.77 dev eth0 table 151',
  ],
  ignore: `{links: ["vrrp.*"], addresses: [{label: "*:vip"}, 192.0.2.10, "2001:db8::100"],
    routes: [{protocol: keepalived}], rules: [{protocol: keepalived}]}`,
});
