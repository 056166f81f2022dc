import assert from 'node:assert/strict';
import { test } from 'node:test';
import { takeSnapshot } from '../../src/engine/index.ts';
import { configurationOf } from '../../src/render/configuration/configuration.ts';
import { apply, applyInOneRun, diff, stepText } from './support/apply.ts';
import { makeNamespace } from './support/namespace.ts';
import { without } from './support/needs.ts';
import { allForwardingOf, forwardingOf, neighboursOf } from './support/neighbours.ts';
import { NOTHING, network } from './support/network.ts';

const bridge = (fdb: string, more = ''): string =>
  network(`
    virtual-ethernets: {va: {peer: vb${fdb}}, vb: {}}
    bridges: {br0: {interfaces: [va]${more}}}
  `);

const vxlan = (id: number, fdb: string): string =>
  network(`
    virtual-ethernets: {va: {peer: vb, addresses: [192.0.2.1/24]}, vb: {}}
    tunnels: {vx0: {mode: vxlan, id: ${id}, port: 4789, local: 192.0.2.1, remote: 192.0.2.99, ${fdb}
      addresses: [10.0.0.1/24], neighbors: [{to: 10.0.0.9, macaddress: 02:00:00:00:00:09}]}}
  `);

const REMOTES = `fdb: [
        {macaddress: 00:00:00:00:00:00, via: 192.0.2.7},
        {macaddress: 00:00:00:00:00:00, via: 192.0.2.8, port: 4790, vni: 9, link: va},
        {macaddress: 02:00:00:00:00:01, via: 192.0.2.7, port: 4789}],`;
const FIRST = '00:00:00:00:00:00 dst 192.0.2.99 self permanent';
const MADE = [
  '00:00:00:00:00:00 dst 192.0.2.7 self permanent',
  '00:00:00:00:00:00 dst 192.0.2.8 port 4790 vni 9 via va self permanent',
  FIRST,
  '02:00:00:00:00:01 dst 192.0.2.7 self permanent',
];

test("a port's entries in its bridge are made and go; what the kernel made stays", {
  skip: without('veth'),
}, async (t) => {
  const ns = await makeNamespace(t);
  await applyInOneRun(ns, bridge(''));
  ns.sh('bridge fdb add 02:00:00:00:00:ff dev va master static');
  const foreign = '02:00:00:00:00:ff master br0 static';
  const before = ns.sh('bridge fdb show br br0');
  await applyInOneRun(
    ns,
    bridge(
      `, fdb: [{macaddress: 02:00:00:00:00:01}, {macaddress: 02:00:00:00:00:02, local: true},
        {macaddress: 02:00:00:00:00:03, sticky: true}]`,
      ', fdb: [{macaddress: 02:00:00:00:00:04}]',
    ),
  );
  assert.deepEqual(forwardingOf(ns, 'va'), [
    '02:00:00:00:00:01 master br0 static',
    '02:00:00:00:00:02 master br0 permanent',
    '02:00:00:00:00:03 master br0 sticky static',
    foreign,
  ]);
  assert.deepEqual(forwardingOf(ns, 'br0'), ['02:00:00:00:00:04 master br0 permanent']);
  await applyInOneRun(ns, bridge(''));
  const after = ns.sh('bridge fdb show br br0').split('\n');
  // Others may have come: the bridge learns, and IPv6 joins its groups when its address is no longer tentative.
  assert.deepEqual(
    before.split('\n').filter((entry) => !after.includes(entry)),
    [],
  );
  assert.deepEqual(
    after.filter((entry) => /^02:00:00:00:00:0[1-4] /.test(entry)),
    [],
  );
});

test('an entry changes in place, and moves to another port', { skip: without('veth') }, async (t) => {
  const ns = await makeNamespace(t);
  const of = (va: string, vb: string): string =>
    network(`
      virtual-ethernets: {va: {peer: vb${va}}, vb: {${vb}}}
      bridges: {br0: {interfaces: [va]}, br1: {interfaces: [vb]}}
    `);
  const entry = 'fdb: [{macaddress: 02:00:00:00:00:01}]';
  await applyInOneRun(ns, of(`, ${entry}`, ''));
  const { plan } = await applyInOneRun(ns, of(', fdb: [{macaddress: 02:00:00:00:00:01, local: true}]', ''));
  assert.deepEqual(plan.steps.map(stepText), [
    'change fdb entry 02:00:00:00:00:01 dev va (local false -> true)',
  ]);
  assert.deepEqual(forwardingOf(ns, 'va'), ['02:00:00:00:00:01 master br0 permanent']);
  await applyInOneRun(ns, of('', entry));
  assert.deepEqual(forwardingOf(ns, 'va'), []);
  assert.deepEqual(forwardingOf(ns, 'vb'), ['02:00:00:00:00:01 master br1 static']);
  await applyInOneRun(ns, network('virtual-ethernets: {va: {peer: vb}, vb: {}}'));
});

