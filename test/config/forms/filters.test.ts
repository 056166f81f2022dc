import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Case, checkCase, declared, network } from '../diagnose.ts';

const DEVICE = 'qdisc: htb, classes: [{id: "1:10", rate: 1Mbit}]';
const device = (filters: string): string =>
  network(`dummy-devices: {d: {${DEVICE}, filters: [${filters}]}, e: {}}`);

const filtersOf = (filters: string) => declared(device(filters)).links[0]?.link.attributes['filters'];

test('filters are read in the order of their places and priorities, which follow from that of the file', () => {
  assert.deepEqual(
    filtersOf(`
      {parent: ingress, kind: matchall, priority: 9, actions: [{kind: police, rate: 1Mbit, burst: 20k}, {kind: redirect, to: e}]},
      {parent: "1:", kind: flower, protocol: ip, dscp: ef, class: "1:10"},
      {parent: "1:", kind: flower, src-ip: 192.0.2.0/24, ip-proto: TCP, dst-port: 8000-8100, class: "1:10"},
      {parent: ingress, kind: flower, src-mac: 02:00:00:00:00:0A, actions: [drop]},
      {parent: egress, kind: matchall, actions: [{kind: mirror, to: e, direction: ingress}, {kind: skbedit, mark: 0x10, priority: "1:10"}]},
      {parent: "1:", kind: fw, mark: 255, class: "1:10"},
      {parent: "1:", kind: flower, dst-ip: 2001:DB8::1, class: "1:10"},
      {parent: ingress, kind: flower, vlan-id: 5, actions: [pass]}`),
    [
      ['1: 1 ip flower class 1:10 ip-tos 0xb8/0xfc'],
      ['1: 2 ip flower class 1:10 ip-proto tcp src-ip 192.0.2.0/24 dst-port 8000-8100'],
      ['1: 3 all fw class 1:10 mark 0xff'],
      ['1: 4 ipv6 flower class 1:10 dst-ip 2001:db8::1/128'],
      [
        'egress 1 all matchall',
        'action mirror direction ingress',
        'e',
        'action skbedit mark 16 priority 1:10',
      ],
      [
        'ingress 9 all matchall',
        'action police rate 1Mbit burst 20Kb conform pipe',
        'action redirect direction egress',
        'e',
      ],
      ['ingress 10 all flower src-mac 02:00:00:00:00:0a', 'action drop'],
      ['ingress 11 802.1q flower vlan-id 5', 'action pass'],
    ],
  );
});

test('protocols follow from what is looked at, also those within VLANs', () => {
  assert.deepEqual(
    filtersOf(`
      {parent: ingress, kind: flower, arp-dst-ip: 192.0.2.1, arp-op: 2, actions: [drop]},
      {parent: ingress, kind: flower, mpls-label: 5, actions: [drop]},
      {parent: ingress, kind: flower, vlan-id: 5, arp-op: 7, actions: [drop]},
      {parent: ingress, kind: flower, cvlan-id: 5, src-ip: 2001:db8::/32, actions: [drop]},
      {parent: ingress, kind: flower, ct-state: +est+trk, dst-mac: 01:00:5e:01:02:03/FF:FF:FF:00:00:00, actions: [drop]},
      {parent: "1:", kind: fw, mark: 0x17/0xf0, class: "1:10"}`),
    [
      ['1: 1 all fw class 1:10 mark 0x10/0xf0'],
      ['ingress 1 arp flower arp-op reply arp-dst-ip 192.0.2.1/32', 'action drop'],
      ['ingress 2 mpls flower mpls-label 5', 'action drop'],
      ['ingress 3 802.1q flower vlan-id 5 vlan-protocol arp arp-op 0x7', 'action drop'],
      [
        'ingress 4 802.1q flower src-ip 2001:db8::/32 vlan-protocol 802.1q cvlan-id 5 cvlan-protocol ipv6',
        'action drop',
      ],
      ['ingress 5 all flower dst-mac 01:00:5e:00:00:00/ff:ff:ff:00:00:00 ct-state +trk+est', 'action drop'],
    ],
  );
});

