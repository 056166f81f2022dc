import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertMarked, type Case, checkCase, diagnose, eth0, network } from './diagnose.ts';

const NICS = 'ethernets: {e: {}, f: {}}';
const PUBLIC = 'M9nt4YujIOmNrRmpIRTmYSfMdrpvE7u6WkG8FY8WjG4=';
const KEY = '4GgaQCy68nzNsUE5aJ9fuLzHhB65tAlwbmA72MWnOm8=';

const ethernet = (text: string): string => network(`ethernets: {e: ${text}}`);
const bond = (text: string): string => network(NICS, `bonds: {b: {interfaces: [e], parameters: ${text}}}`);
const bridge = (text: string): string =>
  network(NICS, `bridges: {b: {interfaces: [e], parameters: ${text}}}`);
const tunnel = (text: string): string => network(`tunnels: {t: ${text}}`);
const between = (mode: string, rest = ''): string =>
  tunnel(`{mode: ${mode}, local: 192.0.2.1, remote: 192.0.2.2${rest}}`);
const wireguard = (rest: string): string =>
  network('tunnels:', `  t: {mode: wireguard, key: ${KEY}, ${rest}}`);
const peer = (rest: string): string => `peers: [{keys: {public: ${PUBLIC}}, ${rest}}]`;

