import assert from 'node:assert/strict';
import { test } from 'node:test';
import { takeSnapshot } from '../../src/engine/index.ts';
import { configurationOf } from '../../src/render/configuration/configuration.ts';
import { apply, applyInOneRun, diff, stepText } from './support/apply.ts';
import { makeNamespace, type Namespace } from './support/namespace.ts';
import { NOTHING, network } from './support/network.ts';

interface Shown {
  readonly address: string;
  readonly prefixlen?: number;
  readonly label: number;
  readonly ifname?: string;
}

/** The labels as `ip addrlabel` tells them: `2001:db8::/32 99 dev d0`. */
const shown = (ns: Namespace): string[] =>
  (JSON.parse(ns.sh('ip -j addrlabel list')) as readonly Shown[])
    .map(
      ({ address, prefixlen = 128, label, ifname }) =>
        `${address}/${prefixlen} ${label}${ifname === undefined ? '' : ` dev ${ifname}`}`,
    )
    .sort();

const more = (ns: Namespace, usual: readonly string[]): string[] =>
  shown(ns).filter((text) => !usual.includes(text));

const labels = (...entries: readonly string[]): string =>
  network(`
    bridges: {br0: {}, br1: {}}
    address-labels: [${entries.join(', ')}]
  `);

const WRONG = `
  bridges: {br0: {addresses: [192.0.2.1/24], routes: [{to: 198.51.100.0/24, via: 203.0.113.250}]}}
`;

test('labels are set and go; those of others and the usual ones stay', async (t) => {
  const ns = await makeNamespace(t);
  const usual = shown(ns);
  ns.sh('ip addrlabel add prefix 2001:db8:9::/48 label 77');
  await applyInOneRun(
    ns,
    labels('{prefix: "2001:db8::/32", label: 99}', '{prefix: "2001:db8:1::/48", label: 98, interface: br0}'),
  );
  const theirs = '2001:db8:9::/48 77';
  assert.deepEqual(more(ns, usual), ['2001:db8:1::/48 98 dev br0', theirs, '2001:db8::/32 99']);
  await applyInOneRun(ns, labels('{prefix: "2001:db8::/32", label: 100}'));
  assert.deepEqual(more(ns, usual), [theirs, '2001:db8::/32 100']);
  await applyInOneRun(ns, NOTHING);
  assert.deepEqual(shown(ns), [...usual, theirs].sort());
});

test('a usual label that is declared otherwise is the usual one again afterwards', async (t) => {
  const ns = await makeNamespace(t);
  const usual = shown(ns);
  const result = await applyInOneRun(
    ns,
    labels('{prefix: "::ffff:0.0.0.0/96", label: 1}', '{prefix: "::/0", label: 1}'),
  );
  assert.deepEqual(result.plan.steps.filter(({ kind }) => kind === 'label').map(stepText), [
    'change address label of ::ffff:0.0.0.0/96 (label 4 -> 1)',
  ]);
  assert.equal(shown(ns).length, usual.length);
  await applyInOneRun(ns, NOTHING);
  assert.deepEqual(shown(ns), usual);
});

test('a run that fails leaves the labels as they were', async (t) => {
  const ns = await makeNamespace(t);
  await applyInOneRun(ns, labels('{prefix: "2001:db8::/32", label: 99}'));
  const before = shown(ns);
  const wrong = network(`
    ${WRONG.trim()}
    address-labels: [{prefix: "fc00::/7", label: 42}, {prefix: "2001:db8:2::/48", label: 43}]
  `);
  const result = await apply(ns, wrong);
  assert.ok(result.failures.length > 0);
  assert.deepEqual(shown(ns), before);
});

test('a label for one device goes before the device does, and comes with it again', async (t) => {
  const ns = await makeNamespace(t);
  const usual = shown(ns);
  const yaml = labels('{prefix: "2001:db8::/32", label: 99, interface: br1}');
  await applyInOneRun(ns, yaml);
  await applyInOneRun(ns, network('bridges: {br0: {}}'));
  assert.deepEqual(shown(ns), usual);
  await applyInOneRun(ns, yaml);
  assert.deepEqual(more(ns, usual), ['2001:db8::/32 99 dev br1']);
  const anew = network(`
    virtual-ethernets: {br1: {peer: vb}, vb: {}}
    address-labels: [{prefix: "2001:db8::/32", label: 99, interface: br1}]
  `);
  await applyInOneRun(ns, anew, { allowRecreate: true });
  assert.deepEqual(more(ns, usual), ['2001:db8::/32 99 dev br1']);
});

