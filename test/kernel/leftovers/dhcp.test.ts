import { testLeftovers } from '../support/leftovers.ts';

testLeftovers({
  of: 'cloud-init, a DHCP client and router advertisements',
  needs: [],
  script: `
    ip address add 192.0.2.77/24 brd + dev eth0 valid_lft 86400 preferred_lft 86400
    ip route add default via 192.0.2.254 dev eth0 proto dhcp src 192.0.2.77 metric 100
    ip route add 192.0.2.254 dev eth0 proto dhcp scope link src 192.0.2.77 metric 100
    ip route add 169.254.169.254 via 192.0.2.2 dev eth0 proto dhcp src 192.0.2.77 metric 100
    ip -6 address add 2001:db8::77/64 dev eth0 valid_lft 86400 preferred_lft 14400 nodad
    ip -6 route add default via fe80::1 dev eth0 proto ra metric 100 expires 1800
    ip address add 198.51.100.77/24 brd + dev eth1
  `,
  // What a lease has no end of, nobody can tell from an address set by hand.
  strict: ['address 198.51.100.77/24 dev eth1'],
  ignore: '{addresses: [198.51.100.77], routes: [{protocol: dhcp}, {protocol: ra}]}',
});
