import assert from 'node:assert/strict';
import { test } from 'node:test';
import { carryOut } from '../../src/engine/carry-out/carry-out.ts';
import { observe, openKernel } from '../../src/engine/look/kernel.ts';
import { planTarget } from '../../src/engine/plan/plan.ts';
import { recordOwnership } from '../../src/engine/record/ownership.ts';
import { EMPTY_RECORD } from '../../src/engine/record/record.ts';
import { NOTHING_DECLARED } from '../../src/model/index.ts';
import { thisMachine } from '../../src/resources/machine.ts';
import { apply, applyInOneRun } from './support/apply.ts';
import { makeNamespace, type Namespace } from './support/namespace.ts';
import { NOTHING, network } from './support/network.ts';
import { makeNics } from './support/nics.ts';
import { assertDone, config, nl } from './support/program.ts';
import { addressTexts, destinations, indexOf, isUp, linkNames, linkOf } from './support/shown.ts';

test('a NIC found by a glob gets its name, its addresses and its routes in one run', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'ens3');
  const before = indexOf(ns, 'ens3');
  await applyInOneRun(
    ns,
    network(`
      ethernets:
        uplink:
          match: {name: "ens*"}
          set-name: wan0
          addresses: [192.0.2.1/24]
          routes: [{to: default, via: 192.0.2.9}]
    `),
  );
  assert.equal(indexOf(ns, 'wan0'), before);
  assert.deepEqual(addressTexts(ns, 'wan0'), ['192.0.2.1/24']);
  assert.deepEqual(destinations(ns, 4), ['default']);
});

test('a renamed NIC that is up stays up and keeps what others put on it', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'ens3');
  ns.sh('ip address add 198.51.100.7/24 dev ens3; ip route add 203.0.113.0/24 via 198.51.100.1 proto bird');
  await applyInOneRun(ns, network('ethernets: {uplink: {match: {name: ens3}, set-name: wan0}}'));
  assert.equal(isUp(ns, 'wan0'), true);
  assert.deepEqual(addressTexts(ns, 'wan0'), ['198.51.100.7/24']);
  assert.deepEqual(destinations(ns, 4), ['203.0.113.0/24']);
});

/** Renames as an engine's target, where wanted names stand before the present ones. */
async function rename(
  ns: Namespace,
  renames: readonly (readonly [string, string])[],
): Promise<readonly string[]> {
  const connection = openKernel({ netns: ns.path });
  try {
    const snapshot = await observe(connection);
    const target = { ...NOTHING_DECLARED, renames: new Map(renames) };
    const ownership = recordOwnership(EMPTY_RECORD);
    const { steps, problems } = planTarget(target, snapshot, ownership, {
      allowRecreate: false,
      machine: thisMachine(ns.path),
    });
    assert.deepEqual(problems, []);
    const { failures } = await carryOut(steps, snapshot, connection, { stopOnFailure: true });
    assert.deepEqual(failures, []);
    return steps.map((step) => `${step.before?.type === 'link' ? step.before.name : ''} ${step.key}`);
  } finally {
    connection.close();
  }
}

test('two NICs exchange their names by a temporary one', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  const [first, second] = [indexOf(ns, 'eth0'), indexOf(ns, 'eth1')];
  const steps = await rename(ns, [
    ['eth1', 'eth0'],
    ['eth0', 'eth1'],
  ]);
  assert.deepEqual(steps, ['eth0 rename0', 'eth1 eth0', 'rename0 eth1']);
  assert.deepEqual([indexOf(ns, 'eth1'), indexOf(ns, 'eth0')], [first, second]);
});

test('names move along a chain and round a ring of three', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1', 'eth2', 'ens3');
  ns.sh('ip link add rename0 type bridge');
  const indexes = ['ens3', 'eth0', 'eth1', 'eth2'].map((name) => indexOf(ns, name));
  const steps = await rename(ns, [
    ['eth1', 'eth0'],
    ['eth2', 'eth1'],
    ['eth0', 'eth2'],
    ['wan0', 'ens3'],
  ]);
  assert.equal(steps.length, 5);
  assert.deepEqual(
    ['wan0', 'eth1', 'eth2', 'eth0'].map((name) => indexOf(ns, name)),
    indexes,
  );
});

