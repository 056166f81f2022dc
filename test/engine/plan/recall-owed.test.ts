import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foresee } from '../../../src/engine/plan/plan.ts';
import { EMPTY_RECORD, intendedRecord, type StateRecord } from '../../../src/engine/record/record.ts';
import { isStoredRecord } from '../../../src/engine/state/record-shape.ts';
import { NOTHING_DECLARED, type Snapshot } from '../../../src/model/index.ts';
import { liveAddress, liveRoute, nic } from '../samples.ts';

const address = liveAddress('eth0', '10.0.0.1/24');
const route = liveRoute('10.7.0.0/16', 'eth0', { via: '10.0.0.9', protocol: 12 });
const links = [nic('eth0')];
const EMPTY: Snapshot = { format_version: 1, links, addresses: [], routes: [], rules: [] };

/** What a run on the machine plans that knows this record. */
function planned(live: Partial<Snapshot>, record: StateRecord): readonly string[] {
  const { plan } = foresee(NOTHING_DECLARED, { ...EMPTY, ...live }, record, { allowRecreate: false });
  return [
    ...plan.steps.map(({ action, name, reason }) => `${action} ${name} (${reason})`),
    ...plan.problems.map(({ message }) => message),
  ];
}

const owing: StateRecord = { ...EMPTY_RECORD, owed: [address, route] };

test('What a run that was cut short had taken along of others comes back with the next', () => {
  assert.deepEqual(planned({}, owing), [
    'create address 10.0.0.1/24 dev eth0 (lost in a run that was cut short)',
    'create route 10.7.0.0/16 via 10.0.0.9 dev eth0 (lost in a run that was cut short)',
  ]);
});

test('What is there already is left as it is', () => {
  assert.deepEqual(planned({ addresses: [address], routes: [route] }, owing), []);
  assert.equal(planned({ addresses: [address] }, owing).length, 1);
});

test('What cannot come back is told', () => {
  assert.deepEqual(planned({ links: [] }, owing), [
    'not made by nlapply, and cannot be put back: address 10.0.0.1/24 dev eth0, route 10.7.0.0/16 via 10.0.0.9 dev eth0 (lost in a run that was cut short)',
  ]);
});

test('A run owes what it brings back, until it has', () => {
  const { plan } = foresee(NOTHING_DECLARED, EMPTY, owing, { allowRecreate: false });
  const intended = intendedRecord(EMPTY_RECORD, plan.steps);
  assert.deepEqual(intended.owed, [address, route]);
  assert(isStoredRecord({ ...intended, boot_id: 'x' }));
  assert(!isStoredRecord({ ...intended, boot_id: 'x', owed: [{ type: 'address' }] }));
});
