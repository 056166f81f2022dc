import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apply, applyInOneRun, diff } from './support/apply.ts';
import { makeNamespace } from './support/namespace.ts';
import { NOTHING, network } from './support/network.ts';
import { makeNics } from './support/nics.ts';
import { assertShows, flagsAsBooleans, rulesOf } from './support/shown.ts';

const policy = (...rules: string[]): string =>
  network(`ethernets: {eth0: {routing-policy: [${rules.join(', ')}]}}`);

/** What a rule has beyond netplan, with what iproute2 shows for it. */
const SELECTORS: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
  ['iif: eth0', { iif: 'eth0' }],
  ['iif: lo', { iif: 'lo' }],
  ['oif: eth0', { oif: 'eth0' }],
  ['ip-protocol: tcp', { ipproto: 'tcp' }],
  ['ip-protocol: 132', { ipproto: 'sctp' }],
  ['source-port: 53', { sport: 53 }],
  ['source-port: 1024-2047', { sport_start: 1024, sport_end: 2047 }],
  ['destination-port: 1-65534', { dport_start: 1, dport_end: 65534 }],
  ['destination-port: 65534', { dport: 65534 }],
  ['uid-range: 0', { uid_start: 0, uid_end: 0 }],
  ['uid-range: 1000-4294967294', { uid_start: 1000, uid_end: 4294967294 }],
  ['suppress-prefix-length: 0', { suppress_prefixlen: 0 }],
  ['suppress-prefix-length: 32', { suppress_prefixlen: 32 }],
  ['invert: true, mark: 1', { not: true, fwmark: '0x1' }],
  ['suppress-interface-group: 0', { suppress_ifgroup: 'default' }],
  ['suppress-interface-group: 77', { suppress_ifgroup: '77' }],
  ['l3mdev: true', { l3mdev: true, table: undefined }],
  ['l3mdev: true, type: prohibit', { l3mdev: true, action: 'prohibit' }],
  ['type: nop', { nop: true }],
  ['goto: 5000', { goto: 5000, unresolved: true }],
  ['type: blackhole', { action: 'blackhole' }],
  ['type: unreachable', { action: 'unreachable' }],
  ['type: prohibit', { action: 'prohibit' }],
];

for (const family of [4, 6] as const) {
  test(`every selector of IPv${family} reaches the kernel, one rule each`, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0');
    const rules = SELECTORS.map(([text], i) => `{family: ipv${family}, priority: ${i + 10}, ${text}}`);
    await applyInOneRun(ns, policy(...rules));
    const shown = rulesOf(ns, family).map(flagsAsBooleans);
    assert.equal(shown.length, SELECTORS.length);
    SELECTORS.forEach(([, expected], i) => {
      assertShows(shown[i] ?? {}, { priority: i + 10, src: 'all', protocol: '78', ...expected });
    });
    await applyInOneRun(ns, NOTHING);
    assert.deepEqual(rulesOf(ns, family), []);
  });
}

const ALL =
  'from: 10.1.0.0/16, to: 10.2.0.0/16, mark: 5, type-of-service: 16, iif: lo, oif: eth0, ip-protocol: udp, source-port: 53, destination-port: 1024-2047, uid-range: 0-9, invert: true, suppress-prefix-length: 8, table: 7';

test('all of them together, changed one by one, each in one run', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  await applyInOneRun(ns, policy(`{${ALL}, priority: 10}`));
  assertShows(flagsAsBooleans(rulesOf(ns, 4)[0] ?? {}), {
    ...{ not: true, src: '10.1.0.0', srclen: 16, dst: '10.2.0.0', dstlen: 16, fwmark: '0x5', tos: '0x10' },
    ...{ iif: 'lo', oif: 'eth0', ipproto: 'udp', sport: 53, dport_start: 1024, dport_end: 2047 },
    ...{ uid_start: 0, uid_end: 9, suppress_prefixlen: 8, table: '7', priority: 10 },
  });
  for (const [from, to] of [
    ['iif: lo, ', ''],
    ['oif: eth0', 'oif: lo'],
    ['udp', 'tcp'],
    ['source-port: 53', 'source-port: 53-54'],
    ['1024-2047', '80'],
    ['uid-range: 0-9, ', ''],
    ['invert: true, ', ''],
    ['suppress-prefix-length: 8', 'suppress-prefix-length: 0'],
    ['suppress-prefix-length: 8, table: 7', 'type: prohibit'],
  ] as const) {
    const before = rulesOf(ns, 4);
    await applyInOneRun(ns, policy(`{${ALL.replace(from, to)}, priority: 10}`));
    const after = rulesOf(ns, 4);
    assert.equal(after.length, 1, from);
    assert.notDeepEqual(after, before, from);
    await applyInOneRun(ns, policy(`{${ALL}, priority: 10}`));
    assert.deepEqual(rulesOf(ns, 4), before, from);
  }
});

