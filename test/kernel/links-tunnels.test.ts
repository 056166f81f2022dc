import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { rollBack } from '../../src/engine/index.ts';
import { apply, applyInOneRun } from './support/apply.ts';
import { makeNamespace, type Shown } from './support/namespace.ts';
import { without } from './support/needs.ts';
import { NOTHING, network } from './support/network.ts';
import { roundTrip } from './support/round-trip.ts';
import {
  addressTexts,
  assertShows,
  destinations,
  indexOf,
  kindData,
  kindDataOf,
  linkNames,
  linkOf,
} from './support/shown.ts';
import { watchLinks } from './support/watch.ts';

const KINDS = ['sit', 'gre', 'gretap', 'erspan', 'ipip', 'vti', 'ip6gre', 'ip6tnl', 'vti6', 'vlan'] as const;
const skip = without(...KINDS);

const V4 = 'local: 192.0.2.1, remote: 192.0.2.2';
const V6 = 'local: "2001:db8::1", remote: "2001:db8::2"';

/** A tunnel between the addresses of a device below, and what else there is. */
const tunnel = (keys: string, more = ''): string =>
  network(`
    dummy-devices:
      d0: {addresses: [192.0.2.1/24, "2001:db8::1/64"]}
      d1: {addresses: [198.51.100.1/24]}
    tunnels:
      t: {${keys}}
      ${more}
  `);

/** Mode, keys beside the ends, and what `ip -d link` shows of them. */
const OPTIONS: readonly (readonly [mode: string, keys: string, shown: Shown])[] = [
  [
    'gre',
    `${V4}, link: d0, ttl: 64, type-of-service: 16, fwmark: 7, keys: {input: 5, output: 10.0.0.6}, sequence: [input, output], checksums: [input, output]`,
    {
      local: '192.0.2.1',
      remote: '192.0.2.2',
      link: 'd0',
      ttl: 64,
      tos: '0x10',
      fwmark: '0x7',
      ikey: '0.0.0.5',
      okey: '10.0.0.6',
      iseq: true,
      oseq: true,
      icsum: true,
      ocsum: true,
      pmtudisc: true,
    },
  ],
  ['gre', 'remote: 0.0.0.0, local: 192.0.2.1, key: 4294967295', { remote: 'any', ikey: '255.255.255.255' }],
  ['gre', 'remote: 239.1.1.1, local: 192.0.2.1, link: d0', { remote: '239.1.1.1' }],
  ['gre', 'external: true', { external: true }],
  [
    'gretap',
    `${V4}, key: 0x10, pmtudisc: false, ignore-df: true, ttl: inherit, type-of-service: inherit`,
    { ikey: '0.0.0.16', okey: '0.0.0.16', pmtudisc: false, ignore_df: true, ttl: 0, tos: '0x1' },
  ],
  ['gretap', `${V4}, keys: {input: 7}`, { ikey: '0.0.0.7', okey: undefined }],
  ['gretap', 'external: true', { external: true }],
  ['erspan', `${V4}, key: 9`, { ikey: '0.0.0.9', okey: '0.0.0.9', iseq: true, oseq: true, erspan_ver: 1 }],
  ['erspan', `${V4}, key: 0, erspan-index: 77, fwmark: 3`, { erspan_index: 77, fwmark: '0x3' }],
  [
    'erspan',
    `${V4}, key: 1023, erspan-version: 2, erspan-direction: egress, erspan-hwid: 63`,
    { ikey: '0.0.3.255', erspan_ver: 2, erspan_dir: 'egress', erspan_hwid: '0x3f' },
  ],
  ['erspan', `${V4}, erspan-version: 0`, { ikey: undefined, iseq: undefined, erspan_ver: 0 }],
  ['erspan', 'external: true', { external: true }],
  [
    'ip6gre',
    `${V6}, link: d0, hop-limit: 9, traffic-class: 8, flow-label: 0x12345, encap-limit: 7, fwmark: 7, dscp: inherit, allow-localremote: true, keys: {input: 5, output: 6}, sequence: [output], checksums: [input]`,
    {
      local: '2001:db8::1',
      remote: '2001:db8::2',
      link: 'd0',
      ttl: 9,
      tclass: '0x08',
      flowlabel: '0x12345',
      encap_limit: 7,
      fwmark: '0x7',
      ip6_tnl_f_rcv_dscp_copy: true,
      ip6_tnl_f_allow_local_remote: true,
      ikey: '0.0.0.5',
      okey: '0.0.0.6',
      iseq: undefined,
      oseq: true,
      icsum: true,
      ocsum: undefined,
    },
  ],
  ['ip6gre', V6, { ttl: 64, encap_limit: 4 }],
  ['ip6gre', 'external: true', { external: true }],
  [
    'ip6gretap',
    `${V6}, type-of-service: inherit, flow-label: inherit, encap-limit: none, fwmark: inherit, ttl: 0`,
    {
      ttl: 0,
      ip6_tnl_f_use_orig_tclass: true,
      ip6_tnl_f_use_orig_flowlabel: true,
      ip6_tnl_f_ign_encap_limit: true,
      ip6_tnl_f_use_orig_fwmark: true,
    },
  ],
  [
    'ip6erspan',
    `${V6}, key: 3, erspan-index: 1048575`,
    { ikey: '0.0.0.3', erspan_ver: 1, erspan_index: 1048575 },
  ],
  [
    'ip6erspan',
    `${V6}, key: 3, erspan-version: 2, erspan-direction: ingress, erspan-hwid: 4, ttl: 5`,
    { erspan_ver: 2, erspan_dir: 'ingress', erspan_hwid: '0x4', ttl: 5, iseq: true, oseq: true },
  ],
  [
    'ipip',
    `${V4}, link: d0, ttl: 3, type-of-service: 8, fwmark: 0xffffffff`,
    { proto: 'ipip', link: 'd0', ttl: 3, tos: '0x8', fwmark: '0xffffffff' },
  ],
  ['ipip', `${V4}, payload: any, pmtudisc: false`, { proto: 'any', pmtudisc: false, ttl: 0 }],
  ['ipip', 'remote: 0.0.0.0, local: 192.0.2.1, payload: mpls', { remote: 'any', proto: 'mplsip' }],
  ['ipip', 'external: true', { external: true }],
  [
    'sit',
    `${V4}, link: d0, fwmark: 9`,
    { proto: 'ip6ip', remote: '192.0.2.2', link: 'd0', ttl: 0, fwmark: '0x9' },
  ],
  ['sit', `${V4}, payload: any, ttl: 7`, { proto: 'any', ttl: 7 }],
  [
    'sit',
    'local: 192.0.2.1, ttl: 64, 6rd-prefix: "2001:db8::/32", 6rd-relay-prefix: 192.0.0.0/8',
    { remote: 'any', prefix: '2001:db8::', prefixlen: 32, relay_prefix: '192.0.0.0', relay_prefixlen: 8 },
  ],
  ['sit', 'local: 192.0.2.1', { remote: 'any', prefix: '2002::', prefixlen: 16, isatap: undefined }],
  ['isatap', 'local: 192.0.2.1', { isatap: true, remote: 'any' }],
  ['ip6ip6', `${V6}, link: d0`, { proto: 'ip6ip6', ttl: 64, encap_limit: 4, link: 'd0' }],
  [
    'ipip6',
    `${V6}, ttl: 255, flow-label: 1, type-of-service: 255, fwmark: 1, dscp: inherit`,
    {
      proto: 'ipip6',
      ttl: 255,
      flowlabel: '0x00001',
      tclass: '0xff',
      fwmark: '0x1',
      ip6_tnl_f_rcv_dscp_copy: true,
    },
  ],
  ['ip6tnl', `${V6}, encap-limit: none`, { proto: 'any', ip6_tnl_f_ign_encap_limit: true }],
  ['ip6tnl', 'external: true', { external: true }],
  [
    'vti',
    `${V4}, link: d0, keys: {input: 4, output: 5}, fwmark: 6`,
    { ikey: '0.0.0.4', okey: '0.0.0.5', fwmark: '0x6' },
  ],
  ['vti', `${V4}, key: 10.0.0.1`, { ikey: '10.0.0.1', okey: '10.0.0.1' }],
  ['vti', V4, { local: '192.0.2.1', remote: '192.0.2.2' }],
  [
    'vti6',
    `${V6}, link: d0, key: 4, fwmark: 6`,
    {
      local: '2001:db8::1',
      remote: '2001:db8::2',
      link: 'd0',
      ikey: '0.0.0.4',
      okey: '0.0.0.4',
      fwmark: '0x6',
    },
  ],
];

