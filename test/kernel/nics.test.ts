import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyInOneRun } from './support/apply.ts';
import { makeNamespace } from './support/namespace.ts';
import { NOTHING, network } from './support/network.ts';
import { makeNics } from './support/nics.ts';
import { addressTexts, assertShows, destinations, isUp, linkOf } from './support/shown.ts';

const eth0 = (options: string): string => network(`ethernets: {eth0: {${options}}}`);

test('a NIC takes MTU, MAC, alias and queue length, and gets its own back when nothing is declared', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  ns.sh('ip link set eth0 down; ip link set eth0 alias "as found" address 02:00:00:00:00:aa txqueuelen 333');
  await applyInOneRun(
    ns,
    eth0('mtu: 1400, macaddress: 02:00:00:00:00:01, alias: uplink, transmit-queue-length: 42'),
  );
  assertShows(linkOf(ns, 'eth0'), { mtu: 1400, address: '02:00:00:00:00:01', ifalias: 'uplink', txqlen: 42 });
  assert.equal(isUp(ns, 'eth0'), true);
  await applyInOneRun(ns, NOTHING);
  assertShows(linkOf(ns, 'eth0'), {
    mtu: 1500,
    address: '02:00:00:00:00:aa',
    ifalias: 'as found',
    txqlen: 333,
  });
  assert.equal(isUp(ns, 'eth0'), false);
});

test('an attribute that is no longer declared goes back, the others stay as declared', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  await applyInOneRun(ns, eth0('mtu: 1400, alias: uplink'));
  await applyInOneRun(ns, eth0('mtu: 1300'));
  assertShows(linkOf(ns, 'eth0'), { mtu: 1300, ifalias: undefined });
  await applyInOneRun(ns, eth0(''));
  assert.equal(linkOf(ns, 'eth0')['mtu'], 1500);
});

test("what somebody else changed after us is theirs and doesn't go back", async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  await applyInOneRun(ns, eth0('mtu: 1400'));
  ns.sh('ip link set eth0 mtu 1350');
  await applyInOneRun(ns, eth0(''));
  assert.equal(linkOf(ns, 'eth0')['mtu'], 1350);
});

test('a declared attribute changed by hand comes back', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  await applyInOneRun(ns, eth0('mtu: 1400, alias: uplink'));
  ns.sh('ip link set eth0 mtu 1350 alias wrong down');
  await applyInOneRun(ns, eth0('mtu: 1400, alias: uplink'));
  assertShows(linkOf(ns, 'eth0'), { mtu: 1400, ifalias: 'uplink' });
  assert.equal(isUp(ns, 'eth0'), true);
});

test('activation-mode off takes a NIC down and keeps it down, with its addresses declared', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const off = eth0('activation-mode: off, addresses: [192.0.2.1/24]');
  await applyInOneRun(ns, off);
  assert.equal(isUp(ns, 'eth0'), false);
  assert.deepEqual(addressTexts(ns, 'eth0'), ['192.0.2.1/24']);
  ns.sh('ip link set eth0 up');
  await applyInOneRun(ns, off);
  assert.equal(isUp(ns, 'eth0'), false);
});

test('routes of a NIC that is off wait with a warning and come when it is on', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const lines = 'addresses: [192.0.2.1/24], routes: [{to: default, via: 192.0.2.9}]';
  const { plan } = await applyInOneRun(ns, eth0(`activation-mode: off, ${lines}`));
  assert.deepEqual(
    plan.problems.map(({ code, severity }) => [code, severity]),
    [['link-down', 'warning']],
  );
  await applyInOneRun(ns, eth0(lines));
  assert.deepEqual(destinations(ns, 4), ['default']);
});

for (const state of ['up', 'down'] as const) {
  test(`activation-mode manual leaves a NIC ${state}`, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0');
    ns.sh(`ip link set eth0 ${state}`);
    await applyInOneRun(ns, eth0('activation-mode: manual, mtu: 1400, addresses: [192.0.2.1/24]'));
    assert.equal(isUp(ns, 'eth0'), state === 'up');
    assertShows(linkOf(ns, 'eth0'), { mtu: 1400 });
  });
}

test('a NIC turned off and on again has its IPv6 addresses and routes back in the same run', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const lines = `addresses: [192.0.2.1/24, "2001:db8::1/64"],
    routes: [{to: default, via: 192.0.2.9}, {to: "::/0", via: "2001:db8::9"}, {to: 198.51.100.0/24, via: 192.0.2.8}]`.replace(
    /\s+/g,
    ' ',
  );
  await applyInOneRun(ns, eth0(lines));
  ns.sh('ip link set eth0 down');
  await applyInOneRun(ns, eth0(lines));
  assert.deepEqual(addressTexts(ns, 'eth0'), ['192.0.2.1/24', '2001:db8::1/64']);
  assert.deepEqual(destinations(ns, 4), ['default', '198.51.100.0/24']);
  assert.deepEqual(destinations(ns, 6), ['default']);
});

test('a smaller MTU and an IPv6 address: below 1280 IPv6 goes, at 1280 it comes back', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  await applyInOneRun(ns, eth0('addresses: [192.0.2.1/24, "2001:db8::1/64"]'));
  await applyInOneRun(ns, eth0('mtu: 1000, addresses: [192.0.2.1/24]'));
  assert.deepEqual(addressTexts(ns, 'eth0'), ['192.0.2.1/24']);
  await applyInOneRun(ns, eth0('mtu: 1280, addresses: [192.0.2.1/24, "2001:db8::1/64"]'));
  assert.deepEqual(addressTexts(ns, 'eth0'), ['192.0.2.1/24', '2001:db8::1/64']);
});

test('a glob configures every NIC that matches', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  await applyInOneRun(
    ns,
    network('ethernets: {all: {match: {name: "eth*"}, mtu: 1444, alias: one of many}}'),
  );
  for (const name of ['eth0', 'eth1']) assertShows(linkOf(ns, name), { mtu: 1444, ifalias: 'one of many' });
  assert.equal(linkOf(ns, 'far-eth0')['mtu'], 1500);
});

test('lo takes addresses and routes as a NIC does', async (t) => {
  const ns = await makeNamespace(t);
  const yaml = network('ethernets: {lo: {addresses: [192.0.2.53/32, "2001:db8::53/128"]}}');
  await applyInOneRun(ns, yaml);
  assert.deepEqual(addressTexts(ns, 'lo'), ['127.0.0.1/8', '192.0.2.53/32', '2001:db8::53/128', '::1/128']);
  await applyInOneRun(ns, NOTHING);
  assert.deepEqual(addressTexts(ns, 'lo'), ['127.0.0.1/8', '::1/128']);
});
