import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apply, applyInOneRun, stepText } from './support/apply.ts';
import { startMonitoring } from './support/monitoring.ts';
import { makeNamespace } from './support/namespace.ts';
import { network } from './support/network.ts';
import { makeNics } from './support/nics.ts';
import { config, nl } from './support/program.ts';
import { rulesOf } from './support/shown.ts';
import { until } from './support/until.ts';

// The kernel looks for a rule that is to go by what the request has: the first that has this, too, is taken for it (rule_find).

const policy = (...rules: string[]): string =>
  network(`ethernets: {eth0: {routing-policy: [${rules.join(', ')}]}}`);

const SPECIAL = '{from: 10.3.0.0/16, table: 1, priority: 10, mark: 7}';
const GENERAL = '{from: 10.3.0.0/16, table: 1, priority: 10}';
const LAST = '{from: 10.9.0.0/16, table: 1, priority: 10}';

test('a rule goes that is like one in front of it but for a mark; that one stays in front', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  await applyInOneRun(ns, policy(SPECIAL, GENERAL, LAST));
  const [special, general, last] = rulesOf(ns, 4);
  assert.deepEqual([special?.['fwmark'], general?.['fwmark'], last?.['src']], ['0x7', undefined, '10.9.0.0']);
  const { plan } = await applyInOneRun(ns, policy(SPECIAL, LAST));
  assert.deepEqual(rulesOf(ns, 4), [special, last]);
  assert.match(plan.steps[0]?.notes[0] ?? '', /made anew/);
});

test('rules that are ignored stay as they are, in their order, when one goes that they could be taken for', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  ns.sh(`
    ip rule add from 10.3.0.0/16 fwmark 7 ipproto tcp dport 80-90 lookup 1 priority 10
    ip rule add from 10.3.0.0/16 fwmark 7 uidrange 0-0 lookup 1 priority 10
    ip rule add from 10.3.0.0/16 lookup 1 priority 10
    ip rule add from 10.5.0.0/16 fwmark 7 blackhole priority 10
    ip rule add from 10.4.0.0/16 fwmark 7 goto 32766 priority 10
    ip rule add not from 10.8.0.0/16 fwmark 7 lookup 2 suppress_prefixlength 0 priority 10
    ip rule add from 10.6.0.0/16 to 10.7.0.0/16 fwmark 7/0xff tos 0x10 iif eth0 lookup 300 priority 10
  `);
  const before = rulesOf(ns, 4);
  assert.equal(before.length, 7);
  await applyInOneRun(
    ns,
    network(`
      policy: {rules: strict}
      ignore: {rules: [{mark: 7}]}
      ethernets: {eth0: {}}
    `),
  );
  assert.deepEqual(
    rulesOf(ns, 4),
    before.filter((rule) => rule['fwmark'] !== undefined),
  );
});

test('a rule is made though the kernel takes another one for it that has more', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const narrow = '{from: 10.3.0.0/16, to: 10.4.0.0/16, table: 1, priority: 10}';
  await applyInOneRun(ns, policy(narrow, GENERAL, LAST));
  assert.deepEqual(
    rulesOf(ns, 4).map((rule) => [rule['src'], rule['dst']]),
    [
      ['10.3.0.0', '10.4.0.0'],
      ['10.3.0.0', undefined],
      ['10.9.0.0', undefined],
    ],
  );
  await applyInOneRun(ns, policy(narrow, LAST));
  assert.deepEqual(
    rulesOf(ns, 4).map((rule) => [rule['src'], rule['dst']]),
    [
      ['10.3.0.0', '10.4.0.0'],
      ['10.9.0.0', undefined],
    ],
  );
});

test('a rule that comes back on the way back is in front of those that it was in front of', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  await applyInOneRun(ns, policy(SPECIAL));
  // One that the kernel would take for that which stands behind it, another family's, and one of another priority.
  ns.sh(`
    ip rule add from 10.3.0.0/16 to 10.4.0.0/16 lookup 1 priority 10 protocol bird
    ip rule add from 10.9.0.0/16 lookup 2 priority 10 protocol bird
    ip -6 rule add from 2001:db8::/32 lookup 2 priority 10 protocol bird
    ip rule add from 10.3.0.0/16 lookup 2 priority 11 protocol bird
  `);
  const rules = () => [rulesOf(ns, 4), rulesOf(ns, 6)];
  const before = rules();
  const result = await apply(
    ns,
    network('ethernets: {eth0: {routes: [{to: 10.99.0.0/16, via: 203.0.113.250}]}}'),
  );
  assert.equal(result.rolledBack, true);
  assert.deepEqual(rules(), before);
});

