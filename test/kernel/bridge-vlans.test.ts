import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apply, applyInOneRun, diff, stepText } from './support/apply.ts';
import { tunnelsOf, vlansOf } from './support/bridge.ts';
import { startMonitor } from './support/monitor.ts';
import { makeNamespace } from './support/namespace.ts';
import { without } from './support/needs.ts';
import { NOTHING, network } from './support/network.ts';
import { makeNics } from './support/nics.ts';
import { assertDone, config, nlStarted } from './support/program.ts';
import { roundTrip } from './support/round-trip.ts';
import { assertShows, indexOf, kindData, linkOf } from './support/shown.ts';

const skip = without('bridge-vlans');

/** A bridge br0 with the port eth0 and these VLANs; none said: no key. */
const filtering = (port: string | undefined, self?: string, parameters = 'vlan-filtering: true'): string =>
  network(`
    ethernets: {eth0: {${port === undefined ? '' : `vlans: [${port}]`}}}
    bridges:
      br0: {interfaces: [eth0], parameters: {${parameters}}${self === undefined ? '' : `, vlans: [${self}]`}}
  `);

test('VLANs of a new port and of the bridge itself are just the declared ones', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  await applyInOneRun(
    ns,
    filtering(
      '{id: 10, pvid: true, untagged: true}, {id: 100-103}, {id: 4064-4094, untagged: true}',
      '{id: 100}',
    ),
  );
  assert.deepEqual(vlansOf(ns, 'eth0'), ['10 PVID Egress Untagged', '100-103', '4064-4094 Egress Untagged']);
  assert.deepEqual(vlansOf(ns, 'br0'), ['100']);
});

test('a VLAN goes and comes in place, and just that one', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  await applyInOneRun(ns, filtering('{id: 1, pvid: true, untagged: true}, {id: 4064-4094}', '{id: 1-20}'));
  const before = indexOf(ns, 'eth0');
  const monitor = await startMonitor(t, ns);
  const { plan } = await applyInOneRun(
    ns,
    filtering(
      '{id: 1, pvid: true, untagged: true}, {id: 4064-4069}, {id: 4080-4094}, {id: 7}',
      '{id: 1-9}, {id: 11-20}',
    ),
  );
  assert.deepEqual(
    plan.steps.map(({ name, action }) => `${action} ${name}`),
    ['change bridge br0', 'change veth eth0'],
  );
  assert.deepEqual(vlansOf(ns, 'eth0'), ['1 PVID Egress Untagged', '7', '4064-4069', '4080-4094']);
  assert.deepEqual(vlansOf(ns, 'br0'), ['1-9', '11-20']);
  assert.equal(indexOf(ns, 'eth0'), before);
  const events = await monitor.stop();
  assert.deepEqual(
    events.filter((line) => line.includes('state DOWN') || /<(?!.*\bUP\b)/.test(line)),
    [],
  );
});

test('the PVID moves to another VLAN, and flags change in both directions', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  for (const [said, shown] of [
    ['{id: 10, pvid: true, untagged: true}, {id: 20}', ['10 PVID Egress Untagged', '20']],
    ['{id: 10}, {id: 20, pvid: true}', ['10', '20 PVID']],
    ['{id: 10, untagged: true}, {id: 20, untagged: true}', ['10 Egress Untagged', '20 Egress Untagged']],
    ['{id: 5, pvid: true}, {id: 10-12, untagged: true}', ['5 PVID', '10-12 Egress Untagged']],
    ['', []],
  ] as const) {
    await applyInOneRun(ns, filtering(said));
    assert.deepEqual(vlansOf(ns, 'eth0'), shown);
  }
});

test('a port without the key keeps the VLANs that somebody else gave it', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  await applyInOneRun(ns, filtering(undefined));
  assert.deepEqual(vlansOf(ns, 'eth0'), ['1 PVID Egress Untagged']);
  ns.sh('bridge vlan add dev eth0 vid 50-59');
  await applyInOneRun(ns, filtering(undefined));
  assert.deepEqual(vlansOf(ns, 'eth0'), ['1 PVID Egress Untagged', '50-59']);
});

