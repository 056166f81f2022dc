import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addresses, machines, unitOf } from './support/report.ts';

for (const machine of machines('missing')) {
  const report = machine.at('boot');
  const nlapply = unitOf(report, 'nlapply.service');

  test(`${machine.name}: a NIC that never comes holds the boot for 30 seconds, and no longer`, () => {
    const took = (nlapply.active || unitOf(report, 'network.target').active) - nlapply.started;
    assert.ok(took >= 30_000_000 && took < 90_000_000, `${took / 1_000_000} s`);
    assert.equal(unitOf(report, 'network-online.target').state, 'active');
    assert.equal(unitOf(report, 'multi-user.target').state, 'active');
  });

  test(`${machine.name}: the unit has failed then, and says which NIC is missing`, () => {
    assert.deepEqual([nlapply.state, nlapply.status], ['failed', 1]);
    assert.match(report.journal, /eth7/);
    assert.match(report.journal, /network\.yaml:7:/);
  });

  test(`${machine.name}: the other NICs are configured`, () => {
    assert.deepEqual(addresses(report.addresses, 'eth0'), ['192.0.2.10/24']);
  });
}
