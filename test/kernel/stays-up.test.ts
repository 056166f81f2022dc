import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyInOneRun } from './support/apply.ts';
import { startMonitor } from './support/monitor.ts';
import { makeNamespace } from './support/namespace.ts';
import { network } from './support/network.ts';
import { makeNics } from './support/nics.ts';

/** Configurations whose difference the kernel takes while the links are in use. */
for (const [what, first, second] of [
  ['MTU of a NIC', 'ethernets: {eth0: {mtu: 2000}}', 'ethernets: {eth0: {mtu: 1500}}'],
  [
    'MAC, alias and queue length of a NIC',
    'ethernets: {eth0: {macaddress: 02:00:00:00:00:01}}',
    'ethernets: {eth0: {macaddress: 02:00:00:00:00:02, alias: x, transmit-queue-length: 9}}',
  ],
  [
    'a name',
    'ethernets: {uplink: {match: {name: eth0}}}',
    'ethernets: {uplink: {match: {name: eth0}, set-name: wan0}}',
  ],
  [
    'bridge parameters',
    'ethernets: {eth0: {}}\nbridges: {br0: {interfaces: [eth0]}}',
    'ethernets: {eth0: {hairpin: true}}\nbridges: {br0: {interfaces: [eth0], parameters: {stp: true, hello-time: 1, ageing-time: 9, path-cost: {eth0: 5}}}}',
  ],
  [
    'the bridge of a port',
    'ethernets: {eth0: {}}\nbridges: {br0: {interfaces: [eth0]}, br1: {}}',
    'ethernets: {eth0: {}}\nbridges: {br0: {}, br1: {interfaces: [eth0]}}',
  ],
  [
    'mode of a macvlan',
    'ethernets: {eth0: {}}\nmacvlans: {mv0: {link: eth0, mode: private}}',
    'ethernets: {eth0: {}}\nmacvlans: {mv0: {link: eth0, mode: bridge}}',
  ],
  [
    'remote of a VXLAN',
    'tunnels: {vx0: {mode: vxlan, id: 1, remote: 192.0.2.1, port: 4789}}',
    'tunnels: {vx0: {mode: vxlan, id: 1, remote: 192.0.2.2, port: 4789, ageing: 7}}',
  ],
  [
    'addresses, routes and rules',
    'ethernets: {eth0: {addresses: [192.0.2.1/24], routes: [{to: default, via: 192.0.2.9}]}}',
    'ethernets: {eth0: {addresses: [192.0.2.2/24, "2001:db8::1/64"], routes: [{to: default, via: 192.0.2.8}], routing-policy: [{from: 10.0.0.0/8, table: 5}]}}',
  ],
] as const) {
  test(`no link leaves UP for ${what}`, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0');
    await applyInOneRun(ns, network(first));
    const monitor = await startMonitor(t, ns);
    await applyInOneRun(ns, network(second));
    const all = await monitor.stop();
    assert.notDeepEqual(all, []);
    const events = all.filter((line) => /^\d+: \S+: </.test(line));
    assert.deepEqual(
      events.filter((line) => !/<[^>]*\bUP\b[^>]*>/.test(line)),
      [],
    );
  });
}
