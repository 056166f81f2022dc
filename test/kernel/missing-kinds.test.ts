import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apply } from './support/apply.ts';
import { makeNamespace } from './support/namespace.ts';
import { lacking } from './support/needs.ts';
import { network } from './support/network.ts';
import { makeNics } from './support/nics.ts';
import { addressTexts, linkNames } from './support/shown.ts';

/** Kinds of which a kernel may have none, and what it is told to be missing. */
const KINDS = [
  ['dummy', 'dummy-devices: {x0: {}}', /modprobe dummy\).*CONFIG_DUMMY/],
  ['bond', 'bonds: {x0: {}}', /modprobe bonding\).*CONFIG_BONDING/],
  ['vlan', 'vlans: {x0: {id: 5, link: eth0}}', /modprobe 8021q\).*CONFIG_VLAN_8021Q/],
  ['vrf', 'vrfs: {x0: {table: 100}}', /modprobe vrf\).*CONFIG_NET_VRF/],
  [
    'gre',
    'tunnels: {x0: {mode: gre, remote: 192.0.2.9, local: 192.0.2.1}}',
    /modprobe ip_gre\).*CONFIG_NET_IPGRE/,
  ],
  [
    'l2tp',
    'tunnels: {x0: {mode: l2tp, local: 198.51.100.1, remote: 198.51.100.2, encapsulation: ip, tunnel-id: 1, peer-tunnel-id: 2, session-id: 3, peer-session-id: 4}}',
    /modprobe l2tp_eth\).*CONFIG_L2TP_ETH/,
  ],
  ['xfrm', 'xfrm-interfaces: {x0: {id: 5}}', /modprobe xfrm_interface\).*CONFIG_XFRM_INTERFACE/],
] as const;

const isComplete = process.env['NLAPPLY_LAB'] === 'complete';

for (const [kind, yaml, missing] of KINDS) {
  const skip = isComplete || lacking(kind) === false ? `this kernel has the kind ${kind}` : false;
  test(`a kernel without ${kind} is told of with module, option and place`, { skip }, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0');
    const text = network(`ethernets: {eth0: {addresses: [198.51.100.1/24]}}\n${yaml}`);
    const { failures } = await apply(ns, text);
    assert.equal(failures.length, 1);
    assert.match(failures[0]?.hint ?? '', missing);
    assert.equal(failures[0]?.step?.source?.line, 4);
    assert.deepEqual(linkNames(ns), ['eth0', 'far-eth0']);
    const kept = await apply(ns, text, { onError: 'continue' });
    assert.match(kept.failures[0]?.hint ?? '', missing);
    assert.deepEqual(addressTexts(ns, 'eth0'), ['198.51.100.1/24']);
  });
}