const CASES: readonly Case[] = [
  ...(
    [
      ['ARP of another protocol', '«protocol»: ip, arp-op: 1', 'conflict', /"arp-op" needs "protocol: arp"/],
      ['an unknown operation of ARP', 'arp-op: «ask»', 'wrong-value', /request, reply or a number/],
      ['a network of the wrong family in ARP', 'arp-src-ip: «2001:db8::1»', 'wrong-value', /an IPv4 address/],
      [
        'a mask of a MAC address that is none',
        'src-mac: «02:00:00:00:00:01/24»',
        'wrong-value',
        /and a mask/,
      ],
      ['a label beyond 20 bits', 'mpls-label: «1048576»', 'wrong-value', /from 0 to 1048575/],
      ['a state without a sign', 'ct-state: «est»', 'wrong-value', /such as \+trk\+est/],
      ['a state of what is not tracked', 'ct-state: «+est»', 'conflict', /needs \+trk/],
      ['states that exclude each other', 'ct-state: «+trk+new+est»', 'conflict', /never so/],
      ['a VLAN in what is none', 'cvlan-id: 5, vlan-protocol: «ip»', 'conflict', /802\.1q or 802\.1ad/],
      [
        'an inner address that is none of its VLAN',
        'vlan-protocol: «arp», src-ip: 192.0.2.1',
        'conflict',
        /is its "vlan-protocol"/,
      ],
      ['a mark that is for fw', '«mark»: 1', 'unknown-key', /for fw, not for flower/],
    ] as const
  ).map(
    ([title, said, code, message]): Case => [
      title,
      device(
        `{parent: ingress, kind: flower, ${said.replace('«protocol»: ip', 'protocol: «ip»')}, actions: [drop]}`,
      ),
      [code],
      message,
    ],
  ),
  [
    'a filter that does nothing',
    device('«{parent: ingress, kind: matchall}»'),
    ['missing-key'],
    /"class" or "actions"/,
  ],
  [
    'an unknown kind',
    device('{parent: ingress, kind: «flowr», actions: [drop]}'),
    ['wrong-value'],
    /must be one of flower/,
  ],
  [
    'an unknown place',
    device('{parent: «ingres», kind: matchall, actions: [drop]}'),
    ['wrong-value'],
    /ingress, egress or/,
  ],
  [
    'a class as a place',
    device('{parent: «"1:10"», kind: matchall, actions: [drop]}'),
    ['wrong-value'],
    /no class/,
  ],
  [
    'an unknown discipline',
    device('{parent: «"2:"», kind: matchall, class: "2:1"}'),
    ['wrong-value'],
    /no discipline 2:/,
  ],
  [
    'an unknown class',
    device('{parent: "1:", kind: matchall, class: «"1:11"»}'),
    ['wrong-value'],
    /no class 1:11/,
  ],
  [
    'a class where none are',
    device('{parent: ingress, kind: matchall, class: «"1:10"»}'),
    ['conflict'],
    /no classes at ingress/,
  ],
  [
    'a priority twice',
    device(
      '{parent: ingress, kind: matchall, priority: ‹3›, actions: [drop]}, {parent: ingress, kind: matchall, priority: «3», actions: [drop]}',
    ),
    ['conflict'],
    /priority 3 at ingress already/,
  ],
  [
    'something that another kind looks for',
    device('{parent: ingress, kind: matchall, «src-ip»: 192.0.2.1, actions: [drop]}'),
    ['unknown-key'],
    /for flower, not for matchall/,
  ],
  [
    'a misspelled key',
    device('{parent: ingress, kind: flower, «scr-ip»: 192.0.2.1, actions: [drop]}'),
    ['unknown-key'],
    /scr-ip/,
  ],
  [
    'addresses of two families',
    device('{parent: ingress, kind: «flower», src-ip: 192.0.2.1, dst-ip: 2001:db8::1, actions: [drop]}'),
    ['conflict'],
    /one family/,
  ],
  [
    'a type of ICMP for another protocol',
    device(
      '{parent: ingress, kind: flower, protocol: ipv6, ip-proto: icmp, icmp-type: «8», actions: [drop]}',
    ),
    ['missing-key'],
    /needs "ip-proto: icmpv6"/,
  ],
  [
    'flags beyond those of TCP',
    device(
      '{parent: ingress, kind: flower, protocol: ip, ip-proto: tcp, tcp-flags: «0x1000», actions: [drop]}',
    ),
    ['wrong-value'],
    /such as 0x2\/0x17/,
  ],
  [
    'ports without a protocol',
    device('{parent: ingress, kind: flower, protocol: ip, dst-port: «80», actions: [drop]}'),
    ['missing-key'],
    /ip-proto/,
  ],
  [
    'a DSCP without a family',
    device('{parent: ingress, kind: «flower», dscp: ef, actions: [drop]}'),
    ['missing-key'],
    /protocol: ip/,
  ],
  [
    'a wrong DSCP',
    device('{parent: ingress, kind: flower, protocol: ip, dscp: «eff», actions: [drop]}'),
    ['wrong-value'],
    /ef, af41/,
  ],
  [
    'a wrong range',
    device(
      '{parent: ingress, kind: flower, protocol: ip, ip-proto: tcp, dst-port: «90-80», actions: [drop]}',
    ),
    ['wrong-value'],
    /range of ports/,
  ],
  [
    'a wrong address',
    device('{parent: ingress, kind: flower, src-ip: «192.0.2», actions: [drop]}'),
    ['wrong-value'],
    /an address or a network/,
  ],
  [
    'an address with bits beyond its prefix length',
    device('{parent: ingress, kind: flower, src-ip: «192.0.2.7/24», actions: [drop]}'),
    ['w:host-bits'],
    /write 192\.0\.2\.0\/24/,
  ],
  [
    'actions that are no list',
    device('{parent: ingress, kind: matchall, actions: «drop»}'),
    ['wrong-type'],
    /must be a list/,
  ],
  [
    'a handle beyond 16 bits',
    device('{parent: "1:", kind: matchall, class: «"1:10000"»}'),
    ['wrong-value'],
    /hexadecimal, up to ffff/,
  ],
  [
    'a discipline that is wrong, but not what is in it as well',
    network(
      'dummy-devices: {d: {qdisc: {kind: htb, default: «10000»}, classes: [{id: "1:1", rate: 1Mbit}], filters: [{parent: "1:", kind: matchall, class: "1:1"}]}}',
    ),
    ['wrong-value'],
    /number of a class/,
  ],
  [
    'a discipline without a number of its own',
    network(
      'dummy-devices: {d: {qdisc: htb, classes: [{id: "1:1", rate: 1Mbit}], qdiscs: [«{parent: "1:1", kind: prio}»]}}',
    ),
    ['conflict'],
    /"handle" of its own/,
  ],
  [
    'a mark that is missing',
    device('{parent: ingress, kind: «fw», actions: [drop]}'),
    ['missing-key'],
    /"mark"/,
  ],
  [
    'an unknown action',
    device('{parent: ingress, kind: matchall, actions: [«dorp»]}'),
    ['wrong-value'],
    /did you mean "drop"|drop or pass/,
  ],
  [
    'an unknown action in a mapping',
    device('{parent: ingress, kind: matchall, actions: [{kind: «polic»}]}'),
    ['wrong-value'],
    /must be one of drop/,
  ],
  [
    'a police without a burst',
    device('{parent: ingress, kind: matchall, actions: [{kind: «police», rate: 1Mbit}]}'),
    ['missing-key'],
    /"burst"/,
  ],
  [
    'a redirection to nowhere',
    device('{parent: ingress, kind: matchall, actions: [{kind: «redirect»}]}'),
    ['missing-key'],
    /needs "to"/,
  ],
  [
    'an unknown device',
    device('{parent: ingress, kind: matchall, actions: [{kind: redirect, to: «f»}]}'),
    ['undefined-interface'],
    /"f"/,
  ],
  [
    'an option of another action',
    device('{parent: ingress, kind: matchall, actions: [{kind: skbedit, mark: 1, «rate»: 1Mbit}]}'),
    ['unknown-key'],
    /option of police, sample, not of skbedit/,
  ],
  ...(
    [
      ['a tag without a VLAN', '{kind: «vlan», mode: push}', 'missing-key', /needs "id"/],
      [
        'a tag that is removed, and has a VLAN',
        '{kind: vlan, mode: pop, id: «5»}',
        'conflict',
        /of no use with pop/,
      ],
      ['a change of a tag that is none', '{kind: vlan, mode: «add», id: 5}', 'wrong-value', /one of pop/],
      ['no checksum', '{kind: «csum», tcp: false}', 'missing-key', /needs one of ip4h/],
      [
        'a connection that is forgotten and kept',
        '{kind: ct, clear: true, commit: «true»}',
        'conflict',
        /of no use/,
      ],
      ['a connection that is not kept by force', '{kind: ct, force: «true»}', 'conflict', /needs "commit"/],
      ['a mask of no mark', '{kind: ct, mark-mask: «1»}', 'conflict', /needs "mark"/],
      [
        'a code point that is none',
        '{kind: pedit, ip-dscp: «64»}',
        'out-of-range',
        /from .* to 63, not "64"/,
      ],
      ['an unknown code point', '{kind: pedit, ip-dscp: «eff»}', 'wrong-value', /such as ef, af41/],
      [
        'code points of two protocols',
        '{kind: pedit, ip-dscp: ef, ipv6-dscp: «ef»}',
        'conflict',
        /two filters/,
      ],
      ['a queue for what comes in', '{kind: skbedit, queue: «1»}', 'conflict', /get into no queue/],
      ['samples of no group', '{kind: «sample», rate: 10}', 'missing-key', /needs "group"/],
    ] as const
  ).map(
    ([title, said, code, message]): Case => [
      title,
      device(`{parent: ingress, kind: matchall, actions: [${said}]}`),
      [code],
      message,
    ],
  ),
  [
    'a skbedit that edits nothing',
    device('{parent: ingress, kind: matchall, actions: [{kind: «skbedit»}]}'),
    ['missing-key'],
    /needs "mark", "priority" or "queue"/,
  ],
];
for (const one of CASES) test(`${one[0]} is refused`, () => checkCase(one));
