import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyInOneRun } from './support/apply.ts';
import { startMonitor } from './support/monitor.ts';
import { makeNamespace, type Namespace, type Shown } from './support/namespace.ts';
import { olderThan, without } from './support/needs.ts';
import { NOTHING, network } from './support/network.ts';
import { makeNics } from './support/nics.ts';
import { roundTrip } from './support/round-trip.ts';
import {
  addressTexts,
  assertShows,
  destinations,
  indexOf,
  kindData,
  linkNames,
  linkOf,
} from './support/shown.ts';

const skip = without('geneve');

const geneve = (keys: string, more = ''): string => network(`tunnels: {g: {mode: geneve, ${keys}}}${more}`);

const V4 = 'id: 5, remote: 192.0.2.2';
const V6 = 'id: 5, remote: "2001:db8::2"';

/** Keys, and what `ip -d link` shows of them. */
const OPTIONS: readonly (readonly [keys: string, shown: Shown])[] = [
  [V4, { id: 5, remote: '192.0.2.2', port: 6081, ttl: 0, df: 'unset', udp_csum: false }],
  [
    'id: 16777215, remote: 192.0.2.2, port: 7777, port-range: [2000, 3000], ttl: 9, type-of-service: 16, do-not-fragment: true, checksums: [udp]',
    { id: 16777215, port: 7777, ttl: 9, tos: '0x10', df: 'set', udp_csum: true },
  ],
  [
    `${V4}, ttl: inherit, type-of-service: inherit, do-not-fragment: inherit`,
    { ttl: undefined, tos: '0x1', df: 'inherit' },
  ],
  [
    `${V6}, flow-label: 0x12345, checksums: [zero-udp6-tx, zero-udp6-rx]`,
    { remote6: '2001:db8::2', label: '0x12345', udp_zero_csum6_tx: true, udp_zero_csum6_rx: true },
  ],
  [`${V6}, checksums: []`, { udp_zero_csum6_tx: false, udp_zero_csum6_rx: false }],
  [`${V4}, inner-proto-inherit: true`, { inner_proto_inherit: true }],
  ['external: true', { external: true, port: 6081 }],
  ['external: true, port: 7777', { external: true, port: 7777 }],
];

for (const [keys, shown] of OPTIONS) {
  test(`a Geneve device with ${keys} reaches the kernel, and is shown and made again`, {
    skip,
  }, async (t) => {
    const ns = await makeNamespace(t);
    await applyInOneRun(ns, geneve(keys));
    assertShows(kindData(ns, 'g'), shown);
    const text = await roundTrip(ns);
    const other = await makeNamespace(t);
    await applyInOneRun(other, text);
    assert.deepEqual(kindData(other, 'g'), kindData(ns, 'g'));
    await applyInOneRun(ns, NOTHING);
    assert.deepEqual(linkNames(ns), []);
  });
}

/** Keys before and after, and what is shown then. */
const LIVE: readonly (readonly [before: string, after: string, shown: Shown])[] = [
  [V4, 'id: 5, remote: 192.0.2.3', { remote: '192.0.2.3' }],
  [V6, 'id: 5, remote: "2001:db8::3"', { remote6: '2001:db8::3' }],
  [V4, `${V4}, ttl: 9`, { ttl: 9 }],
  [`${V4}, ttl: 9`, `${V4}, ttl: inherit`, { ttl: undefined }],
  [`${V4}, ttl: inherit`, `${V4}, ttl: 9`, { ttl: 9 }],
  [V4, `${V4}, type-of-service: 8`, { tos: '0x8' }],
  [V4, `${V4}, do-not-fragment: true`, { df: 'set' }],
  [`${V4}, do-not-fragment: inherit`, `${V4}, do-not-fragment: false`, { df: 'unset' }],
  [V6, `${V6}, flow-label: 7`, { label: '0x7' }],
];

for (const [before, after, shown] of LIVE) {
  test(`a Geneve device changes from ${before} to ${after} in place`, { skip }, async (t) => {
    const ns = await makeNamespace(t);
    const rest = 'port: 7777, checksums: [], mtu: 1400';
    await applyInOneRun(ns, geneve(`${before}, ${rest}`));
    const index = indexOf(ns, 'g');
    const monitor = await startMonitor(t, ns);
    const { plan } = await applyInOneRun(ns, geneve(`${after}, ${rest}`));
    const downs = (await monitor.stop()).filter((line) => / g:/.test(line) && !/[<,]UP[,>]/.test(line));
    assert.deepEqual(downs, []);
    assert.deepEqual(
      plan.steps.map((step) => step.action),
      ['change'],
    );
    assert.equal(indexOf(ns, 'g'), index);
    assertShows(kindData(ns, 'g'), { ...shown, port: 7777 });
    assert.equal(linkOf(ns, 'g')['mtu'], 1400);
  });
}