test('an entry that moves within its bridge is on the new port only', {
  skip: without('veth'),
}, async (t) => {
  const ns = await makeNamespace(t);
  const of = (port: string): string =>
    network(`
      virtual-ethernets: {va: {peer: wa${port === 'va' ? FDB : ''}}, wa: {}, vb: {peer: wb${port === 'vb' ? FDB : ''}}, wb: {}}
      bridges: {br0: {interfaces: [va, vb]}}
    `);
  const FDB = ', fdb: [{macaddress: 02:00:00:00:00:01}]';
  await applyInOneRun(ns, of('va'));
  await applyInOneRun(ns, of('vb'));
  assert.deepEqual(
    [forwardingOf(ns, 'va'), forwardingOf(ns, 'vb')],
    [[], ['02:00:00:00:00:01 master br0 static']],
  );
  await applyInOneRun(ns, of('none'));
  assert.deepEqual(forwardingOf(ns, 'vb'), []);
});

test("another's entry for the MAC address moves to the declared port, and goes back", {
  skip: without('veth'),
}, async (t) => {
  const ns = await makeNamespace(t);
  const of = (va: string): string =>
    network(`
      virtual-ethernets: {va: {peer: wa${va}}, wa: {}, vb: {peer: wb}, wb: {}}
      bridges: {br0: {interfaces: [va, vb]}}
    `);
  await applyInOneRun(ns, of(''));
  ns.sh('bridge fdb add 02:00:00:00:00:01 dev vb master static');
  const shown = () => ['va', 'vb'].map((port) => allForwardingOf(ns, port));
  const before = shown();
  const ours = of(', fdb: [{macaddress: 02:00:00:00:00:01}]');
  const { plan } = await applyInOneRun(ns, ours);
  assert.deepEqual(plan.steps.map(stepText), ['change fdb entry 02:00:00:00:00:01 dev va (dev vb -> va)']);
  assert.deepEqual(shown(), before.toReversed());
  await applyInOneRun(ns, of(''));
  assert.deepEqual(shown(), before);
  await apply(
    ns,
    ours.replace(
      'wa: {}',
      'wa: {addresses: [192.0.2.1/24], routes: [{to: 198.51.100.0/24, via: 203.0.113.250}]}',
    ),
  );
  assert.deepEqual(shown(), before);
});

test("an entry of every VLAN takes others' places in the VLANs of its port, which the way back gives back", {
  skip: without('bridge-vlans'),
}, async (t) => {
  const ns = await makeNamespace(t);
  const of = (va: string, more = ''): string =>
    network(`
      virtual-ethernets: {va: {peer: wa, vlans: [{id: 1, pvid: true}, {id: 20}]${va}}, wa: {${more}}, vb: {peer: wb, vlans: [{id: 20}, {id: 30}]}, wb: {}}
      bridges: {br0: {interfaces: [va, vb], parameters: {vlan-filtering: true}}}
    `);
  await applyInOneRun(ns, of(''));
  ns.sh(`
    bridge fdb add 02:00:00:00:00:01 dev vb master static vlan 20
    bridge fdb add 02:00:00:00:00:01 dev vb master static vlan 30
  `);
  const shown = () => ['va', 'vb'].map((port) => allForwardingOf(ns, port));
  const before = shown();
  const entry = ', fdb: [{macaddress: 02:00:00:00:00:01}]';
  await apply(
    ns,
    of(entry, 'addresses: [192.0.2.1/24], routes: [{to: 198.51.100.0/24, via: 203.0.113.250}]'),
  );
  assert.deepEqual(shown(), before);
  const { plan } = await applyInOneRun(ns, of(entry));
  assert.deepEqual(
    plan.problems.map(({ code }) => code),
    ['lost'],
  );
  assert.deepEqual(shown()[1], ['02:00:00:00:00:01 vlan 30 master br0 static']);
});

