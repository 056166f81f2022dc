import assert from 'node:assert/strict';
import { test } from 'node:test';
import { takeSnapshot } from '../../src/engine/index.ts';
import { configurationOf } from '../../src/render/configuration/configuration.ts';
import { apply, applyInOneRun, diff, stepText } from './support/apply.ts';
import { groupsOf } from './support/groups.ts';
import { makeNamespace } from './support/namespace.ts';
import { without } from './support/needs.ts';
import { network } from './support/network.ts';
import { until } from './support/until.ts';

const bridge = (port: string, parameters = '', more = ''): string =>
  network(`
    virtual-ethernets: {va: {peer: vb${port}}, vb: {}}
    bridges: {br0: {interfaces: [va], parameters: {${parameters}}${more}}}
  `);

const ONE = ', mdb: [{group: 239.1.1.1}]';
/** A route that the kernel refuses, so that everything is taken back. */
const WRONG = ', addresses: [192.0.2.1/24], routes: [{to: 198.51.100.0/24, via: 203.0.113.250}]';

const needsSnooping = { skip: without('bridge-snooping') };

test(
  "a port's groups are made and go; what others made, and what the bridge has seen, stays",
  needsSnooping,
  async (t) => {
    const ns = await makeNamespace(t);
    await applyInOneRun(ns, bridge(''));
    ns.sh(`
    bridge mdb add dev br0 port va grp 239.1.1.9 permanent
    bridge mdb add dev br0 port va grp 239.1.1.8 temp
  `);
    await applyInOneRun(
      ns,
      bridge(', mdb: [{group: 239.1.1.1}, {group: 239.1.1.1, source: 192.0.2.7}, {group: "ff0e::1:2"}]'),
    );
    assert.deepEqual(groupsOf(ns, 'va'), ['239.1.1.1', '239.1.1.1 src 192.0.2.7', '239.1.1.9', 'ff0e::1:2']);
    await applyInOneRun(ns, bridge(''));
    assert.deepEqual(groupsOf(ns, 'va'), ['239.1.1.9']);
    assert.match(ns.sh('bridge mdb show'), /239\.1\.1\.8 temp/);
  },
);

test('groups that are MAC addresses are those of a port, and of the bridge itself', {
  skip: without('bridge-mac-groups'),
}, async (t) => {
  const ns = await makeNamespace(t);
  await applyInOneRun(
    ns,
    bridge(', mdb: [{group: "01:1b:19:00:00:00"}]', '', ', mdb: [{group: "01:1b:19:00:00:01"}]'),
  );
  assert.deepEqual(groupsOf(ns, 'va'), ['01:1b:19:00:00:00']);
  assert.deepEqual(groupsOf(ns, 'br0'), ['01:1b:19:00:00:01']);
  await applyInOneRun(ns, bridge(''));
  assert.deepEqual([groupsOf(ns, 'va'), groupsOf(ns, 'br0')], [[], []]);
});

test('a membership that the bridge has seen becomes an entry', needsSnooping, async (t) => {
  const ns = await makeNamespace(t);
  await applyInOneRun(ns, bridge(''));
  ns.sh('bridge mdb add dev br0 port va grp 239.1.1.1 temp');
  await applyInOneRun(ns, bridge(ONE));
  assert.deepEqual(groupsOf(ns, 'va'), ['239.1.1.1']);
});

test('an entry of another is adopted, and stays when it is no longer declared', needsSnooping, async (t) => {
  const ns = await makeNamespace(t);
  await applyInOneRun(ns, bridge(''));
  ns.sh('bridge mdb add dev br0 port va grp 239.1.1.1 permanent');
  assert.deepEqual((await diff(ns, bridge(ONE))).steps, []);
  await applyInOneRun(ns, bridge(ONE));
  await applyInOneRun(ns, bridge(''));
  assert.deepEqual(groupsOf(ns, 'va'), ['239.1.1.1']);
});