/** Keys before and after, the attribute that forces the replacement, and what is shown then. */
const FORCED: readonly (readonly [before: string, after: string, attribute: string, shown: Shown])[] = [
  [V4, 'id: 6, remote: 192.0.2.2', 'geneve.id', { id: 6 }],
  [V4, V6, 'geneve.remote', { remote6: '2001:db8::2' }],
  [V4, `${V4}, port: 7777`, 'geneve.port', { port: 7777 }],
  [V4, `${V4}, checksums: [udp]`, 'geneve.udp-checksum', { udp_csum: true }],
  [V6, `${V6}, checksums: [zero-udp6-tx]`, 'geneve.zero-udp6-tx', { udp_zero_csum6_tx: true }],
  [V6, `${V6}, checksums: [zero-udp6-rx]`, 'geneve.zero-udp6-rx', { udp_zero_csum6_rx: true }],
  [V4, 'external: true', 'geneve.external', { external: true }],
  ['external: true', 'external: true, do-not-fragment: true', 'geneve.do-not-fragment', { df: 'set' }],
  [V4, `${V4}, inner-proto-inherit: true`, 'geneve.inner-proto-inherit', { inner_proto_inherit: true }],
];

for (const [before, after, attribute, shown] of FORCED) {
  test(`a Geneve device is made anew from ${before} to ${after}, with what is on it`, { skip }, async (t) => {
    const ns = await makeNamespace(t);
    const on = 'addresses: [10.9.0.1/24], routes: [{to: 10.10.0.0/16, scope: link}]';
    await applyInOneRun(ns, geneve(`${before}, ${on}`));
    const index = indexOf(ns, 'g');
    const { plan } = await applyInOneRun(ns, geneve(`${after}, ${on}`));
    const [step] = plan.steps;
    assert.equal(step?.action, 'replace');
    const forcing = step?.changes.filter((change) => change.forces).map((change) => change.attribute);
    assert.ok(forcing?.includes(attribute), String(forcing));
    assert.notEqual(indexOf(ns, 'g'), index);
    assertShows(kindData(ns, 'g'), shown);
    assert.deepEqual(addressTexts(ns, 'g'), ['10.9.0.1/24']);
    assert.deepEqual(destinations(ns, 4), ['10.10.0.0/16']);
  });
}

test('Geneve devices of one id are told apart by the remote end and the port', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  await applyInOneRun(
    ns,
    network(`
      tunnels:
        a: {mode: geneve, id: 5, remote: 192.0.2.2}
        b: {mode: geneve, id: 5, remote: 192.0.2.3}
        c: {mode: geneve, id: 5, remote: 192.0.2.2, port: 7777}
        d: {mode: geneve, external: true, port: 8888}
    `),
  );
  await roundTrip(ns);
});

test('two Geneve devices exchange their remote ends', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  const yaml = (a: number, b: number): string =>
    network(`
      tunnels:
        a: {mode: geneve, id: 5, remote: 192.0.2.${a}}
        b: {mode: geneve, id: 5, remote: 192.0.2.${b}}
    `);
  await applyInOneRun(ns, yaml(2, 3));
  await applyInOneRun(ns, yaml(3, 2));
  assert.equal(kindData(ns, 'a')['remote'], '192.0.2.3');
  assert.equal(kindData(ns, 'b')['remote'], '192.0.2.2');
});

/** Local address and port of the UDP sockets of a Geneve device, as ss shows them. */
const sockets = (ns: Namespace): string[] =>
  ns
    .sh('ss -Hlun')
    .split('\n')
    .map((line) => line.trim().split(/\s+/)[3] ?? '')
    .filter((end) => end.endsWith(':6081'))
    .sort();

const skipNew = skip || olderThan(7, 1);

for (const [from, other, remote] of [
  ['192.0.2.1', '192.0.2.7', '192.0.2.2'],
  ['[2001:db8::1]', '[2001:db8::7]', '[2001:db8::2]'],
] as const) {
  test(`a Geneve device speaks from ${from}, and from ${other} when it is made anew`, {
    skip: skipNew,
  }, async (t) => {
    const ns = await makeNamespace(t);
    const plain = (address: string): string => address.replaceAll(/[[\]]/g, '');
    const yaml = (local: string): string =>
      network(`
        dummy-devices: {d: {addresses: ["${plain(from)}/28", "${plain(other)}/28"]}}
        tunnels: {g: {mode: geneve, id: 5, remote: "${plain(remote)}", local: "${plain(local)}"}}
      `);
    await applyInOneRun(ns, yaml(from));
    assert.deepEqual(sockets(ns), [`${from}:6081`]);
    await roundTrip(ns);
    const { plan } = await applyInOneRun(ns, yaml(other));
    const forcing = plan.steps[0]?.changes.filter(({ forces }) => forces).map(({ attribute }) => attribute);
    assert.deepEqual(forcing, ['geneve.local']);
    assert.deepEqual(sockets(ns), [`${other}:6081`]);
  });
}

