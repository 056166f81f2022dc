import { test } from 'node:test';
import { configure, join, makeHost } from '../support/hosts.ts';
import { without } from '../support/needs.ts';
import { assertReaches, assertTransfers } from '../support/traffic.ts';

for (const algorithm of ['BATMAN_IV', 'BATMAN_V']) {
  test(`a mesh (${algorithm}) carries traffic by a node between, and by another way when that is lost`, {
    skip: without('batadv'),
  }, async (t) => {
    const [a, b, c, d] = [await makeHost(t), await makeHost(t), await makeHost(t), await makeHost(t)];
    join(a, 'one', b, 'one');
    join(b, 'two', d, 'one');
    join(a, 'two', c, 'one');
    join(c, 'two', d, 'two');
    for (const [n, host] of [a, b, c, d].entries()) {
      await configure(
        host,
        `
        ethernets: {one: {mtu: 1532}, two: {mtu: 1532}}
        batadvs:
          bat0: {interfaces: [one, two], routing-algorithm: ${algorithm}, addresses: [192.0.2.${n + 1}/24, "2001:db8::${n + 1}/64"]}
        `,
      );
    }
    await assertReaches(a, '192.0.2.2', { within: 60_000 });
    await assertReaches(a, '192.0.2.4', { within: 60_000, size: 1472 });
    await assertReaches(d, '2001:db8::1', { within: 60_000 });
    b.sh('ip link set two down');
    await assertReaches(a, '192.0.2.4', { within: 120_000 });
    assertTransfers(a, d, '192.0.2.4');
  });
}