test('a VLAN added by hand to a port with the key goes again', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  await applyInOneRun(ns, filtering('{id: 10}'));
  ns.sh('bridge vlan add dev eth0 vid 11; bridge vlan add dev eth0 vid 1 pvid untagged');
  const plan = await diff(ns, filtering('{id: 10}'));
  assert.deepEqual(plan.steps.map(stepText), [
    'change veth eth0 (bridge-port.vlans 1 pvid untagged,10-11 -> 10)',
  ]);
  await applyInOneRun(ns, filtering('{id: 10}'));
  assert.deepEqual(vlansOf(ns, 'eth0'), ['10']);
});

test('a port that was taken out by hand is back with its VLANs', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const yaml = filtering('{id: 10, pvid: true, untagged: true}, {id: 100-103}');
  await applyInOneRun(ns, yaml);
  ns.sh('ip link set eth0 nomaster');
  await applyInOneRun(ns, yaml);
  assert.deepEqual(vlansOf(ns, 'eth0'), ['10 PVID Egress Untagged', '100-103']);
});

test('a port keeps its VLANs when it moves to a bridge with another default', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  const yaml = (first: string, second: string) =>
    network(`
      ethernets: {eth0: {vlans: [{id: 1, untagged: true, pvid: true}, {id: 7}]}, eth1: {}}
      bridges:
        br0: {interfaces: [${first}], parameters: {vlan-filtering: true}}
        br1: {interfaces: [${second}], parameters: {vlan-filtering: true, default-pvid: 9}}
    `);
  await applyInOneRun(ns, yaml('eth0', 'eth1'));
  await applyInOneRun(ns, yaml('', 'eth1, eth0'));
  assert.equal(linkOf(ns, 'eth0')['master'], 'br1');
  assert.deepEqual(vlansOf(ns, 'eth0'), ['1 PVID Egress Untagged', '7']);
  assert.deepEqual(vlansOf(ns, 'eth1'), ['9 PVID Egress Untagged']);
});

test('another default PVID moves undeclared VLANs and no declared ones, in one pass', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1', 'eth2');
  const yaml = (pvid: number) =>
    network(`
      ethernets:
        eth0: {vlans: [{id: 1, pvid: true, untagged: true}]}
        eth1: {}
        eth2: {vlans: [{id: 1, pvid: true, untagged: true}, {id: 30}]}
      bridges:
        br0:
          interfaces: [eth0, eth1, eth2]
          vlans: [{id: 1, pvid: true, untagged: true}]
          parameters: {vlan-filtering: true, default-pvid: ${pvid}}
    `);
  await applyInOneRun(ns, yaml(1));
  for (const [pvid, moved] of [
    [30, ['30 PVID Egress Untagged']],
    [0, []],
    [1, ['1 PVID Egress Untagged']],
  ] as const) {
    const { plan } = await applyInOneRun(ns, yaml(pvid), { verify: false });
    assert.ok(plan.steps.length > 0);
    assert.deepEqual(vlansOf(ns, 'eth0'), ['1 PVID Egress Untagged']);
    assert.deepEqual(vlansOf(ns, 'eth1'), moved);
    assert.deepEqual(vlansOf(ns, 'eth2'), ['1 PVID Egress Untagged', '30']);
    assert.deepEqual(vlansOf(ns, 'br0'), ['1 PVID Egress Untagged']);
  }
});

test('filtering goes off and on in place, and the VLANs stay', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const yaml = (on: boolean) => filtering('{id: 10-12}', '{id: 10}', `vlan-filtering: ${on}`);
  await applyInOneRun(ns, yaml(true));
  const before = indexOf(ns, 'br0');
  for (const on of [false, true]) {
    const { plan } = await applyInOneRun(ns, yaml(on));
    assert.deepEqual(
      plan.steps.map((step) => step.changes.map(({ attribute }) => attribute)),
      [['bridge.vlan-filtering']],
    );
    assert.equal(kindData(ns, 'br0')['vlan_filtering'], on ? 1 : 0);
    assert.deepEqual(vlansOf(ns, 'eth0'), ['10-12']);
    assert.deepEqual(vlansOf(ns, 'br0'), ['10']);
    assert.equal(indexOf(ns, 'br0'), before);
  }
});

