import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addresses, machines, routes, unitOf } from './support/report.ts';

for (const machine of machines('broken')) {
  const report = machine.at('boot');

  test(`${machine.name}: what the kernel refuses fails the unit, and the boot goes on`, () => {
    const { state, result, status } = unitOf(report, 'nlapply.service');
    assert.deepEqual([state, result, status], ['failed', 'exit-code', 1]);
    assert.equal(machine.file('system'), 'degraded\n');
    assert.match(machine.file('failed'), /^nlapply\.service [^\n]*\n$/);
    for (const id of [
      'network.target',
      'network-online.target',
      'needs-network.service',
      'multi-user.target',
    ]) {
      assert.equal(unitOf(report, id).state, 'active', id);
    }
  });

  test(`${machine.name}: the journal says why, and where that stands`, () => {
    assert.match(report.journal, /10\.0\.0\.0\/8/);
    assert.match(report.journal, /network\.yaml:10:/);
    assert.match(report.journal, /gateway/);
  });

  test(`${machine.name}: everything else is applied`, () => {
    assert.deepEqual(addresses(machine.json('needs-network.json'), 'eth0'), ['192.0.2.10/24']);
    assert.deepEqual(routes(report), ['default via 192.0.2.1 dev eth0']);
  });

  test(`${machine.name}: a configuration that is not valid changes nothing, and the journal says where`, () => {
    const worse = machine.at('worse');
    const { state, status } = unitOf(worse, 'nlapply.service');
    assert.deepEqual([state, status], ['failed', 78]);
    assert.match(worse.journal, /network\.yaml:6:/);
    assert.match(worse.journal, /192\.0\.2\.310/);
    assert.deepEqual(addresses(worse.addresses, 'eth0'), ['192.0.2.10/24']);
    assert.deepEqual(routes(worse), ['default via 192.0.2.1 dev eth0']);
  });

  test(`${machine.name}: with a right configuration the next start succeeds`, () => {
    const better = machine.at('better');
    const { state, result, status } = unitOf(better, 'nlapply.service');
    assert.deepEqual([state, result, status], ['active', 'success', 0]);
    assert.deepEqual(routes(better).toSorted(), [
      '10.0.0.0/8 via 192.0.2.2 dev eth0',
      'default via 192.0.2.1 dev eth0',
    ]);
    assert.equal(better.diffStatus, 0, better.diff);
  });
}