/** What netplan 1.2 refuses, in the order of its handlers and checks. */
const REFUSED: readonly Case[] = [
  ['a text where a mapping belongs', network('ethernets: «eth0»'), ['wrong-type'], /must be a mapping/],
  ['a text where a list belongs', ethernet('{addresses: «10.0.0.1/24»}'), ['wrong-type'], /must be a list/],
  ['a list where a text belongs', ethernet('{macaddress: «[a]»}'), ['wrong-type'], /a single value/],
  ['an unknown key', ethernet('{«dhcp-4»: true}'), ['unknown-key'], /did you mean "dhcp4"\?/],
  ['a key that is no text', ethernet('{«[a]»: b}'), ['wrong-key'], /a single value/],
  ['a blank in the name of a device', network('bridges: {«"a b"»: {}}'), ['wrong-name'], /a space/],
  ['a wildcard in an id', network('ethernets: {«"e*"»: {}}'), ['wrong-name'], /match: \{name: …\}/],
  [
    'an id of two sections',
    network('ethernets: {‹x›: {}}', 'bridges: {«x»: {}}'),
    ['duplicate-id'],
    /a device of ethernets already/,
  ],
  ['a version that does not exist', network('version: «3»'), ['wrong-value'], /must be 2/],
  ['an unknown renderer', network('renderer: «ifupdown»'), ['wrong-value'], /networkd, NetworkManager/],
  ['a word that is no boolean', ethernet('{optional: «yesplease»}'), ['wrong-type'], /true or false/],
  ['a number with a fraction', ethernet('{mtu: «1500.0»}'), ['wrong-type'], /a whole number/],
  ['a negative number', ethernet('{mtu: «-1»}'), ['out-of-range'], /at least/],
  ['five bytes of a MAC address', ethernet('{macaddress: «00:11:22:33:44»}'), ['wrong-value'], /six/],
  ['an unknown word as a MAC address', ethernet('{macaddress: «randm»}'), ['wrong-value'], /"random"/],
  [
    'a pattern as a MAC address to match',
    ethernet('{match: {macaddress: «"aa:bb:*"»}}'),
    ['wrong-value'],
    /no wildcards/,
  ],
  [
    'a gateway with a prefix length',
    ethernet('{gateway4: ««10.0.0.1/24»»}'),
    ['w:deprecated', 'wrong-address'],
  ],
  ['a gateway of the other family', ethernet('{gateway6: ««10.0.0.1»»}'), ['w:deprecated', 'wrong-address']],
  [
    'an IPv4 address as a token',
    ethernet('{ipv6-address-token: «10.0.0.1»}'),
    ['wrong-value'],
    /an IPv6 address/,
  ],
  ['an address without a prefix length', ethernet('{addresses: [«10.0.0.1»]}'), ['wrong-address'], /\/24/],
  [
    'prefix lengths that no address has',
    ethernet('{addresses: [«10.0.0.1/0», «10.0.0.1/33», «"fd00::1/129"», «10.0.0.1/24/24»]}'),
    ['wrong-address', 'wrong-address', 'wrong-address', 'wrong-address'],
    /1 to 32/,
  ],
  ['bytes beyond 255', ethernet('{addresses: [«300.0.0.1/24»]}'), ['wrong-address']],
  [
    'a lifetime in seconds of an address that is there forever',
    ethernet('{addresses: [10.0.0.1/24: {lifetime: «3600»}]}'),
    ['missing-key'],
    /valid-lifetime/,
  ],
  ['an unknown activation mode', ethernet('{activation-mode: «manuel»}'), ['wrong-value'], /"manual"/],
  [
    'an unknown way to make addresses',
    ethernet('{ipv6-address-generation: «eui-64»}'),
    ['wrong-value'],
    /"eui64"/,
  ],
  ['a driver with a blank', ethernet('{match: {driver: «"a b"»}}'), ['wrong-value'], /as a list/],
  ['no driver', ethernet('{match: {driver: «[]»}}'), ['wrong-value'], /at least 1/],
  ['a driver that is a mapping', ethernet('{match: {driver: «{a: b}»}}'), ['wrong-type']],
  ['an unknown scope', eth0('routes: [{to: 10.0.0.0/8, scope: «site»}]'), ['wrong-value'], /global, link/],
  ['an unknown type', eth0('routes: [{to: 10.0.0.0/8, type: «blakhole»}]'), ['wrong-value'], /"blackhole"/],
  [
    'a gateway of another family than the destination',
    eth0('routes: [{to: 10.0.0.0/8, via: «"fe80::1"»}]'),
    ['family-mismatch'],
    /IPv6 address, but "to" is IPv4/,
  ],
  ['a route to nowhere', eth0('routes: [«{via: 10.0.0.1}»]'), ['missing-key'], /needs "to"/],
  [
    'a global route without a gateway',
    eth0('routes: [«{to: 10.0.0.0/8, scope: global}»]'),
    ['missing-key'],
    /needs "via"/,
  ],
  [
    'a rule between two families',
    eth0('routing-policy: [{from: 10.0.0.0/8, to: «"fd00::/8"», table: 5}]'),
    ['family-mismatch'],
  ],
  ['a rule for nothing', eth0('routing-policy: [«{table: 5}»]'), ['missing-key'], /"from" or "to"/],
  [
    'default as a source',
    eth0('routing-policy: [{from: «default», table: 5}]'),
    ['wrong-address'],
    /write 0\.0\.0\.0\/0 or ::\/0/,
  ],
  [
    'a type of service beyond a byte',
    eth0('routing-policy: [{from: 10.0.0.0/8, type-of-service: «256»}]'),
    ['out-of-range'],
    /at most 255/,
  ],
  ['an unknown mode of a bond', bond('{mode: «lacp»}'), ['wrong-value'], /802\.3ad/],
  ['a mode of a bond by number', bond('{mode: «4»}'), ['wrong-value'], /802\.3ad/],
  [
    'an unknown rate',
    bond('{mode: 802.3ad, lacp-rate: «quick»}'),
    ['wrong-value'],
    /one of slow, fast, not "quick"/,
  ],
  [
    'an IPv6 address as a target of ARP',
    bond('{arp-interval: 100, arp-ip-targets: [«"fd00::1"»]}'),
    ['wrong-value'],
    /an IPv4 address/,
  ],
  [
    'the primary of another bond',
    network(
      NICS,
      'bonds:',
      '  b: {interfaces: [e], parameters: {mode: active-backup, primary: e}}',
      '  c: {interfaces: [f], parameters: {mode: active-backup, primary: «e»}}',
    ),
    ['wrong-member'],
    /not a port of "c"/,
  ],
  [
    'a port of two bridges',
    network(NICS, 'bridges: {b: {interfaces: [‹e›]}, c: {interfaces: [«e»]}}'),
    ['two-masters'],
    /port of the bridge "b" already/,
  ],
  [
    'a port of a bridge and of a bond',
    network(NICS, 'bridges: {b: {interfaces: [‹e›]}}', 'bonds: {c: {interfaces: [«e»]}}'),
    ['two-masters'],
  ],
  [
    'a port of two VRFs',
    network(NICS, 'vrfs: {v: {table: 5, interfaces: [‹e›]}, w: {table: 6, interfaces: [«e»]}}'),
    ['two-masters'],
  ],
  ['a cost said twice', bridge('{path-cost: {‹e›: 5, «e»: 6}}'), ['duplicate-key'], /twice/],
  ["a port's priority beyond 63", bridge('{port-priority: {e: «64»}}'), ['out-of-range'], /at most 63/],
  ['an unknown mode of a tunnel', between('«gri»'), ['wrong-value'], /did you mean "gre"\?/],
  [
    'a tunnel without a mode',
    network('tunnels: {«t»: {local: 192.0.2.1, remote: 192.0.2.2}}'),
    ['missing-key'],
    /needs "mode"/,
  ],
  [
    'a tunnel without another end',
    network('tunnels: {«t»: {mode: gre, local: 192.0.2.1}}'),
    ['missing-key'],
    /needs "remote"/,
  ],
  [
    'ends with prefix lengths',
    tunnel('{mode: gre, local: «192.0.2.1/24», remote: 192.0.2.2}'),
    ['wrong-value'],
    /leave the prefix length out/,
  ],
  [
    'IPv4 ends of a tunnel over IPv6',
    tunnel('{mode: ip6gre, local: «192.0.2.1», remote: «192.0.2.2»}'),
    ['wrong-value', 'wrong-value'],
    /an IPv6 address/,
  ],
  [
    'IPv6 ends of a tunnel over IPv4',
    tunnel('{mode: sit, local: «"fd00::1"», remote: «"fd00::2"»}'),
    ['wrong-value', 'wrong-value'],
    /an IPv4 address/,
  ],
  ['a TTL beyond 255', between('gre', ', ttl: «256»'), ['out-of-range'], /0 to 255/],
  ['a list of keys', between('gre', ', keys: «[1]»'), ['wrong-type']],
  ['a key that is a word', between('gre', ', key: «abc»'), ['wrong-value'], /dotted quad/],
  [
    'keys that do not fit 32 bits',
    between('vti', ', keys: {input: «1.2.3.400», output: «99999999999»}'),
    ['wrong-value', 'wrong-value'],
    /0 to 4294967295/,
  ],
  ['a key of a tunnel without keys', between('ipip', ', «key»: 5'), ['wrong-key'], /ipip has no key/],
  ['keys of a tunnel without keys', between('sit', ', «keys»: {input: 5}'), ['wrong-key'], /sit has no key/],
  [
    'an endpoint without a port',
    wireguard(peer('allowed-ips: [10.0.0.0/8], endpoint: «192.0.2.1»')),
    ['wrong-value'],
    /an address and a port/,
  ],
  [
    "an endpoint's port beyond 65535",
    wireguard(peer('allowed-ips: [10.0.0.0/8], endpoint: «"192.0.2.1:66000"»')),
    ['out-of-range'],
    /1 to 65535/,
  ],
  [
    'keepalive beyond 65535',
    wireguard(peer('allowed-ips: [10.0.0.0/8], keepalive: «66000»')),
    ['out-of-range'],
  ],
  [
    'a peer without a public key',
    wireguard('peers: [{keys: «{shared: /key}», allowed-ips: [10.0.0.0/8]}]'),
    ['missing-key'],
    /"public"/,
  ],
  ['a network that is none', wireguard(peer('allowed-ips: [«ten»]')), ['wrong-address'], /10\.7\.0\.0\/24/],
  [
    'a private key that is none',
    tunnel('{mode: wireguard, key: «abc»}'),
    ['wrong-value'],
    /base64 of 32 bytes/,
  ],
  [
    'unknown words of a VXLAN device',
    tunnel('{mode: vxlan, id: 5, notifications: [«l4-miss»], checksums: [«tcp»], extensions: [«foo»]}'),
    ['wrong-value', 'wrong-value', 'wrong-value'],
    /one of l2-miss, l3-miss/,
  ],
  [
    'a range of one port',
    tunnel('{mode: vxlan, id: 5, port-range: «[1]»}'),
    ['wrong-value'],
    /at least 2 entries/,
  ],
  [
    'a range of three ports',
    tunnel('{mode: vxlan, id: 5, port-range: «[1, 2, 3]»}'),
    ['wrong-value'],
    /at most 2 entries/,
  ],
  ['a VXLAN device without an id', network('tunnels: {«t»: {mode: vxlan}}'), ['missing-key'], /needs "id"/],
  ['a VNI beyond 24 bits', tunnel('{mode: vxlan, id: «16777216»}'), ['out-of-range'], /16777215/],
  ['a flow label beyond 20 bits', tunnel('{mode: vxlan, id: 5, flow-label: «1048576»}'), ['out-of-range']],
  [
    'ends of a VXLAN device of two families',
    tunnel('{mode: vxlan, id: 5, local: «192.0.2.1», remote: ‹"fd00::1"›}'),
    ['family-mismatch'],
    /of one family/,
  ],
  ['a veth that is its own peer', network('virtual-ethernets: {v: {peer: «v»}}'), ['wrong-peer'], /its own/],
  [
    'a peer that is no veth',
    network('ethernets: {‹e›: {}}', 'virtual-ethernets: {v: {peer: «e»}}'),
    ['wrong-peer'],
    /a device of ethernets/,
  ],
  [
    'a peer that is taken',
    network('virtual-ethernets: {v: {peer: ‹w›}, w: {peer: v}, x: {peer: «v»}}'),
    ['wrong-peer'],
    /the peer of "w" already/,
  ],
  ['a veth without a peer', network('virtual-ethernets: {«v»: {}}'), ['missing-key'], /needs "peer"/],
  [
    'a device that nobody defines',
    network('ethernets: {eth0: {}}', 'bridges: {b: {interfaces: [«eth1»]}}'),
    ['undefined-interface'],
    /did you mean "eth0"\?/,
  ],
  ['a name without a match', ethernet('{set-name: «lan0»}'), ['missing-key'], /needs "match"/],
  ['a VLAN without a device', network('vlans: {«v»: {id: 5}}'), ['missing-key'], /needs "link"/],
  ['a VLAN without an id', network(NICS, 'vlans: {«v»: {link: e}}'), ['missing-key'], /needs "id"/],
  ['a VLAN id beyond 4094', network(NICS, 'vlans: {v: {id: «4095», link: e}}'), ['out-of-range'], /4094/],
  ['a VRF without a table', network('vrfs: {«v»: {}}'), ['missing-key'], /needs "table"/],
  [
    "another table than the VRF's",
    network(
      'vrfs:',
      '  v: {table: ‹‹5››, routes: [{to: 10.0.0.0/8, table: «6»}], routing-policy: [{from: 10.0.0.0/8, priority: 5, table: «7»}]}',
    ),
    ['conflict', 'conflict'],
    /must be 5, the table of the VRF/,
  ],
];

