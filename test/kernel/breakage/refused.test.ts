import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertRefused } from '../../breakage/support/decency.ts';
import { dump } from '../support/dump.ts';
import { makeNamespace } from '../support/namespace.ts';
import { NOTHING, network } from '../support/network.ts';
import { assertDone, config, nl } from '../support/program.ts';
import { destinations, linkNames } from '../support/shown.ts';

const NOWHERE = network(`
  bridges:
    br0:
      addresses: [10.1.1.1/24]
      routes:
        - {to: 10.9.0.0/16, via: 10.1.1.2}
        - {to: 10.8.0.0/16, via: 192.168.77.1}
        - {to: 10.7.0.0/16, via: 10.1.1.3}
`);

test('A route to nowhere takes the whole run back, with its place and the kernel’s own words.', async (t) => {
  const ns = await makeNamespace(t);
  ns.sh('ip link add other type bridge; ip addr add 192.0.2.1/24 dev other; ip link set other up');
  const before = dump(ns);
  const run = nl(ns, [config(ns, NOWHERE)]);
  assertRefused(run, 1, /config\.yaml:8:11: error: route 10\.8\.0\.0\/16 .*ENETUNREACH.*gateway/);
  assert.match(run.stderr, /hint: .*on-link/);
  assert.match(run.stderr, /All changes of this run were rolled back/);
  assert.deepEqual(dump(ns), before);
  assertDone(nl(ns, [config(ns, NOTHING)]));
  assert.deepEqual(dump(ns), before);
});

test('With --on-error continue a route to nowhere is left out, told, and tried again.', async (t) => {
  const ns = await makeNamespace(t);
  const path = config(ns, NOWHERE);
  const run = nl(ns, ['--on-error', 'continue', path]);
  assertRefused(run, 1, /config\.yaml:8:11: error: route 10\.8\.0\.0\/16/);
  assert.match(run.stdout, /Applied: 4 added/);
  assert.match(run.stderr, /Left to do:\n {2}\+ route 10\.8\.0\.0\/16/);
  assert.deepEqual(destinations(ns, 4), ['10.7.0.0/16', '10.9.0.0/16']);
  assertRefused(nl(ns, ['--on-error', 'continue', path]), 1, /config\.yaml:8:11: error: /);
  assertDone(nl(ns, [config(ns, NOTHING, 'nothing.yaml')]));
  assert.deepEqual(linkNames(ns), []);
});

test('A NIC that is not there is an error with a place; an optional one is none; the rest is made.', async (t) => {
  const ns = await makeNamespace(t);
  const missing = network(`
    ethernets:
      eth9: {addresses: [10.1.1.1/24], routes: [{to: default, via: 10.1.1.2}]}
    bridges:
      br0: {addresses: [10.2.1.1/24]}
  `);
  assertRefused(nl(ns, [config(ns, missing)]), 1, /config\.yaml:4:5: error: there is no link eth9/);
  assert.deepEqual(linkNames(ns), ['br0']);
  const optional = missing.replace('eth9: {', 'eth9: {optional: true, ');
  const run = assertDone(nl(ns, [config(ns, optional)]));
  assert.equal(run.stderr, '');
  const waited = nl(ns, ['--wait-links', '0.3', config(ns, missing)]);
  assertRefused(waited, 1, /waiting up to 0\.3 s for eth9/);
});

test('What the kernel has no room for is refused, and everything else is as before.', async (t) => {
  const ns = await makeNamespace(t);
  ns.sh('ip link add taken0 type bridge; ip link set taken0 alias foreign');
  const before = dump(ns);
  const kinds = network(`
    bridges:
      br1: {}
    tunnels:
      taken0: {mode: vxlan, id: 7, local: 10.0.0.1}
  `);
  const run = nl(ns, [config(ns, kinds)]);
  assertRefused(run, 1, /config\.yaml:\d+:\d+: error: taken0 is declared as a vxlan, but there is a bridge/);
  assert.match(run.stderr, /Nothing was changed/);
  assert.deepEqual(dump(ns), before);
  const mtu = network('bridges:\n  br1: {mtu: 70000}\n  br2: {}\n');
  const large = nl(ns, [config(ns, mtu)]);
  if (large.status !== 0) {
    assertRefused(large, large.status ?? 0, /config\.yaml:\d+:\d+: error: /);
    assert.deepEqual(dump(ns), before);
  }
});

test('What of a link was refused is named, with its place; the link is as it was.', async (t) => {
  const ns = await makeNamespace(t);
  ns.sh('ip link add eth0 type veth peer name far0; ip link set far0 up; ip link set eth0 up');
  const before = dump(ns);
  const path = config(ns, network('ethernets:\n  eth0:\n    mtu: 65536\n'));
  const run = nl(ns, ['--json', path]);
  assert.equal(run.status, 1);
  const { failures } = JSON.parse(run.stdout);
  assert.deepEqual(
    failures.map(({ attribute, code }: Record<string, string>) => [attribute, code]),
    [['mtu', 'EINVAL']],
  );
  assertRefused(nl(ns, [path]), 1, /config\.yaml:5:12: error: \S+ eth0: mtu: RTM_NEWLINK: EINVAL: /);
  const made = config(ns, network('bridges:\n  br0:\n    mtu: 65536\n'));
  assertRefused(nl(ns, [made]), 1, /config\.yaml:5:12: error: bridge br0: mtu: RTM_NEWLINK: EINVAL: /);
  assert.deepEqual(dump(ns), before);
});
