import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apply, applyInOneRun, stepText } from './support/apply.ts';
import { makeNamespace, type Namespace } from './support/namespace.ts';
import { without } from './support/needs.ts';
import { network } from './support/network.ts';
import { makeNics } from './support/nics.ts';
import { routesOf } from './support/shown.ts';

const skip = without('veth');

const ROUTER = network(`
  ethernets:
    eth0:
      addresses: [192.0.2.1/24, 192.0.2.2/24, "2001:db8::1/64"]
      routes:
        - {to: default, via: 192.0.2.9}
        - {to: 10.0.0.0/8, via: 192.0.2.8, table: 77}
        - {to: default, via: "2001:db8::9"}
`);

/** All routes of a NIC in a few words, sorted. */
const routesIn = (ns: Namespace): string[] =>
  [...routesOf(ns, 4), ...routesOf(ns, 6), ...routesOf(ns, 4, 77)]
    .filter(({ dev, dst }) => dev === 'eth0' && !/^fe80|^ff00|^multicast/.test(String(dst)))
    .map(({ dst, gateway, protocol, scope, prefsrc, metric }) =>
      [dst, gateway, protocol, scope, prefsrc, metric].map(String).join(' '),
    )
    .sort();

test("routes are back in one run after all of a link's were flushed, the kernel's to its networks as well", {
  skip,
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  await applyInOneRun(ns, ROUTER);
  const before = routesIn(ns);
  for (const flush of [
    'ip route flush dev eth0',
    'ip -6 route flush dev eth0',
    'ip route flush dev eth0; ip route flush table 77; ip -6 route flush dev eth0',
  ]) {
    ns.sh(flush);
    const { plan } = await applyInOneRun(ns, ROUTER);
    assert.deepEqual(routesIn(ns), before, flush);
    assert.ok(
      plan.steps.some(({ reason }) => reason === "the kernel's own, which was deleted"),
      flush,
    );
  }
  await applyInOneRun(ns, network('ethernets: {eth0: {}}'));
  assert.deepEqual(routesIn(ns), []);
});

test('what was deleted of the kernel stays so where no route needs it, or where it comes back by itself', {
  skip,
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  await applyInOneRun(ns, network('ethernets: {eth0: {addresses: [192.0.2.1/24]}}'));
  ns.sh('ip route flush dev eth0');
  const steps = async (yaml: string): Promise<string[]> => (await apply(ns, yaml)).plan.steps.map(stepText);
  assert.deepEqual(await steps(network('ethernets: {eth0: {addresses: [192.0.2.1/24]}}')), []);
  const onLink = 'routes: [{to: 10.0.0.0/8, via: 192.0.2.9, on-link: true}]';
  assert.equal((await steps(network(`ethernets: {eth0: {addresses: [192.0.2.1/24], ${onLink}}}`))).length, 1);
  ns.sh('ip address add 198.51.100.1/24 dev eth0 noprefixroute');
  const elsewhere = 'routes: [{to: 10.0.0.0/8, via: 198.51.100.9}]';
  const { plan, failures } = await apply(
    ns,
    network(`ethernets: {eth0: {addresses: [192.0.2.1/24], ${elsewhere}}}`),
  );
  assert.ok(plan.steps.every(({ after }) => after === null || after.type !== 'route' || after.via !== null));
  assert.equal(failures.length, 1);
});