/** What netplan 1.2 says on its standard error and goes on. */
const WARNED: readonly Case[] = [
  ['a name of 16 bytes', network('bridges: {«a123456789012345»: {}}'), ['wrong-name'], /at most 15 bytes/],
  ['a tunnel without a private key', network('tunnels: {«t»: {mode: wireguard}}'), ['w:missing-key']],
  [
    'a peer that nothing is behind',
    wireguard(`peers: [«{keys: {public: ${PUBLIC}}}»]`),
    ['w:missing-key'],
    /no "allowed-ips"/,
  ],
  [
    'two default routes',
    network(
      'ethernets:',
      '  a: {routes: [‹{to: default, via: 10.0.0.1}›]}',
      '  b: {routes: [«{to: default, via: 10.1.0.1}»]}',
    ),
    ['w:duplicate-route'],
    /declared already/,
  ],
  [
    'a rule of a VRF without a priority',
    network('vrfs: {v: {table: 5, routing-policy: [«{from: 10.0.0.0/8}»]}}'),
    ['w:missing-priority'],
    /1000/,
  ],
  ['the old key for a gateway', ethernet('{gateway4: «10.0.0.1»}'), ['w:deprecated'], /to: default, via/],
  [
    'ports in the wrong order',
    tunnel('{mode: vxlan, id: 5, port-range: «[20, 10]»}'),
    ['w:wrong-order'],
    /10 to 20/,
  ],
];

