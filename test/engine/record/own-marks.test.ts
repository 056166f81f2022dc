import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withOwnMarks } from '../../../src/engine/record/own-marks.ts';
import { EMPTY_RECORD } from '../../../src/engine/record/record.ts';
import { liveAddress, machine, nic } from '../samples.ts';

const record = { ...EMPTY_RECORD, addresses: ['eth0 192.0.2.1/24 ', 'eth0 fe80::53'] };

test('Addresses of ours have our mark where the kernel keeps none, others are as they are', () => {
  const snapshot = machine({
    links: [nic('eth0')],
    addresses: [
      liveAddress('eth0', '192.0.2.1/24'),
      liveAddress('eth0', '192.0.2.2/24'),
      liveAddress('eth0', 'fe80::53/64'),
    ],
  });
  assert.deepEqual(
    withOwnMarks(snapshot, record).addresses.map(({ address, protocol }) => [address, protocol]),
    [
      ['192.0.2.1', 78],
      ['192.0.2.2', 0],
      ['fe80::53', 78],
    ],
  );
});

test('An address that somebody else has marked is theirs, and a state without any of ours stays the same', () => {
  const snapshot = machine({
    links: [nic('eth0')],
    addresses: [liveAddress('eth0', '192.0.2.1/24', { protocol: 18 })],
  });
  assert.equal(withOwnMarks(snapshot, record), snapshot);
  assert.equal(withOwnMarks(snapshot, EMPTY_RECORD), snapshot);
});
