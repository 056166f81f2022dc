import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyInOneRun } from '../support/apply.ts';
import { makeNamespace } from '../support/namespace.ts';
import { without } from '../support/needs.ts';
import { network } from '../support/network.ts';
import { roundTrip } from '../support/round-trip.ts';

interface Case {
  readonly title: string;
  readonly needs: readonly string[];
  /** A configuration, and what `question` is answered with it. */
  readonly first: string;
  readonly shows: readonly RegExp[];
  /** The same with other options, and without some. */
  readonly next: string;
  readonly showsNext: readonly RegExp[];
  readonly question: string;
}

/** What systemd-networkd can do as well, from its list of settings. */
const CASES: readonly Case[] = [
  {
    title: 'a macvlan has the MTU of its lower device, and a queue for broadcasts',
    needs: ['dummy'],
    first: `
      dummy-devices: {d1: {mtu: 2000}}
      macvlans: {m0: {link: d1, mode: vepa, bc-queue-len: 1234, bc-limit: 99}}
    `,
    shows: [/ mtu 2000 /, /mode vepa/, /bcqueuelen 1234/],
    next: `
      dummy-devices: {d1: {}}
      macvlans: {m0: {link: d1, mode: bridge, bc-queue-len: 4321}}
    `,
    showsNext: [/ mtu 1500 /, /mode bridge/, /bcqueuelen 4321/],
    question: 'ip -d link show dev m0',
  },
  {
    title: 'a VLAN has its flags and priorities',
    needs: ['dummy'],
    first: `
      dummy-devices: {d1: {mtu: 2000}}
      vlans: {v9: {id: 99, link: d1, mtu: 1492, gvrp: true, mvrp: true, loose-binding: true, egress-qos-map: {0: 1, 10: 3}, ingress-qos-map: {1: 10, 6: 60}}}
    `,
    shows: [
      / mtu 1492 /,
      /GVRP/,
      /MVRP/,
      /LOOSE_BINDING/,
      /ingress-qos-map \{ 1:10 6:60 \}/,
      /egress-qos-map \{ 0:1 10:3 \}/,
    ],
    next: `
      dummy-devices: {d1: {mtu: 1900}}
      vlans: {v9: {id: 99, link: d1, mtu: 1500, reorder-header: false, egress-qos-map: {0: 2}}}
    `,
    showsNext: [/ mtu 1500 /, /egress-qos-map \{ 0:2 \}/],
    question: 'ip -d link show dev v9',
  },
  {
    title: 'an IPv4 route leads to an IPv6 gateway, and to several of both families',
    needs: ['dummy'],
    first: `
      dummy-devices:
        d1:
          addresses: [192.0.2.1/24, "2001:db8::1/64"]
          routes:
            - {to: 10.1.0.0/16, nexthops: [{via: "2001:db8::9"}]}
            - {to: 10.2.0.0/16, nexthops: [{via: 192.0.2.100, weight: 11}, {via: "2001:db8::77", weight: 3}]}
    `,
    shows: [
      /10.1.0.0\/16 via inet6 2001:db8::9 dev d1/,
      /via 192.0.2.100 dev d1 weight 11/,
      /via inet6 2001:db8::77 dev d1 weight 3/,
    ],
    next: `
      dummy-devices:
        d1:
          addresses: [192.0.2.1/24, "2001:db8::1/64"]
          routes:
            - {to: 10.1.0.0/16, nexthops: [{via: "2001:db8::8"}]}
            - {to: 10.2.0.0/16, nexthops: [{via: 192.0.2.100, weight: 12}, {via: 192.0.2.101, weight: 1}]}
    `,
    showsNext: [
      /10.1.0.0\/16 via inet6 2001:db8::8 dev d1/,
      /via 192.0.2.100 dev d1 weight 12/,
      /via 192.0.2.101 dev d1 weight 1/,
    ],
    question: 'ip -4 route show',
  },
];

for (const { title, needs, first, shows, next, showsNext, question } of CASES) {
  test(title, { skip: without(...needs) }, async (t) => {
    const ns = await makeNamespace(t);
    await applyInOneRun(ns, network(first));
    const before = ns.sh(question);
    for (const fact of shows) assert.match(before, fact);
    await roundTrip(ns);
    await applyInOneRun(ns, network(next));
    const after = ns.sh(question);
    for (const fact of showsNext) assert.match(after, fact);
  });
}
