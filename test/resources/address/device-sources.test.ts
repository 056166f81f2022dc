import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Address } from '../../../src/model/index.ts';
import { sourcesGoneWithDevice } from '../../../src/resources/address/device-sources.ts';
import { liveAddress } from '../../engine/samples.ts';

const MAIN = 254;
const VRF = 100;
const primary = liveAddress('eth0', '10.0.1.4/16');
const host = liveAddress('eth0', '10.0.2.4/32');
const secondary = liveAddress('eth0', '10.0.2.4/16', { secondary: true });

const gone = (addresses: readonly Address[], table: number): string[] =>
  sourcesGoneWithDevice(addresses, table).map(({ address }) => address);

test('A secondary of a device that goes takes no routes along', () => {
  assert.deepEqual(gone([primary, secondary], MAIN), ['10.0.1.4']);
});

test('An address that is there as a secondary, too, takes no routes along', () => {
  assert.deepEqual(gone([primary, host, secondary], MAIN), ['10.0.1.4']);
  assert.deepEqual(gone([primary, host, liveAddress('eth0', '10.0.1.9/16', { secondary: true })], MAIN), [
    '10.0.1.4',
    '10.0.2.4',
  ]);
});

test('In a VRF it takes them along when the primary goes first', () => {
  assert.deepEqual(gone([primary, host, secondary], VRF), ['10.0.1.4', '10.0.2.4']);
  assert.deepEqual(gone([host, primary, secondary], VRF), ['10.0.1.4']);
});