test(
  'one that was deleted is made again, and one that is gone already is no hindrance',
  needsSnooping,
  async (t) => {
    const ns = await makeNamespace(t);
    await applyInOneRun(ns, bridge(ONE));
    ns.sh('bridge mdb del dev br0 port va grp 239.1.1.1');
    const { plan } = await applyInOneRun(ns, bridge(ONE));
    assert.deepEqual(plan.steps.map(stepText), ['create mdb entry 239.1.1.1 dev br0 port va']);
    ns.sh('bridge mdb del dev br0 port va grp 239.1.1.1');
    await applyInOneRun(ns, bridge(''));
    assert.deepEqual(groupsOf(ns, 'va'), []);
  },
);

test(
  'groups go with a port to another bridge, and through a bridge that goes down and up',
  needsSnooping,
  async (t) => {
    const ns = await makeNamespace(t);
    const of = (first: string, second: string, state = ''): string =>
      network(`
      virtual-ethernets: {va: {peer: vb${ONE}}, vb: {}}
      bridges: {br0: {interfaces: [${first}]${state}}, br1: {interfaces: [${second}]}}
    `);
    await applyInOneRun(ns, of('va', ''));
    await applyInOneRun(ns, of('', 'va'));
    assert.match(ns.sh('bridge mdb show'), /dev br1 port va grp 239\.1\.1\.1 permanent/);
    await applyInOneRun(ns, of('va', ''));
    await apply(ns, of('va', '', ', activation-mode: "off"'));
    const down = await diff(ns, network('virtual-ethernets: {va: {peer: vb}, vb: {}}'));
    assert.deepEqual(
      down.problems.map(({ code }) => code),
      [],
    );
    await applyInOneRun(ns, of('va', ''));
    assert.deepEqual(groupsOf(ns, 'va'), ['239.1.1.1']);
  },
);

test(
  'a bridge that is down gets its entries when it comes up, and keeps ours until then',
  needsSnooping,
  async (t) => {
    const ns = await makeNamespace(t);
    const off = ', activation-mode: "off"';
    await applyInOneRun(ns, bridge(ONE));
    ns.sh('ip link set br0 down');
    const { plan } = await apply(ns, bridge(', mdb: [{group: 239.1.1.2}]', '', off));
    assert.deepEqual(
      plan.problems.map(({ message }) => message),
      ['mdb entry 239.1.1.2 dev br0 port va waits until br0 is up'],
    );
    assert.deepEqual(groupsOf(ns, 'va'), ['239.1.1.1']);
    await applyInOneRun(ns, bridge(', mdb: [{group: 239.1.1.2}]'));
    assert.deepEqual(groupsOf(ns, 'va'), ['239.1.1.2']);
  },
);

test('entries of VLANs, and what becomes of others when VLANs are filtered', {
  skip: without('bridge-snooping', 'bridge-vlans'),
}, async (t) => {
  const ns = await makeNamespace(t);
  await applyInOneRun(ns, bridge(ONE));
  const filtered = bridge(', mdb: [{group: 239.1.1.1, vlan: 1}]', 'vlan-filtering: true');
  await applyInOneRun(ns, filtered);
  assert.deepEqual(groupsOf(ns, 'va'), ['239.1.1.1 vid 1']);
  await applyInOneRun(ns, bridge('', 'vlan-filtering: false'));
  assert.deepEqual(groupsOf(ns, 'va'), []);
});

test('groups of a port are back when its bridge is made anew', needsSnooping, async (t) => {
  const ns = await makeNamespace(t);
  await applyInOneRun(ns, bridge(ONE));
  ns.sh('ip link del br0');
  await applyInOneRun(ns, bridge(ONE));
  assert.deepEqual(groupsOf(ns, 'va'), ['239.1.1.1']);
});

