import assert from 'node:assert/strict';
import { test } from 'node:test';
import { takeSnapshot } from '../../src/engine/index.ts';
import { configurationOf } from '../../src/render/configuration/configuration.ts';
import { apply, applyInOneRun, diff, failureTexts, stepText } from './support/apply.ts';
import { makeNamespace } from './support/namespace.ts';
import { without } from './support/needs.ts';
import { neighboursOf } from './support/neighbours.ts';
import { NOTHING, network } from './support/network.ts';
import { makeNics } from './support/nics.ts';
import { applyInOnePass } from './support/one-pass.ts';
import { linkOf } from './support/shown.ts';

const MAC = '02:00:00:00:00:09';
const veth = (keys: string): string => network(`virtual-ethernets: {va: {peer: vb${keys}}, vb: {}}`);
const WITH_ALL = veth(`, addresses: [192.0.2.1/24, 2001:db8::1/64], neighbors: [
    {to: 192.0.2.9, macaddress: ${MAC}}, {to: "2001:db8::9", macaddress: ${MAC}, router: true},
    {to: 192.0.2.7, proxy: true}, {to: "2001:db8::7", proxy: true}]`);
const ALL = [
  `192.0.2.9 ${MAC} PERMANENT proto 78`,
  `2001:db8::9 ${MAC} PERMANENT router proto 78`,
  '192.0.2.7 proxy proto 78',
  '2001:db8::7 proxy proto 78',
];

test('neighbours and proxies are made, carry our mark, and go when they are no longer declared', async (t) => {
  const ns = await makeNamespace(t);
  await applyInOneRun(ns, WITH_ALL);
  assert.deepEqual(neighboursOf(ns, 'va'), ALL);
  await applyInOneRun(ns, veth(', addresses: [192.0.2.1/24, "2001:db8::1/64"]'));
  assert.deepEqual(neighboursOf(ns, 'va'), []);
});

test('another MAC address takes the place of the old one in one message', async (t) => {
  const ns = await makeNamespace(t);
  const of = (mac: string): string => veth(`, neighbors: [{to: 192.0.2.9, macaddress: ${mac}}]`);
  await applyInOneRun(ns, of(MAC));
  const { plan } = await applyInOneRun(ns, of('02:00:00:00:00:0a'));
  assert.deepEqual(plan.steps.map(stepText), [
    `change neighbour 192.0.2.9 dev va (macaddress ${MAC} -> 02:00:00:00:00:0a)`,
  ]);
  assert.deepEqual(neighboursOf(ns, 'va'), ['192.0.2.9 02:00:00:00:00:0a PERMANENT proto 78']);
});

test('what the kernel learned is nothing to plan, and gives way to what is declared', async (t) => {
  const ns = await makeNamespace(t);
  await applyInOneRun(ns, veth(', addresses: [192.0.2.1/24]'));
  ns.sh(`
    ip neigh add 192.0.2.9 lladdr 02:00:00:00:00:0b dev va nud reachable
    ip neigh add 192.0.2.8 lladdr 02:00:00:00:00:0b dev va nud stale
  `);
  await applyInOneRun(
    ns,
    veth(`, addresses: [192.0.2.1/24], neighbors: [{to: 192.0.2.9, macaddress: ${MAC}}]`),
  );
  assert.deepEqual(neighboursOf(ns, 'va'), [
    '192.0.2.8 02:00:00:00:00:0b STALE',
    `192.0.2.9 ${MAC} PERMANENT proto 78`,
  ]);
});

