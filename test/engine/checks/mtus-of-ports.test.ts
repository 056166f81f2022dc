import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withoutMtusOfTakers } from '../../../src/engine/checks/mtus-of-ports.ts';
import { machine, nic, target, virtual, wanted } from '../samples.ts';

test('What becomes a port of a bond again is told no MTU, what is one, or a port of a bridge, is told it', () => {
  const masters = { eth0: 'bo0', eth1: 'bo0', eth2: 'br0' };
  const ports = Object.entries(masters).map(([name, master]) => nic(name, { mtu: 1270, master }));
  const before = machine({ links: [virtual('bo0', 'bond'), virtual('br0', 'bridge'), ...ports] });
  const now = machine({
    links: ports.map((port) => (port.name === 'eth1' ? port : nic(port.name, { mtu: 1500, master: null }))),
  });
  const { links } = withoutMtusOfTakers(target({ links: ports.map((port) => wanted(port)) }), before, now);
  assert.deepEqual(
    links.map(({ item: { attributes } }) => [attributes['master'], attributes['mtu']]),
    [
      ['bo0', undefined],
      ['bo0', 1270],
      ['br0', 1270],
    ],
  );
});