for (const [mode, keys, shown] of OPTIONS) {
  test(`${mode} with ${keys} reaches the kernel, and is shown and made again`, { skip }, async (t) => {
    const ns = await makeNamespace(t);
    await applyInOneRun(ns, tunnel(`mode: ${mode}, ${keys}`));
    const made = linkOf(ns, 't');
    assertShows(kindDataOf(made), shown);
    const text = await roundTrip(ns);
    await applyInOneRun(ns, NOTHING);
    assert.deepEqual(linkNames(ns), []);
    await applyInOneRun(ns, text);
    const again = linkOf(ns, 't');
    assert.deepEqual(kindDataOf(again), kindDataOf(made));
    assert.equal(again['mtu'], made['mtu']);
  });
}

for (const [mode, ends] of [
  ['gre', V4],
  ['gretap', V4],
  ['ipip', V4],
  ['sit', V4],
  ['ip6gre', V6],
  ['ip6gretap', V6],
  ['ip6ip6', V6],
  ['erspan, key: 5', V4],
  ['ip6erspan, key: 5', V6],
] as const) {
  test(`a ${mode} tunnel gets a UDP header, another one, and none`, { skip }, async (t) => {
    const ns = await makeNamespace(t);
    const encap = (text: string): string => tunnel(`mode: ${mode}, ${ends}, ttl: 9, encap: {${text}}`);
    await applyInOneRun(ns, encap('type: fou, destination-port: 5555'));
    const six = ends === V6;
    const first = { type: 'fou', sport: 0, dport: 5555, csum: false, csum6: six, remcsum: false };
    assert.deepEqual(kindData(ns, 't')['encap'], first);
    const index = indexOf(ns, 't');
    await applyInOneRun(
      ns,
      encap('type: gue, source-port: 7000, destination-port: 5556, checksums: [udp, remote]'),
    );
    const second = { type: 'gue', sport: 7000, dport: 5556, csum: true, csum6: false, remcsum: true };
    assert.deepEqual(kindData(ns, 't')['encap'], second);
    await roundTrip(ns);
    await applyInOneRun(ns, encap('type: none'));
    assertShows(kindData(ns, 't'), { encap: undefined, ttl: 9 });
    // The kernel reckons the length of an ERSPAN header over IPv4 at creation only.
    assert.equal(indexOf(ns, 't') !== index, mode.startsWith('erspan'));
  });
}