test('a name that another link has stops the run before anything is written', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'ens3');
  ns.sh('ip link add wan0 type bridge');
  const result = await apply(
    ns,
    network('ethernets: {uplink: {match: {name: ens3}, set-name: wan0, addresses: [192.0.2.1/24]}}'),
  );
  assert.deepEqual(
    result.plan.problems.map(({ code, stops }) => [code, stops]),
    [['name-taken', true]],
  );
  assert.deepEqual(addressTexts(ns, 'ens3'), []);
  assert.deepEqual(linkNames(ns), ['ens3', 'far-ens3', 'wan0']);
});

test('set-name with two NICs that match is an error with its place; everything else is applied', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1', 'lan0');
  const result = await applyInOneRun(
    ns,
    network(`
      ethernets:
        uplink: {match: {name: "eth*"}, set-name: wan0, addresses: [192.0.2.1/24]}
        lan0: {addresses: [203.0.113.1/24]}
      macvlans: {mv0: {link: uplink}}
    `),
  );
  assert.deepEqual(
    result.plan.problems.map(({ code, severity, stops, source }) => [code, severity, stops, source?.line]),
    [
      ['match-ambiguous', 'error', undefined, 4],
      ['lower-missing', 'warning', undefined, 6],
    ],
  );
  assert.deepEqual(addressTexts(ns, 'lan0'), ['203.0.113.1/24']);
  assert.deepEqual(linkNames(ns), ['eth0', 'eth1', 'far-eth0', 'far-eth1', 'far-lan0', 'lan0']);
});

test('a NIC that has its new name stays the one when another that matches is plugged in', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const yaml = network(
    'ethernets: {uplink: {match: {name: "*[0-9]"}, set-name: wan0, addresses: [192.0.2.1/24]}}',
  );
  ns.sh('ip link set far-eth0 down; ip link set far-eth0 name far; ip link set far up');
  await applyInOneRun(ns, yaml);
  ns.sh('ip link add eth1 type veth peer name near');
  const result = await applyInOneRun(ns, yaml);
  assert.deepEqual(
    result.plan.problems.map(({ code, severity }) => [code, severity]),
    [['match-ambiguous', 'error']],
  );
  assert.match(result.plan.problems[0]?.message ?? '', /wan0 stays the one/);
  assert.deepEqual(addressTexts(ns, 'wan0'), ['192.0.2.1/24']);
});

test('renamed NICs are named in masters and lower devices, too', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'ens3', 'ens4');
  await applyInOneRun(
    ns,
    network(`
      ethernets:
        up: {match: {name: ens3}, set-name: wan0}
        down: {match: {name: ens4}, set-name: lan0}
      bridges: {br0: {interfaces: [up]}}
      macvlans: {mv0: {link: down}}
    `),
  );
  assert.equal(linkOf(ns, 'wan0')['master'], 'br0');
  assert.equal(linkOf(ns, 'mv0')['link'], 'lan0');
});

const WAN = 'match: {name: ens3}, set-name: wan0';

test('a NIC gets its former name and MTU back when it is no longer declared', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'ens3');
  ns.sh('ip address add 198.51.100.7/24 dev ens3');
  const index = indexOf(ns, 'ens3');
  await applyInOneRun(ns, network(`ethernets: {uplink: {${WAN}, mtu: 1400, addresses: [192.0.2.1/24]}}`));
  assert.equal(indexOf(ns, 'wan0'), index);
  await applyInOneRun(ns, NOTHING);
  assert.equal(indexOf(ns, 'ens3'), index);
  assert.deepEqual([linkOf(ns, 'ens3')['mtu'], isUp(ns, 'ens3')], [1500, true]);
  assert.deepEqual(addressTexts(ns, 'ens3'), ['198.51.100.7/24']);
});