test('entries of a VLAN, and those that the kernel makes of one without', {
  skip: without('bridge-vlans'),
}, async (t) => {
  const ns = await makeNamespace(t);
  await applyInOneRun(ns, bridge(''));
  ns.sh('ip link set br0 type bridge vlan_filtering 1; bridge vlan add vid 20 dev va');
  await applyInOneRun(
    ns,
    bridge(', fdb: [{macaddress: 02:00:00:00:00:01, vlan: 20}, {macaddress: 02:00:00:00:00:02}]'),
  );
  assert.deepEqual(allForwardingOf(ns, 'va'), [
    '02:00:00:00:00:01 vlan 20 master br0 static',
    '02:00:00:00:00:02 master br0 static',
    '02:00:00:00:00:02 vlan 1 master br0 static',
    '02:00:00:00:00:02 vlan 20 master br0 static',
  ]);
  await applyInOneRun(ns, bridge(', fdb: [{macaddress: 02:00:00:00:00:02, vlan: 20}]'));
  assert.deepEqual(allForwardingOf(ns, 'va'), ['02:00:00:00:00:02 vlan 20 master br0 static']);
  await applyInOneRun(ns, bridge(''));
  assert.deepEqual(allForwardingOf(ns, 'va'), []);
});

test('an entry goes from the VLANs, too, that its port leaves meanwhile, be it on the way back', {
  skip: without('bridge-vlans'),
}, async (t) => {
  const ns = await makeNamespace(t);
  const of = (port: string, more = ''): string =>
    network(`
      virtual-ethernets: {va: {peer: vb, ${port}}, vb: {${more}}}
      bridges: {br0: {interfaces: [va], parameters: {vlan-filtering: true}}}
    `);
  const IN_VLANS =
    'vlans: [{id: 1, pvid: true, untagged: true}, {id: 20}], fdb: [{macaddress: 02:00:00:00:00:01}]';
  const entries = (): readonly string[] => allForwardingOf(ns, 'va');
  await applyInOneRun(ns, of(IN_VLANS));
  assert.deepEqual(entries().length, 3);
  await applyInOneRun(ns, of('vlans: [{id: 20}]'));
  assert.deepEqual(entries(), []);
  const refused = 'routes: [{to: 10.99.0.0/16, via: 203.0.113.250}]';
  const { rolledBack } = await apply(ns, of(IN_VLANS, refused));
  assert.equal(rolledBack, true);
  assert.deepEqual(entries(), []);
});

test('remotes of a VXLAN device: several for whatever goes to all, one for a MAC address', {
  skip: without('veth'),
}, async (t) => {
  const ns = await makeNamespace(t);
  await applyInOneRun(ns, vxlan(7, REMOTES));
  assert.deepEqual(forwardingOf(ns, 'vx0'), MADE);
  const moved = REMOTES.replace('02:00:00:00:00:01, via: 192.0.2.7', '02:00:00:00:00:01, via: 192.0.2.8');
  const { plan } = await applyInOneRun(ns, vxlan(7, moved));
  assert.deepEqual(plan.steps.map(stepText), [
    'change fdb entry 02:00:00:00:00:01 dev vx0 dst 192.0.2.8 (via 192.0.2.7 -> 192.0.2.8)',
  ]);
  assert.deepEqual(forwardingOf(ns, 'vx0')[3], '02:00:00:00:00:01 dst 192.0.2.8 self permanent');
  await applyInOneRun(ns, vxlan(7, ''));
  assert.deepEqual(forwardingOf(ns, 'vx0'), [FIRST]);
});

test('an entry of ours that becomes the remote of its VXLAN device itself stays, and is no longer ours', {
  skip: without('vxlan'),
}, async (t) => {
  const ns = await makeNamespace(t);
  const of = (more: string, ...remotes: readonly string[]): string => {
    const entries = remotes.map((via) => `{macaddress: 00:00:00:00:00:00, via: ${via}}`);
    return network(`tunnels: {vx0: {mode: vxlan, id: 7, port: 4789, ${more}fdb: [${entries.join(', ')}]}}`);
  };
  const remotes = (): readonly string[] => forwardingOf(ns, 'vx0').map((text) => text.split(' ')[2] ?? '');
  const [A, B] = ['192.0.2.7', '192.0.2.8'];
  await applyInOneRun(ns, of('', A, B));
  await applyInOneRun(ns, of(`remote: ${A}, `, B));
  assert.deepEqual(remotes(), [A, B]);
  await applyInOneRun(ns, of(`remote: ${B}, `, A));
  assert.deepEqual(remotes(), [A, B]);
  await applyInOneRun(ns, of(`remote: ${B}, `));
  assert.deepEqual(remotes(), [B]);
  await applyInOneRun(ns, of('', A, B));
  assert.deepEqual(remotes(), [A, B]);
  await applyInOneRun(ns, of(''));
  assert.deepEqual(remotes(), []);
});