const ALL_V4 = `${V4}, link: d0, ttl: 64, type-of-service: 8, fwmark: 3`;
const ALL_V6 = `${V6}, link: d0, ttl: 64, type-of-service: 8, fwmark: 3, flow-label: 5, encap-limit: 6`;

/** Mode, all that it has, one key of that changed, and what `ip -d link` shows of it; the rest stays. */
const LIVE: readonly (readonly [mode: string, all: string, change: string, shown: Shown])[] = [
  ...['gre', 'gretap', 'ipip', 'sit'].flatMap((mode): [string, string, string, Shown][] => [
    [mode, ALL_V4, 'remote: 192.0.2.3', { remote: '192.0.2.3' }],
    [mode, ALL_V4, 'local: 192.0.2.9', { local: '192.0.2.9' }],
    [mode, ALL_V4, 'link: d1', { link: 'd1' }],
    [mode, ALL_V4, 'ttl: 12', { ttl: 12 }],
    [mode, ALL_V4, 'type-of-service: inherit', { tos: '0x1' }],
    [mode, ALL_V4, 'fwmark: 4', { fwmark: '0x4' }],
    [mode, `${V4}, link: d0, type-of-service: 8`, 'pmtudisc: false', { pmtudisc: false }],
  ]),
  ...['gre', 'gretap'].flatMap((mode): [string, string, string, Shown][] => [
    [mode, `${ALL_V4}, key: 5`, 'key: 6', { ikey: '0.0.0.6', okey: '0.0.0.6' }],
    [mode, `${ALL_V4}, key: 5`, 'key: {input: 5}', { okey: undefined }],
    [mode, `${ALL_V4}, key: 5`, 'remote: 192.0.2.3', { remote: '192.0.2.3' }],
    [mode, `${ALL_V4}, key: 5`, 'sequence: [output]', { oseq: true }],
    [mode, `${ALL_V4}, key: 5`, 'checksums: [input]', { icsum: true }],
    [mode, `${V4}, pmtudisc: false`, 'ignore-df: true', { ignore_df: true }],
  ]),
  ['erspan', `${ALL_V4}, key: 5, erspan-index: 4`, 'remote: 192.0.2.3', { remote: '192.0.2.3' }],
  ['erspan', `${ALL_V4}, key: 5, erspan-index: 4`, 'key: 6', { ikey: '0.0.0.6', okey: '0.0.0.6' }],
  ['erspan', `${ALL_V4}, key: 5`, 'erspan-index: 4', { erspan_index: 4 }],
  [
    'erspan',
    `${ALL_V4}, key: 5, erspan-version: 2, erspan-hwid: 3`,
    'erspan-direction: egress',
    { erspan_dir: 'egress' },
  ],
  ['erspan', `${ALL_V4}, key: 5, erspan-version: 2`, 'erspan-hwid: 3', { erspan_hwid: '0x3' }],
  ['vti', `${V4}, link: d0, key: 5, fwmark: 3`, 'remote: 192.0.2.3', { remote: '192.0.2.3' }],
  ['vti', `${V4}, link: d0, key: 5, fwmark: 3`, 'local: 192.0.2.9', { local: '192.0.2.9' }],
  ['vti', `${V4}, link: d0, key: 5, fwmark: 3`, 'key: {input: 5, output: 7}', { okey: '0.0.0.7' }],
  ['vti', `${V4}, link: d0, key: 5, fwmark: 3`, 'fwmark: 4', { fwmark: '0x4' }],
  ['vti', `${V4}, link: d0, key: 5, fwmark: 3`, 'link: d1', { link: 'd1' }],
  ['vti6', `${V6}, link: d0, key: 5, fwmark: 3`, 'remote: "2001:db8::3"', { remote: '2001:db8::3' }],
  ['vti6', `${V6}, link: d0, key: 5, fwmark: 3`, 'key: 6', { ikey: '0.0.0.6', okey: '0.0.0.6' }],
  ['vti6', `${V6}, link: d0, key: 5, fwmark: 3`, 'link: d1', { link: 'd1' }],
  ...['ip6gre', 'ip6gretap', 'ip6ip6', 'ipip6', 'ip6tnl'].flatMap(
    (mode): [string, string, string, Shown][] => [
      [mode, ALL_V6, 'remote: "2001:db8::3"', { remote: '2001:db8::3' }],
      [mode, ALL_V6, 'local: "2001:db8::9"', { local: '2001:db8::9' }],
      [mode, ALL_V6, 'link: d1', { link: 'd1' }],
      [mode, ALL_V6, 'ttl: 12', { ttl: 12 }],
      [mode, ALL_V6, 'flow-label: 6', { flowlabel: '0x00006' }],
      [mode, ALL_V6, 'encap-limit: 7', { encap_limit: 7 }],
      [mode, ALL_V6, 'fwmark: 4', { fwmark: '0x4' }],
      [mode, ALL_V6, 'dscp: inherit', { ip6_tnl_f_rcv_dscp_copy: true }],
      [mode, ALL_V6, 'allow-localremote: true', { ip6_tnl_f_allow_local_remote: true }],
    ],
  ),
  ...['ip6gre', 'ip6gretap'].flatMap((mode): [string, string, string, Shown][] => [
    [mode, `${ALL_V6}, key: 5`, 'key: 6', { ikey: '0.0.0.6', okey: '0.0.0.6' }],
    [mode, `${ALL_V6}, key: 5`, 'sequence: [input]', { iseq: true }],
  ]),
  ['ip6gre', V6, 'remote: "::"', { remote: 'any' }],
  ['ip6erspan', `${ALL_V6}, key: 5, erspan-index: 4`, 'key: 6', { ikey: '0.0.0.6', okey: '0.0.0.6' }],
  ['ip6erspan', `${ALL_V6}, key: 5, erspan-index: 4`, 'erspan-index: 9', { erspan_index: 9 }],
  ['ip6erspan', `${ALL_V6}, key: 5, erspan-index: 4`, 'remote: "2001:db8::3"', { remote: '2001:db8::3' }],
  [
    'sit',
    'local: 192.0.2.1, ttl: 9, 6rd-prefix: "2001:db8::/32"',
    '6rd-prefix: "2001:db8:1::/48", 6rd-relay-prefix: 192.0.0.0/16',
    { prefix: '2001:db8:1::', prefixlen: 48, relay_prefix: '192.0.0.0', relay_prefixlen: 16 },
  ],
];

