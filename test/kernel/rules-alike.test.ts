import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apply, applyInOneRun } from './support/apply.ts';
import { makeNamespace } from './support/namespace.ts';
import { network } from './support/network.ts';
import { makeNics } from './support/nics.ts';
import { rulesOf } from './support/shown.ts';

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
