import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apply, applyInOneRun, diff, stepText } from './support/apply.ts';
import { makeNamespace, type Namespace } from './support/namespace.ts';
import { without } from './support/needs.ts';
import { network } from './support/network.ts';
import { makeNics } from './support/nics.ts';
import { indexOf, linkOf, portData } from './support/shown.ts';

/** What links that cannot have the same have one after the other: exchanged, passed on, passed on in a circle, and to a new link. */
const ORDERS: readonly Readonly<Record<string, number>>[] = [
  { na: 1, nb: 2 },
  { na: 2, nb: 1 },
  { na: 1, nb: 3 },
  { na: 3, nb: 4 },
  { na: 1, nb: 2, nc: 3 },
  { na: 2, nb: 3, nc: 1 },
  { na: 4, nc: 2, nd: 1 },
];

const listed = (texts: readonly string[]): string => `{${texts.join(', ')}}`;

/** Applies a configuration for each of the orders; links that stay are the same ones. */
async function inTurn(
  ns: Namespace,
  yaml: (values: readonly [string, number][]) => string,
  seen: (link: string) => number,
): Promise<void> {
  let known = new Map<string, unknown>();
  for (const values of ORDERS) {
    const entries = Object.entries(values);
    await applyInOneRun(ns, yaml(entries));
    for (const [link, value] of entries) {
      assert.equal(seen(link), value, link);
      if (known.has(link)) assert.equal(indexOf(ns, link), known.get(link), link);
    }
    known = new Map(entries.map(([link]) => [link, indexOf(ns, link)]));
  }
}

test('macvlans exchange their MAC addresses, and stay up', { skip: without('macvlan') }, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  await inTurn(
    ns,
    (values) =>
      network(`
        ethernets: {eth0: {}}
        macvlans: ${listed(values.map(([name, n]) => `${name}: {link: eth0, macaddress: "02:00:00:00:01:0${n}"}`))}
      `),
    (link) => Number(String(linkOf(ns, link)['address']).slice(-1)),
  );
});

test('WireGuard devices exchange their ports', { skip: without('wireguard') }, async (t) => {
  const ns = await makeNamespace(t);
  const yaml = (values: readonly [string, number][]): string =>
    network(`tunnels: ${listed(values.map(([name, n]) => `${name}: {mode: wireguard, port: ${1000 + n}}`))}`);
  for (const values of ORDERS) {
    await applyInOneRun(ns, yaml(Object.entries(values)));
    assert.deepEqual((await diff(ns, yaml(Object.entries(values)))).steps, []);
  }
});

test('ports of a bond exchange their queues', { skip: without('bond') }, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'na', 'nb', 'nc', 'nd');
  await inTurn(
    ns,
    (values) => {
      const queues = listed(values.map(([name, n]) => `${name}: ${n}`));
      return network(`
        ethernets: {na: {}, nb: {}, nc: {}, nd: {}}
        bonds: {bond0: {interfaces: [${values.map(([name]) => name).join(', ')}], parameters: {queue-id: ${queues}}}}
      `);
    },
    (link) => Number(portData(ns, link)['queue_id']),
  );
});

test('NICs exchange their alternative names, and what others call them stays', {
  skip: without('veth'),
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'na', 'nb', 'nc', 'nd');
  ns.sh('ip link property add dev na altname mine');
  const names = (link: string): unknown[] => [Object(linkOf(ns, link))['altnames'] ?? []].flat();
  await inTurn(
    ns,
    (values) =>
      network(`ethernets: ${listed(values.map(([name, n]) => `${name}: {alternative-names: [name${n}]}`))}`),
    (link) =>
      Number(
        names(link)
          .map(String)
          .find((name) => name.startsWith('name'))
          ?.slice(4),
      ),
  );
  assert.ok(names('na').includes('mine'));
  const { plan } = await apply(ns, network('ethernets: {na: {}, nb: {alternative-names: [mine]}}'));
  assert.deepEqual(
    plan.problems.map(({ code }) => code),
    ['name-taken'],
  );
});

test('a plan says for whom a link gives up what it has', { skip: without('macvlan') }, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const yaml = (a: number, b: number): string =>
    network(`
      ethernets: {eth0: {}}
      macvlans:
        a: {link: eth0, macaddress: "02:00:00:00:01:0${a}"}
        b: {link: eth0, macaddress: "02:00:00:00:01:0${b}"}
    `);
  await applyInOneRun(ns, yaml(1, 2));
  const { steps } = await diff(ns, yaml(2, 3));
  assert.deepEqual(steps.map(stepText), [
    'change macvlan b (macaddress 02:00:00:00:01:02 -> 02:00:00:00:01:03)',
    'change macvlan a (macaddress 02:00:00:00:01:01 -> 02:00:00:00:01:02)',
  ]);
  assert.equal(steps[0]?.reason, 'makes way for macvlan a');
});