/** The keys with those of the change in the place of the same. */
function changed(all: string, change: string): string {
  const [name = ''] = change.split(':');
  const first = change.startsWith('6rd') ? '6rd-prefix' : name;
  const kept = all.split(/, (?=[\w-]+: )/).filter((key) => !key.startsWith(`${first}: `));
  return [...kept, change].join(', ');
}

/** What is tried on one tunnel, one change after the other from the same beginning. */
const TUNNELS = [...new Set(LIVE.map(([mode, all]) => `mode: ${mode}, ${all}`))];

for (const made of TUNNELS) {
  const changes = LIVE.filter(([mode, all]) => `mode: ${mode}, ${all}` === made);
  test(`a tunnel (${made}) changes in place, and the rest stays`, { skip }, async (t) => {
    const ns = await makeNamespace(t);
    const watch = await watchLinks(t, ns);
    for (const [mode, all, change, shown] of changes) {
      await t.test(change, async () => {
        await apply(ns, tunnel(`${made}, mtu: 1400`), { verify: false });
        const before = linkOf(ns, 't');
        await watch.mark();
        const { plan } = await applyInOneRun(ns, tunnel(`mode: ${mode}, ${changed(all, change)}, mtu: 1400`));
        const events = await watch.mark();
        const downs = events.filter((line) => / t[@:]/.test(line) && !/[<,]UP[,>]/.test(line));
        assert.deepEqual(
          plan.steps.map((step) => step.action),
          ['change'],
        );
        assert.deepEqual(downs, []);
        const after = linkOf(ns, 't');
        assert.equal(after['ifindex'], before['ifindex']);
        assert.equal(after['mtu'], 1400);
        const wanted = { ...kindDataOf(before), ...shown };
        const now = kindDataOf(after);
        assert.deepEqual({ ...now, ...withoutUndefined(wanted, now) }, now);
        for (const [name, value] of Object.entries(wanted)) assert.deepEqual(now[name], value, name);
      });
    }
  });
}

const withoutUndefined = (wanted: Shown, now: Shown): Shown =>
  Object.fromEntries(Object.keys(wanted).flatMap((name) => (name in now ? [[name, wanted[name]]] : [])));

/** Mode, keys before and after, the attribute that forces the replacement, what is shown then. */
const FORCED: readonly (readonly [
  mode: string,
  before: string,
  after: string,
  attribute: string,
  shown: Shown,
])[] = [
  ['gre', V4, 'local: 192.0.2.1, remote: 0.0.0.0', 'tunnel.remote', { remote: 'any' }],
  ['gre', V4, 'local: 192.0.2.1, remote: 239.1.1.1', 'tunnel.remote', { remote: '239.1.1.1' }],
  ['gre', V4, 'external: true', 'tunnel.external', { external: true }],
  ['ipip', 'local: 192.0.2.1, remote: 0.0.0.0', V4, 'tunnel.remote', { remote: '192.0.2.2' }],
  ['ipip', V4, `${V4}, payload: any`, 'tunnel.payload', { proto: 'any' }],
  ['ipip', V4, 'external: true', 'tunnel.external', { external: true }],
  ['sit', 'local: 192.0.2.1', V4, 'tunnel.remote', { remote: '192.0.2.2' }],
  ['sit', V4, `${V4}, payload: ipv4`, 'tunnel.payload', { proto: 'ipip' }],
  ['vti', V4, 'local: 192.0.2.1, remote: 0.0.0.0', 'tunnel.remote', { remote: 'any' }],
  ['gretap', V4, 'external: true', 'tunnel.external', { external: true }],
  ['gretap', 'external: true', 'external: true, ttl: 9', 'tunnel.ttl', { external: true, ttl: 9 }],
  ['ip6gre', V6, 'external: true', 'tunnel.external', { external: true }],
  ['ip6tnl', V6, 'external: true', 'tunnel.external', { external: true }],
  ['ip6tnl', 'external: true', 'external: true, ttl: 9', 'tunnel.ttl', { external: true, ttl: 9 }],
  [
    'erspan',
    `${V4}, key: 5, erspan-version: 1`,
    `${V4}, key: 5, erspan-version: 2`,
    'tunnel.erspan-version',
    { erspan_ver: 2 },
  ],
];