/** What netplan 1.2 does not notice, or dies of. */
const LET_PASS: readonly Case[] = [
  [
    'a bond in its own bridge',
    network('bonds: {o: {interfaces: [«r»]}}', 'bridges: {r: {interfaces: [‹o›]}}'),
    ['cycle'],
    /stand on each other/,
  ],
  ['a VLAN on itself', network('vlans: {v: {id: 5, link: «v»}}'), ['cycle'], /on itself/],
  ['VLANs on each other', network('vlans: {v: {id: 5, link: «w»}, w: {id: 6, link: ‹v›}}'), ['cycle']],
  [
    'two devices for the NIC of one name',
    network('ethernets: {a: {match: {name: ‹eth0›}}, b: {match: {name: «eth0»}}}'),
    ['same-nic'],
    /stand for the same NIC/,
  ],
  [
    'two devices for the NIC of one MAC address, written in two ways',
    network(
      'ethernets:',
      '  a: {match: {macaddress: ‹"02:00:00:00:00:0a"›}, set-name: lan0}',
      '  b: {match: {name: "en*", macaddress: «"02:00:00:00:00:0A"»}}',
    ),
    ['same-nic'],
  ],
  [
    'a device for a NIC that an id names',
    network('ethernets: {‹eth0›: {}, b: {match: {driver: x, name: «eth0»}}}'),
    ['same-nic'],
  ],
  [
    'one name for two devices',
    network('ethernets: {a: {match: {name: x}, set-name: ‹lan›}, b: {match: {name: y}, set-name: «lan»}}'),
    ['duplicate-name'],
  ],
  [
    'one address on two devices',
    network('ethernets: {‹a›: {addresses: [10.0.0.1/24]}, b: {addresses: [«10.0.0.1/24»]}}'),
    ['w:address-on-two-devices'],
    /to "b" and to "a"/,
  ],
  [
    'one VLAN id twice on a device',
    network(NICS, 'vlans: {v: {id: ‹5›, link: e}, w: {id: «5», link: e}}'),
    ['duplicate-id'],
  ],
  ['one table of two VRFs', network('vrfs: {v: {table: ‹5›}, w: {table: «5»}}'), ['w:duplicate-table']],
  [
    'one VNI twice',
    network('tunnels: {a: {mode: vxlan, id: ‹5›}, b: {mode: vxlan, id: «5»}}'),
    ['duplicate-vni'],
    /another id or another port/,
  ],
  ['a slash in a name', network('bridges: {«a/b»: {}}'), ['wrong-name'], /slash/],
  [
    'a port of a bridge and of a VRF',
    network(NICS, 'bridges: {b: {interfaces: [‹e›]}}', 'vrfs: {v: {table: 5, interfaces: [«e»]}}'),
    ['two-masters'],
  ],
  ['a primary that is no port', bond('{mode: active-backup, primary: «f»}'), ['wrong-member']],
  [
    'costs and priorities of no port',
    bridge('{path-cost: {«f»: 5}, port-priority: {«f»: 5}}'),
    ['wrong-member', 'wrong-member'],
    /not a port of the bridge "b"/,
  ],
  [
    'addresses on ports',
    network(
      'ethernets: {e: {addresses: [«10.0.0.1/24»]}, f: {addresses: [«10.0.0.2/24»]}}',
      'bonds: {o: {interfaces: [e]}}',
      'bridges: {b: {interfaces: [f]}}',
    ),
    ['w:address-on-port', 'w:address-on-port'],
    /give them to the bond/,
  ],
  [
    'words that no bond knows',
    bond('{mode: 802.3ad, transmit-hash-policy: «layer9», ad-select: «fastest»}'),
    ['wrong-value', 'wrong-value'],
    /layer2/,
  ],
  [
    'words that no bond with ARP knows',
    bond(
      '{mode: active-backup, arp-validate: «yes», arp-all-targets: «some», fail-over-mac-policy: «foo», primary-reselect-policy: «bar»}',
    ),
    ['wrong-value', 'wrong-value', 'wrong-value', 'wrong-value'],
    /none, active, backup, all/,
  ],
  [
    'numbers beyond the ranges of a bond',
    bond(
      '{gratuitous-arp: «900», resend-igmp: «900», packets-per-member: «70000», learn-packet-interval: «0»}',
    ),
    ['out-of-range', 'out-of-range', 'out-of-range', 'out-of-range'],
    /at most 255/,
  ],
  [
    'times of a bond that are none',
    bond('{mii-monitor-interval: «foo», up-delay: «5x»}'),
    ['wrong-value', 'wrong-value'],
    /must be a time: milliseconds/,
  ],
  [
    'what a mode of bonds lacks is left out',
    bond('{mode: broadcast, lacp-rate: «fast», packets-per-member: «7», prio: {«e»: 5}}'),
    ['w:no-effect', 'w:no-effect', 'w:no-effect'],
    /has no effect in mode broadcast: it is left out/,
  ],
  [
    'the address of a bond that has that of its active port is left out',
    network(
      NICS,
      'bonds: {o: {interfaces: [e], macaddress: «"02:00:00:00:00:01"», parameters: {mode: active-backup, fail-over-mac-policy: active}}}',
    ),
    ['w:no-effect'],
    /has no effect with "fail-over-mac-policy: active"/,
  ],
  [
    'a queue that a bond does not have',
    network(
      NICS,
      'bonds: {o: {interfaces: [e], parameters: {queue-id: {«e»: 17}}}, p: {interfaces: [f], transmit-queues: 20, parameters: {queue-id: {f: 17}}}}',
    ),
    ['out-of-range'],
    /must be at most 16/,
  ],
  [
    "a port of a team with another MTU than the team's",
    network('ethernets: {e: {mtu: «1320»}}', 'teams: {t: {interfaces: [e], mtu: ‹1400›}}'),
    ['w:no-effect'],
    /is a port of the team "t" and has its MTU/,
  ],
  [
    'the delays of a bond are multiples of its interval',
    bond('{mii-monitor-interval: 100, up-delay: «250»}'),
    ['w:rounded'],
    /it is taken for 200 ms/,
  ],
  [
    'numbers and times beyond the ranges of a bridge',
    bridge(
      '{priority: «99999», ageing-time: «foo», forward-delay: «99», hello-time: «0», max-age: «5», stp: true}',
    ),
    ['out-of-range', 'wrong-value', 'out-of-range', 'out-of-range', 'out-of-range'],
    /at most 65535/,
  ],
  ['a cost beyond 65535', bridge('{path-cost: {e: «65536»}}'), ['out-of-range'], /at most 65535/],
  [
    '17 targets of ARP',
    bond(
      `{arp-interval: 100, arp-ip-targets: «[${Array.from({ length: 17 }, (_, i) => `10.0.0.${i + 1}`).join(', ')}]»}`,
    ),
    ['too-long'],
    /at most 16 addresses, not 17/,
  ],
  [
    'bits beyond the prefix length, and lengths beyond the family',
    eth0('routes: [{to: «10.0.0.5/8»}, {to: «10.0.0.0/99»}]'),
    ['host-bits', 'wrong-address'],
    /did you mean 10\.0\.0\.0\/8/,
  ],
  [
    'a gateway that nothing reaches',
    eth0('addresses: [10.0.0.2/24]', 'routes: [{to: default, via: «192.168.0.1»}]'),
    ['w:gateway-not-on-link'],
    /on-link: true/,
  ],
  [
    'types that the kernel lost',
    eth0('routes: [{to: 10.0.0.0/8, type: «nat»}, {to: 10.0.0.0/8, type: «xresolve»}]'),
    ['not-supported', 'not-supported'],
  ],
  [
    'bits of congestion in a rule',
    eth0('routing-policy: [{from: 10.0.0.0/8, type-of-service: «7»}]'),
    ['wrong-value'],
    /did you mean 4\?/,
  ],
  [
    'prefix lengths with a tail or a blank, or in a mapping',
    ethernet('{addresses: [«10.0.0.1/24abc», «"10.0.0.1/ 24"», {«10.0.0.1/99»: {}}]}'),
    ['wrong-address', 'wrong-address', 'wrong-address'],
  ],
  ['an MTU of four gigabytes', ethernet('{mtu: «4294967295»}'), ['out-of-range'], /at most 65575/],
  [
    'addresses that are no station',
    network('ethernets: {e: {macaddress: «01:00:00:00:00:01»}, f: {macaddress: «ff:ff:ff:ff:ff:ff»}}'),
    ['wrong-value', 'wrong-value'],
    /a multicast address/,
  ],
  [
    'addresses that no interface can have',
    ethernet('{addresses: [«0.0.0.0/24», «224.0.0.1/4»]}'),
    ['wrong-address', 'wrong-address'],
    /unspecified/,
  ],
  [
    'a label of 16 bytes',
    ethernet('{addresses: [10.0.0.1/24: {label: «a123456789012345»}]}'),
    ['too-long'],
    /1 to 15 bytes/,
  ],
  [
    'numbers beyond the ranges of a VXLAN device',
    tunnel('{mode: vxlan, id: 5, port: «99999», type-of-service: «999»}'),
    ['out-of-range', 'out-of-range'],
  ],
  ['table 0 of a VRF', network('vrfs: {v: {table: «0»}}'), ['out-of-range'], /at least 1/],
  [
    'a tunnel of IPsec without a key',
    network('tunnels: {«t»: {mode: vti, local: 192.0.2.1, remote: 192.0.2.2}}'),
    ['w:missing-key'],
    /without a mark/,
  ],
  ['a key said twice', ethernet('{‹mtu›: 1400, «mtu»: 1500}'), ['duplicate-key']],
  ['a second document', 'network: {}\n«---»\nnetwork: {}', ['multiple-documents']],
  [
    'keys of another mode',
    between('gre', ', «id»: 5, «port»: 5, «mac-learning»: true'),
    ['w:no-effect', 'w:no-effect', 'w:no-effect'],
    /no effect in a tunnel of mode gre/,
  ],
  [
    'settings of a port on what is none',
    ethernet('{hairpin: «true», neigh-suppress: «true», port-mac-learning: «false»}'),
    ['w:no-effect', 'w:no-effect', 'w:no-effect'],
    /a port of no bridge/,
  ],
  [
    'a default route of no family',
    eth0('routes: [{to: «default»}, {to: «default», scope: link}, {to: «default», type: blackhole}]'),
    ['missing-key', 'missing-key', 'missing-key'],
    /0\.0\.0\.0\/0 or ::\/0/,
  ],
  ['an address that is an empty mapping', ethernet('{addresses: [«{}»]}'), ['wrong-value'], /as its key/],
];

