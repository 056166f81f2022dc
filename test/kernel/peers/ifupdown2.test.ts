import { testScenarios } from './scenario.ts';

const NICS = ['eth1', 'eth2', 'eth3', 'eth4'];

/** Options of a bridge and the port eth1, other than those of a new one. */
const UNUSUAL = `
  stp: true, priority: 4096, ageing-time: 100, forward-delay: 4, hello-time: 3, max-age: 12, port-priority: {eth1: 12},
  mcast-last-member-count: 5, mcast-router: 2, mcast-startup-query-count: 7, mcast-query-use-ifaddr: true,
  mcast-querier: true, mcast-hash-max: 1024, mcast-last-member-interval: 3, mcast-membership-interval: 133,
  mcast-querier-interval: 155, mcast-query-interval: 99, mcast-query-response-interval: 9, mcast-startup-query-interval: 13,
  mcast-igmp-version: 3, mcast-mld-version: 2, mcast-stats-enabled: true, group-fwd-mask: 0xfff8`;

const EVPN = (name: string): string => `
  ethernets:
    lo: {addresses: [203.0.113.16/32]}
    eth1: {}
    eth2: {}
    eth3: {}
    eth4: {}
  bonds:
    uplink: {interfaces: [eth1, eth2], mtu: 9202, parameters: {mode: 802.3ad, min-links: 1, lacp-rate: fast}}
    hosts:
      interfaces: [eth3, eth4]
      mtu: 9152
      vlans: [{id: 1000, pvid: true, untagged: true}, {id: 1001-1004}]
      parameters: {mode: 802.3ad, lacp-rate: fast}
  tunnels:
    vx1000:
      {mode: vxlan, id: 1000, local: 203.0.113.16, port: 4789, mtu: 9152, mac-learning: false, port-mac-learning: false,
       neigh-suppress: true, vlans: [{id: 1000, pvid: true, untagged: true}]}
    vx1001:
      {mode: vxlan, id: 1001, local: 203.0.113.16, port: 4789, mtu: 9152, mac-learning: false, port-mac-learning: false,
       vlans: [{id: 1001, pvid: true, untagged: true}],
       fdb: [{macaddress: "00:00:00:00:00:00", via: 203.0.113.17}, {macaddress: "00:00:00:00:00:00", via: 203.0.113.18}]}
  bridges:
    switch:
      interfaces: [vx1000, vx1001, hosts]
      vlans: [{id: 1, pvid: true, untagged: true}, {id: 1000-1004}]
      parameters: {vlan-filtering: true, stp: true}
  vlans:
    vlan1000: {id: 1000, link: switch, addresses: [198.51.100.2/24]}
  macvlans:
    ${name}: {link: vlan1000, mode: private, macaddress: "00:00:5e:00:01:01", addresses: [198.51.100.1/24: {metric: 1024}]}
  vrfs:
    customers: {table: 1001, interfaces: [vlan1000, ${name}]}
`;

const EVPN_FACTS = {
  'ip link show vx1001': [
    {
      master: 'switch',
      mtu: 9152,
      linkinfo: { info_data: { id: 1001, learning: false }, info_slave_data: { learning: false } },
    },
  ],
  'ip link show hosts': [{ master: 'switch', mtu: 9152 }],
  'bridge vlan show dev vx1001': [{ vlans: [{ vlan: 1001, flags: ['PVID', 'Egress Untagged'] }] }],
  'bridge fdb show dev vx1001': [{ dst: '203.0.113.17' }, { dst: '203.0.113.18' }],
};