for (const [mode, before, after, attribute, shown] of FORCED) {
  test(`${mode} from ${before} to ${after} is made anew with all that is on it`, { skip }, async (t) => {
    const ns = await makeNamespace(t);
    const on =
      'addresses: [10.9.0.1/24, "fd09::1/64"], routes: [{to: 10.10.0.0/16, scope: link}, {to: "fd10::/64"}]';
    const taps = mode.endsWith('tap') || mode.endsWith('span');
    const vlans = taps ? '\n  vlans: {t.5: {id: 5, link: t, addresses: [10.5.0.1/24]}}' : '';
    const yaml = (keys: string): string => `${tunnel(`mode: ${mode}, ${keys}, ${on}`).trimEnd()}${vlans}\n`;
    await applyInOneRun(ns, yaml(before));
    const index = indexOf(ns, 't');
    const { plan } = await applyInOneRun(ns, yaml(after));
    const step = plan.steps.find(({ key }) => key === 't');
    assert.equal(step?.action, 'replace');
    const forcing = step?.changes.filter((change) => change.forces).map((change) => change.attribute);
    assert.ok(forcing?.includes(attribute), String(forcing));
    assertShows(kindData(ns, 't'), shown);
    assert.notEqual(indexOf(ns, 't'), index);
    assert.deepEqual(addressTexts(ns, 't'), ['10.9.0.1/24', 'fd09::1/64']);
    assert.ok(destinations(ns, 4).includes('10.10.0.0/16'));
    assert.ok(destinations(ns, 6).includes('fd10::/64'));
    if (taps) assert.deepEqual(addressTexts(ns, 't.5'), ['10.5.0.1/24']);
  });
}

test('ISATAP becomes plain sit, and back, by being made anew', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  for (const mode of ['isatap', 'sit', 'isatap']) {
    await applyInOneRun(ns, tunnel(`mode: ${mode}, local: 192.0.2.1`));
    assert.equal(kindData(ns, 't')['isatap'], mode === 'isatap' ? true : undefined);
  }
});

test('what is inside a tunnel over IPv6 changes in place with the mode', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  await applyInOneRun(ns, tunnel(`mode: ip6ip6, ${V6}, ttl: 9`));
  const index = indexOf(ns, 't');
  for (const [mode, proto] of [
    ['ipip6', 'ipip6'],
    ['ip6tnl', 'any'],
    ['ip6ip6', 'ip6ip6'],
  ] as const) {
    await applyInOneRun(ns, tunnel(`mode: ${mode}, ${V6}, ttl: 9`));
    assertShows(kindData(ns, 't'), { proto, ttl: 9, remote: '2001:db8::2' });
    assert.equal(indexOf(ns, 't'), index);
  }
});

test('a tunnel of another mode is made anew', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  const on = 'addresses: [10.9.0.1/24]';
  for (const [mode, ends, kind] of [
    ['gre', V4, 'gre'],
    ['ipip', V4, 'ipip'],
    ['ip6gretap', V6, 'ip6gretap'],
    ['vti6', V6, 'vti6'],
  ] as const) {
    await applyInOneRun(ns, tunnel(`mode: ${mode}, ${ends}, ${on}`));
    assert.equal((linkOf(ns, 't')['linkinfo'] as Shown)['info_kind'], kind);
    assert.deepEqual(addressTexts(ns, 't'), ['10.9.0.1/24']);
  }
});

test('a tunnel stops to ignore DF and sets it in one run', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  await applyInOneRun(ns, tunnel(`mode: gretap, ${V4}, key: 5, pmtudisc: false, ignore-df: true`));
  const index = indexOf(ns, 't');
  await applyInOneRun(ns, tunnel(`mode: gretap, ${V4}, key: 5, pmtudisc: true, ignore-df: false`));
  assertShows(kindData(ns, 't'), { pmtudisc: true, ignore_df: undefined, ikey: '0.0.0.5' });
  assert.equal(indexOf(ns, 't'), index);
});

for (const [kind, mode, made, ends] of [
  ['gre', 'gre', 'ttl 9 tos 8 ikey 5 okey 6 icsum fwmark 3', 'remote 192.0.2.2 local 192.0.2.1'],
  ['gretap', 'gretap', 'nopmtudisc ignore-df key 5', 'remote 192.0.2.2 local 192.0.2.1'],
  ['sit', 'sit', 'ttl 9 6rd-prefix 2001:db8::/32', 'remote 192.0.2.2 local 192.0.2.1'],
  [
    'ip6gre',
    'ip6gre',
    'ttl 9 key 5 encaplimit none flowlabel inherit',
    'remote 2001:db8::2 local 2001:db8::1',
  ],
  [
    'ip6tnl',
    'ip6tnl',
    'mode any hoplimit 9 tclass inherit dscp inherit',
    'remote 2001:db8::2 local 2001:db8::1',
  ],
] as const) {
  test(`what others set of a ${kind} tunnel stays when only its remote end is declared`, {
    skip,
  }, async (t) => {
    const ns = await makeNamespace(t);
    ns.sh(`ip link add name t type ${kind} ${ends} ${made}`);
    const before = kindData(ns, 't');
    const remote = ends.includes(':') ? '2001:db8::3' : '192.0.2.3';
    const { plan } = await applyInOneRun(ns, network(`tunnels: {t: {mode: ${mode}, remote: "${remote}"}}`));
    assert.deepEqual(
      plan.steps.map((step) => step.changes.map((change) => change.attribute)),
      [['tunnel.remote', 'state']],
    );
    assert.deepEqual(kindData(ns, 't'), { ...before, remote });
    // What was there before goes back to what it was.
    await applyInOneRun(ns, NOTHING);
    assert.deepEqual(kindData(ns, 't'), before);
  });
}