test(
  'a run that fails takes its groups back, and brings back those that it took',
  needsSnooping,
  async (t) => {
    const ns = await makeNamespace(t);
    const of = (va: string, vb: string, port = 'va'): string =>
      network(`
      virtual-ethernets: {va: {peer: vb${va}}, vb: {${vb}}}
      bridges: {br0: {interfaces: [${port}]}}
    `);
    await applyInOneRun(ns, of(ONE, ''));
    ns.sh('bridge mdb add dev br0 port va grp 239.1.1.9 permanent');
    const before = groupsOf(ns, 'va');
    await apply(ns, of(', mdb: [{group: 239.1.1.2}]', WRONG.slice(2)));
    assert.deepEqual(groupsOf(ns, 'va'), before);
    await apply(ns, of('', WRONG.slice(2), ''));
    assert.deepEqual(groupsOf(ns, 'va'), before);
    await applyInOneRun(ns, of('', ''));
    assert.deepEqual(groupsOf(ns, 'va'), ['239.1.1.9']);
  },
);

test('a port keeps its groups under a new name', needsSnooping, async (t) => {
  const ns = await makeNamespace(t);
  ns.sh('ip link add n0 type veth peer n1; ip link set n1 up; ip link set n0 up');
  // An older kernel wants a carrier on the port, which it notices a moment later.
  await applyInOneRun(
    ns,
    network('ethernets: {nic: {match: {name: n0}}}\nbridges: {br0: {interfaces: [nic]}}'),
  );
  const of = (keys: string): string =>
    network(`
      ethernets: {nic: {match: {name: "n0"}${keys}${ONE}}}
      bridges: {br0: {interfaces: [nic]}}
    `);
  await applyInOneRun(ns, of(''));
  const { plan } = await applyInOneRun(ns, of(', set-name: m1'));
  assert.equal(plan.steps.filter(({ kind }) => kind === 'mdb').length, 0);
  assert.deepEqual(groupsOf(ns, 'm1'), ['239.1.1.1']);
  await applyInOneRun(ns, of(', set-name: m1').replace(ONE, ''));
  assert.deepEqual(groupsOf(ns, 'm1'), []);
});

test('what is not declared goes by policy, and what is ignored stays', needsSnooping, async (t) => {
  const ns = await makeNamespace(t);
  await applyInOneRun(ns, bridge(''));
  ns.sh(`
    bridge mdb add dev br0 port va grp 239.1.1.8 permanent
    bridge mdb add dev br0 port va grp 239.2.1.9 permanent
  `);
  const strict = network(`
    policy: {mdb: strict}
    ignore: {mdb: [239.2.0.0/16]}
    virtual-ethernets: {va: {peer: vb${ONE}}, vb: {}}
    bridges: {br0: {interfaces: [va]}}
  `);
  await applyInOneRun(ns, strict);
  assert.deepEqual(groupsOf(ns, 'va'), ['239.1.1.1', '239.2.1.9']);
});

test('what is shown of multicast databases is a configuration that changes nothing', {
  skip: without('bridge-mac-groups'),
}, async (t) => {
  const ns = await makeNamespace(t);
  ns.sh(`
    ip link add br0 type bridge; ip link add va type veth peer vb; ip link set va master br0
    ip link set br0 up; ip link set va up; ip link set vb up
  `);
  // An entry that is not permanent needs a port that is not disabled (br_mdb_add).
  await until('the port is ready', () => ns.sh('bridge link show dev va').includes('state forwarding'));
  ns.sh(`
    bridge mdb add dev br0 port va grp 239.1.1.1 permanent
    bridge mdb add dev br0 port va grp 239.1.1.1 src 192.0.2.7 permanent
    bridge mdb add dev br0 port va grp ff0e::1 permanent vid 10
    bridge mdb add dev br0 port br0 grp 01:1b:19:00:00:00 permanent
    bridge mdb add dev br0 port va grp 239.1.1.8 temp
  `);
  const { configuration, warnings } = configurationOf(await takeSnapshot({ netns: ns.path }));
  assert.deepEqual(warnings, []);
  const text = JSON.stringify(configuration);
  assert.deepEqual(text.match(/"mdb":\[[^\]]*\]/g)?.sort(), [
    '"mdb":[{"group":"01:1b:19:00:00:00"}]',
    '"mdb":[{"group":"ff0e::1","vlan":10},{"group":"239.1.1.1","source":"192.0.2.7"},{"group":"239.1.1.1"}]',
  ]);
  assert.deepEqual((await diff(ns, text)).steps, []);
});
