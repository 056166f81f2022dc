import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configureBoth, twoHosts, UNDERLAY } from '../support/hosts.ts';
import { without } from '../support/needs.ts';
import { assertReaches, assertTransfers, wayOf } from '../support/traffic.ts';

test('routes send IPv4 and IPv6 packets by a bareudp device to another host', {
  skip: without('bareudp'),
}, async (t) => {
  const hosts = await twoHosts(t);
  const text = `
    ${UNDERLAY}
    tunnels: {udp0: {mode: bareudp, port: 6635, ethertype: ip, multiproto: true, mtu: 1400, addresses: [10.0.0.{N}/32, "fd00::{N}/128"]}}
  `;
  await configureBoth(hosts, text);
  for (const [i, host] of hosts.entries()) {
    host.sh(`
      ip route add 10.0.0.${2 - i} encap ip id 0 dst 192.0.2.${2 - i} dev udp0
      ip route add fd00::${2 - i} encap ip id 0 dst 192.0.2.${2 - i} dev udp0
    `);
  }
  const [a, b] = hosts;
  await assertReaches(a, '10.0.0.2', { size: 1372 });
  await assertReaches(b, 'fd00::1');
  assertTransfers(a, b, '10.0.0.2');
  assert.deepEqual(wayOf(a, ['udp0', 'eth0'], '10.0.0.2'), ['udp0', 'eth0']);
  // What others routed there stays through another run.
  await configureBoth(hosts, text);
  await assertReaches(b, '10.0.0.1');
});