test('a file that knows a NIC by its former name finds it, in one run, there and back', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'ens3');
  const index = indexOf(ns, 'ens3');
  const [before, after] = [
    network(
      'ethernets: {ens3: {mtu: 1400, addresses: [192.0.2.1/24], neighbors: [{to: 192.0.2.9, macaddress: "02:00:00:00:00:09"}]}}',
    ),
    network(`ethernets: {uplink: {${WAN}, addresses: [192.0.2.2/24]}}`),
  ];
  for (let round = 1; round <= 2; round++) {
    await applyInOneRun(ns, before);
    assert.deepEqual([indexOf(ns, 'ens3'), linkOf(ns, 'ens3')['mtu']], [index, 1400]);
    assert.deepEqual(addressTexts(ns, 'ens3'), ['192.0.2.1/24']);
    await applyInOneRun(ns, after);
    assert.deepEqual([indexOf(ns, 'wan0'), linkOf(ns, 'wan0')['mtu']], [index, 1500]);
    assert.deepEqual(addressTexts(ns, 'wan0'), ['192.0.2.2/24']);
    assert.deepEqual(JSON.parse(ns.sh('ip -j neigh show nud permanent')), []);
  }
});

test('NICs that are matched by their former names exchange the names that they were given', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'ens3', 'ens4');
  const indexes = [indexOf(ns, 'ens3'), indexOf(ns, 'ens4')];
  const named = (first: string, second: string): string =>
    network(`
      ethernets:
        a: {match: {name: ens3}, set-name: ${first}, addresses: [192.0.2.1/24]}
        b: {match: {name: ens4}, set-name: ${second}, addresses: [198.51.100.1/24]}
    `);
  for (const [first, second] of [
    ['lan0', 'lan1'],
    ['lan1', 'lan0'],
    ['ens4', 'ens3'],
    ['lan0', 'ens3'],
    ['lan0', 'lan1'],
  ] as const) {
    await applyInOneRun(ns, named(first, second));
    assert.deepEqual([indexOf(ns, first), indexOf(ns, second)], indexes);
    assert.deepEqual(addressTexts(ns, first), ['192.0.2.1/24']);
    assert.deepEqual(addressTexts(ns, second), ['198.51.100.1/24']);
  }
  await applyInOneRun(ns, named('ens4', 'ens3'));
  await applyInOneRun(ns, network('ethernets: {ens3: {addresses: [203.0.113.1/24]}}'));
  assert.deepEqual([indexOf(ns, 'ens3'), indexOf(ns, 'ens4')], indexes);
  assert.deepEqual([addressTexts(ns, 'ens3'), addressTexts(ns, 'ens4')], [['203.0.113.1/24'], []]);
});

test('NICs give their names to others, and to a bridge, in the first run', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'ens3', 'ens4');
  const indexes = [indexOf(ns, 'ens3'), indexOf(ns, 'ens4')];
  await applyInOneRun(
    ns,
    network(`
      ethernets:
        a: {match: {name: ens3}, set-name: ens4, addresses: [192.0.2.1/24]}
        b: {match: {name: ens4}, set-name: wan0}
      bridges: {ens3: {interfaces: [b]}}
    `),
  );
  assert.deepEqual([indexOf(ns, 'ens4'), indexOf(ns, 'wan0')], indexes);
  assert.equal(linkOf(ns, 'wan0')['master'], 'ens3');
  await applyInOneRun(ns, NOTHING);
  assert.deepEqual([indexOf(ns, 'ens3'), indexOf(ns, 'ens4')], indexes);
});

test('a NIC that is no longer declared gives its name to another one', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'ens3', 'ens4');
  const [first, second] = [indexOf(ns, 'ens3'), indexOf(ns, 'ens4')];
  const from = (name: string): string =>
    network(`ethernets: {a: {match: {name: ${name}}, set-name: wan0, addresses: [192.0.2.1/24]}}`);
  for (let round = 1; round <= 2; round++) {
    await applyInOneRun(ns, from('ens3'));
    assert.deepEqual([indexOf(ns, 'wan0'), indexOf(ns, 'ens4')], [first, second]);
    await applyInOneRun(ns, from('ens4'));
    assert.deepEqual([indexOf(ns, 'ens3'), indexOf(ns, 'wan0')], [first, second]);
  }
});

