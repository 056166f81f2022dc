import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyInOneRun } from './support/apply.ts';
import { makeNamespace, type Namespace } from './support/namespace.ts';
import { NOTHING, network } from './support/network.ts';
import { makeNics } from './support/nics.ts';
import { assertDone, config, nl, stateOf } from './support/program.ts';
import { linkOf } from './support/shown.ts';

const macOf = (ns: Namespace, name: string): string => String(linkOf(ns, name)['address']);
const isLocalUnicast = (mac: string): boolean => /^[0-9a-f][26ae](:[0-9a-f]{2}){5}$/.test(mac);

const yaml = (word: string): string =>
  network(`ethernets: {eth0: {macaddress: ${word}}}\nbridges: {br0: {macaddress: ${word}}}`);

test('random stays the same in every run, and is another one in another namespace', async (t) => {
  const [ns, other] = [await makeNamespace(t), await makeNamespace(t)];
  for (const one of [ns, other]) {
    makeNics(one, 'eth0');
    await applyInOneRun(one, yaml('random'));
  }
  const macs = [ns, other].flatMap((one) => ['eth0', 'br0'].map((name) => macOf(one, name)));
  assert.equal(new Set(macs).size, 4);
  assert.ok(macs.every(isLocalUnicast), macs.join());
});

test('random comes back when somebody changes it, and the NIC gets its own back in the end', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const own = macOf(ns, 'eth0');
  await applyInOneRun(ns, yaml('random'));
  const mac = macOf(ns, 'eth0');
  assert.notEqual(mac, own);
  ns.sh('ip link set eth0 address 02:00:00:00:00:77');
  await applyInOneRun(ns, yaml('random'));
  assert.equal(macOf(ns, 'eth0'), mac);
  await applyInOneRun(ns, NOTHING);
  assert.equal(macOf(ns, 'eth0'), own);
});

test('stable is the same for the same name, wherever it is', async (t) => {
  const [ns, other] = [await makeNamespace(t), await makeNamespace(t)];
  await applyInOneRun(ns, network('bridges: {br0: {macaddress: stable}, br1: {macaddress: stable}}'));
  await applyInOneRun(other, network('bridges: {br0: {macaddress: stable}}'));
  assert.equal(macOf(ns, 'br0'), macOf(other, 'br0'));
  assert.notEqual(macOf(ns, 'br0'), macOf(ns, 'br1'));
  assert.ok(isLocalUnicast(macOf(ns, 'br0')));
});

test('an address that udev gives a new link is no drift when none is declared; a declared one comes back', async (t) => {
  const ns = await makeNamespace(t);
  const text = network('bridges: {br0: {}, br1: {macaddress: 02:00:00:00:00:01}}');
  await applyInOneRun(ns, text);
  ns.sh('ip link set br0 address 02:00:00:00:00:aa; ip link set br1 address 02:00:00:00:00:bb');
  const { plan } = await applyInOneRun(ns, text);
  assert.deepEqual(
    plan.steps.map(({ key, changes }) => [key, changes.map(({ attribute }) => attribute)]),
    [['br1', ['macaddress']]],
  );
  assert.deepEqual([macOf(ns, 'br0'), macOf(ns, 'br1')], ['02:00:00:00:00:aa', '02:00:00:00:00:01']);
});

test('permanent of a NIC whose driver tells none is an error, and everything else is applied', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const own = macOf(ns, 'eth0');
  const { plan } = await applyInOneRun(ns, network('ethernets: {eth0: {macaddress: permanent, mtu: 1400}}'));
  assert.deepEqual(
    plan.problems.map(({ code, severity, source }) => [code, severity, source?.line]),
    [['no-permanent-address', 'error', 3]],
  );
  assert.deepEqual([macOf(ns, 'eth0'), linkOf(ns, 'eth0')['mtu']], [own, 1400]);
});

test('What show writes keeps the MAC address that a bridge was told, and leaves out one that the kernel chose.', async (t) => {
  const ns = await makeNamespace(t);
  const told = network('bridges: {br0: {macaddress: "02:00:00:00:00:01"}, br1: {}}');
  assertDone(nl(ns, [config(ns, told)]));
  const shown = assertDone(nl(ns, ['show', '--state-dir', stateOf(ns)])).stdout;
  assert.match(shown, /br0:.*macaddress: "?02:00:00:00:00:01/s);
  assert.equal(shown.match(/macaddress/g)?.length, 1);
  const before = macOf(ns, 'br1');
  assertDone(nl(ns, [config(ns, shown)]));
  assert.equal(macOf(ns, 'br0'), '02:00:00:00:00:01');
  assert.equal(macOf(ns, 'br1'), before);
});
