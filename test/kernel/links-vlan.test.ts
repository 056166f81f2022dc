import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apply, applyInOneRun, diff, failureTexts, stepText } from './support/apply.ts';
import { assertCopied } from './support/copied.ts';
import { startMonitor } from './support/monitor.ts';
import { makeNamespace, type Namespace } from './support/namespace.ts';
import { without } from './support/needs.ts';
import { NOTHING, network } from './support/network.ts';
import { makeNics } from './support/nics.ts';
import {
  addressTexts,
  assertShows,
  destinations,
  indexOf,
  isUp,
  kindData,
  linkNames,
  linkOf,
} from './support/shown.ts';

const skip = without('vlan');

const vlan = (options: string, nic = ''): string =>
  network(`
    ethernets: {eth0: {${nic}}}
    vlans: {v10: {link: eth0, ${options}}}
  `);

/** iproute2 leaves out a list of none. */
function flags(ns: Namespace): readonly unknown[] {
  const { flags: shown = [] } = kindData(ns, 'v10');
  assert.ok(Array.isArray(shown));
  return shown;
}

test('every option of a VLAN reaches the kernel', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  await applyInOneRun(
    ns,
    network(`
      ethernets: {eth0: {}}
      vlans:
        v99:
          link: eth0
          id: 99
          protocol: 802.1ad
          reorder-header: false
          gvrp: true
          mvrp: true
          loose-binding: true
          ingress-qos-map: {4: 100, 7: 13}
          egress-qos-map: {0: 1, 1: 3, 200: 7}
          macaddress: 02:00:00:00:00:99
          mtu: 1400
          addresses: [192.0.2.1/24]
    `),
  );
  assertShows(linkOf(ns, 'v99'), { link: 'eth0', address: '02:00:00:00:00:99', mtu: 1400 });
  const { ingress_qos: ingress, egress_qos: egress, flags: on, ...data } = kindData(ns, 'v99');
  assert.deepEqual(data, { protocol: '802.1ad', id: 99 });
  assert.deepEqual([...(on as string[])].sort(), ['GVRP', 'LOOSE_BINDING', 'MVRP']);
  const pairs = (list: unknown): string[] =>
    (list as { from: number; to: number }[]).map(({ from, to }) => `${from}:${to}`).sort();
  assert.deepEqual(pairs(ingress), ['4:100', '7:13']);
  assert.deepEqual(pairs(egress), ['0:1', '1:3', '200:7']);
  await assertCopied(t, ns, ['eth0']);
  await applyInOneRun(ns, NOTHING);
  assert.deepEqual(linkNames(ns), ['eth0', 'far-eth0']);
});

test('a bridge-binding VLAN on a bridge has the carrier of its ports', {
  skip: without('vlan', 'bridge-vlans'),
}, async (t) => {
  const ns = await makeNamespace(t);
  await applyInOneRun(
    ns,
    network('bridges: {br0: {}}\nvlans: {v10: {link: br0, id: 10, bridge-binding: true}}'),
  );
  assert.deepEqual([...flags(ns)].sort(), ['BRIDGE_BINDING', 'REORDER_HDR']);
  await assertCopied(t, ns, []);
});

for (const [key, before, after, word] of [
  ['reorder-header', 'true', 'false', 'REORDER_HDR'],
  ['gvrp', 'false', 'true', 'GVRP'],
  ['mvrp', 'false', 'true', 'MVRP'],
  ['loose-binding', 'false', 'true', 'LOOSE_BINDING'],
] as const) {
  test(`${key} of a VLAN changes in place, and back, and no other flag with it`, { skip }, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0');
    await applyInOneRun(ns, vlan(`id: 10, ${key}: ${before}`));
    const index = indexOf(ns, 'v10');
    const at = flags(ns);
    const monitor = await startMonitor(t, ns);
    await applyInOneRun(ns, vlan(`id: 10, ${key}: ${after}`));
    assert.notEqual(flags(ns).includes(word), at.includes(word));
    await applyInOneRun(ns, vlan(`id: 10, ${key}: ${before}`));
    assert.deepEqual(flags(ns), at);
    assert.equal(indexOf(ns, 'v10'), index);
    assert.deepEqual(
      (await monitor.stop()).filter((line) => / v10.*state DOWN|Deleted/.test(line)),
      [],
    );
  });
}