const A = '{from: 10.1.0.0/16, table: 1, priority: 10}';
const B = '{from: 10.2.0.0/16, table: 2, priority: 10}';
const C = '{from: 10.3.0.0/16, table: 3, priority: 10}';

test('rules of one priority are in the order of the declaration, also when only that changes', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const sources = () => rulesOf(ns, 4).map((rule) => rule['src']);
  await applyInOneRun(ns, policy(A, B, C));
  ns.sh('ip rule add from 10.9.0.0/16 lookup 9 priority 10 protocol bird');
  const { plan } = await applyInOneRun(ns, policy(A, C, B));
  assert.deepEqual(plan.steps.map(stepText), [
    'change rule 10: from 10.2.0.0/16 lookup 2 (behind rule 10: from 10.1.0.0/16 lookup 1 -> rule 10: from 10.3.0.0/16 lookup 3)',
  ]);
  assert.deepEqual(plan.steps[0]?.notes, []);
  assert.deepEqual(sources(), ['10.1.0.0', '10.3.0.0', '10.9.0.0', '10.2.0.0']);
  await applyInOneRun(ns, policy(C, B));
  assert.deepEqual(sources(), ['10.3.0.0', '10.9.0.0', '10.2.0.0']);
  // A new one in front of another.
  await applyInOneRun(ns, policy(C, A, B));
  assert.deepEqual(sources(), ['10.3.0.0', '10.9.0.0', '10.1.0.0', '10.2.0.0']);
  const { status, stdout } = nl(ns, ['status', config(ns, policy(B, A, C))]);
  assert.equal(status, 2);
  assert.match(stdout, /drifted +rule 10: from 10\.1\.0\.0\/16 lookup 1/);
  assert.match(
    stdout,
    /behind +found "rule 10: from 10\.3\.0\.0\/16 lookup 3", declared "rule 10: from 10\.2/,
  );
});

test('each rule that comes behind another one is there twice before it goes from its former place', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  await applyInOneRun(ns, policy(A, B, C));
  const monitoring = startMonitoring(t, ns, 'rule');
  await until('the monitor listens', () => {
    ns.sh('ip rule add from 10.9.0.0/16 lookup 9 priority 9; ip rule del priority 9');
    return monitoring.text().includes('10.9.0.0');
  });
  monitoring.text();
  monitoring.forget();
  await apply(ns, policy(C, B, A));
  await until('the last event', () => monitoring.text().split('\n').length > 4);
  assert.deepEqual(
    monitoring
      .text()
      .match(/(Deleted 10:|10:)\s+from \S+/g)
      ?.map((event) => event.replace(/\s+/g, ' ')),
    [
      '10: from 10.2.0.0/16',
      '10: from 10.1.0.0/16',
      'Deleted 10: from 10.1.0.0/16',
      'Deleted 10: from 10.2.0.0/16',
    ],
  );
});

test('rules that the kernel would take for each other come in the declared order', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const marks = () => rulesOf(ns, 4).map((rule) => `${rule['src']} ${rule['fwmark'] ?? ''}`);
  await applyInOneRun(ns, policy(SPECIAL, GENERAL, LAST));
  await applyInOneRun(ns, policy(GENERAL, SPECIAL, LAST));
  assert.deepEqual(marks(), ['10.3.0.0 ', '10.3.0.0 0x7', '10.9.0.0 ']);
  await applyInOneRun(ns, policy(LAST, SPECIAL, GENERAL));
  assert.deepEqual(marks(), ['10.9.0.0 ', '10.3.0.0 0x7', '10.3.0.0 ']);
});

test('rules are in their order again after the way back, those of others among them', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  await applyInOneRun(ns, policy(SPECIAL, GENERAL));
  ns.sh('ip rule add from 10.9.0.0/16 lookup 2 priority 10 protocol bird');
  await applyInOneRun(ns, policy(SPECIAL, GENERAL, LAST));
  const before = rulesOf(ns, 4);
  for (const order of [
    [LAST, SPECIAL, GENERAL],
    [GENERAL, SPECIAL, LAST],
    [GENERAL, A, LAST],
  ]) {
    const yaml = network(
      `ethernets: {eth0: {routing-policy: [${order.join(', ')}], routes: [{to: 10.99.0.0/16, via: 203.0.113.250}]}}`,
    );
    const result = await apply(ns, yaml);
    assert.equal(result.rolledBack, true);
    assert.deepEqual(rulesOf(ns, 4), before);
  }
});
