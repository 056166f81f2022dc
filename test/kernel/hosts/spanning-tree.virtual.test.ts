import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { bridgePortOf } from '../support/bridge.ts';
import { configure, join, makeHost } from '../support/hosts.ts';
import type { Namespace } from '../support/namespace.ts';
import { without } from '../support/needs.ts';
import { kindData } from '../support/shown.ts';
import { assertReaches, assertTransfers, eventually, macOf, packetsOf } from '../support/traffic.ts';

const skip = without('bridge');

/** Three bridges in a ring, each with an address; port `to1` leads to the first of them. */
async function ring(t: TestContext): Promise<readonly [Namespace, Namespace, Namespace]> {
  const hosts = [await makeHost(t), await makeHost(t), await makeHost(t)] as const;
  const [a, b, c] = hosts;
  join(a, 'to2', b, 'to1');
  join(b, 'to3', c, 'to2');
  join(c, 'to1', a, 'to3');
  for (const [n, host] of hosts.entries()) {
    const ports = ['to1', 'to2', 'to3'].filter((name) => name !== `to${n + 1}`);
    await configure(
      host,
      `
      ethernets: {${ports.map((port) => `${port}: {}`).join(', ')}}
      bridges:
        br0:
          interfaces: [${ports.join(', ')}]
          parameters: {stp: true, priority: ${[4096, 8192, 32768][n]}, forward-delay: 15}
          addresses: [192.0.2.${n + 1}/24]
      `,
    );
  }
  return hosts;
}

const stateOf = (host: Namespace, port: string): unknown => bridgePortOf(host, port)['state'];

/** A MAC address as iproute2 writes it in the id of a bridge: without leading zeros. */
const inRoot = (mac: string): string => mac.replaceAll(/\b0/g, '');

/** States of all ports, in a fixed order. */
const states = ([a, b, c]: readonly [Namespace, Namespace, Namespace]): readonly unknown[] => [
  stateOf(a, 'to2'),
  stateOf(a, 'to3'),
  stateOf(b, 'to1'),
  stateOf(b, 'to3'),
  stateOf(c, 'to1'),
  stateOf(c, 'to2'),
];

test('a ring of three bridges is cut at one port by spanning tree, and traffic gets round', {
  skip,
}, async (t) => {
  const hosts = await ring(t);
  const [a, b, c] = hosts;
  const through = 'forwarding';
  assert.ok(!states(hosts).includes(through), 'no port forwards at once');
  await eventually(
    () => assert.deepEqual(states(hosts), [through, through, through, through, through, 'blocking']),
    60_000,
  );
  for (const host of hosts) assert.equal(kindData(host, 'br0')['root_id'], `1000.${inRoot(macOf(a, 'br0'))}`);
  await assertReaches(a, '192.0.2.2');
  await assertReaches(b, '192.0.2.3');
  assertTransfers(c, b, '192.0.2.2');
  // In a loop a single broadcast would never stop.
  const before = packetsOf(a, 'to2').received;
  a.run('ping', '-b', '-c', '1', '-W', '1', '192.0.2.255');
  a.sh('sleep 5');
  assert.ok(packetsOf(a, 'to2').received - before < 20, 'no storm');
});

test('the blocked port takes over when the ring is cut elsewhere', { skip }, async (t) => {
  const hosts = await ring(t);
  const [a, , c] = hosts;
  await eventually(() => assert.equal(stateOf(c, 'to1'), 'forwarding'), 60_000);
  await assertReaches(c, '192.0.2.1');
  a.sh('ip link set to3 down');
  await eventually(() => assert.equal(stateOf(c, 'to2'), 'forwarding'), 90_000);
  await assertReaches(c, '192.0.2.1');
  await assertReaches(c, '192.0.2.2');
});

test('another priority, set while the ring works, makes another root', { skip }, async (t) => {
  const hosts = await ring(t);
  const [a, , c] = hosts;
  await eventually(() => assert.equal(stateOf(c, 'to1'), 'forwarding'), 60_000);
  await configure(
    c,
    `
    ethernets: {to1: {}, to2: {}}
    bridges:
      br0:
        interfaces: [to1, to2]
        parameters: {stp: true, priority: 0, forward-delay: 15}
        addresses: [192.0.2.3/24]
    `,
  );
  await eventually(
    () => assert.ok(String(kindData(a, 'br0')['root_id']).endsWith(`.${inRoot(macOf(c, 'br0'))}`)),
    60_000,
  );
  await eventually(() => {
    const all = states(hosts);
    assert.equal(all.filter((state) => state === 'forwarding').length, 5, `${all}`);
    assert.ok(all.includes('blocking'), `${all}`);
  }, 60_000);
  await assertReaches(c, '192.0.2.1', { within: 60_000 });
});