test('what is no longer declared of our own tunnel goes back to the usual, and the rest stays', {
  skip,
}, async (t) => {
  const ns = await makeNamespace(t);
  await applyInOneRun(ns, tunnel(`mode: gre, ${V4}, key: 5`));
  await applyInOneRun(ns, tunnel(`mode: gre, ${V4}, key: 5, ttl: 9, fwmark: 4, sequence: [output]`));
  assertShows(kindData(ns, 't'), { ttl: 9, fwmark: '0x4', oseq: true });
  await applyInOneRun(ns, tunnel(`mode: gre, ${V4}, key: 5, ttl: 9`));
  assertShows(kindData(ns, 't'), { ttl: 9, fwmark: undefined, oseq: undefined, ikey: '0.0.0.5' });
  await applyInOneRun(ns, tunnel(`mode: gre, ${V4}, key: 5`));
  assertShows(kindData(ns, 't'), { ttl: 0, fwmark: undefined, oseq: undefined, ikey: '0.0.0.5' });
});

test('a declared MTU stays when the tunnel changes, an undeclared one follows the header', {
  skip,
}, async (t) => {
  const ns = await makeNamespace(t);
  await applyInOneRun(ns, tunnel(`mode: gre, ${V4}, mtu: 1300`));
  await applyInOneRun(ns, tunnel(`mode: gre, ${V4}, mtu: 1300, key: 5, link: d0, fwmark: 1`));
  assert.equal(linkOf(ns, 't')['mtu'], 1300);
  await applyInOneRun(ns, NOTHING);
  await applyInOneRun(ns, tunnel(`mode: gre, ${V4}`));
  assert.equal(linkOf(ns, 't')['mtu'], 1476);
  await applyInOneRun(ns, tunnel(`mode: gre, ${V4}, key: 5`));
  assert.equal(linkOf(ns, 't')['mtu'], 1472);
});

const FOU = 'encap: {type: fou, destination-port: 5555}';
const GUE = 'encap: {type: gue, destination-port: 5555, checksums: [remote]}';
const MTUS = [
  ['ipip', V4, 1380],
  ['ipip', `${V4}, ${FOU}`, 1372],
  ['ipip', `${V4}, ${GUE}`, 1360],
  ['sit', `${V4}, ${GUE}`, 1360],
  ['gre', `${V4}, ${FOU}`, 1368],
  ['gretap', `${V4}, ${GUE}`, 1342],
  ['erspan', `${V4}, key: 5, ${FOU}`, 1342],
  ['ip6erspan', `${V6}, key: 5`, 1322],
  ['ip6gre', `${V6}, ${FOU}`, 1340],
  ['ipip', 'local: 192.0.2.1, remote: 203.0.113.9', 1480],
  ['sit', `local: 192.0.2.1, remote: 203.0.113.9, ${FOU}`, 1480],
  ['gre', `local: 192.0.2.1, remote: 0.0.0.0, ${FOU}`, 1468],
  ['gre', 'local: 192.0.2.1, remote: 203.0.113.9, link: d0', 1376],
  ['ip6gretap', 'local: "2001:db8::1", remote: "2001:db9::9"', 1434],
  ['ip6erspan', 'local: "2001:db8::1", remote: "2001:db9::9", key: 5', 1422],
  ['sit', V4, 1380],
  ['gre', V4, 1376],
  ['gretap', `${V4}, key: 5`, 1358],
  ['vti', V4, 1380],
  ['ip6gre', V6, 1348],
  ['ip6gretap', V6, 1334],
  ['ip6ip6', V6, 1352],
  ['ipip6', `${V6}, encap-limit: none`, 1360],
  ['vti6', V6, 1360],
] as const;
for (const [mode, keys, expected] of MTUS)
  test(`${mode} (${keys}) that was made with an MTU has that of a new one when none is declared any more`, {
    skip,
  }, async (t) => {
    const ns = await makeNamespace(t);
    const yaml = (mtu: string): string => tunnel(`mode: ${mode}, ${keys}${mtu}`);
    ns.sh('ip link add d0 mtu 1400 type dummy');
    await applyInOneRun(ns, yaml(', mtu: 1300'));
    await applyInOneRun(ns, yaml(''));
    const restored = linkOf(ns, 't')['mtu'];
    ns.sh('ip link del dev t');
    await applyInOneRun(ns, yaml(''));
    assert.deepEqual([restored, linkOf(ns, 't')['mtu']], [expected, expected]);
  });

const AWAY = 'local: "2001:db8::1", remote: "2001:db9::9"';

test('vti6 without a route to its remote end has the MTU of a new one when none is declared any more', {
  skip,
}, async (t) => {
  const ns = await makeNamespace(t);
  // Where the kernel has been told to make no fallback devices, one of the name is like it.
  ns.sh('ip link show dev ip6_vti0 2>/dev/null || ip link add ip6_vti0 type vti6');
  await applyInOneRun(ns, tunnel(`mode: vti6, ${AWAY}, mtu: 1300`));
  await applyInOneRun(ns, tunnel(`mode: vti6, ${AWAY}`));
  const restored = linkOf(ns, 't')['mtu'];
  ns.sh('ip link del dev t');
  await applyInOneRun(ns, tunnel(`mode: vti6, ${AWAY}`));
  assert.equal(restored, linkOf(ns, 't')['mtu']);
});