test('mappings of priorities come, change and go in place', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const maps = (ingress: string, egress: string): string =>
    vlan(`id: 10, ingress-qos-map: {${ingress}}, egress-qos-map: {${egress}}`);
  await applyInOneRun(ns, maps('1: 5, 2: 6', '10: 1, 20: 2'));
  const index = indexOf(ns, 'v10');
  await applyInOneRun(ns, maps('2: 7, 3: 0', '20: 3, 30: 4'));
  const { ingress_qos: ingress, egress_qos: egress } = kindData(ns, 'v10');
  assert.deepEqual(ingress, [{ from: 2, to: 7 }]);
  assert.deepEqual((egress as { from: number }[]).map(({ from }) => from).sort(), [20, 30]);
  await applyInOneRun(ns, maps('', ''));
  assert.equal(kindData(ns, 'v10')['ingress_qos'], undefined);
  assert.equal(kindData(ns, 'v10')['egress_qos'], undefined);
  assert.equal(indexOf(ns, 'v10'), index);
});

for (const [attribute, before, after, shown] of [
  ['vlan.id', 'id: 10', 'id: 11', { id: 11 }],
  ['vlan.protocol', 'id: 10', 'id: 10, protocol: 802.1ad', { protocol: '802.1ad' }],
] as const) {
  test(`another ${attribute} makes the VLAN anew with all that is on it`, { skip }, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0');
    const more =
      ', addresses: [192.0.2.1/24, "2001:db8::1/64"], routes: [{to: default, via: 192.0.2.9}, {to: "2001:db8:1::/48", via: "2001:db8::9"}]';
    const on = 'bridges: {br0: {interfaces: [m0]}}\nmacvlans: {m0: {link: v10, mode: passthru}}';
    const yaml = (options: string): string => `${vlan(options + more)}${on.replaceAll(/^/gm, '  ')}\n`;
    await applyInOneRun(ns, yaml(before));
    const index = indexOf(ns, 'v10');
    const { plan } = await applyInOneRun(ns, yaml(after));
    assert.equal(plan.steps[0]?.action, 'replace');
    assert.deepEqual(
      plan.steps[0]?.changes.filter(({ forces }) => forces).map((change) => change.attribute),
      [attribute],
    );
    assertShows(kindData(ns, 'v10'), shown);
    assert.notEqual(indexOf(ns, 'v10'), index);
    assert.deepEqual(addressTexts(ns, 'v10'), ['192.0.2.1/24', '2001:db8::1/64']);
    assert.deepEqual(destinations(ns, 4), ['default']);
    assert.equal(destinations(ns, 6).includes('2001:db8:1::/48'), true);
    assert.equal(linkOf(ns, 'm0')['master'], 'br0');
  });
}

test('another device makes the VLAN anew: the kernel would take the change and do nothing', {
  skip,
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  const on = (link: string): string =>
    network(`ethernets: {eth0: {}, eth1: {}}\nvlans: {v10: {link: ${link}, id: 10}}`);
  await applyInOneRun(ns, on('eth0'));
  const { plan } = await applyInOneRun(ns, on('eth1'));
  assert.deepEqual(
    plan.steps.map(({ action }) => action),
    ['replace'],
  );
  assert.equal(linkOf(ns, 'v10')['link'], 'eth1');
});

test('two VLANs exchange their ids, as the plan says', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const yaml = (a: number, b: number): string =>
    network(`
      ethernets: {eth0: {}}
      vlans:
        a: {link: eth0, id: ${a}, addresses: [192.0.2.1/24]}
        b: {link: eth0, id: ${b}, addresses: [198.51.100.1/24]}
    `);
  await applyInOneRun(ns, yaml(10, 20));
  const { plan } = await applyInOneRun(ns, yaml(20, 10));
  assert.deepEqual(
    plan.steps.filter(({ kind }) => kind === 'link').map(({ action, name }) => `${action} ${name}`),
    ['remove vlan b', 'replace vlan a', 'create vlan b'],
  );
  assert.equal(kindData(ns, 'a')['id'], 20);
  assert.equal(kindData(ns, 'b')['id'], 10);
  assert.deepEqual([addressTexts(ns, 'a'), addressTexts(ns, 'b')], [['192.0.2.1/24'], ['198.51.100.1/24']]);
});

test('three VLANs pass their ids on in a ring', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const yaml = (...[a, b, c]: number[]): string =>
    network(`
      ethernets: {eth0: {}}
      vlans: {a: {link: eth0, id: ${a}}, b: {link: eth0, id: ${b}}, c: {link: eth0, id: ${c}}}
    `);
  await applyInOneRun(ns, yaml(1, 2, 3));
  await applyInOneRun(ns, yaml(2, 3, 1));
  assert.deepEqual(
    ['a', 'b', 'c'].map((name) => kindData(ns, name)['id']),
    [2, 3, 1],
  );
});