/** What ifupdown2's tests of layer 2 and 3 are about, as far as it has no test elsewhere, on configurations of our own. */
testScenarios([
  {
    title:
      'a bridge of VLANs and VXLANs, with a gateway in a VRF that has a MAC address of its own, is put right again',
    needs: ['bond', 'bridge-vlans', 'macvlan', 'vlan', 'vrf', 'vxlan'],
    nics: NICS,
    remains: true,
    steps: [
      {
        yaml: EVPN('gateway'),
        facts: {
          ...EVPN_FACTS,
          'ip link show gateway': [{ master: 'customers', address: '00:00:5e:00:01:01' }],
          'ip route show table 1001 198.51.100.0/24 metric 1024': [{ dev: 'gateway' }],
        },
      },
      {
        meddling: `
          bridge link set dev vx1001 learning on
          ip link set vx1001 type vxlan learning
          ip link delete gateway
          ip link set hosts nomaster
          ip link delete customers
        `,
        yaml: EVPN('gateway'),
        facts: { ...EVPN_FACTS, 'ip link show gateway': [{ master: 'customers' }] },
      },
      {
        yaml: EVPN('virtual'),
        facts: {
          ...EVPN_FACTS,
          'ip route show table 1001 198.51.100.0/24 metric 1024': [{ dev: 'virtual' }],
        },
      },
    ],
  },
  {
    title: 'a bridge and its port have what new ones have when none of their options is declared any longer',
    needs: ['bridge', 'bridge-snooping'],
    steps: [
      {
        yaml: `
          ethernets: {eth1: {}, eth2: {}}
          bridges: {br0: {interfaces: [eth1, eth2], parameters: {${UNUSUAL.replaceAll('\n', '')}}}}
        `,
        facts: {
          'ip link show br0': [
            {
              linkinfo: {
                info_data: {
                  ...{
                    stp_state: 1,
                    priority: 4096,
                    ageing_time: 10_000,
                    forward_delay: 400,
                    hello_time: 300,
                    max_age: 1200,
                  },
                  ...{ mcast_router: 2, mcast_querier: 1, mcast_hash_max: 1024, mcast_igmp_version: 3 },
                  group_fwd_mask: '0xfff8',
                },
              },
            },
          ],
        },
      },
      {
        yaml: `
          ethernets: {eth1: {}, eth2: {}}
          bridges: {br0: {interfaces: [eth1, eth2]}}
        `,
        facts: {
          'ip link show eth1': [{ linkinfo: { info_slave_data: { priority: 32 } } }],
          'ip link show br0': [
            {
              linkinfo: {
                info_data: {
                  ...{
                    stp_state: 0,
                    priority: 32_768,
                    ageing_time: 30_000,
                    forward_delay: 1500,
                    hello_time: 200,
                    max_age: 2000,
                  },
                  ...{
                    mcast_router: 1,
                    mcast_querier: 0,
                    mcast_hash_max: 4096,
                    mcast_igmp_version: 2,
                    mcast_mld_version: 1,
                  },
                  ...{
                    mcast_query_use_ifaddr: 0,
                    mcast_stats_enabled: 0,
                    mcast_last_member_cnt: 2,
                    mcast_startup_query_cnt: 2,
                  },
                  ...{
                    mcast_last_member_intvl: 100,
                    mcast_membership_intvl: 26_000,
                    mcast_querier_intvl: 25_500,
                  },
                  ...{ mcast_query_intvl: 12_500, mcast_query_response_intvl: 1000, group_fwd_mask: '0' },
                },
              },
            },
          ],
        },
      },
    ],
  },
  {
    title: 'a single VXLAN device carries the VLANs of a bridge by a map that changes',
    needs: ['bridge-vlans', 'vnifilter'],
    nics: [],
    steps: [
      {
        yaml: `
          tunnels:
            vx0:
              {mode: vxlan, external: true, vnifilter: true, local: 203.0.113.1, port: 4789, mac-learning: false,
               vlan-tunnel: true, vnis: [1000-1001, {id: 1002, remote: 203.0.113.2}], vlans: [{id: 10-12, tunnel: 1000-1002}],
               fdb: [{macaddress: "00:00:00:00:00:00", via: 203.0.113.10, source-vni: 1000}]}
          bridges: {br0: {interfaces: [vx0], parameters: {vlan-filtering: true}}}
        `,
        facts: {
          'bridge vni show': [{ ifname: 'vx0', vnis: [{ vni: 1000, vniEnd: 1001 }, { vni: 1002 }] }],
          'bridge -compressvlans vlan tunnelshow': [
            { ifname: 'vx0', tunnels: [{ vlan: 10, vlanEnd: 12, tunid: 1000, tunidEnd: 1002 }] },
          ],
        },
      },
      {
        yaml: `
          tunnels:
            vx0:
              {mode: vxlan, external: true, vnifilter: true, local: 203.0.113.1, port: 4789, mac-learning: false,
               vlan-tunnel: true, vnis: [1000, 1003], vlans: [{id: 10, tunnel: 1003}, {id: 13, tunnel: 1000}],
               fdb: [{macaddress: "00:00:00:00:00:00", via: 203.0.113.11, source-vni: 1003}]}
          bridges: {br0: {interfaces: [vx0], parameters: {vlan-filtering: true}}}
        `,
        facts: {
          'bridge vlan tunnelshow': [
            {
              tunnels: [
                { vlan: 10, tunid: 1003 },
                { vlan: 13, tunid: 1000 },
              ],
            },
          ],
        },
      },
    ],
  },
]);
