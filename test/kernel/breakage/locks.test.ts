import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { assertDecent, assertRefused } from '../../breakage/support/decency.ts';
import { ended } from '../../breakage/support/program.ts';
import { dump } from '../support/dump.ts';
import { halfway } from '../support/halfway.ts';
import { makeNamespace } from '../support/namespace.ts';
import { NOTHING, network } from '../support/network.ts';
import { assertDone, config, manyRoutes, nl, startIn, stateOf } from '../support/program.ts';
import { addressTexts, linkNames, linkOf } from '../support/shown.ts';

test('While one run holds the lock another is refused with 75; reading goes on; death gives the lock back.', async (t) => {
  const ns = await makeNamespace(t);
  const wanted = config(ns, manyRoutes(5000), 'wanted.yaml');
  const small = config(ns, network('bridges:\n  br1: {}\n'), 'small.yaml');
  const run = await halfway(ns, [wanted], 400, (child) => {
    assertRefused(nl(ns, [small]), 75, /^nlapply: another nlapply is changing this network namespace/);
    assert.equal(nl(ns, ['diff', small]).status, 2);
    assert.equal(nl(ns, ['show']).status, 0);
    assert.equal(nl(ns, ['check', small]).status, 0);
    child.kill('SIGKILL');
  });
  assert.equal(run.signal, 'SIGKILL');
  assertDone(nl(ns, ['--quiet', small]));
});

test('Two runs at once, twenty times: one makes it or both do, none breaks, and the outcome is one of the two.', async (t) => {
  const ns = await makeNamespace(t);
  const one = config(
    ns,
    network('bridges:\n  br0: {mtu: 1400, addresses: [10.0.0.1/24]}\n  br1: {}\n'),
    'one.yaml',
  );
  const two = config(
    ns,
    network('bridges:\n  br0: {mtu: 1300, addresses: [10.0.0.2/24]}\n  br2: {}\n'),
    'two.yaml',
  );
  const nothing = config(ns, NOTHING, 'nothing.yaml');
  const before = dump(ns);
  for (let i = 0; i < 20; i += 1) {
    const runs = await Promise.all([one, two].map((path) => ended(startIn(ns, [path]))));
    for (const run of runs) {
      assertDecent(run);
      assert.ok(run.status === 0 || run.status === 75, run.stderr);
    }
    assert.ok(runs.some(({ status }) => status === 0));
    const outcome = `${linkOf(ns, 'br0')['mtu']} ${addressTexts(ns, 'br0')} ${linkNames(ns)}`;
    assert.match(outcome, /^(1400 10\.0\.0\.1\/24 br0,br1|1300 10\.0\.0\.2\/24 br0,br2)$/);
  }
  assertDone(nl(ns, [nothing]));
  assert.deepEqual(dump(ns), before);
});

test('The very first runs, which make the directory, do not trip over each other.', async (t) => {
  const ns = await makeNamespace(t);
  const path = config(ns, network('bridges:\n  br0: {}\n'));
  const runs = await Promise.all(Array.from({ length: 4 }, () => ended(startIn(ns, [path]))));
  for (const run of runs) {
    assertDecent(run);
    assert.ok(run.status === 0 || run.status === 75, run.stderr);
  }
  const files = readdirSync(join(stateOf(ns), readdirSync(stateOf(ns))[0] ?? ''));
  assert.deepEqual(
    files.filter((name) => name.endsWith('.new')),
    [],
  );
});
