import assert from 'node:assert/strict';
import { test } from 'node:test';
import { takeSnapshot } from '../../src/engine/index.ts';
import { apply, applyInOneRun } from './support/apply.ts';
import { insertCard } from './support/cards.ts';
import { makeNamespace, type Namespace } from './support/namespace.ts';
import { without } from './support/needs.ts';
import { NOTHING, network } from './support/network.ts';
import { addressTexts, indexOf, isUp, linkNames, linkOf } from './support/shown.ts';

const skip = without('netdevsim');
const skipStacked = without('netdevsim', 'bond', 'vlan');
const [A, B, C] = ['52:54:00:00:00:0a', '52:54:00:00:00:0b', '52:54:00:00:00:0c'];

/** Without what the driver does not let change. */
const factsOf = async (ns: Namespace, name: string) => {
  const { links } = await takeSnapshot({ netns: ns.path });
  const { fixed: _, ...facts } = links.find((link) => link.name === name)?.facts ?? {};
  return facts;
};

test('a NIC shows its permanent address, its driver and where it is plugged in', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  const { device, names } = insertCard(t, ns, [A, null]);
  assert.deepEqual(await factsOf(ns, names[0] ?? ''), {
    permanentAddress: A,
    driver: 'netdevsim',
    device,
    path: `netdevsim-${device}`,
  });
  assert.equal((await factsOf(ns, names[1] ?? '')).permanentAddress, undefined);
  assert.notEqual(linkOf(ns, names[0] ?? '')['address'], A);
});

test('a permanent address finds its NIC, whatever address it has, and no link that has taken that one', {
  skip: skipStacked,
}, async (t) => {
  const ns = await makeNamespace(t);
  const { names } = insertCard(t, ns, [A, B]);
  const [first = '', second = ''] = names;
  ns.sh(`
    ip link set ${first} address ${B}
    ip link add bond9 type bond; ip link set bond9 address ${A}
    ip link add vlan9 link ${second} type vlan id 9; ip link set vlan9 address ${A}
    ip link add mv9 link ${second} type macvlan; ip link set mv9 address ${A}
    ip link add left type veth peer name right; ip link set left address ${A}
    ip link add br9 type bridge; ip link set br9 address ${A}
  `);
  await applyInOneRun(
    ns,
    network(`ethernets: {uplink: {match: {macaddress: "${A}"}, addresses: [192.0.2.1/24]}}`),
  );
  assert.deepEqual(addressTexts(ns, first), ['192.0.2.1/24']);
  for (const other of linkNames(ns).filter((name) => name !== first))
    assert.deepEqual(addressTexts(ns, other), []);
});

test('a NIC without a permanent address is known by the one that it has, also in a bond and under another one', {
  skip: skipStacked,
}, async (t) => {
  const ns = await makeNamespace(t);
  const { names } = insertCard(t, ns, [null, null]);
  const [first = '', second = ''] = names;
  const [one, two] = [first, second].map((name) => String(linkOf(ns, name)['address']));
  const yaml = network(`
    ethernets:
      a: {match: {macaddress: "${one}"}, set-name: lan0}
      b: {match: {macaddress: "${two}"}, set-name: lan1, macaddress: 02:00:00:00:00:99}
    bonds: {bond0: {interfaces: [a], macaddress: 02:00:00:00:00:77}}
  `);
  for (let run = 1; run <= 2; run++) {
    const { plan } = await applyInOneRun(ns, yaml);
    assert.deepEqual(plan.problems, []);
  }
  assert.deepEqual(
    [linkOf(ns, 'lan0')['address'], linkOf(ns, 'lan0')['master'], linkOf(ns, 'lan1')['address']],
    ['02:00:00:00:00:77', 'bond0', '02:00:00:00:00:99'],
  );
  await applyInOneRun(ns, NOTHING);
  assert.deepEqual([linkOf(ns, first)['address'], linkOf(ns, second)['address']], [one, two]);
});

test('driver and path choose among NICs, with patterns and lists; virtual links have neither', {
  skip,
}, async (t) => {
  const ns = await makeNamespace(t);
  const [one, two] = [insertCard(t, ns, [A, B]), insertCard(t, ns, [C])];
  ns.sh('ip link add br9 type bridge; ip link add veth8 type veth peer name veth9');
  const matching = async (match: string): Promise<string[]> => {
    await applyInOneRun(ns, network(`ethernets: {some: {match: {${match}}, alias: found}}`));
    const found = linkNames(ns).filter((name) => linkOf(ns, name)['ifalias'] === 'found');
    await applyInOneRun(ns, NOTHING);
    return found;
  };
  assert.deepEqual(await matching('driver: netdevsim'), [...one.names, ...two.names]);
  assert.deepEqual(await matching('driver: [igb, "net*"], name: "eth[01]"'), one.names);
  assert.deepEqual(await matching(`path: netdevsim-${two.device}`), two.names);
  assert.deepEqual(await matching(`path: [${one.device}, "pci-*"]`), one.names);
  assert.deepEqual(await matching('path: "*"'), [...one.names, ...two.names]);
  assert.deepEqual(await matching(`path: ${one.device}, macaddress: "${B}"`), [one.names[1]]);
});