test("somebody else's neighbour is adopted, or changed and given back as it was", async (t) => {
  const ns = await makeNamespace(t);
  const address = ', addresses: [192.0.2.1/24]';
  await applyInOneRun(ns, veth(address));
  ns.sh(`
    ip neigh add 192.0.2.8 lladdr ${MAC} dev va
    ip neigh add 192.0.2.9 lladdr 02:00:00:00:00:0b dev va
    ip neigh add 192.0.2.10 lladdr 02:00:00:00:00:0b dev va
  `);
  const before = neighboursOf(ns, 'va');
  await applyInOneRun(
    ns,
    veth(`${address}, neighbors: [{to: 192.0.2.8, macaddress: ${MAC}}, {to: 192.0.2.9, macaddress: ${MAC}}]`),
  );
  assert.deepEqual(neighboursOf(ns, 'va'), [
    '192.0.2.10 02:00:00:00:00:0b PERMANENT',
    `192.0.2.8 ${MAC} PERMANENT`,
    `192.0.2.9 ${MAC} PERMANENT proto 78`,
  ]);
  await applyInOneRun(ns, veth(address));
  assert.deepEqual(neighboursOf(ns, 'va'), before);
});

for (const [what, change] of [
  ['its MAC address changes', 'macaddress: 02:00:00:00:00:55'],
  ['its MTU falls below what IPv6 needs and IPv4 is all there is', 'mtu: 1000'],
] as const) {
  test(`neighbours of a link are there after ${what}, other people's too`, async (t) => {
    const ns = await makeNamespace(t);
    const of = (more: string): string =>
      veth(`, addresses: [192.0.2.1/24]${more}, neighbors: [{to: 192.0.2.9, macaddress: ${MAC}}]`);
    await applyInOneRun(ns, of(''));
    ns.sh(`ip neigh add 192.0.2.10 lladdr ${MAC} dev va; ip neigh add proxy 192.0.2.7 dev va`);
    const before = neighboursOf(ns, 'va');
    await applyInOneRun(ns, of(`, ${change}`));
    assert.deepEqual(neighboursOf(ns, 'va'), before);
  });
}

test('the neighbours of a link whose IPv4 addresses are all replaced are back after one run', async (t) => {
  const ns = await makeNamespace(t);
  const of = (address: string): string =>
    veth(`, addresses: [${address}], neighbors: [{to: 192.0.2.9, macaddress: ${MAC}}]`);
  await applyInOneRun(ns, of('192.0.2.1/24'));
  ns.sh(`ip neigh add 192.0.2.10 lladdr ${MAC} dev va; ip neigh add proxy 192.0.2.7 dev va`);
  const before = neighboursOf(ns, 'va');
  await applyInOneRun(ns, of('192.0.2.1/25'));
  assert.deepEqual(neighboursOf(ns, 'va'), before);
});

test("a bridge's neighbours are back when it gets another MAC address with a new port", async (t) => {
  const ns = await makeNamespace(t);
  ns.sh(`
    ip link add eth1 address 02:00:00:00:00:11 type veth peer name far1
    ip link add eth2 address 02:00:00:00:00:02 type veth peer name far2
  `);
  const of = (ports: string): string =>
    network(`
      ethernets: {eth1: {}, eth2: {}}
      bridges: {br0: {interfaces: [${ports}], addresses: [192.0.2.1/24], neighbors: [{to: 192.0.2.9, macaddress: ${MAC}}]}}
    `);
  await applyInOneRun(ns, of('eth1'));
  ns.sh(`ip neigh add 192.0.2.10 lladdr ${MAC} dev br0`);
  const before = neighboursOf(ns, 'br0');
  await applyInOneRun(ns, of('eth1, eth2'));
  assert.equal(linkOf(ns, 'br0')['address'], '02:00:00:00:00:02');
  assert.deepEqual(neighboursOf(ns, 'br0'), before);
});

test('a link that goes down takes its neighbours along; those declared are there all the same', async (t) => {
  const ns = await makeNamespace(t);
  const of = (mode: string): string => veth(`${mode}, neighbors: [{to: 192.0.2.9, macaddress: ${MAC}}]`);
  await applyInOneRun(ns, of(''));
  await applyInOneRun(ns, of(', activation-mode: "off"'));
  assert.deepEqual(neighboursOf(ns, 'va'), [`192.0.2.9 ${MAC} PERMANENT proto 78`]);
});

