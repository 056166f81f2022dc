import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configure } from '../../src/config/configure.ts';
import { network } from './support/network.ts';

/** What the kernel would refuse half-way is refused before anything is written. */
for (const [what, code, yaml] of [
  ['a bridge in a bridge', 'wrong-member', 'bridges: {br0: {interfaces: [br1]}, br1: {}}'],
  ['a bridge in itself', 'wrong-member', 'bridges: {br0: {interfaces: [br0]}}'],
  [
    'a port of two bridges',
    'two-masters',
    'ethernets: {eth0: {}}\nbridges: {br0: {interfaces: [eth0]}, br1: {interfaces: [eth0]}}',
  ],
  ['a port that is not declared', 'undefined-interface', 'bridges: {br0: {interfaces: [eth0]}}'],
  ['a macvlan on itself', 'cycle', 'macvlans: {mv0: {link: mv0}}'],
  [
    'a VXLAN over the bridge it is a port of',
    'cycle',
    'tunnels: {vx0: {mode: vxlan, id: 1, link: br0, remote: 239.1.1.1}}\nbridges: {br0: {interfaces: [vx0]}}',
  ],
  [
    'a macvlan on a port',
    'wrong-link',
    'ethernets: {eth0: {}}\nbridges: {br0: {interfaces: [eth0]}}\nmacvlans: {mv0: {link: eth0}}',
  ],
  [
    'a second macvlan beside a passthru one',
    'conflict',
    'ethernets: {eth0: {}}\nmacvlans: {mv0: {link: eth0, mode: passthru}, mv1: {link: eth0}}',
  ],
  ['a veth without a peer', 'missing-key', 'virtual-ethernets: {left: {}}'],
  ['a veth that is its own peer', 'wrong-peer', 'virtual-ethernets: {left: {peer: left}}'],
  ['three ends of one veth pair', 'wrong-peer', 'virtual-ethernets: {a: {peer: b}, b: {}, c: {peer: b}}'],
  [
    'two VXLANs with one id and port',
    'duplicate-vni',
    'tunnels: {vx0: {mode: vxlan, id: 1}, vx1: {mode: vxlan, id: 1}}',
  ],
  [
    'IPv6 with an MTU below 1280',
    'out-of-range',
    'ethernets: {eth0: {mtu: 1000, addresses: ["2001:db8::1/64"]}}',
  ],
] as const) {
  test(`${what} is an error of the configuration`, () => {
    const { diagnostics } = configure([{ file: 'test.yaml', text: network(yaml) }]);
    const errors = diagnostics.filter((diagnostic) => diagnostic.severity === 'error');
    assert.ok(
      errors.some((error) => error.code === code && error.place !== undefined),
      JSON.stringify(diagnostics),
    );
  });
}
