import { testLeftovers } from '../support/leftovers.ts';

testLeftovers({
  of: 'cilium',
  needs: ['vxlan'],
  script: `
    ip link add cilium_net type veth peer name cilium_host
    ip link set cilium_net arp off mtu 1450 up
    ip link set cilium_host arp off mtu 1450 up
    ip address add 10.0.1.5/32 dev cilium_host scope link
    ip link add cilium_vxlan type vxlan external dstport 8472
    ip link set cilium_vxlan up
    ip link add lxc1a2b3c4d5e6f type veth peer name ceth0 netns PID
    ip link set lxc1a2b3c4d5e6f up
    ip route add 10.0.1.5 dev cilium_host proto kernel scope link
    ip route add 10.0.0.0/24 via 10.0.1.5 dev cilium_host proto kernel src 10.0.1.5 mtu 1450
    ip route add 10.0.1.77 dev lxc1a2b3c4d5e6f proto kernel scope link
    ip route add local default dev lo table 2004
    ip route add 10.0.1.5 dev cilium_host table 2005 scope link
    ip route add default via 10.0.1.5 dev cilium_host table 2005
    ip rule add fwmark 0x200/0xf00 lookup 2004 priority 9
    ip rule add fwmark 0xa00/0xf00 lookup 2005 priority 10
    ip rule add from all lookup local priority 100
    ip rule del priority 0
  `,
  strict: [
    'veth cilium_net',
    'vxlan cilium_vxlan',
    'veth lxc1a2b3c4d5e6f',
    'rule 9: mark 0x200/0xf00 lookup 2004',
    'rule 10: mark 0xa00/0xf00 lookup 2005',
  ],
  ignore: '{links: ["cilium_*", "lxc*"], routes: [{table: 2004-2005}], rules: [9, 10, 100]}',
});