test('a VLAN of others that has the id stops the run before anything is written', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  ns.sh('ip link add link eth0 name theirs type vlan id 10');
  const plan = await diff(ns, vlan('id: 10'));
  assert.deepEqual(
    plan.problems.map(({ code, stops }) => [code, stops]),
    [['taken', true]],
  );
  assert.match(plan.problems[0]?.message ?? '', /vlan theirs is so already/);
});

test('VLANs on VLANs are made in whatever order they stand, and go together', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const yaml = (id: number): string =>
    network(`
      vlans:
        inner: {link: outer, id: 100, addresses: [192.0.2.1/24]}
        outer: {link: eth0, id: ${id}, protocol: 802.1ad}
      ethernets: {eth0: {}}
    `);
  await applyInOneRun(ns, yaml(7));
  assertShows(kindData(ns, 'outer'), { protocol: '802.1ad', id: 7 });
  assertShows(linkOf(ns, 'inner'), { link: 'outer' });
  await assertCopied(t, ns, ['eth0']);
  await applyInOneRun(ns, yaml(8));
  assert.deepEqual(addressTexts(ns, 'inner'), ['192.0.2.1/24']);
  await applyInOneRun(ns, NOTHING);
  assert.deepEqual(linkNames(ns), ['eth0', 'far-eth0']);
});

test('the MAC of a VLAN is that of its device until one is declared', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const mac = (name: string): unknown => linkOf(ns, name)['address'];
  await applyInOneRun(ns, vlan('id: 10', 'macaddress: 02:00:00:00:00:01'));
  assert.equal(mac('v10'), '02:00:00:00:00:01');
  await applyInOneRun(ns, vlan('id: 10', 'macaddress: 02:00:00:00:00:02'));
  assert.equal(mac('v10'), '02:00:00:00:00:02');
  await applyInOneRun(ns, vlan('id: 10, macaddress: 02:00:00:00:00:10', 'macaddress: 02:00:00:00:00:02'));
  await applyInOneRun(ns, vlan('id: 10, macaddress: 02:00:00:00:00:10', 'macaddress: 02:00:00:00:00:03'));
  assert.equal(mac('v10'), '02:00:00:00:00:10');
});

test('the MTU of a device and of its VLANs rises and falls in one run, and no link goes down', {
  skip,
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const yaml = (mtu: number): string =>
    network(`
      ethernets: {eth0: {mtu: ${mtu}}}
      vlans: {v10: {link: eth0, id: 10, mtu: ${mtu}}, v20: {link: eth0, id: 20, mtu: ${mtu}}}
    `);
  await applyInOneRun(ns, yaml(1500));
  const monitor = await startMonitor(t, ns);
  for (const mtu of [2000, 1500, 9000, 1400]) {
    await applyInOneRun(ns, yaml(mtu));
    assert.deepEqual(
      ['eth0', 'v10', 'v20'].map((name) => linkOf(ns, name)['mtu']),
      [mtu, mtu, mtu],
    );
  }
  assert.deepEqual(
    (await monitor.stop()).filter((line) => /state DOWN|NO-CARRIER/.test(line)),
    [],
  );
});

test('a VLAN of which a device that is down becomes the lower one is made anew, and waits for it', {
  skip,
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  await applyInOneRun(ns, network('ethernets: {eth0: {}}\nvlans: {v0: {link: eth0, id: 11}}'));
  ns.sh('ip link set eth1 down');
  const yaml = 'ethernets: {eth1: {activation-mode: manual}}\nvlans: {v0: {link: eth1, id: 30}}';
  const { plan } = await applyInOneRun(ns, network(yaml));
  assert.deepEqual(
    plan.problems.map(({ code }) => code),
    ['link-down'],
  );
  assert.deepEqual([linkOf(ns, 'v0')['link'], isUp(ns, 'v0')], ['eth1', false]);
});

test("others' VLANs on a bridge fall with its port, with what is on them, and the plan says so", {
  skip: without('vlan', 'bridge', 'macvlan'),
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  ns.sh(`
    ip link add br0 type bridge
    ip link set eth0 master br0
    ip link add link br0 name v0 type vlan id 5
    ip link add mv0 link v0 type macvlan
  `);
  const { plan } = await applyInOneRun(ns, network('ethernets: {eth0: {mtu: 1270}}'));
  const fallen = ['br0', 'v0', 'mv0'];
  assert.deepEqual(
    fallen.map((name) => linkOf(ns, name)['mtu']),
    [1270, 1270, 1270],
  );
  const notes = plan.steps.flatMap((step) => step.notes);
  for (const name of fallen) assert.ok(notes.includes(`the MTU of ${name} becomes 1270, too`), name);
});