for (const [mode, keys] of [
  ['ip6gre', ''],
  ['ip6gretap', ''],
  ['ip6erspan', ', key: 5'],
  ['ip6ip6', ''],
] as const)
  test(`${mode} without a route to its remote end has the MTU of a new one when its headers change`, {
    skip,
  }, async (t) => {
    const ns = await makeNamespace(t);
    const yaml = (more: string): string => tunnel(`mode: ${mode}, ${AWAY}${keys}${more}`);
    for (const more of [
      '',
      ', encap-limit: none',
      `, ${FOU}`,
      `, encap-limit: none, ${GUE}`,
      ', encap-limit: 7',
    ]) {
      await applyInOneRun(ns, yaml(more));
      const changed = linkOf(ns, 't')['mtu'];
      ns.sh('ip link del dev t');
      await applyInOneRun(ns, yaml(more));
      assert.equal(changed, linkOf(ns, 't')['mtu'], more);
    }
  });

for (const mode of ['ipip', 'sit', 'gre', 'gretap'])
  test(`${mode} has the MTU of a new one when its encapsulation changes, unless one is declared`, {
    skip,
  }, async (t) => {
    const ns = await makeNamespace(t);
    ns.sh('ip link add d0 mtu 1400 type dummy');
    const yaml = (...keys: readonly string[]): string => tunnel([`mode: ${mode}, ${V4}`, ...keys].join(', '));
    // The first one is there before the address that says where the other end is.
    await applyInOneRun(ns, yaml());
    ns.sh('ip link del dev t');
    for (const keys of [[], [FOU], [GUE], ['mtu: 1300', GUE], [FOU], ['mtu: 1310'], []] as const) {
      await applyInOneRun(ns, yaml(...keys));
      const changed = linkOf(ns, 't')['mtu'];
      if (keys.some((key) => key.startsWith('mtu'))) continue;
      ns.sh('ip link del dev t');
      await applyInOneRun(ns, yaml(...keys));
      assert.equal(changed, linkOf(ns, 't')['mtu'], keys.join());
    }
    await applyInOneRun(ns, yaml(FOU));
    await applyInOneRun(ns, yaml());
    const restored = linkOf(ns, 't')['mtu'];
    ns.sh('ip link del dev t');
    await applyInOneRun(ns, yaml());
    assert.equal(restored, linkOf(ns, 't')['mtu']);
  });

test('the MTU of a new tunnel is that towards its remote end, also over a route of others', {
  skip,
}, async (t) => {
  const ns = await makeNamespace(t);
  const yaml = (mtu: string): string =>
    network(`tunnels: {t: {mode: gre, local: 192.0.2.1, remote: 203.0.113.9${mtu}}}`);
  ns.sh(`
    ip link add e0 mtu 1400 type dummy; ip link set e0 up; ip address add 192.0.2.1/24 dev e0
    ip link add e1 mtu 1450 type dummy; ip link set e1 up; ip route add default dev e1
  `);
  await applyInOneRun(ns, yaml(', mtu: 1300'));
  ns.sh('ip route add 203.0.113.0/24 via 192.0.2.9');
  await applyInOneRun(ns, yaml(''));
  assert.equal(linkOf(ns, 't')['mtu'], 1376);
});

test('a tunnel outlives its lower device, and stands on the new one of that name', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  const on = (id: number): string =>
    network(`
      dummy-devices: {d0: {}}
      vlans: {low: {id: ${id}, link: d0, addresses: [192.0.2.1/24]}}
      tunnels: {t: {mode: gre, ${V4}, link: low, ttl: 9, addresses: [10.9.0.1/24]}}
    `);
  await applyInOneRun(ns, on(5));
  const index = indexOf(ns, 't');
  await applyInOneRun(ns, on(6));
  assertShows(kindData(ns, 't'), { link: 'low', ttl: 9 });
  assert.equal(indexOf(ns, 't'), index);
  assert.deepEqual(addressTexts(ns, 't'), ['10.9.0.1/24']);
});

test('a tunnel is told that it has no lower device any more', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  const yaml = (devices: string, more: string): string =>
    network(`
      dummy-devices: {${devices}}
      tunnels: {t: {mode: gre, ${V4}, ttl: 9${more}}}
    `);
  await applyInOneRun(ns, yaml('d0: {}', ', link: d0'));
  const index = indexOf(ns, 't');
  await applyInOneRun(ns, yaml('', ''));
  assert.deepEqual(linkNames(ns), ['t']);
  assert.equal(indexOf(ns, 't'), index);
  assert.equal(kindData(ns, 't')['ttl'], 9);
});

test('two tunnels exchange their ends', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  const yaml = (a: number, b: number): string =>
    network(`
      tunnels:
        t1: {mode: gre, local: 192.0.2.1, remote: 192.0.2.${a}, ttl: 9}
        t2: {mode: gre, local: 192.0.2.1, remote: 192.0.2.${b}, ttl: 9}
    `);
  await applyInOneRun(ns, yaml(2, 3));
  await applyInOneRun(ns, yaml(3, 2));
  assertShows(kindData(ns, 't1'), { remote: '192.0.2.3', ttl: 9 });
  assertShows(kindData(ns, 't2'), { remote: '192.0.2.2', ttl: 9 });
});