test("the plan says that somebody else's entry becomes the remote of a VXLAN device", {
  skip: without('vxlan'),
}, async (t) => {
  const ns = await makeNamespace(t);
  const of = (more: string): string => network(`tunnels: {vx0: {mode: vxlan, id: 7, port: 4789${more}}}`);
  await applyInOneRun(ns, of(''));
  ns.sh('bridge fdb append 00:00:00:00:00:00 dev vx0 dst 192.0.2.7');
  const { plan } = await applyInOneRun(ns, of(', remote: 192.0.2.7'));
  assert.deepEqual(
    plan.steps.flatMap(({ notes }) => notes ?? []),
    ['fdb entry 00:00:00:00:00:00 dev vx0 dst 192.0.2.7 is the remote of vx0 from now on, and goes with it'],
  );
  assert.equal(forwardingOf(ns, 'vx0').length, 1);
  await applyInOneRun(ns, of(', remote: 192.0.2.8'));
  assert.deepEqual(
    forwardingOf(ns, 'vx0').map((text) => text.split(' ')[2]),
    ['192.0.2.8'],
  );
});

test('an entry of ours that becomes the remote of an id stays; one for another id at the remote goes', {
  skip: without('vnifilter'),
}, async (t) => {
  const ns = await makeNamespace(t);
  const of = (vni: string, fdb: string): string =>
    network(`tunnels: {vx0: {mode: vxlan, external: true, vnifilter: true, vnis: [${vni}], fdb: [${fdb}]}}`);
  const entry = '{macaddress: 00:00:00:00:00:00, via: 192.0.2.7, source-vni: 20';
  const own = '00:00:00:00:00:00 dst 192.0.2.7 vni 20 self permanent';
  const other = own.replace(' vni 20', '');
  await applyInOneRun(ns, of('20', `${entry}, vni: 20}, ${entry}}`));
  assert.deepEqual(forwardingOf(ns, 'vx0'), [other, own].sort());
  await applyInOneRun(ns, of('{id: 20, remote: 192.0.2.7}', ''));
  assert.deepEqual(forwardingOf(ns, 'vx0'), [own]);
  await applyInOneRun(ns, of('20', `${entry}}`));
  assert.deepEqual(forwardingOf(ns, 'vx0'), [other]);
});

test("remotes that were learned or are somebody else's are let be", { skip: without('veth') }, async (t) => {
  const ns = await makeNamespace(t);
  await applyInOneRun(ns, vxlan(7, REMOTES));
  ns.sh(`
    bridge fdb add 02:00:00:00:00:02 dev vx0 dst 192.0.2.3 dynamic
    bridge fdb add 02:00:00:00:00:03 dev vx0 dst 192.0.2.3 extern_learn
    bridge fdb append 00:00:00:00:00:00 dev vx0 dst 192.0.2.3
  `);
  await applyInOneRun(ns, vxlan(7, ''));
  const left = forwardingOf(ns, 'vx0');
  assert.equal(left.length, 4);
  assert.deepEqual(left.slice(0, 2), ['00:00:00:00:00:00 dst 192.0.2.3 self permanent', FIRST]);
});

test('remotes and neighbours of a VXLAN device that is made anew are back after one run, and still ours', {
  skip: without('veth'),
}, async (t) => {
  const ns = await makeNamespace(t);
  await applyInOneRun(ns, vxlan(7, REMOTES));
  ns.sh(`
    bridge fdb append 02:00:00:00:00:02 dev vx0 dst 192.0.2.3
    ip neigh add 10.0.0.8 lladdr 02:00:00:00:00:08 dev vx0
  `);
  const neighbours = neighboursOf(ns, 'vx0');
  const { plan } = await applyInOneRun(ns, vxlan(8, REMOTES));
  assert.equal(plan.steps[0]?.action, 'replace');
  const foreign = '02:00:00:00:00:02 dst 192.0.2.3 self permanent';
  assert.deepEqual(forwardingOf(ns, 'vx0'), [...MADE, foreign]);
  assert.deepEqual(neighboursOf(ns, 'vx0'), neighbours);
  await applyInOneRun(ns, vxlan(8, ''));
  assert.deepEqual(forwardingOf(ns, 'vx0'), [FIRST, foreign]);
});