for (const example of REFUSED) test(`${example[0]}: netplan refuses it`, () => checkCase(example));
for (const example of WARNED) test(`${example[0]}: netplan warns of it`, () => checkCase(example));
for (const example of LET_PASS) test(`${example[0]}: netplan does not notice`, () => checkCase(example));

test('what is wrong in several places is told in one run, in the order of the file', () => {
  const wrong = [
    network('renderer: «other»', 'ethernets:', '  e: {mtu: «big», «adresses»: [], addresses: [«x»]}'),
    '  bonds: {b: {interfaces: [«g»], parameters: {mode: «lacp»}}}',
    '  vlans: {v: {id: «5000», link: e}}',
  ];
  assertMarked(wrong.join('\n'), [
    'wrong-value',
    'wrong-type',
    'unknown-key',
    'wrong-address',
    'undefined-interface',
    'wrong-value',
    'out-of-range',
  ]);
});

test('of files that amend each other the place of a fault is in the file that has it', () => {
  const found = diagnose({
    '10.yaml': network('ethernets: {e: {mtu: 1400}}'),
    '20.yaml': network('ethernets: {e: {mtu: big}}', 'bridges: {e: {}}'),
  });
  assert.deepEqual(
    found.map(({ code, place, related }) => [code, place?.file, place?.line, related?.place.file]),
    [
      ['wrong-type', '20.yaml', 2, undefined],
      ['duplicate-id', '20.yaml', 3, '10.yaml'],
    ],
  );
});