test('VLANs of a port of somebody else go back to what they were', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  ns.sh(`
    ip link add br0 type bridge vlan_filtering 1
    ip link set eth0 master br0
    bridge vlan add dev eth0 vid 70-79
  `);
  await applyInOneRun(ns, filtering('{id: 10}', '{id: 10}'));
  assert.deepEqual(vlansOf(ns, 'eth0'), ['10']);
  await applyInOneRun(ns, NOTHING);
  assert.deepEqual(vlansOf(ns, 'eth0'), ['1 PVID Egress Untagged', '70-79']);
  assert.deepEqual(vlansOf(ns, 'br0'), ['1 PVID Egress Untagged']);
});

test('a port and a bridge whose VLANs are no longer declared have the default PVID, whatever they joined with', {
  skip,
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  for (const [pvid, vlans] of [
    [1, ['1 PVID Egress Untagged']],
    [5, ['5 PVID Egress Untagged']],
    [0, []],
  ] as const) {
    const parameters = `vlan-filtering: true, default-pvid: ${pvid}`;
    await applyInOneRun(ns, filtering('{id: 10-12}', '{id: 10}', parameters));
    await applyInOneRun(ns, filtering('{id: 11}', '{id: 11}', parameters));
    await applyInOneRun(ns, filtering(undefined, undefined, parameters));
    assert.deepEqual(vlansOf(ns, 'eth0'), vlans);
    assert.deepEqual(vlansOf(ns, 'br0'), vlans);
    await applyInOneRun(ns, NOTHING);
  }
});

test('a bridge whose last port leaves has the usual default PVID and its VLAN when it is no longer VLAN-aware', {
  skip,
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  const bridge = (port: string, rest = ''): string =>
    network(`ethernets: {eth0: {}, eth1: {}}\nbridges: {br0: {interfaces: [${port}]${rest}}}`);
  for (const port of ['eth1', '']) {
    await applyInOneRun(
      ns,
      bridge('eth0', ', parameters: {vlan-filtering: true, default-pvid: 0}, vlans: [{id: 10}]'),
    );
    await applyInOneRun(ns, bridge(port));
    assertShows(kindData(ns, 'br0'), { vlan_filtering: 0, vlan_default_pvid: 1 });
    for (const name of ['br0', ...(port === '' ? [] : [port])])
      assert.deepEqual(vlansOf(ns, name), ['1 PVID Egress Untagged']);
  }
});

test('a port whose VLANs were declared along with a default PVID has those of a new port again', {
  skip,
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const plain = network('ethernets: {eth0: {}}\nbridges: {br0: {interfaces: [eth0]}}');
  await applyInOneRun(ns, plain);
  await applyInOneRun(ns, filtering('{id: 10}', '{id: 10}', 'vlan-filtering: true, default-pvid: 0'));
  assert.deepEqual(vlansOf(ns, 'eth0'), ['10']);
  await applyInOneRun(ns, plain);
  assert.deepEqual(vlansOf(ns, 'eth0'), ['1 PVID Egress Untagged']);
  await applyInOneRun(ns, filtering(undefined, undefined, 'vlan-filtering: true, default-pvid: 0'));
  await applyInOneRun(ns, filtering('{id: 10}', undefined, 'vlan-filtering: true, default-pvid: 0'));
  await applyInOneRun(ns, plain);
  assert.deepEqual(vlansOf(ns, 'eth0'), ['1 PVID Egress Untagged']);
});

test('a port of others keeps its own PVID when the bridge gets a default one, and one without a PVID gets that, which the plan says', {
  skip,
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1', 'eth2');
  const pvid = (value: number): string =>
    filtering(undefined, undefined, `vlan-filtering: true, default-pvid: ${value}`);
  await applyInOneRun(ns, pvid(0));
  ns.sh(`
    ip link set eth1 master br0
    bridge vlan add dev eth1 vid 20 pvid untagged
    bridge vlan add dev eth1 vid 30
    ip link set eth2 master br0
    bridge vlan add dev eth2 vid 40
  `);
  const before = [vlansOf(ns, 'eth1'), vlansOf(ns, 'eth2')];
  assert.deepEqual(before, [['20 PVID Egress Untagged', '30'], ['40']]);
  const { steps } = await diff(ns, pvid(1));
  assert.deepEqual(
    steps.flatMap(({ notes }) => notes),
    ['the VLANs of eth2 become 1 pvid untagged, 40, too'],
  );
  assertDone(nlStarted(ns, [config(ns, pvid(1))]));
  const after = [before[0], ['1 PVID Egress Untagged', '40']];
  assert.deepEqual([vlansOf(ns, 'eth1'), vlansOf(ns, 'eth2')], after);
  await applyInOneRun(ns, pvid(1));
  assertDone(nlStarted(ns, [config(ns, `${pvid(1)}\n`)]));
  assert.deepEqual([vlansOf(ns, 'eth1'), vlansOf(ns, 'eth2')], after);
  ns.sh('bridge vlan add dev eth1 vid 50');
  await applyInOneRun(ns, pvid(0));
  await applyInOneRun(ns, pvid(5));
  assert.deepEqual(vlansOf(ns, 'eth1'), ['20 PVID Egress Untagged', '30', '50']);
});

