import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeNamespace, type Namespace } from './support/namespace.ts';
import { until } from './support/until.ts';

const portState = (ns: Namespace): unknown => {
  const [port] = JSON.parse(ns.sh('bridge -j link show dev port')) as { state: string }[];
  return port?.state;
};

test('In virtual time a bridge port gets through the forward delays of spanning tree at their usual length.', async (t) => {
  const ns = await makeNamespace(t);
  ns.sh(`
    ip link add br0 type bridge stp_state 1 forward_delay 1500
    ip link add port type veth peer name far
    ip link set port master br0
    ip link set far up; ip link set port up; ip link set br0 up`);
  await until('the carrier is told of', () => portState(ns) === 'listening');
  await sleep(14_000);
  assert.equal(portState(ns), 'listening');
  await sleep(2_000);
  assert.equal(portState(ns), 'learning');
  await sleep(15_000);
  assert.equal(portState(ns), 'forwarding');
});