test('a VLAN without an MTU of its own falls with its device, and its IPv6 addresses are not given up in silence', {
  skip,
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const yaml = (mtu: number): string => vlan('id: 10, addresses: [192.0.2.1/24]', `mtu: ${mtu}`);
  await applyInOneRun(ns, yaml(1500));
  ns.sh('ip address add 2001:db8::1/64 dev v10');
  const { plan } = await applyInOneRun(ns, yaml(1200));
  assert.equal(linkOf(ns, 'v10')['mtu'], 1200);
  assert.deepEqual(addressTexts(ns, 'v10'), ['192.0.2.1/24']);
  assert.match(
    plan.problems.map(({ message }) => message).join(),
    /2001:db8::1\/64.*MTU of v10 falls with that of eth0/,
  );
});

test('a device that is taken down takes its VLANs along, and they are back with it', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const yaml = (mode: string): string =>
    network(`
      ethernets: {eth0: {${mode}}}
      vlans:
        v10:
          ${mode === '' ? '' : `${mode}\n          `}link: eth0
          id: 10
          addresses: [192.0.2.1/24, "2001:db8::1/64"]
          routes: [{to: default, via: 192.0.2.9}]
    `);
  await applyInOneRun(ns, yaml(''));
  await applyInOneRun(ns, yaml('activation-mode: off'));
  assert.deepEqual([isUp(ns, 'eth0'), isUp(ns, 'v10')], [false, false]);
  await applyInOneRun(ns, yaml(''));
  assert.deepEqual([isUp(ns, 'eth0'), isUp(ns, 'v10')], [true, true]);
  assert.deepEqual(addressTexts(ns, 'v10'), ['192.0.2.1/24', '2001:db8::1/64']);
  assert.deepEqual(destinations(ns, 4), ['default']);
});

test('a VLAN that is declared down stays down when its device comes up', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const yaml = (mode: string): string => vlan('id: 10, activation-mode: off', mode);
  await applyInOneRun(ns, yaml('activation-mode: off'));
  await applyInOneRun(ns, yaml(''));
  assert.deepEqual([isUp(ns, 'eth0'), isUp(ns, 'v10')], [true, false]);
});

test('a VLAN with loose binding stays as it is when its device goes down', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const yaml = (mode: string): string => vlan('id: 10, loose-binding: true', mode);
  await applyInOneRun(ns, yaml(''));
  const { plan } = await applyInOneRun(ns, yaml('activation-mode: off'));
  assert.deepEqual(plan.steps.map(stepText), ['change veth eth0 (state up -> down)']);
  assert.equal(isUp(ns, 'v10'), true);
});

test("others' VLANs go down with the device, as the plan says, and come back with it", {
  skip,
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  ns.sh(
    'ip link add link eth0 name theirs type vlan id 7; ip link set theirs up; ip address add 192.0.2.7/24 dev theirs',
  );
  const down = network('ethernets: {eth0: {activation-mode: off}}');
  const { plan } = await applyInOneRun(ns, down);
  assert.deepEqual(plan.steps.map(stepText), [
    'change vlan theirs (state up -> down)',
    'change veth eth0 (state up -> down)',
  ]);
  await applyInOneRun(ns, network('ethernets: {eth0: {}}'));
  assert.equal(isUp(ns, 'theirs'), true);
  await applyInOneRun(ns, NOTHING);
  assert.equal(linkNames(ns).includes('theirs'), true);
});

test('a VLAN that somebody made is adopted as it is', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  ns.sh('ip link add link eth0 name v10 type vlan id 10; ip link set v10 up');
  const index = indexOf(ns, 'v10');
  assert.deepEqual((await applyInOneRun(ns, vlan('id: 10'))).plan.steps, []);
  await applyInOneRun(ns, NOTHING);
  assert.equal(indexOf(ns, 'v10'), index);
});

test('a thousand VLANs on one device are made, and go', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const vlans = Array.from({ length: 1000 }, (_, i) => `    v${i}: {link: eth0, id: ${i + 1}}`).join('\n');
  const result = await apply(ns, `network:\n  version: 2\n  ethernets: {eth0: {}}\n  vlans:\n${vlans}\n`);
  assert.deepEqual(failureTexts(result), []);
  assert.equal(linkNames(ns).length, 1002);
  await apply(ns, NOTHING);
  assert.deepEqual(linkNames(ns), ['eth0', 'far-eth0']);
});
