import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Case, checkCase, declared, eth0, network } from './diagnose.ts';

const CASES: readonly Case[] = [
  [
    'no link-local address, and others made of a secret',
    eth0('ipv6-address-generation: stable-privacy', 'link-local: «[]»'),
    ['conflict'],
    /of the MAC address only, not "stable-privacy"/,
  ],
  [
    'a link-local address that nothing makes',
    eth0('ipv6-address-generation: none', 'link-local: «[ipv6]»'),
    ['conflict'],
  ],
  [
    'a token with a network, which the kernel drops',
    eth0('ipv6-address-token: «2001:db8::5»'),
    ['w:rounded'],
    /it is taken for ::5/,
  ],
  [
    'a token for addresses that do not come',
    network(
      'dummy-devices:',
      '  a: {accept-ra: false, ipv6-address-token: «"::5"»}',
      '  b: {arp: false, ipv6-address-token: «"::5"»}',
      '  c: {sysctl: {ipv6.router_solicitations: 0}, ipv6-address-token: «"::5"»}',
    ),
    ['w:no-effect', 'w:no-effect', 'w:no-effect'],
    /has no effect without router advertisements/,
  ],
  ['a packet below the least', eth0('ipv6-mtu: «1000»'), ['out-of-range'], /at least 1280/],
  [
    'MTUs without room for IPv6 of kinds that always have it',
    network(
      'tunnels: {s: {mode: sit, mtu: «1270»}, t: {mode: ip6ip6, remote: "2001:db8::9", mtu: «1270»}}',
      'vrfs: {v: {table: 400, mtu: «1270»}}',
    ),
    ['out-of-range', 'out-of-range', 'out-of-range'],
    /at least 1280, .*room for IPv6/,
  ],
  [
    'a packet beyond the MTU',
    eth0('mtu: 1400', 'ipv6-mtu: «1450»'),
    ['out-of-range'],
    /1450 is more than 1400/,
  ],
  [
    'what the kernel takes of no router advertisement',
    eth0('ra-overrides: {use-dns: «true», use-domains: «route», table: «7»}'),
    ['not-supported', 'not-supported', 'not-supported'],
    /no name servers and no search domains/,
  ],
  ['use-domains that is no word', eth0('ra-overrides: {use-domains: «maybe»}'), ['wrong-value']],
  [
    'settings that are none',
    eth0('sysctl: {«rp_filter»: 2, «ipv4.»: 1, «ipv4.../all/x»: 1, «net.ipv4.x»: 1}'),
    ['wrong-key', 'wrong-key', 'wrong-key', 'wrong-key'],
    /write ipv4\.NAME/,
  ],
  [
    'a setting that is a word',
    eth0('sysctl: {ipv4.rp_filter: «loose»}'),
    ['wrong-value'],
    /must be a number/,
  ],
  [
    'a secret, and what has a key of its own',
    eth0('sysctl: {«ipv6.stable_secret»: 1, «ipv6.addr_gen_mode»: 1}'),
    ['wrong-key', 'wrong-key'],
  ],
  [
    'a setting that a key says already',
    eth0('accept-ra: true', 'sysctl: {«ipv6.accept_ra»: 2}'),
    ['duplicate-key'],
    /"accept-ra" says already/,
  ],
  [
    'addresses without IPv6',
    eth0('addresses: [10.0.0.1/24, «"2001:db8::1/64"»]', 'sysctl: {ipv6.disable_ipv6: 1}'),
    ['conflict'],
    /switched off/,
  ],
];

for (const one of CASES) test(one[0], () => checkCase(one));

const attributes = (text: string | Readonly<Record<string, string>>): unknown =>
  declared(text).links[0]?.link.attributes;

test('keys about IPv6 are attributes', () => {
  const lines = ['accept-ra: no', 'ipv6-privacy: yes', 'ipv6-mtu: 1280', 'link-local: []'];
  assert.deepEqual(attributes(eth0(...lines, 'sysctl: {ipv4.rp_filter: 2, ipv6.neigh.retrans_time: 1}')), {
    'accept-ra': 0,
    'ipv6-privacy': 2,
    'ipv6-mtu': 1280,
    'ipv6-address-generation': 'none',
    'sysctl.ipv4.rp_filter': 2,
    'sysctl.ipv6.neigh.retrans_time': 1,
    state: 'up',
  });
  assert.deepEqual(
    attributes(eth0('ra-overrides: {use-dns: false, use-domains: no}', 'ipv6-privacy: false')),
    {
      'ipv6-privacy': 0,
      state: 'up',
    },
  );
  assert.deepEqual(attributes(eth0('sysctl: {ipv6.accept_ra: 2, ipv6.use_tempaddr: 1}')), {
    'accept-ra': 2,
    'ipv6-privacy': 1,
    state: 'up',
  });
});

test('an ipv6-mtu stays although router advertisements have another one', () => {
  const [hold, mtu] = ['sysctl.ipv6.accept_ra_mtu', 'ipv6-mtu: 1400'];
  assert.deepEqual(attributes(eth0(mtu)), { 'ipv6-mtu': 1400, [hold]: 0, state: 'up' });
  assert.deepEqual(attributes(eth0('sysctl: {ipv6.mtu: 1400, ipv6.accept_ra_mtu: 1}')), {
    'ipv6-mtu': 1400,
    [hold]: 1,
    state: 'up',
  });
});

test("a later file's link-local replaces an earlier one's", () => {
  const of = (list: string): string => network(`ethernets: {eth0: {link-local: ${list}}}`);
  assert.deepEqual(attributes({ 'a.yaml': of('[ipv6]'), 'b.yaml': of('[]') }), {
    'ipv6-address-generation': 'none',
    state: 'up',
  });
});