test('rules of one priority that differ in a selector only: each can go, and the others stay in their order', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const rules = SELECTORS.filter(([text]) => !/^type|^l3mdev|^goto/.test(text)).map(
    ([text]) => `{family: ipv4, priority: 10, table: 7, ${text}}`,
  );
  const plain = '{family: ipv4, priority: 10, table: 7}';
  const all = [...rules, plain];
  await applyInOneRun(ns, policy(...all));
  const before = rulesOf(ns, 4);
  assert.equal(before.length, all.length);
  for (let i = 0; i < all.length; i += 4) {
    await applyInOneRun(ns, policy(...all.filter((_, other) => other !== i)));
    assert.deepEqual(
      rulesOf(ns, 4),
      before.filter((_, other) => other !== i),
    );
    await applyInOneRun(ns, NOTHING);
    assert.deepEqual(rulesOf(ns, 4), []);
    await applyInOneRun(ns, policy(...all));
    assert.deepEqual(rulesOf(ns, 4), before);
  }
});

test('rules of others with the same selectors stay; an equal one is adopted', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  ns.sh(`
    ip rule add ipproto tcp dport 80-90 lookup 7 priority 10
    ip rule add ipproto tcp dport 80-90 iif eth0 lookup 7 priority 10
    ip rule add not from 10.0.0.0/8 lookup 7 priority 10
    ip rule add from all ipproto tcp dport 80-90 prohibit priority 11
    ip rule add lookup main suppress_prefixlength 0 priority 12
    ip rule add uidrange 0-9 lookup 7 priority 13
    ip rule add dport 443 goto 32766 priority 13
    ip rule add dport 443 suppress_ifgroup 5 lookup 7 priority 13
  `);
  const before = rulesOf(ns, 4);
  const equal = await applyInOneRun(
    ns,
    policy(
      '{family: ipv4, ip-protocol: tcp, destination-port: 80-90, table: 7, priority: 10}',
      '{family: ipv4, ip-protocol: tcp, destination-port: 80-90, type: prohibit, priority: 11}',
      '{family: ipv4, suppress-prefix-length: 0, priority: 12}',
      '{from: 10.0.0.0/8, invert: true, table: 7, priority: 10}',
    ),
  );
  assert.deepEqual(equal.plan.steps, []);
  await applyInOneRun(
    ns,
    policy(
      '{family: ipv4, ip-protocol: tcp, destination-port: 80-90, table: 7, priority: 20}',
      '{family: ipv4, uid-range: 0, table: 7, priority: 13}',
      '{family: ipv4, destination-port: 443, table: 7, priority: 13}',
    ),
  );
  assert.equal(rulesOf(ns, 4).length, before.length + 3);
  await applyInOneRun(ns, NOTHING);
  assert.deepEqual(rulesOf(ns, 4), before);
});

test('a goto changes its target, with a twin of its priority beside it, and goes', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const to = (...targets: readonly number[]): string =>
    policy(
      ...targets.map((target) => `{family: ipv4, priority: 10, iif: eth0, goto: ${target}}`),
      '{family: ipv4, priority: 20, type: nop}',
      '{family: ipv4, priority: 30, iif: eth0, type: prohibit}',
    );
  const targets = (): unknown[] => rulesOf(ns, 4).flatMap((rule) => rule['goto'] ?? []);
  for (const some of [[20], [30], [20, 30], [30], [30, 32766], [], [40]]) {
    await applyInOneRun(ns, to(...some));
    // A new one is behind those of its priority.
    assert.deepEqual(targets().sort(), some);
  }
  await applyInOneRun(ns, NOTHING);
  assert.deepEqual(rulesOf(ns, 4), []);
});