test('neighbours of a renamed NIC stay ours', async (t) => {
  const ns = await makeNamespace(t);
  ns.sh('ip link add nic0 type veth peer name other');
  const of = (name: string, neighbors: string): string =>
    network(`ethernets: {any: {match: {name: nic*}, set-name: ${name}${neighbors}}}`);
  const neighbors = `, neighbors: [{to: 192.0.2.9, macaddress: ${MAC}}]`;
  await applyInOneRun(ns, of('nic0', neighbors));
  await applyInOneRun(ns, of('nic7', neighbors));
  assert.deepEqual(neighboursOf(ns, 'nic7'), [`192.0.2.9 ${MAC} PERMANENT proto 78`]);
  await applyInOneRun(ns, of('nic7', ''));
  assert.deepEqual(neighboursOf(ns, 'nic7'), []);
});

test('a refused step takes the neighbours of the run back', async (t) => {
  const ns = await makeNamespace(t);
  await applyInOneRun(ns, veth(', addresses: [192.0.2.1/24]'));
  ns.sh(`ip neigh add 192.0.2.9 lladdr 02:00:00:00:00:0b dev va`);
  const before = neighboursOf(ns, 'va');
  const result = await apply(
    ns,
    veth(`, addresses: [192.0.2.1/24], routes: [{to: 203.0.113.0/24, via: 198.51.100.1}],
      neighbors: [{to: 192.0.2.9, macaddress: ${MAC}}, {to: 192.0.2.8, macaddress: ${MAC}}]`),
  );
  assert.equal(failureTexts(result).length, 1);
  assert.equal(result.rolledBack, true);
  assert.deepEqual(neighboursOf(ns, 'va'), before);
});

test('what is shown of neighbours is a configuration that changes nothing', async (t) => {
  const ns = await makeNamespace(t);
  await applyInOneRun(ns, WITH_ALL);
  const { configuration } = configurationOf(await takeSnapshot({ netns: ns.path }));
  const text = JSON.stringify(configuration);
  assert.match(text, /"neighbors":\[\{"to":"192\.0\.2\.9","macaddress":"02:00:00:00:00:09"\}/);
  assert.deepEqual((await diff(ns, text)).steps.map(stepText), []);
  await applyInOneRun(ns, NOTHING);
  await applyInOneRun(ns, text);
  assert.deepEqual(neighboursOf(ns, 'va'), ALL);
});

test('neighbours are dumped only where the configuration or the record has some', async (t) => {
  const ns = await makeNamespace(t);
  const dumps = async (yaml: string): Promise<number> => {
    await apply(ns, yaml);
    const sent: string[] = [];
    await apply(ns, yaml, { trace: (line) => sent.push(line) });
    return sent.filter((line) => line.startsWith('RTM_GETNEIGH')).length;
  };
  assert.equal(await dumps(veth('')), 0);
  assert.equal(await dumps(veth(`, neighbors: [{to: 192.0.2.9, macaddress: ${MAC}}]`)), 2);
  assert.equal(await dumps(veth('')), 0);
});

for (const parameters of ['', 'mode: active-backup', 'mode: active-backup, fail-over-mac-policy: active'])
  test(`neighbours of others on the first port of a new bond are there afterwards (${parameters || 'balance-rr'})`, {
    skip: without('bond'),
  }, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0');
    ns.sh(`ip link set eth0 down; ip neigh add 192.0.2.8 lladdr ${MAC} dev eth0`);
    const before = neighboursOf(ns, 'eth0');
    await applyInOneRun(
      ns,
      network(`ethernets: {eth0: {}}\nbonds: {bo0: {interfaces: [eth0], parameters: {${parameters}}}}`),
    );
    assert.deepEqual(neighboursOf(ns, 'eth0'), before);
  });

