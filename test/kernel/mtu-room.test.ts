import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apply, applyInOneRun, failureTexts, stepText } from './support/apply.ts';
import { makeNamespace } from './support/namespace.ts';
import { without } from './support/needs.ts';
import { network } from './support/network.ts';
import { makeNics } from './support/nics.ts';
import { isUp, linkOf } from './support/shown.ts';

/** Devices that leave no more of their lower device's 1500 bytes. */
const STACKED = [
  ['vxlan', (more: string) => `tunnels: {d0: {mode: vxlan, id: 3, link: eth0${more}}}`, 1450],
  ['macvlan', (more: string) => `macvlans: {d0: {link: eth0${more}}}`, 1500],
  ['macvtap', (more: string) => `macvtaps: {d0: {link: eth0${more}}}`, 1500],
  ['vlan', (more: string) => `vlans: {d0: {id: 3, link: eth0${more}}}`, 1500],
  ['macsec', (more: string) => `macsecs: {d0: {link: eth0${more}}}`, 1468],
] as const;

for (const [kind, section, room] of STACKED) {
  test(`A ${kind} gets no MTU for which its device leaves no room: the plan says so, and the rest is done.`, {
    skip: without(kind),
  }, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0');
    const yaml = (more: string, nic = ''): string => network(`ethernets: {eth0: {${nic}}}\n${section(more)}`);
    for (const more of [', alias: made', ', alias: changed']) {
      const { plan } = await applyInOneRun(ns, yaml(`, mtu: ${room + 1}${more}`));
      assert.deepEqual(
        plan.problems.map(({ code, severity, source }) => [code, severity, source?.line]),
        [['mtu-too-large', 'error', 4]],
      );
      assert.match(plan.problems[0]?.message ?? '', new RegExp(`eth0, .*, leaves it ${room}$`));
      const { mtu, ifalias } = linkOf(ns, 'd0');
      assert.deepEqual([mtu, isUp(ns, 'd0'), ifalias], [room, true, more.slice(9)]);
    }
    const fits = await applyInOneRun(ns, yaml(`, mtu: ${room}`));
    assert.deepEqual(fits.plan.problems, []);
    const { plan } = await applyInOneRun(ns, yaml(`, mtu: ${room + 1}`, 'mtu: 1501'));
    assert.deepEqual([plan.problems, linkOf(ns, 'd0')['mtu']], [[], room + 1]);
  });
}

for (const [kind, section, room] of STACKED) {
  test(`A ${kind} whose MTU is not declared has that of a new one when that of its device changes.`, {
    skip: without(kind),
  }, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0');
    const less = 1500 - room;
    const yaml = (mtu: number, more = '', own = ''): string =>
      network(`ethernets: {eth0: {mtu: ${mtu}, ${more}}}\n${section(own)}`);
    for (const mtu of [1400, 1500, 1450]) {
      await applyInOneRun(ns, yaml(mtu));
      assert.equal(linkOf(ns, 'd0')['mtu'], mtu - less);
    }
    const failing = 'routes: [{to: 10.99.0.0/16, via: 203.0.113.250}]';
    const { rolledBack } = await apply(ns, yaml(1480, failing));
    assert.deepEqual([rolledBack, linkOf(ns, 'd0')['mtu']], [true, 1450 - less]);
    // What others set stays.
    ns.sh('ip link set d0 mtu 1300');
    await applyInOneRun(ns, yaml(1500));
    assert.equal(linkOf(ns, 'd0')['mtu'], 1300);
    await applyInOneRun(ns, yaml(1500, '', ', mtu: 1310'));
    await applyInOneRun(ns, yaml(1400, '', ''));
    assert.equal(linkOf(ns, 'd0')['mtu'], 1400 - less);
  });
}

for (const [master, more] of [
  ['bond', 'parameters: {mode: active-backup}, '],
  ['bond', 'parameters: {mode: active-backup}, mtu: 9000, '],
  ['bridge', ''],
  ['bridge', 'mtu: 9000, '],
  ['team', 'mtu: 9000, '],
] as const) {
  test(`The MTU of a VLAN on a NIC that leaves its ${master} (${more}) is too large: the plan says so, and the rest is done.`, {
    skip: without(master, 'vlan'),
  }, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0');
    await applyInOneRun(ns, network(`ethernets: {eth0: {}}\n${master}s: {m0: {${more}interfaces: [eth0]}}`));
    const vlan = (mtu: number): string =>
      network(`ethernets: {eth0: {}}\nvlans: {v0: {link: eth0, id: 5, mtu: ${mtu}}}`);
    const result = await apply(ns, vlan(1600));
    assert.deepEqual([failureTexts(result), result.remaining.map(stepText)], [[], []]);
    assert.deepEqual(
      result.plan.problems.map(({ message }) => message),
      ['vlan v0 cannot have an MTU of 1600: eth0, on which it stands, leaves it 1500'],
    );
    assert.deepEqual([linkOf(ns, 'v0')['mtu'], linkOf(ns, 'eth0')['mtu']], [1500, 1500]);
    await applyInOneRun(ns, vlan(1400));
    assert.equal(linkOf(ns, 'v0')['mtu'], 1400);
  });
}

test('A VXLAN of ours keeps a device that is declared no more, and the MTU that this leaves it.', {
  skip: without('vxlan'),
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const tunnel = (keys: string): string => `tunnels: {d0: {mode: vxlan, id: 3, ${keys}}}`;
  await applyInOneRun(ns, network(`ethernets: {eth0: {}}\n${tunnel('link: eth0')}`));
  const result = await apply(ns, network(tunnel('mtu: 1500, macaddress: 02:00:00:00:02:96')));
  assert.deepEqual([failureTexts(result), result.remaining.map(stepText)], [[], []]);
  assert.deepEqual(
    result.plan.problems.map(({ message }) => message),
    ['vxlan d0 cannot have an MTU of 1500: eth0, on which it stands, leaves it 1450'],
  );
  const { mtu, address } = linkOf(ns, 'd0');
  assert.deepEqual([mtu, address], [1450, '02:00:00:00:02:96']);
});

test('A VXLAN whose device lost room since keeps its larger MTU, and nothing is said of it.', {
  skip: without('vxlan'),
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const yaml = network('ethernets: {eth0: {}}\ntunnels: {d0: {mode: vxlan, id: 3, link: eth0, mtu: 1450}}');
  await applyInOneRun(ns, yaml);
  ns.sh('ip link set eth0 mtu 1400');
  const { plan } = await applyInOneRun(ns, yaml);
  assert.deepEqual([plan.problems, linkOf(ns, 'd0')['mtu']], [[], 1450]);
});
