import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyInOneRun } from './support/apply.ts';
import { makeNamespace } from './support/namespace.ts';
import { NOTHING, network } from './support/network.ts';
import { makeNics } from './support/nics.ts';
import { assertShows, destinations, routeOf } from './support/shown.ts';

const TYPES = [
  'unicast',
  'blackhole',
  'unreachable',
  'prohibit',
  'throw',
  'local',
  'broadcast',
  'anycast',
  'multicast',
] as const;
const LINKLESS = new Set<string>(['blackhole', 'unreachable', 'prohibit', 'throw']);

const TABLES = [254, 100, 1000, 100000];

const FAMILIES = [
  { family: 4, address: '192.0.2.1/24', network: (n: number) => `10.${n}.0.0/16` },
  { family: 6, address: '2001:db8::1/64', network: (n: number) => `2001:db8:${n}::/48` },
] as const;

for (const { family, address, network: target } of FAMILIES) {
  for (const type of TYPES) {
    test(`IPv${family} routes of type ${type} stand in main and in other tables, and go`, async (t) => {
      const ns = await makeNamespace(t);
      makeNics(ns, 'eth0');
      const routes = TABLES.map((table, n) => `{to: "${target(n + 1)}", type: ${type}, table: ${table}}`);
      await applyInOneRun(
        ns,
        network(`ethernets: {eth0: {addresses: ["${address}"], routes: [${routes.join(', ')}]}}`),
      );
      for (const [n, table] of TABLES.entries()) {
        const route = routeOf(ns, target(n + 1), table);
        assertShows(route, { type, protocol: route['protocol'] });
        if (!LINKLESS.has(type)) assert.equal(route['dev'], 'eth0');
        assert.equal(String(route['protocol']), '78');
      }
      await applyInOneRun(ns, NOTHING);
      for (const table of TABLES) assert.deepEqual(destinations(ns, family, table), []);
    });
  }

  test(`an IPv${family} route changes its type in place, to and fro`, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0');
    const yaml = (type: string) =>
      network(
        `ethernets: {eth0: {addresses: ["${address}"], routes: [{to: "${target(1)}", type: ${type}}]}}`,
      );
    for (const type of ['unicast', 'blackhole', 'prohibit', 'unicast', 'unreachable', 'throw', 'unicast']) {
      const { plan } = await applyInOneRun(ns, yaml(type));
      assert.equal(plan.steps.filter((step) => step.kind === 'route').length, 1);
      assert.equal(routeOf(ns, target(1))['type'], type);
    }
  });
}

test('routes stand in the local table, too, beside those of the kernel', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const local = (): number => ns.ip('-4', 'route', 'show', 'table', 'local').length;
  ns.sh('ip address add 192.0.2.1/24 brd + dev eth0');
  const before = local();
  await applyInOneRun(
    ns,
    network('ethernets: {eth0: {routes: [{to: 10.1.0.0/16, type: local, table: 255}]}}'),
  );
  assert.equal(local(), before + 1);
  await applyInOneRun(ns, NOTHING);
  assert.equal(local(), before);
});