test('a Geneve device says a hint for GRO from its creation on', { skip: skipNew }, async (t) => {
  const ns = await makeNamespace(t);
  await applyInOneRun(ns, geneve(V4));
  const { plan } = await applyInOneRun(ns, geneve(`${V4}, gro-hint: true`));
  assert.deepEqual(
    plan.steps.map(({ action, changes }) => [action, changes.map(({ attribute }) => attribute)]),
    [['replace', ['geneve.gro-hint']]],
  );
  assert.match(await roundTrip(ns), /gro-hint: true/);
});

test('a new Geneve device over one that leaves too little for IPv6 has none: the plan says so, and the rest is done', {
  skip,
}, async (t) => {
  for (const way of ['ip address add 192.0.2.1/24 dev eth0', 'ip route add default dev eth0 proto static']) {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0');
    ns.sh(`
      ip link set eth0 mtu 1300
      ${way}
    `);
    const { plan } = await applyInOneRun(ns, geneve(`${V4}, addresses: [10.0.0.1/24, "2001:db8:1::1/64"]`));
    assert.deepEqual(
      plan.problems.map(({ code, severity }) => [code, severity]),
      [['no-ipv6', 'error']],
    );
    assert.equal(linkOf(ns, 'g')['mtu'], 1250);
    assert.deepEqual(addressTexts(ns, 'g'), ['10.0.0.1/24']);
  }
});

test('with another end that has less room it keeps the IPv6 that it has, which the plan tells', {
  skip,
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  ns.sh(`
    ip link set eth0 mtu 1300
    ip address add 192.0.2.1/24 dev eth0
    ip address add 198.51.100.1/24 dev eth1
  `);
  const to = (remote: string): string =>
    network(`
      tunnels:
        g:
          mode: geneve
          id: 5
          remote: ${remote}
          addresses: ["2001:db8:1::1/64"]
          routes: [{to: "2001:db8:7::/48", via: "2001:db8:1::2"}]
    `);
  await applyInOneRun(ns, to('198.51.100.2'));
  const { plan } = await applyInOneRun(ns, to('192.0.2.2'));
  assert.match(plan.steps[0]?.notes.join() ?? '', /the MTU of g becomes 1250/);
  assert.deepEqual(plan.problems, []);
  assert.equal(linkOf(ns, 'g')['mtu'], 1250);
  assert.deepEqual(addressTexts(ns, 'g'), ['2001:db8:1::1/64']);
  assert.deepEqual(destinations(ns, 6), ['2001:db8:7::/48']);
  ns.sh('ip link set g down; ip link set g up');
  const again = await applyInOneRun(ns, to('192.0.2.2'));
  assert.deepEqual(
    again.plan.problems.map(({ code }) => code),
    ['no-ipv6', 'no-ipv6'],
  );
});

test('so has one over a bridge of others that follows the port whose MTU falls in the run', {
  skip: without('geneve', 'bridge'),
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  ns.sh(`
    ip link set eth0 mtu 1400
    ip link add fbr type bridge
    ip link set eth0 master fbr
    ip link set fbr up
    ip address add 192.0.2.1/24 dev fbr
  `);
  const { plan } = await applyInOneRun(
    ns,
    network(`
      ethernets: {eth0: {mtu: 1320}}
      tunnels: {g: {mode: geneve, ${V4}, addresses: ["2001:db8:1::1/64"]}}
    `),
  );
  assert.deepEqual(
    plan.problems.map(({ code, severity }) => [code, severity]),
    [
      // First it does not show whether the bridge follows.
      ['no-ipv6', 'error'],
      ['no-ipv6', 'warning'],
    ],
  );
  assert.deepEqual([linkOf(ns, 'fbr')['mtu'], linkOf(ns, 'g')['mtu']], [1320, 1270]);
});

test('one that was made with an MTU has that of a new one when none is declared any more', {
  skip,
}, async (t) => {
  const ns = await makeNamespace(t);
  ns.sh(
    'ip link add d0 mtu 1400 type dummy; ip link set d0 up; ip address add 192.0.2.1/24 dev d0; ip -6 address add 2001:db8::1/64 dev d0 nodad',
  );
  for (const [remote, mtu] of [
    ['192.0.2.2', 1350],
    ['2001:db8::2', 1330],
  ] as const) {
    const yaml = (more: string): string =>
      network(`tunnels: {g0: {mode: geneve, id: 1, remote: "${remote}"${more}}}`);
    await applyInOneRun(ns, yaml(', mtu: 1300'));
    await applyInOneRun(ns, yaml(''));
    const restored = linkOf(ns, 'g0')['mtu'];
    await applyInOneRun(ns, NOTHING);
    await applyInOneRun(ns, yaml(''));
    assert.deepEqual([restored, linkOf(ns, 'g0')['mtu']], [mtu, mtu]);
    await applyInOneRun(ns, NOTHING);
  }
});
