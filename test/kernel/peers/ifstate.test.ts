import { testScenarios } from './scenario.ts';

const TENANTS = (table: number): string => `
  ethernets:
    eth1: {addresses: [198.51.100.2/31], routes: [{to: default, via: 198.51.100.3}]}
    eth2: {}
  vlans:
    inside1: {id: 41, link: eth2, addresses: [192.0.2.1/24]}
    inside2: {id: 42, link: eth2, addresses: [192.0.2.1/24]}
  xfrm-interfaces:
    ipsec1: {id: 1, link: eth1, routes: [{to: 0.0.0.0/0}]}
    ipsec2: {id: 2, link: eth1, routes: [{to: 0.0.0.0/0}]}
  vrfs:
    tenant1: {table: 101, interfaces: [inside1, ipsec1]}
    tenant2: {table: ${table}, interfaces: [inside2, ipsec2]}
`;

/** What ifstate's examples are about, as far as it has no test elsewhere, on configurations of our own. */
testScenarios([
  {
    title:
      'tenants of one address each have a VRF with a VLAN and an XFRM interface, and a default route into it',
    needs: ['vlan', 'vrf', 'xfrm'],
    remains: true,
    steps: [
      {
        yaml: TENANTS(102),
        facts: {
          'ip route show default': [{ gateway: '198.51.100.3', dev: 'eth1' }],
          'ip route show table 101 default': [{ dev: 'ipsec1' }],
          'ip route show table 102 default': [{ dev: 'ipsec2' }],
          'ip address show dev inside2': [{ master: 'tenant2', addr_info: [{ local: '192.0.2.1' }] }],
          'ip link show ipsec2': [{ master: 'tenant2', linkinfo: { info_data: { if_id: '0x2' } } }],
        },
      },
      {
        meddling: 'ip link set inside1 nomaster; ip link delete ipsec2',
        yaml: TENANTS(103),
        facts: {
          'ip route show table 101 default': [{ dev: 'ipsec1' }],
          'ip route show table 103 default': [{ dev: 'ipsec2' }],
          'ip route show table 103 192.0.2.0/24': [{ dev: 'inside2' }],
          'ip route show table 102': [],
        },
      },
    ],
  },
  {
    title: 'IPv4 and IPv6 of a dummy device are reached over a link-local IPv6 gateway alone',
    needs: ['dummy'],
    steps: [
      {
        yaml: `
          dummy-devices: {loopback: {addresses: ["2001:db8::42/128", 192.0.2.42/32]}}
          ethernets:
            eth1:
              addresses: ["2001:db8:0:1000::2/64"]
              routes: [{to: 0.0.0.0/0, nexthops: [{via: "fe80::defa"}]}, {to: "::/0", via: "fe80::defa"}]
        `,
        facts: {
          'ip route show default': [{ via: { family: 'inet6', host: 'fe80::defa' }, dev: 'eth1' }],
          'ip -6 route show default': [{ gateway: 'fe80::defa', dev: 'eth1' }],
          'ip address show dev loopback': [{ addr_info: [{ local: '192.0.2.42', prefixlen: 32 }] }],
        },
      },
      {
        yaml: `
          dummy-devices: {loopback: {addresses: [192.0.2.42/32]}}
          ethernets: {eth2: {routes: [{to: 0.0.0.0/0, nexthops: [{via: "fe80::defb"}]}]}}
        `,
        facts: {
          'ip route show default': [{ via: { family: 'inet6', host: 'fe80::defb' }, dev: 'eth2' }],
          'ip -6 route show default': [],
        },
      },
    ],
  },
  {
    title: 'a host behind the router has a gateway of its own, chosen by its address',
    steps: [
      {
        yaml: `
          ethernets:
            eth1:
              addresses: [198.51.100.6/29]
              sysctl: {ipv4.forwarding: 1}
              routes: [{to: default, via: 198.51.100.1}, {to: default, via: 198.51.100.2, table: 100}]
            eth2:
              addresses: [192.0.2.1/24]
              sysctl: {ipv4.forwarding: 1}
              routing-policy: [{from: 192.0.2.42, table: 100, priority: 4000}]
        `,
        facts: {
          'ip rule show priority 4000': [{ src: '192.0.2.42', table: '100' }],
          'ip route get 203.0.113.1 from 192.0.2.42 iif eth2': [{ gateway: '198.51.100.2' }],
          'ip route get 203.0.113.1 from 192.0.2.43 iif eth2': [{ gateway: '198.51.100.1' }],
        },
      },
      {
        yaml: `
          ethernets:
            eth1:
              addresses: [198.51.100.6/29]
              sysctl: {ipv4.forwarding: 1}
              routes: [{to: default, via: 198.51.100.1}, {to: default, via: 198.51.100.3, table: 101}]
            eth2:
              addresses: [192.0.2.1/24]
              sysctl: {ipv4.forwarding: 1}
              routing-policy: [{from: 192.0.2.40/30, table: 101, priority: 4000}]
        `,
        facts: {
          'ip route get 203.0.113.1 from 192.0.2.42 iif eth2': [{ gateway: '198.51.100.3' }],
          'ip route show table 100': [],
        },
      },
    ],
  },
]);