test('a label that others have changed or taken away is set again', async (t) => {
  const ns = await makeNamespace(t);
  const yaml = labels('{prefix: "2001:db8::/32", label: 99}', '{prefix: "2001:db8:1::/48", label: 98}');
  await applyInOneRun(ns, yaml);
  ns.sh(`
    ip addrlabel del prefix 2001:db8::/32 label 99
    ip addrlabel del prefix 2001:db8:1::/48 label 98
    ip addrlabel add prefix 2001:db8:1::/48 label 5
  `);
  assert.deepEqual((await diff(ns, yaml)).steps.map(stepText), [
    'create address label of 2001:db8::/32',
    'change address label of 2001:db8:1::/48 (label 5 -> 98)',
  ]);
  await applyInOneRun(ns, yaml);
});

test('a label for a device that somebody has removed is set for the new one', async (t) => {
  const ns = await makeNamespace(t);
  const usual = shown(ns);
  const yaml = labels('{prefix: "2001:db8::/32", label: 99, interface: br0}');
  await applyInOneRun(ns, yaml);
  ns.sh('ip link del br0');
  await applyInOneRun(ns, yaml);
  assert.deepEqual(more(ns, usual), ['2001:db8::/32 99 dev br0']);
});

test('a source address is chosen by the labels', async (t) => {
  const ns = await makeNamespace(t);
  const source = (): unknown => ns.ip('-6', 'route', 'get', '2001:db8:99::1')[0]?.['prefsrc'];
  const yaml = (list: string): string =>
    network(`
      bridges:
        br0:
          sysctl: {ipv6.accept_dad: 0}
          addresses: ["2001:db8:1::1/64", "fd00::1/64"]
          routes: [{to: "2001:db8:99::/64", via: "fd00::9"}]
      ${list}
    `);
  await applyInOneRun(ns, yaml(''));
  ns.sh(
    'ip link add d0 type veth peer name d1; ip link set d0 up; ip link set d1 up; ip link set d0 master br0',
  );
  assert.equal(source(), '2001:db8:1::1');
  const list = 'address-labels: [{prefix: "fd00::/64", label: 99}, {prefix: "2001:db8:99::/64", label: 99}]';
  await applyInOneRun(ns, yaml(list));
  assert.equal(source(), 'fd00::1');
});

test('what is shown of labels is a configuration that says the same, without the usual ones', async (t) => {
  const ns = await makeNamespace(t);
  ns.sh('ip link add br0 type bridge; ip addrlabel add prefix 2001:db8::/32 dev br0 label 5');
  const { configuration } = configurationOf(await takeSnapshot({ netns: ns.path }));
  assert.deepEqual(configuration.network['address-labels'], [
    { prefix: '2001:db8::/32', label: 5, interface: 'br0' },
  ]);
  const plan = await diff(ns, JSON.stringify(configuration));
  assert.deepEqual(plan.steps.map(stepText), []);
});

test('a label of others for a link that is made anew is set anew', async (t) => {
  const ns = await makeNamespace(t);
  const usual = shown(ns);
  await applyInOneRun(ns, network('bridges: {br1: {}}'));
  ns.sh('ip addrlabel add prefix 2001:db8::/32 dev br1 label 5');
  await applyInOneRun(ns, network('virtual-ethernets: {br1: {peer: vb}, vb: {}}'), { allowRecreate: true });
  assert.deepEqual(more(ns, usual), ['2001:db8::/32 5 dev br1']);
});

test('a label for a NIC that gets another name is still that of the NIC', async (t) => {
  const ns = await makeNamespace(t);
  const usual = shown(ns);
  ns.sh('ip link add va type veth peer name vb');
  const nic = (more: string): string => `ethernets: {wan: {match: {name: "va*"}${more}}}`;
  const list = 'address-labels: [{prefix: "2001:db8::/32", label: 9, interface: wan}]';
  const yaml = (...parts: readonly string[]): string => network(parts.join('\n'));
  await applyInOneRun(ns, yaml(nic(''), list));
  assert.deepEqual(more(ns, usual), ['2001:db8::/32 9 dev va']);
  await applyInOneRun(ns, yaml(nic(', set-name: va0'), list));
  assert.deepEqual(more(ns, usual), ['2001:db8::/32 9 dev va0']);
  await applyInOneRun(ns, yaml(nic(', set-name: va0')));
  assert.deepEqual(shown(ns), usual);
});