test('tunnels that passed their remote ends on in a circle have them again after a rollback', {
  skip,
}, async (t) => {
  const ns = await makeNamespace(t);
  const names = ['t1', 't2', 't3'];
  const yaml = (...ends: readonly number[]): string =>
    network(`
      tunnels:
        ${ends.map((n, i) => `${names[i]}: {mode: gre, local: 192.0.2.1, remote: 192.0.2.${n}}`).join('\n        ')}
    `);
  await applyInOneRun(ns, yaml(3, 4, 2));
  await applyInOneRun(ns, yaml(2, 3, 4));
  const { plan, failures, remaining } = await rollBack({
    netns: ns.path,
    stateDir: join(ns.directory, 'state'),
  });
  assert.deepEqual([plan.problems, failures, remaining], [[], [], []]);
  assert.deepEqual(
    names.map((name) => kindData(ns, name)['remote']),
    ['192.0.2.3', '192.0.2.4', '192.0.2.2'],
  );
});

test('a tunnel is renamed by another key: the old one frees its ends first', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  for (const name of ['t1', 't2']) {
    await applyInOneRun(ns, network(`tunnels: {${name}: {mode: ipip, ${V4}}}`));
    assert.deepEqual(linkNames(ns), [name]);
  }
});

test('tunnels of the same ends are told apart by key and lower device', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  await applyInOneRun(
    ns,
    network(`
      dummy-devices: {d0: {}}
      tunnels:
        a: {mode: gre, ${V4}}
        b: {mode: gre, ${V4}, key: 1}
        c: {mode: gre, ${V4}, key: 2}
        d: {mode: gre, ${V4}, key: 2, link: d0}
        e: {mode: gretap, ${V4}, key: 2}
        f: {mode: ipip, ${V4}}
        g: {mode: sit, ${V4}}
    `),
  );
  assert.equal(linkNames(ns).length, 8);
  await roundTrip(ns);
});

test('a tunnel that somebody else has already is refused', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  ns.sh('ip link add foreign type gre remote 192.0.2.2 local 192.0.2.1');
  const { plan } = await apply(ns, network(`tunnels: {t: {mode: gre, ${V4}}}`));
  assert.deepEqual(
    plan.problems.map(({ code }) => code),
    ['taken'],
  );
  assert.deepEqual(linkNames(ns), ['foreign']);
});

test('new tunnels over a device that leaves too little for IPv6 have what it leaves, and the plan says that they have no IPv6', {
  skip,
}, async (t) => {
  for (const [keys, mtu] of [
    [`mode: gre, ${V4}`, 1276 - 20],
    [`mode: gretap, ${V4}, key: 5`, 1276 - 20 - 18],
    [`mode: erspan, ${V4}, key: 5, erspan-version: 1`, 1280 - 50],
    [`mode: ipip, ${V4}`, 1280 - 20],
    ['mode: ipip, local: 198.51.100.1, remote: 198.51.100.9, link: d0', 1280 - 20],
    [`mode: vti, ${V4}, key: 5`, 1280 - 20],
    [`mode: vti6, ${V6}, key: 5`, 1280 - 40],
  ] as const) {
    const ns = await makeNamespace(t);
    ns.sh(`
      ip link add d0 mtu 1280 type dummy
      ip link set d0 up
      ip address add 192.0.2.1/24 dev d0
      ip address add 2001:db8::1/64 dev d0 nodad
    `);
    const { plan } = await applyInOneRun(
      ns,
      network(`
        dummy-devices: {d0: {}}
        tunnels: {t: {${keys}, addresses: [10.0.0.1/24, "2001:db8:1::1/64"]}}
      `),
    );
    assert.deepEqual(
      plan.problems.map(({ code, severity }) => [code, severity]),
      [['no-ipv6', 'error']],
      keys,
    );
    assert.equal(linkOf(ns, 't')['mtu'], mtu, keys);
    assert.deepEqual(addressTexts(ns, 't'), ['10.0.0.1/24']);
  }
});

test('fallback devices are in no plan', {
  skip: process.env['NLAPPLY_TIER'] === 'uml' ? skip : 'it changes a setting of the whole machine',
}, async (t: Parameters<typeof makeNamespace>[0]) => {
  const switched = (value: string): void =>
    writeFileSync('/proc/sys/net/core/fb_tunnels_only_for_init_net', value);
  // Other tests make namespaces of their own meanwhile.
  const ns = await makeNamespace(t, (make) => {
    switched('0');
    return make().finally(() => switched('2'));
  });
  const fallback = linkNames(ns);
  for (const name of [
    'gre0',
    'gretap0',
    'erspan0',
    'sit0',
    'tunl0',
    'ip6tnl0',
    'ip6gre0',
    'ip_vti0',
    'ip6_vti0',
  ])
    assert.ok(fallback.includes(name), `${name}: ${String(fallback)}`);
  const text = await roundTrip(ns);
  assert.doesNotMatch(text, /0:/);
  await applyInOneRun(ns, network('ethernets: {tunl0: {addresses: [10.9.0.1/24]}}'));
  assert.match(await roundTrip(ns), /tunl0/);
  await applyInOneRun(ns, tunnel(`mode: gre, ${V4}, key: 5`));
  await roundTrip(ns);
  await applyInOneRun(ns, NOTHING);
  assert.deepEqual(linkNames(ns), fallback);
});
