import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onPrivateMachine } from './support/private-machine.ts';

test('where the kernel has no IPv6 only IPv4 is looked at: it would tell of IPv4 twice', () => {
  const said = onPrivateMachine(`
mount -t tmpfs none /proc/sys/net/ipv6
ip link set lo up
echo 'network: {virtual-ethernets: {va: {peer: vb, addresses: [192.0.2.1/24]}, vb: {}}}' >/run/a.yaml
mark run
node bin/nlapply.cjs apply --verbose /run/a.yaml 2>&1
mark address
ip -brief address show va
`);
  assert.match(said['run'] ?? '', /RTM_GETROUTE \{family: inet[,}]/);
  assert.doesNotMatch(said['run'] ?? '', /RTM_GET(ADDR|ROUTE|RULE) \{family: inet6/);
  assert.match(said['run'] ?? '', /Applied: 1 added/);
  assert.match(said['address'] ?? '', /192\.0\.2\.1\/24/);
});