test('the remote of a VXLAN device that got its lower device later is not made a second one', {
  skip: without('vxlan'),
}, async (t) => {
  const ns = await makeNamespace(t);
  ns.sh(`
    ip link add va type veth peer name vb
    ip link add vx0 type vxlan id 7 dstport 4789 remote 192.0.2.99
    ip link set vx0 type vxlan id 7 remote 192.0.2.99 dev va
  `);
  assert.deepEqual(forwardingOf(ns, 'vx0'), [FIRST]);
  const yaml = network(`
    virtual-ethernets: {va: {peer: vb}, vb: {}}
    tunnels: {vx0: {mode: vxlan, id: 8, port: 4789, remote: 192.0.2.98, link: va}}
  `);
  await applyInOneRun(ns, yaml, { allowRecreate: true });
  assert.deepEqual(forwardingOf(ns, 'vx0'), ['00:00:00:00:00:00 dst 192.0.2.98 via va self permanent']);
});

test('nothing is left of an earlier remote of a VXLAN device that got its lower device later', {
  skip: without('vxlan'),
}, async (t) => {
  const ns = await makeNamespace(t);
  const remote = (more: string): string =>
    network(`
      virtual-ethernets: {va: {peer: vb}, vb: {}}
      tunnels: {vx0: {mode: vxlan, id: 7, port: 4789, ${more}}}
    `);
  await applyInOneRun(ns, remote('remote: 192.0.2.99'));
  await applyInOneRun(ns, remote('remote: 192.0.2.99, link: va'));
  await applyInOneRun(ns, remote('remote: 192.0.2.98, link: va'));
  assert.deepEqual(forwardingOf(ns, 'vx0'), ['00:00:00:00:00:00 dst 192.0.2.98 via va self permanent']);
  await applyInOneRun(ns, remote('remote: 192.0.2.99, link: va'));
  assert.deepEqual(forwardingOf(ns, 'vx0'), ['00:00:00:00:00:00 dst 192.0.2.99 via va self permanent']);
  await applyInOneRun(ns, remote('remote: 192.0.2.99, link: vb'));
  await applyInOneRun(ns, remote('remote: 192.0.2.98, link: vb'));
  assert.deepEqual(forwardingOf(ns, 'vx0'), ['00:00:00:00:00:00 dst 192.0.2.98 via vb self permanent']);
});

test('entries of a port are back when its bridge is made anew, and go when it leaves', {
  skip: without('veth'),
}, async (t) => {
  const ns = await makeNamespace(t);
  const entry = ', fdb: [{macaddress: 02:00:00:00:00:01}]';
  await applyInOneRun(ns, bridge(entry));
  ns.sh('ip link del br0');
  await applyInOneRun(ns, bridge(entry));
  assert.deepEqual(forwardingOf(ns, 'va'), ['02:00:00:00:00:01 master br0 static']);
  await applyInOneRun(ns, network('virtual-ethernets: {va: {peer: vb}, vb: {}}\nbridges: {br0: {}}'));
  assert.deepEqual(forwardingOf(ns, 'va'), []);
});

test('what is shown of forwarding databases is a configuration that changes nothing', {
  skip: without('veth'),
}, async (t) => {
  const ns = await makeNamespace(t);
  await applyInOneRun(ns, vxlan(7, REMOTES));
  ns.sh(
    'ip link add br9 type bridge; ip link set vx0 master br9; bridge fdb add 02:00:00:00:00:33 dev vx0 master static',
  );
  const { configuration, warnings } = configurationOf(await takeSnapshot({ netns: ns.path }));
  assert.deepEqual(warnings, []);
  const text = JSON.stringify(configuration);
  const before = forwardingOf(ns, 'vx0');
  assert.deepEqual((await diff(ns, text)).steps.map(stepText), []);
  ns.sh('ip link del vx0; ip link del br9; ip link del va');
  await applyInOneRun(ns, text);
  assert.deepEqual(forwardingOf(ns, 'vx0'), before);
  await applyInOneRun(ns, NOTHING);
});
