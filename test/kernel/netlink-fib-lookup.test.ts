import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lookUpFib, openFibLookup, parseAddress } from '../../src/netlink/index.ts';
import { makeNamespace } from './support/namespace.ts';

const ipv4 = (text: string): number => parseAddress(text) as number;

test('an address is found by the route that ip finds it by', async (t) => {
  const ns = await makeNamespace(t);
  ns.sh(`
    ip link add v0 type veth peer name v1; ip link set v0 up; ip link set v1 up
    ip address add 192.0.2.1/24 dev v0
    ip route add 10.0.0.0/8 via 192.0.2.2
    ip route add blackhole 10.9.0.0/16
    ip route add 10.0.0.0/12 via 192.0.2.3 table 100
  `);
  const connection = openFibLookup({ netns: ns.path });
  t.after(() => connection.close());
  const found = await lookUpFib(connection, { address: ipv4('10.1.2.3') });
  const [shown] = ns.ip('route', 'get', 'fibmatch', '10.1.2.3');
  assert.equal(shown?.['dst'], `10.0.0.0/${found.prefixlen}`);
  assert.deepEqual(found, { table: 254, prefixlen: 8, nhSel: 0, type: 1, scope: 0 });
  assert.equal((await lookUpFib(connection, { address: ipv4('10.1.2.3'), table: 100 })).prefixlen, 12);
  await assert.rejects(lookUpFib(connection, { address: ipv4('198.51.100.1') }), { code: 'EAGAIN' });
  await assert.rejects(lookUpFib(connection, { address: ipv4('10.9.0.1') }), { code: 'EINVAL' });
  await assert.rejects(lookUpFib(connection, { address: ipv4('10.1.2.3'), table: 77 }), { code: 'ENOENT' });
});