test('a NIC keeps the name that it was given if the former one is not free, or is declared by it', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'ens3');
  const index = indexOf(ns, 'ens3');
  await applyInOneRun(ns, network(`ethernets: {uplink: {${WAN}}}`));
  await applyInOneRun(ns, network('ethernets: {wan0: {mtu: 1400}}'));
  await applyInOneRun(ns, network('ethernets: {any: {match: {name: "wan*"}, mtu: 1300}}'));
  assert.deepEqual([indexOf(ns, 'wan0'), linkOf(ns, 'wan0')['mtu']], [index, 1300]);
  await applyInOneRun(ns, network('bridges: {ens3: {}}'));
  assert.deepEqual([indexOf(ns, 'wan0'), linkOf(ns, 'wan0')['mtu']], [index, 1500]);
  await applyInOneRun(ns, NOTHING);
  assert.equal(indexOf(ns, 'ens3'), index);
});

test('a NIC keeps the name that it was given if the former one is that of an ignored link', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'ens3');
  await applyInOneRun(ns, network(`ethernets: {uplink: {${WAN}}}`));
  ns.sh('ip link add ens3 type bridge');
  await applyInOneRun(ns, network('ignore: {links: [{kind: bridge}]}'));
  assert.deepEqual([linkOf(ns, 'wan0')['link_type'], linkOf(ns, 'ens3')['link_type']], ['ether', 'ether']);
  ns.sh('ip link del ens3');
  await applyInOneRun(ns, network('ignore: {links: [{kind: bridge}]}'));
  assert.deepEqual(linkNames(ns).includes('ens3'), true);
});

test('a rollback of a run that gave a NIC its name back leaves it the name that it was given', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'ens3');
  const index = indexOf(ns, 'ens3');
  const yaml = network(`ethernets: {uplink: {${WAN}, mtu: 1400, addresses: [192.0.2.1/24]}}`);
  for (const file of [yaml, NOTHING]) assertDone(nl(ns, [config(ns, file)]));
  assert.equal(indexOf(ns, 'ens3'), index);
  assertDone(nl(ns, ['rollback']));
  assert.deepEqual([indexOf(ns, 'wan0'), linkOf(ns, 'wan0')['mtu']], [index, 1400]);
  await applyInOneRun(ns, yaml);
  await applyInOneRun(ns, NOTHING);
  assert.deepEqual([indexOf(ns, 'ens3'), linkOf(ns, 'ens3')['mtu']], [index, 1500]);
});

test('a bridge takes the name of a NIC that is renamed; the NIC gets it back in a rollback, and when the bridge is no longer declared', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  ns.sh('ip link property add dev eth0 altname enp9s0');
  const index = indexOf(ns, 'eth0');
  const mine = 'addresses: [192.0.2.1/24], routes: [{to: default, via: 192.0.2.9}]';
  const nic = network(`ethernets: {uplink: {match: {name: enp9s0}, set-name: eth0, ${mine}}}`);
  const bridge = network(`
    ethernets: {uplink: {match: {name: enp9s0}, set-name: port0}}
    bridges: {eth0: {interfaces: [uplink], ${mine}}}
  `);
  const isAsBefore = (): void => {
    assert.equal(indexOf(ns, 'eth0'), index);
    assert.deepEqual(linkNames(ns), ['eth0', 'far-eth0']);
    assert.deepEqual(addressTexts(ns, 'eth0'), ['192.0.2.1/24']);
    assert.deepEqual(destinations(ns, 4), ['default']);
  };
  for (const yaml of [nic, bridge]) assertDone(nl(ns, [config(ns, yaml)]));
  assert.equal(linkOf(ns, 'port0')['master'], 'eth0');
  assertDone(nl(ns, ['rollback']));
  isAsBefore();
  await applyInOneRun(ns, bridge);
  await applyInOneRun(ns, nic);
  isAsBefore();
});
