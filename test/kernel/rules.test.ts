import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyInOneRun } from './support/apply.ts';
import { makeNamespace } from './support/namespace.ts';
import { NOTHING, network } from './support/network.ts';
import { makeNics } from './support/nics.ts';
import { assertShows, rulesOf } from './support/shown.ts';

const policy = (rules: string): string => network(`ethernets: {eth0: {routing-policy: [${rules}]}}`);

test('every selector of IPv4 and IPv6', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  await applyInOneRun(
    ns,
    policy(
      `{from: 10.0.0.0/8, to: 192.0.2.1, mark: 0x10/0xf0, type-of-service: 16, table: 100, priority: 50},
       {from: "2001:db8::/32", to: "fd00::1", mark: 7, type-of-service: 8, table: 100000, priority: 60}`.replace(
        /\s+/g,
        ' ',
      ),
    ),
  );
  assertShows(rulesOf(ns, 4)[0] ?? {}, {
    priority: 50,
    src: '10.0.0.0',
    srclen: 8,
    dst: '192.0.2.1',
    fwmark: '0x10',
    fwmask: '0xf0',
    tos: '0x10',
    table: '100',
    protocol: '78',
  });
  assertShows(rulesOf(ns, 6)[0] ?? {}, {
    priority: 60,
    src: '2001:db8::',
    srclen: 32,
    dst: 'fd00::1',
    fwmark: '0x7',
    table: '100000',
  });
  await applyInOneRun(ns, NOTHING);
  assert.deepEqual([rulesOf(ns, 4), rulesOf(ns, 6)], [[], []]);
});

test('host bits of a selector say nothing, also the second time', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const rules = '{from: 10.0.0.1/8, priority: 5, table: 7}, {to: "2001:db8::1/32", priority: 6, table: 7}';
  await applyInOneRun(ns, policy(rules));
  assert.match(
    ns.sh('ip rule; ip -6 rule'),
    /5:\tfrom 10\.0\.0\.0\/8 lookup 7[\s\S]*6:\tfrom all to 2001:db8::\/32 lookup 7/,
  );
});

test('rules without a priority get one each, keep it, and are not doubled', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const yaml = policy(
    '{from: 10.1.0.0/16, table: 1}, {from: 10.2.0.0/16, table: 2}, {to: "fd00::/8", table: 3}',
  );
  await applyInOneRun(ns, yaml);
  const before = [rulesOf(ns, 4), rulesOf(ns, 6)];
  assert.equal(before[0]?.length, 2);
  assert.equal(before[1]?.length, 1);
  assert.equal(new Set(before[0]?.map((rule) => rule['priority'])).size, 2);
  await applyInOneRun(ns, yaml);
  assert.deepEqual([rulesOf(ns, 4), rulesOf(ns, 6)], before);
});

test('a rule added to those without a priority leaves the others alone', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  await applyInOneRun(ns, policy('{from: 10.1.0.0/16, table: 1}'));
  const [before] = rulesOf(ns, 4);
  await applyInOneRun(ns, policy('{from: 10.1.0.0/16, table: 1}, {from: 10.2.0.0/16, table: 2}'));
  assert.deepEqual(
    rulesOf(ns, 4).find((rule) => rule['src'] === '10.1.0.0'),
    before,
  );
});

test('a deleted rule is put back', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const yaml = policy(
    '{from: 10.1.0.0/16, table: 1, priority: 10}, {from: "fd00::/8", table: 1, priority: 10}',
  );
  await applyInOneRun(ns, yaml);
  ns.sh('ip rule del priority 10; ip -6 rule del priority 10');
  await applyInOneRun(ns, yaml);
  assert.deepEqual([rulesOf(ns, 4).length, rulesOf(ns, 6).length], [1, 1]);
});

