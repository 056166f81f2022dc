import { testScenarios } from './scenario.ts';

const STATIC = 'addresses: [192.0.2.251/24, "2001:db8:1::1/64"]';

const GATEWAYS = 'routes: [{to: default, via: 192.0.2.9}, {to: "::/0", via: "2001:db8:1::9"}]';

/** Modes of a bond with options of its monitor, and the intervals of MII and ARP monitoring. */
const MONITORS: readonly (readonly [mode: string, options: string, mii: number, arp: number])[] = [
  ['active-backup', 'arp-interval: 60, arp-ip-targets: [192.0.2.2, 192.0.2.3], arp-validate: all', 0, 60],
  ['active-backup', 'mii-monitor-interval: 120, up-delay: 240, down-delay: 120', 120, 0],
  ['802.3ad', 'mii-monitor-interval: 140, lacp-rate: fast, ad-select: bandwidth', 140, 0],
  ['balance-rr', 'arp-interval: 100, arp-ip-targets: [192.0.2.9], packets-per-member: 5', 0, 100],
  ['balance-tlb', 'mii-monitor-interval: 100, tlb-dynamic-lb: false', 100, 0],
];

/** The capabilities that nmstate's integration tests ask for and that have no test elsewhere, on configurations of our own. */
testScenarios([
  {
    title:
      "the ports of a bond exchange their queues and priorities, and the primary port goes with its successor's coming",
    needs: ['bond', 'bond-port-prio'],
    nics: ['eth1', 'eth2', 'eth3'],
    steps: [
      {
        yaml: `
          ethernets: {eth1: {}, eth2: {}, eth3: {}}
          bonds:
            bond0:
              interfaces: [eth1, eth2]
              parameters: {mode: active-backup, primary: eth1, queue-id: {eth1: 1, eth2: 2}, prio: {eth1: 9, eth2: 3}}
        `,
        facts: {
          'ip link show bond0': [{ linkinfo: { info_data: { primary: 'eth1' } } }],
          'ip link show eth1': [{ linkinfo: { info_slave_data: { queue_id: 1, prio: 9 } } }],
        },
      },
      {
        yaml: `
          ethernets: {eth1: {}, eth2: {}, eth3: {}}
          bonds:
            bond0:
              interfaces: [eth1, eth2, eth3]
              parameters:
                {mode: active-backup, primary: eth2, queue-id: {eth1: 2, eth2: 3, eth3: 1}, prio: {eth1: 3, eth2: 9}}
        `,
        facts: {
          'ip link show bond0': [{ linkinfo: { info_data: { primary: 'eth2' } } }],
          'ip link show eth1': [{ linkinfo: { info_slave_data: { queue_id: 2, prio: 3 } } }],
          'ip link show eth2': [{ linkinfo: { info_slave_data: { queue_id: 3, prio: 9 } } }],
          'ip link show eth3': [{ linkinfo: { info_slave_data: { queue_id: 1 } } }],
        },
      },
      {
        yaml: `
          ethernets: {eth1: {}, eth3: {}}
          bonds: {bond0: {interfaces: [eth1, eth3], parameters: {mode: active-backup, primary: eth3}}}
        `,
        facts: {
          'ip link show bond0': [{ linkinfo: { info_data: { primary: 'eth3' } } }],
          'ip link show eth1': [{ linkinfo: { info_slave_data: { queue_id: 0, prio: 0 } } }],
        },
      },
    ],
  },
  {
    title:
      'a bond goes from ARP monitoring to MII monitoring and back, through modes that allow one of them only',
    needs: ['bond'],
    steps: MONITORS.map(([mode, options, mii, arp]) => ({
      yaml: `
          ethernets: {eth1: {}, eth2: {}}
          bonds:
            bond0: {interfaces: [eth1, eth2], ${STATIC}, ${GATEWAYS}, parameters: {mode: ${mode}, ${options}}}
        `,
      facts: {
        'ip link show bond0': [{ linkinfo: { info_data: { mode, miimon: mii, arp_interval: arp } } }],
        'ip route show default': [{ gateway: '192.0.2.9', dev: 'bond0' }],
        'ip -6 route show default': [{ gateway: '2001:db8:1::9', dev: 'bond0' }],
      },
    })),
  },
  {
    title: 'addresses and gateways of a NIC move to the bridge that it becomes a port of, and back',
    needs: ['bridge'],
    steps: [
      {
        yaml: `ethernets: {eth1: {${STATIC}, ${GATEWAYS}}}`,
        facts: { 'ip route show default': [{ dev: 'eth1' }], 'ip -6 route show default': [{ dev: 'eth1' }] },
      },
      {
        yaml: `
          ethernets: {eth1: {}}
          bridges: {br0: {interfaces: [eth1], ${STATIC}, ${GATEWAYS}}}
        `,
        facts: {
          'ip link show eth1': [{ master: 'br0' }],
          'ip -4 address show dev eth1': [],
          'ip route show default': [{ dev: 'br0' }],
          'ip -6 route show default': [{ dev: 'br0' }],
        },
      },
      {
        yaml: `ethernets: {eth1: {${STATIC}, ${GATEWAYS}}}`,
        facts: { 'ip route show default': [{ dev: 'eth1' }], 'ip -6 route show default': [{ dev: 'eth1' }] },
      },
    ],
  },
  {
    title: 'a trunk port becomes an access port and the other way round, with ranges and a native VLAN',
    needs: ['bridge-vlans'],
    steps: [
      {
        yaml: `
          ethernets:
            eth1: {vlans: [{id: 2-300}, {id: 301, pvid: true, untagged: true}]}
            eth2: {vlans: [{id: 305, pvid: true, untagged: true}]}
          bridges: {br0: {interfaces: [eth1, eth2], parameters: {vlan-filtering: true}}}
        `,
        facts: {
          'bridge -compressvlans vlan show dev eth1': [
            {
              vlans: [
                { vlan: 2, vlanEnd: 300 },
                { vlan: 301, flags: ['PVID', 'Egress Untagged'] },
              ],
            },
          ],
          'bridge vlan show dev eth2': [{ vlans: [{ vlan: 305, flags: ['PVID', 'Egress Untagged'] }] }],
        },
      },
      {
        yaml: `
          ethernets:
            eth1: {vlans: [{id: 305, pvid: true, untagged: true}]}
            eth2: {vlans: [{id: 2-4094}]}
          bridges: {br0: {interfaces: [eth1, eth2], parameters: {vlan-filtering: true}}}
        `,
        facts: {
          'bridge -compressvlans vlan show dev eth2': [{ vlans: [{ vlan: 2, vlanEnd: 4094 }] }],
          'bridge vlan show dev eth1': [{ vlans: [{ vlan: 305, flags: ['PVID', 'Egress Untagged'] }] }],
        },
      },
    ],
  },
  {
    title: 'routes over several paths change their weights and paths, and become routes over one',
    steps: [
      {
        yaml: `
          ethernets:
            eth1:
              ${STATIC}
              routes:
                - {to: default, nexthops: [{via: 192.0.2.1, weight: 1}, {via: 192.0.2.2, weight: 256}]}
                - {to: "::/0", nexthops: [{via: "2001:db8:1::2", weight: 1}, {via: "2001:db8:1::3", weight: 255}]}
        `,
        facts: {
          'ip route show default': [{ nexthops: [{ gateway: '192.0.2.2', weight: 256 }] }],
          'ip -6 route show default': [{ nexthops: [{ gateway: '2001:db8:1::3', weight: 255 }] }],
        },
      },
      {
        yaml: `
          ethernets:
            eth1:
              ${STATIC}
              routes:
                - {to: default, nexthops: [{via: 192.0.2.1, weight: 10}, {via: 192.0.2.3, weight: 2}]}
                - {to: "::/0", via: "2001:db8:1::2", maximum-congestion-window: 20, congestion-window: 30}
        `,
        facts: {
          'ip route show default': [
            {
              nexthops: [
                { gateway: '192.0.2.1', weight: 10 },
                { gateway: '192.0.2.3', weight: 2 },
              ],
            },
          ],
          'ip -6 route show default': [{ gateway: '2001:db8:1::2', metrics: [{ cwnd: 20, initcwnd: 30 }] }],
        },
      },
    ],
  },
  {
    title:
      'an IPv4 route leads over an IPv6 gateway, beside routes that refuse packets and one from another address',
    steps: [
      {
        yaml: `
          ethernets:
            eth1:
              ${STATIC}
              routes:
                - {to: 198.51.100.0/24, nexthops: [{via: "2001:db8:1::9"}]}
                - {to: 203.0.113.0/24, type: blackhole}
                - {to: "2001:db8:f::/64", type: unreachable}
                - {to: 10.0.0.0/8, via: 192.0.2.1, from: 192.0.2.251, mtu: 1400, quick-ack: true}
        `,
        facts: {
          'ip route show 198.51.100.0/24': [{ via: { family: 'inet6', host: '2001:db8:1::9' } }],
          'ip route show 203.0.113.0/24': [{ type: 'blackhole' }],
          'ip -6 route show 2001:db8:f::/64': [{ type: 'unreachable' }],
          'ip route show 10.0.0.0/8': [{ prefsrc: '192.0.2.251', metrics: [{ mtu: 1400, quickack: 1 }] }],
        },
      },
      {
        yaml: `
          ethernets:
            eth1:
              addresses: [192.0.2.252/24]
              routes:
                - {to: 198.51.100.0/24, via: 192.0.2.9}
                - {to: 203.0.113.0/24, type: prohibit}
                - {to: 10.0.0.0/8, via: 192.0.2.1, from: 192.0.2.252}
        `,
        facts: {
          'ip route show 198.51.100.0/24': [{ gateway: '192.0.2.9' }],
          'ip route show 203.0.113.0/24': [{ type: 'prohibit' }],
          'ip route show 10.0.0.0/8': [{ prefsrc: '192.0.2.252' }],
        },
      },
    ],
  },
  {
    title: "the loopback has addresses of its own beside the kernel's, which stay",
    nics: [],
    steps: [
      {
        yaml: 'ethernets: {lo: {addresses: [10.9.0.1/32, "fd00::1/128"], mtu: 65500}}',
        facts: {
          'ip address show dev lo': [
            { mtu: 65500, addr_info: [{ local: '127.0.0.1' }, { local: '10.9.0.1' }, { local: 'fd00::1' }] },
          ],
        },
      },
      {
        yaml: 'ethernets: {lo: {addresses: [10.9.0.2/32]}}',
        facts: {
          'ip address show dev lo': [{ mtu: 65536, addr_info: [{ local: '127.0.0.1' }, { local: '::1' }] }],
        },
      },
    ],
  },
]);