test('ports of others have their VLANs after a rollback of a default PVID', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1', 'eth2');
  const pvid = (value: number): string =>
    filtering(undefined, undefined, `vlan-filtering: true, default-pvid: ${value}`);
  await applyInOneRun(ns, pvid(0));
  ns.sh(`
    ip link set eth1 master br0
    bridge vlan add dev eth1 vid 20 pvid untagged
    ip link set eth2 master br0
  `);
  assertDone(nlStarted(ns, [config(ns, pvid(1))]));
  assertDone(nlStarted(ns, ['rollback']));
  assert.deepEqual([vlansOf(ns, 'eth1'), vlansOf(ns, 'eth2')], [['20 PVID Egress Untagged'], []]);
});

test('as many VLANs as there can be', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const every = Array.from(
    { length: 2047 },
    (_, i) => `{id: ${2 * i + 1}, untagged: true}, {id: ${2 * i + 2}}`,
  );
  await applyInOneRun(ns, filtering(every.join(', ')));
  assert.equal(vlansOf(ns, 'eth0').length, 4094);
  await applyInOneRun(ns, filtering('{id: 1-4094}'));
  assert.deepEqual(vlansOf(ns, 'eth0'), ['1-4094']);
});

test('VLANs of a VXLAN have VNIs, which come, move and go', {
  skip: without('bridge-vlans', 'vxlan'),
}, async (t) => {
  const ns = await makeNamespace(t);
  ns.sh('ip link add vx0 type vxlan dstport 4789 external local 192.0.2.1');
  const yaml = (vlans: string, tunnel = true) =>
    network(`
      ethernets: {vx0: {vlan-tunnel: ${tunnel}, vlans: [${vlans}]}}
      bridges: {br0: {interfaces: [vx0], parameters: {vlan-filtering: true}}}
    `);
  await applyInOneRun(ns, yaml('{id: 10, tunnel: 1010}, {id: 20-22, tunnel: 1020-1022}, {id: 30}'));
  assert.deepEqual(tunnelsOf(ns, 'vx0'), ['10:1010', '20-22:1020-1022']);
  // Two change places, one gets one, one loses its own.
  await applyInOneRun(
    ns,
    yaml(
      '{id: 10, tunnel: 1020}, {id: 20, tunnel: 1010}, {id: 21}, {id: 22, tunnel: 1022}, {id: 30, tunnel: 30}',
    ),
  );
  assert.deepEqual(tunnelsOf(ns, 'vx0'), ['10:1020', '20:1010', '22:1022', '30:30']);
  assert.deepEqual(vlansOf(ns, 'vx0'), ['10', '20-22', '30']);
  await roundTrip(ns);
  await applyInOneRun(ns, yaml('{id: 10}, {id: 20-22}', false));
  assert.deepEqual(tunnelsOf(ns, 'vx0'), []);
  await applyInOneRun(ns, yaml('{id: 10, tunnel: 7}, {id: 20-22}'));
  assert.deepEqual(tunnelsOf(ns, 'vx0'), ['10:7']);
});

test('what show writes of VLANs makes the same ones', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  const other = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  makeNics(other, 'eth0', 'eth1');
  await applyInOneRun(
    ns,
    network(`
      ethernets: {eth0: {vlans: [{id: 10, pvid: true, untagged: true}, {id: 100-103}]}, eth1: {vlans: []}}
      bridges: {br0: {interfaces: [eth0, eth1], vlans: [{id: 100}], parameters: {vlan-filtering: true}}}
    `),
  );
  await apply(other, await roundTrip(ns));
  for (const name of ['eth0', 'eth1', 'br0']) assert.deepEqual(vlansOf(other, name), vlansOf(ns, name));
});