for (const type of ['blackhole', 'unreachable', 'prohibit']) {
  test(`a rule of type ${type} that is no longer declared is gone before a route needs to reach its gateway`, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0');
    const withMore = (more: string): string =>
      network(`ethernets: {eth0: {addresses: [192.0.2.1/24], ${more}}}`);
    await applyInOneRun(
      ns,
      withMore(`routing-policy: [{from: 10.5.0.0/16, invert: true, type: ${type}, priority: 300}]`),
    );
    await applyInOneRun(
      ns,
      withMore(`
        routes: [{to: 10.8.0.0/16, via: 192.0.2.9}],
        routing-policy: [{from: 10.6.0.0/16, table: 9, priority: 300}]
      `),
    );
    assert.deepEqual(
      rulesOf(ns, 4).map(({ src }) => src),
      ['10.6.0.0'],
    );
    assert.equal(ns.ip('route', 'show', '10.8.0.0/16')[0]?.['gateway'], '192.0.2.9');
  });
}

for (const [what, after] of [
  ['priority', '{from: 10.1.0.0/16, table: 1, priority: 20}'],
  ['table', '{from: 10.1.0.0/16, table: 9, priority: 10}'],
  ['source', '{from: 10.9.0.0/16, table: 1, priority: 10}'],
  ['mark', '{from: 10.1.0.0/16, table: 1, priority: 10, mark: 5}'],
] as const) {
  test(`another ${what} of a rule: the new one is there, the old one gone`, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0');
    await applyInOneRun(ns, policy('{from: 10.1.0.0/16, table: 1, priority: 10}'));
    const before = rulesOf(ns, 4);
    await applyInOneRun(ns, policy(after));
    const rules = rulesOf(ns, 4);
    assert.equal(rules.length, 1);
    assert.notDeepEqual(rules, before);
  });
}

test('foreign rules stay, equal in priority or in selector', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  ns.sh(`
    ip rule add from 10.1.0.0/16 lookup 50 priority 10
    ip rule add from 10.1.0.0/16 lookup 1 priority 99
    ip rule add iif eth0 oif eth0 ipproto tcp dport 80-90 lookup 4 priority 10
    ip rule add from 10.1.0.0/16 uidrange 0-0 lookup 1 priority 10
    ip rule add not from 10.1.0.0/16 lookup 1 priority 10
    ip rule add from 10.1.0.0/16 lookup 1 suppress_prefixlength 0 priority 10
    ip rule add from 10.7.0.0/16 blackhole priority 11
    ip rule add goto 32766 priority 12
    ip -6 rule add from fd00::/8 lookup 7 priority 10
  `);
  const before = [rulesOf(ns, 4), rulesOf(ns, 6)];
  await applyInOneRun(
    ns,
    policy('{from: 10.1.0.0/16, table: 1, priority: 10}, {from: "fd00::/8", table: 1, priority: 10}'),
  );
  assert.equal(rulesOf(ns, 4).length, 9);
  await applyInOneRun(ns, NOTHING);
  assert.deepEqual([rulesOf(ns, 4), rulesOf(ns, 6)], before);
});

test('an equal rule that was there is adopted and stays', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  ns.sh('ip rule add from 10.1.0.0/16 lookup 1 priority 10');
  const { plan } = await applyInOneRun(ns, policy('{from: 10.1.0.0/16, table: 1, priority: 10}'));
  assert.deepEqual(plan.steps, []);
  await applyInOneRun(ns, NOTHING);
  assert.equal(rulesOf(ns, 4).length, 1);
});

test('a rule for everything, one for the main table, one without a table', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  await applyInOneRun(
    ns,
    policy(
      '{from: 0.0.0.0/0, table: 254, priority: 5}, {from: "::/0", mark: 1, priority: 6}, {to: 10.0.0.1, priority: 7}',
    ),
  );
  assert.deepEqual(
    [...rulesOf(ns, 4), ...rulesOf(ns, 6)].map((rule) => rule['table']),
    ['main', 'main', 'main'],
  );
});

test('the rules of the kernel are never touched', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const kernel = () => ns.ip('rule').filter((rule) => rule['protocol'] === 'kernel');
  const before = kernel();
  await applyInOneRun(ns, policy('{from: 10.1.0.0/16, table: 1}'));
  await applyInOneRun(ns, NOTHING);
  assert.deepEqual(kernel(), before);
  assert.equal(before.length, 3);
});