test('two NICs exchange their names by their addresses in one run, and a second run finds nothing', {
  skip,
}, async (t) => {
  const ns = await makeNamespace(t);
  const { names } = insertCard(t, ns, [A, B]);
  assert.deepEqual(names, ['eth0', 'eth1']);
  ns.sh('ip link set eth0 up; ip link set eth1 up; ip address add 198.51.100.7/24 dev eth0');
  const [first, second] = [indexOf(ns, 'eth0'), indexOf(ns, 'eth1')];
  await applyInOneRun(
    ns,
    network(`
      ethernets:
        a: {match: {macaddress: "${A}"}, set-name: eth1, addresses: [192.0.2.1/24]}
        b: {match: {macaddress: "${B}"}, set-name: eth0, addresses: [203.0.113.1/24]}
    `),
  );
  assert.deepEqual([indexOf(ns, 'eth1'), indexOf(ns, 'eth0')], [first, second]);
  assert.deepEqual(addressTexts(ns, 'eth1').sort(), ['192.0.2.1/24', '198.51.100.7/24']);
  assert.deepEqual(addressTexts(ns, 'eth0'), ['203.0.113.1/24']);
  assert.deepEqual([isUp(ns, 'eth0'), isUp(ns, 'eth1')], [true, true]);
});

test('names move along a chain and round a ring of three cards', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  insertCard(t, ns, [A, B, C]);
  const indexes = ['eth0', 'eth1', 'eth2'].map((name) => indexOf(ns, name));
  const named = (...names: readonly string[]): string =>
    network(
      `ethernets: {${[A, B, C].map((mac, i) => `n${i}: {match: {macaddress: "${mac}"}, set-name: ${names[i]}}`).join(', ')}}`,
    );
  for (const names of [
    ['eth1', 'eth2', 'eth0'],
    ['eth2', 'eth0', 'lan0'],
    ['eth0', 'lan0', 'eth2'],
  ]) {
    await applyInOneRun(ns, named(...names));
    assert.deepEqual(
      names.map((name) => indexOf(ns, name)),
      indexes,
    );
  }
});

test('permanent gives a NIC the address that is burnt in', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  const { names } = insertCard(t, ns, [A]);
  const yaml = network(`ethernets: {${names[0]}: {macaddress: permanent}}`);
  await applyInOneRun(ns, yaml);
  assert.equal(linkOf(ns, names[0] ?? '')['address'], A);
  ns.sh(`ip link set ${names[0]} address 02:00:00:00:00:99`);
  await applyInOneRun(ns, yaml);
  assert.equal(linkOf(ns, names[0] ?? '')['address'], A);
});

test('a name that is an alternative one of another NIC is taken away there', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  insertCard(t, ns, [A, B]);
  ns.sh(
    'ip link property add dev eth1 altname lan0 altname enp9s0; ip link property add dev eth0 altname wan0',
  );
  const yaml = network(`
    ethernets:
      a: {match: {macaddress: "${A}"}, set-name: lan0}
      b: {match: {macaddress: "${B}"}, set-name: wan0}
  `);
  const [first, second] = [indexOf(ns, 'eth0'), indexOf(ns, 'eth1')];
  await applyInOneRun(ns, yaml);
  assert.deepEqual([linkOf(ns, 'lan0')['ifindex'], linkOf(ns, 'wan0')['ifindex']], [first, second]);
  assert.deepEqual([linkOf(ns, 'lan0')['altnames'], linkOf(ns, 'wan0')['altnames']], [undefined, ['enp9s0']]);
  await applyInOneRun(ns, NOTHING);
});

test('several NICs for one name are told with the place; everything else is applied', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  const { device } = insertCard(t, ns, [A, B]);
  insertCard(t, ns, [C]);
  const result = await apply(
    ns,
    network(`
      ethernets:
        a: {match: {path: ${device}}, set-name: lan0, addresses: [192.0.2.1/24]}
        eth2: {addresses: [203.0.113.1/24]}
    `),
    { onError: 'continue' },
  );
  assert.deepEqual(
    result.plan.problems.map(({ code, severity, source }) => [code, severity, source?.line]),
    [['match-ambiguous', 'error', 4]],
  );
  assert.deepEqual([result.failures, result.remaining], [[], []]);
  assert.deepEqual(addressTexts(ns, 'eth2'), ['203.0.113.1/24']);
  assert.deepEqual(linkNames(ns), ['eth0', 'eth1', 'eth2']);
});

test('a NIC goes by the alternative name that udev gave it', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  insertCard(t, ns, [A, B]);
  ns.sh('ip link property add dev eth1 altname enp9s0');
  await applyInOneRun(
    ns,
    network('ethernets: {enp9s0: {addresses: [192.0.2.1/24]}}\nbridges: {br0: {interfaces: [enp9s0]}}'),
  );
  assert.deepEqual(addressTexts(ns, 'eth1'), ['192.0.2.1/24']);
  assert.equal(linkOf(ns, 'eth1')['master'], 'br0');
});
