import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addresses, machines, unitOf } from './support/report.ts';

const UNIT = 'nlapply-client@dhcp4:cable.service';

for (const machine of machines('dhcp')) {
  const report = machine.at('boot');

  test(`${machine.name}: a client runs as a unit, and does not hold up the network`, () => {
    const client = unitOf(report, UNIT);
    assert.equal(client.state, 'active');
    assert.ok(client.started >= unitOf(report, 'nlapply.service').active);
    assert.ok(client.active <= unitOf(report, 'network-online.target').active);
  });

  test(`${machine.name}: a server that needs the network finds the lease`, () => {
    const [own = ''] = addresses(machine.json('needs-network.json'), 'cable');
    assert.match(own, /^192\.0\.2\.(5[0-9]|60)\/24$/);
  });

  test(`${machine.name}: a second look finds nothing to do`, () => {
    assert.equal(report.diffStatus, 0, report.diff);
  });
}
