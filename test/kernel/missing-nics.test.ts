import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyInOneRun } from './support/apply.ts';
import { makeNamespace } from './support/namespace.ts';
import { NOTHING, network } from './support/network.ts';
import { makeNics } from './support/nics.ts';
import { addressTexts, destinations, linkOf, routesOf } from './support/shown.ts';

const yaml = (more = ''): string =>
  network(`
    ethernets:
      eth0: {addresses: [192.0.2.1/24], routes: [{to: 198.51.100.0/24, via: 192.0.2.9}]}
      usb0: {${more}addresses: [203.0.113.1/24], routes: [{to: default, via: 203.0.113.9}]}
  `);

test('a missing NIC is an error with its place; everything else is applied', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const result = await applyInOneRun(ns, yaml());
  assert.deepEqual(
    result.plan.problems.map(({ code, severity, source }) => [code, severity, source?.line]),
    [['link-missing', 'error', 5]],
  );
  assert.match(result.plan.problems[0]?.message ?? '', /usb0/);
  assert.deepEqual(addressTexts(ns, 'eth0'), ['192.0.2.1/24']);
  assert.deepEqual(destinations(ns, 4), ['198.51.100.0/24']);
});

test('an optional NIC may be missing without a word, and is configured once it is there', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const result = await applyInOneRun(ns, yaml('optional: true, '));
  assert.deepEqual(result.plan.problems, []);
  makeNics(ns, 'usb0');
  await applyInOneRun(ns, yaml('optional: true, '));
  assert.deepEqual(addressTexts(ns, 'usb0'), ['203.0.113.1/24']);
  assert.deepEqual(destinations(ns, 4), ['default', '198.51.100.0/24']);
});

test('an optional NIC that was pulled out is put back when it is plugged in again', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'usb0');
  await applyInOneRun(ns, yaml('optional: true, '));
  ns.sh('ip link del usb0');
  await applyInOneRun(ns, yaml('optional: true, '));
  makeNics(ns, 'usb0');
  await applyInOneRun(ns, yaml('optional: true, '));
  assert.deepEqual(addressTexts(ns, 'usb0'), ['203.0.113.1/24']);
});

test('a bridge is made although one of its ports is missing', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const result = await applyInOneRun(
    ns,
    network(`
      ethernets: {eth0: {}, usb0: {optional: true}}
      bridges:
        br0: {interfaces: [eth0, usb0], addresses: [192.0.2.1/24], parameters: {path-cost: {usb0: 5, eth0: 6}}}
    `),
  );
  assert.deepEqual(result.plan.problems, []);
  assert.equal(linkOf(ns, 'eth0')['master'], 'br0');
});

test('a macvlan on a missing NIC is left out and everything else is applied', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const result = await applyInOneRun(
    ns,
    network(`
      ethernets: {eth0: {addresses: [192.0.2.1/24]}, usb0: {optional: true}}
      macvlans: {mv0: {link: usb0, addresses: [203.0.113.5/24]}, mv1: {link: eth0}}
    `),
  );
  assert.deepEqual(
    result.plan.problems.map(({ code, severity, source }) => [code, severity, source?.line]),
    [['lower-missing', 'warning', 4]],
  );
  assert.deepEqual(addressTexts(ns, 'eth0'), ['192.0.2.1/24']);
  assert.equal(linkOf(ns, 'mv1')['link'], 'eth0');
});

test('rules and linkless routes of a missing NIC still hold for the machine', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  await applyInOneRun(
    ns,
    network(`
      ethernets:
        usb0:
          optional: true
          routes: [{to: 10.0.0.0/8, type: unreachable}]
          routing-policy: [{from: 10.0.0.0/8, table: 100, priority: 5}]
    `),
  );
  assert.deepEqual(destinations(ns, 4), ['10.0.0.0/8']);
  assert.equal(routesOf(ns, 4)[0]?.['type'], 'unreachable');
});

test('what is on the link that a device was stays while the device is not found, and goes with it', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  const lan = (name: string): string =>
    network(`
      ethernets:
        lan:
          match: {name: ${name}}
          mtu: 1400
          addresses: [192.0.2.1/24, 2001:db8::1/64]
          routes: [{to: default, via: 192.0.2.9}, {to: 198.51.100.0/24, via: 192.0.2.9}]
        port: {match: {name: ${name === 'eth0' ? 'eth1' : 'eth8'}}}
      bridges: {br0: {interfaces: [port]}}
    `);
  await applyInOneRun(ns, lan('eth0'));
  const [link, addresses, routes] = [linkOf(ns, 'eth0'), addressTexts(ns, 'eth0'), destinations(ns, 4)];
  const { plan } = await applyInOneRun(ns, lan('eth9'));
  assert.deepEqual(
    plan.problems.map(({ code }) => code),
    ['link-missing', 'link-missing', 'link-left', 'link-left'],
  );
  assert.deepEqual(linkOf(ns, 'eth0'), link);
  assert.deepEqual(addressTexts(ns, 'eth0'), addresses);
  assert.deepEqual(destinations(ns, 4), routes);
  assert.equal(linkOf(ns, 'eth1')['master'], 'br0');
  ns.sh('ip link set eth0 name eth7');
  await applyInOneRun(ns, lan('eth0').replaceAll('match: {name: eth1}', 'match: {name: eth8}'));
  assert.deepEqual(addressTexts(ns, 'eth7'), addresses);
  ns.sh('ip link set eth7 name eth9');
  assert.deepEqual((await applyInOneRun(ns, lan('eth9'))).plan.steps, []);
  await applyInOneRun(ns, NOTHING);
  assert.deepEqual([addressTexts(ns, 'eth9'), destinations(ns, 4)], [[], []]);
  assert.equal(linkOf(ns, 'eth1')['master'], undefined);
});