test('neighbours of others on a bridge that loses its last port, and with it its address, are there afterwards', async (t) => {
  const ns = await makeNamespace(t);
  ns.sh('ip link add br9 type bridge; ip link set br9 up');
  const veth = (queues: number): string =>
    network(`virtual-ethernets: {va: {peer: vb, transmit-queues: ${queues}}, vb: {peer: va, neighbors: []}}`);
  await applyInOneRun(ns, veth(1));
  ns.sh(`ip link set va master br9; ip neigh add 192.0.2.8 lladdr ${MAC} dev br9`);
  const before = neighboursOf(ns, 'br9');
  const other = network(`
    bridges: {br1: {interfaces: [va], neighbors: [{to: 192.0.2.7, macaddress: ${MAC}}]}}
    virtual-ethernets: {va: {peer: vb, transmit-queues: 1}, vb: {peer: va}}
  `);
  await applyInOneRun(ns, other);
  assert.equal(linkOf(ns, 'br9')['address'], '00:00:00:00:00:00');
  assert.deepEqual(neighboursOf(ns, 'br9'), before);
});

test('neighbours on a bridge that never had a port are removed by the plan, not taken for lost with another change', async (t) => {
  const ns = await makeNamespace(t);
  const bridge = (keys: string): string => network(`bridges: {br0: {${keys}}}`);
  await applyInOneRun(ns, bridge(`neighbors: [{to: "2001:db8::9", macaddress: ${MAC}}]`));
  const { plan } = await applyInOnePass(ns, bridge('mtu: 1400'));
  assert.deepEqual(plan.steps.map(stepText), [
    'change bridge br0 (mtu 1500 -> 1400)',
    'remove neighbour 2001:db8::9 dev br0',
  ]);
  assert.deepEqual(neighboursOf(ns, 'br0'), []);
});

test("a bridge's neighbours are there after its first port came, or another one for it, which the same run makes", async (t) => {
  const ns = await makeNamespace(t);
  const text = (keys: string): string =>
    `bridges: {br0: {neighbors: [{to: "2001:db8::9", macaddress: ${MAC}}], ${keys}}}`;
  await applyInOneRun(ns, network(text('')));
  await applyInOnePass(
    ns,
    network(`${text('interfaces: [va]')}\nvirtual-ethernets: {va: {peer: vb}, vb: {}}`),
  );
  await applyInOnePass(ns, network(`${text('interfaces: [vx0]')}\ntunnels: {vx0: {mode: vxlan, id: 7}}`));
  assert.deepEqual(neighboursOf(ns, 'br0'), [`2001:db8::9 ${MAC} PERMANENT proto 78`]);
});

test('neighbours on a bridge that was given its MAC address are removed by the plan, not taken for lost with its first port', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const yaml = (keys: string): string => network(`ethernets: {eth0: {}}\nbridges: {br0: {${keys}}}`);
  const neighbor = `neighbors: [{to: 10.0.0.9, macaddress: "${MAC}"}]`;
  await applyInOneRun(ns, yaml(`macaddress: "02:00:00:00:01:94", ${neighbor}`));
  const { plan } = await applyInOnePass(ns, yaml('interfaces: [eth0]'));
  assert.deepEqual(plan.steps.map(stepText), [
    'change veth eth0 (master null -> br0)',
    'remove neighbour 10.0.0.9 dev br0',
  ]);
  assert.equal(linkOf(ns, 'br0')['address'], '02:00:00:00:01:94');
});

test('a strict policy says what goes along with an address, and is not put back', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  await applyInOneRun(ns, network('ethernets: {eth0: {addresses: [192.0.2.1/24]}}'));
  ns.sh(`ip neigh add 192.0.2.8 lladdr ${MAC} dev eth0`);
  const strict = network('policy: {neighbors: strict}\nethernets: {eth0: {}}');
  const { plan } = await applyInOneRun(ns, strict);
  assert.deepEqual(
    plan.problems.map(({ message }) => message),
    [
      'not declared, policy strict, and not put back: neighbour 192.0.2.8 dev eth0 (lost when 192.0.2.1/24 leaves eth0)',
    ],
  );
  assert.deepEqual(neighboursOf(ns, 'eth0'), []);
});
