import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Address, Route } from '../../../src/model/index.ts';
import { inOrderOfComing } from '../../../src/resources/address/turn.ts';
import { liveAddress, liveRoute } from '../../engine/samples.ts';

const PRIMARY = liveAddress('eth0', '10.0.2.4/24');
const OTHER = liveAddress('eth0', '10.0.2.1/16');
const SECONDARY = liveAddress('eth0', '10.0.2.1/24', { secondary: true });
/** As the kernel tells of them, whatever their order. */
const TOLD = [PRIMARY, OTHER, SECONDARY];

const local = (from: string, link = 'eth0'): Route =>
  liveRoute('10.0.2.1/32', link, { kind: 'local', table: 255, protocol: 2, from });

const order = (addresses: readonly Address[], routes: readonly Route[]): string[] =>
  inOrderOfComing(addresses, routes).map(({ address, prefix }) => `${address}/${prefix}`);

test('A secondary came before a primary of its text when its local route did', () => {
  assert.deepEqual(order(TOLD, [local('10.0.2.4'), local('10.0.2.1')]), [
    '10.0.2.4/24',
    '10.0.2.1/24',
    '10.0.2.1/16',
  ]);
});

test('Addresses stay as they are told of where their routes came in that order, or are not known', () => {
  const told = ['10.0.2.4/24', '10.0.2.1/16', '10.0.2.1/24'];
  assert.deepEqual(order(TOLD, [local('10.0.2.1'), local('10.0.2.4')]), told);
  assert.deepEqual(order(TOLD, [local('10.0.2.4', 'eth1'), local('10.0.2.1', 'eth1')]), told);
  assert.deepEqual(order(TOLD, []), told);
});