test('rules of others for VRFs, with goto and nop are adopted and kept, and come back as they were', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  for (const family of [4, 6])
    ns.sh(`
      ip -${family} rule add l3mdev protocol boot priority 10
      ip -${family} rule add iif eth0 goto 20 protocol boot priority 11
      ip -${family} rule add nop protocol boot priority 20
      ip -${family} rule add lookup 7 suppress_ifgroup 5 protocol boot priority 30
    `);
  const before = [rulesOf(ns, 4), rulesOf(ns, 6)];
  const equal = [4, 6].flatMap((family) => [
    `{family: ipv${family}, priority: 10, l3mdev: true}`,
    `{family: ipv${family}, priority: 11, iif: eth0, goto: 20}`,
    `{family: ipv${family}, priority: 20, type: nop}`,
    `{family: ipv${family}, priority: 30, table: 7, suppress-interface-group: 5}`,
  ]);
  const { plan } = await applyInOneRun(ns, policy(...equal));
  assert.deepEqual(plan.steps, []);
  const result = await apply(
    ns,
    network(`
      policy: {rules: strict}
      ethernets:
        eth0:
          routing-policy: [{family: ipv4, l3mdev: true, type: prohibit, priority: 10}]
          routes: [{to: 10.77.0.0/16, via: 10.78.0.1}]
    `),
  );
  assert.notDeepEqual(result.failures, []);
  assert.deepEqual([rulesOf(ns, 4), rulesOf(ns, 6)], before);
});

test('a rollback restores such rules exactly, those of others included', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  ns.sh(
    'ip rule add not from 10.9.0.0/16 ipproto tcp sport 7 uidrange 5-6 lookup 9 suppress_prefixlength 4 pref 10',
  );
  await applyInOneRun(
    ns,
    policy(`{${ALL}, priority: 10}`, '{family: ipv4, iif: eth0, table: 9, priority: 11}'),
  );
  const before = rulesOf(ns, 4);
  const result = await apply(
    ns,
    network(`
      policy: {rules: strict}
      ethernets:
        eth0:
          routing-policy: [{family: ipv4, oif: eth0, type: prohibit, priority: 10}]
          routes: [{to: 10.77.0.0/16, via: 10.78.0.1}]
    `),
  );
  assert.notDeepEqual(result.failures, []);
  assert.deepEqual(rulesOf(ns, 4), before);
});

test('a device is named by its id, whatever its link is called, and follows a new name', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  const rule = 'routing-policy: [{family: ipv4, iif: lan, table: 7, priority: 10}]';
  await applyInOneRun(ns, network(`ethernets: {lan: {match: {name: eth0}, ${rule}}}`));
  assert.equal(rulesOf(ns, 4)[0]?.['iif'], 'eth0');
  await applyInOneRun(ns, network(`ethernets: {lan: {match: {name: eth0}, set-name: inner0, ${rule}}}`));
  assert.deepEqual(
    rulesOf(ns, 4).map(({ iif, iif_detached }) => [iif, iif_detached]),
    [['inner0', undefined]],
  );
  await applyInOneRun(ns, network(`ethernets: {lan: {match: {name: "?th1"}, ${rule}}}`));
  assert.equal(rulesOf(ns, 4)[0]?.['iif'], 'eth1');
});

test('a device of several links has a rule for each, unless the rule is inverted', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  const yaml = (more: string): string =>
    network(
      `ethernets: {lan: {match: {name: "eth*"}, routing-policy: [{family: ipv4, iif: lan, table: 7, priority: 10${more}}]}}`,
    );
  await applyInOneRun(ns, yaml(''));
  assert.deepEqual(
    rulesOf(ns, 4).map((rule) => rule['iif']),
    ['eth0', 'eth1'],
  );
  const { problems } = await diff(ns, yaml(', invert: true'));
  assert.deepEqual(
    problems.map(({ code, source }) => [code, source?.line]),
    [['rule-on-several-links', 3]],
  );
});

test('a rule for an interface that is not declared stands, with a warning while there is none', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const yaml = policy('{family: ipv4, oif: wg9, table: 7, priority: 10}');
  const { plan } = await applyInOneRun(ns, yaml);
  assert.deepEqual(
    plan.problems.map(({ code, severity }) => [code, severity]),
    [['undefined-interface', 'warning']],
  );
  ns.sh('ip link add wg9 type veth');
  const again = await applyInOneRun(ns, yaml);
  assert.deepEqual([again.plan.steps, again.plan.problems], [[], []]);
  assert.equal(rulesOf(ns, 4)[0]?.['oif'], 'wg9');
});
