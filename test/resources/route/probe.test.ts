import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeRequest } from '../../../src/netlink/index.ts';
import { areFree } from '../../../src/resources/route/probe.ts';
import { Kernel, type Refusal } from '../../engine/fake-kernel.ts';
import { route } from '../../engine/samples.ts';

const ROUTES = [route('192.0.2.0/24', 'eth0', { via: '10.0.0.9' }), route('0.0.0.0/0', 'eth0')];

/** What a kernel that answers so makes of them. */
const told = (...answers: readonly (Refusal | undefined)[]): Promise<boolean> => {
  let nth = 0;
  const kernel = new Kernel(() => {
    nth += 1;
    return answers[nth - 1];
  });
  return areFree(kernel.connection, ROUTES);
};

test('Places are free where the kernel finds nothing in any of them', async () => {
  assert.equal(await told('ENOENT', 'ENOENT'), true);
  assert.equal(await told('ENOENT', 'EEXIST'), false);
});

test('A kernel that refuses to answer, or to tell, has told nothing', async () => {
  assert.equal(await told('EPERM', 'EPERM'), false);
  assert.equal(await told('ENOENT', 'EINVAL'), false);
  assert.equal(await told('ENOENT', 'ERR_NETLINK_OUTCOME_UNKNOWN'), false);
  assert.equal(await told('ENOENT', undefined), false);
});

test('Of no routes nothing is asked', async () => {
  const kernel = new Kernel();
  assert.equal(await areFree(kernel.connection, []), true);
  assert.deepEqual(kernel.sent, []);
});

test('A place is a table, a destination, a TOS and a metric; the route that is asked about is neither made nor put in place of one', async () => {
  const kernel = new Kernel();
  const far = route('198.51.100.0/25', 'eth0', { table: 1000, metric: 7, tos: 16, via: '10.0.0.9' });
  await areFree(kernel.connection, [...ROUTES, far]);
  assert.deepEqual(kernel.batches.flat().map(describeRequest), [
    'RTM_NEWROUTE EXCL {family: inet, dstLen: 24, tos: 0, tableId: main, protocol: 78, type: unreachable, table: main, dst: 192.0.2.0}',
    'RTM_NEWROUTE EXCL {family: inet, dstLen: 0, tos: 0, tableId: main, protocol: 78, type: unreachable, table: main}',
    'RTM_NEWROUTE EXCL {family: inet, dstLen: 25, tos: 16, tableId: unspec, protocol: 78, type: unreachable, table: 1000, dst: 198.51.100.0, priority: 7}',
  ]);
});
