import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apply, applyInOneRun, isWrite } from './support/apply.ts';
import { dump } from './support/dump.ts';
import { makeNamespace, type Namespace } from './support/namespace.ts';
import { without } from './support/needs.ts';
import { NOTHING, network } from './support/network.ts';
import { makeNics, withNics } from './support/nics.ts';
import { assertDone, config, nl, nlStarted } from './support/program.ts';
import { assertShows, destinations, routeOf } from './support/shown.ts';
import { until } from './support/until.ts';

const two = (routes: string, eth1 = ''): string =>
  network(`
  ethernets:
    eth0: {addresses: [192.0.2.1/24, "2001:db8:1::1/64"], routes: [${routes}]}
    eth1: {addresses: [198.51.100.1/24, "2001:db8:2::1/64"]${eth1}}
`);

/** The paths of a route as `ip route` shows them, without marks of the kernel's. */
function pathsOf(ns: Namespace, to: string, table: 'main' | number = 'main'): readonly string[] {
  const { nexthops } = routeOf(ns, to, table);
  assert.ok(Array.isArray(nexthops), `the route to ${to} has no paths`);
  return nexthops.map((hop) => {
    const flags = hop.flags.filter((flag: string) => flag === 'onlink').map((flag: string) => ` ${flag}`);
    return `${hop.gateway ?? hop.via?.host ?? ''} ${hop.dev} ${hop.weight}${flags.join('')}`;
  });
}

/** Applies, and counts the messages that change something. */
async function writes(ns: Namespace, yaml: string): Promise<number> {
  const sent: string[] = [];
  await apply(ns, yaml, { trace: (line) => sent.push(line) });
  await applyInOneRun(ns, yaml);
  return sent.filter(isWrite).length;
}

const FAMILIES = [
  { family: 4, to: '10.0.0.0/8', a: '192.0.2.9', b: '198.51.100.9', c: '192.0.2.8', far: '203.0.113.1' },
  {
    family: 6,
    to: '2001:db8:9::/48',
    a: '2001:db8:1::9',
    b: '2001:db8:2::9',
    c: '2001:db8:1::8',
    far: '2001:db8:99::1',
  },
] as const;

for (const { family, to, a, b, c, far } of FAMILIES) {
  const route = (...paths: string[]): string => `{to: "${to}", nexthops: [${paths.join(', ')}]}`;
  const A = `{via: "${a}", weight: 2}`;
  const B = `{via: "${b}", interface: eth1}`;

  test(`An IPv${family} route has the declared paths with their weights, over other devices, too`, async (t) => {
    const ns = await withNics(t);
    await applyInOneRun(ns, two(route(A, B, `{via: "${far}", weight: 256, on-link: true}`)));
    assert.deepEqual(pathsOf(ns, to), [`${a} eth0 2`, `${b} eth1 1`, `${far} eth0 256 onlink`]);
    await applyInOneRun(ns, NOTHING);
    assert.deepEqual(destinations(ns, family), []);
  });

  test(`Paths of an IPv${family} route change, come and go in place, with one message`, async (t) => {
    const ns = await withNics(t);
    await applyInOneRun(ns, two(route(A, B)));
    assert.equal(await writes(ns, two(route(`{via: "${a}", weight: 5}`, B))), 1);
    assert.deepEqual(pathsOf(ns, to), [`${a} eth0 5`, `${b} eth1 1`]);
    assert.equal(await writes(ns, two(route(`{via: "${c}"}`, B))), 1);
    assert.deepEqual(pathsOf(ns, to), [`${c} eth0 1`, `${b} eth1 1`]);
    assert.equal(await writes(ns, two(route(A, B, `{via: "${c}"}`))), 1);
    assert.deepEqual(pathsOf(ns, to), [`${a} eth0 2`, `${b} eth1 1`, `${c} eth0 1`]);
    assert.equal(await writes(ns, two(route(B, `{via: "${c}"}`))), 1);
    assert.deepEqual(pathsOf(ns, to), [`${b} eth1 1`, `${c} eth0 1`]);
  });

  test(`An IPv${family} route gets several paths and becomes a simple one again in place`, async (t) => {
    const ns = await withNics(t);
    await applyInOneRun(ns, two(`{to: "${to}", via: "${a}"}`));
    assert.equal(await writes(ns, two(route(A, B))), 1);
    assert.deepEqual(pathsOf(ns, to), [`${a} eth0 2`, `${b} eth1 1`]);
    assert.equal(await writes(ns, two(route(B))), 1);
    assert.equal(routeOf(ns, to)['gateway'], b);
    assert.equal(await writes(ns, two(route(B, A))), 1);
    await applyInOneRun(ns, two(`{to: "${to}", via: "${a}"}`));
    assert.equal(routeOf(ns, to)['gateway'], a);
  });

  test(`An IPv${family} route on the link makes room for one with several paths, and comes back`, async (t) => {
    const ns = await withNics(t);
    await applyInOneRun(ns, two(`{to: "${to}"}`));
    await applyInOneRun(ns, two(route(A, B)));
    assert.deepEqual(pathsOf(ns, to), [`${a} eth0 2`, `${b} eth1 1`]);
    await applyInOneRun(ns, two(`{to: "${to}"}`));
    assert.equal(routeOf(ns, to)['gateway'], undefined);
  });

  test(`Somebody's IPv${family} route of other paths is replaced, and comes back with a rollback`, async (t) => {
    const ns = await withNics(t);
    assertDone(nlStarted(ns, [config(ns, two(''))]));
    ns.sh(`ip route add ${to} proto bird nexthop via ${c} dev eth0 weight 7 nexthop via ${b} dev eth1`);
    const before = dump(ns);
    assertDone(nlStarted(ns, [config(ns, two(route(A, B)))]));
    assert.deepEqual(pathsOf(ns, to), [`${a} eth0 2`, `${b} eth1 1`]);
    assertDone(nlStarted(ns, ['rollback']));
    assert.deepEqual(dump(ns), before);
  });

  test(`A path of an IPv${family} route over a missing device is left out with a warning, and comes later`, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0');
    const yaml = two(route(A, B), ', optional: true');
    const { plan } = await applyInOneRun(ns, yaml);
    assert.deepEqual(
      plan.problems.map(({ code, severity }) => [code, severity]),
      [['path-down', 'warning']],
    );
    assert.equal(routeOf(ns, to)['gateway'], a);
    makeNics(ns, 'eth1');
    await applyInOneRun(ns, yaml);
    assert.deepEqual(pathsOf(ns, to), [`${a} eth0 2`, `${b} eth1 1`]);
    ns.sh('ip link del eth1');
    await applyInOneRun(ns, yaml);
    assert.equal(routeOf(ns, to)['gateway'], a);
  });

  test(`A path of an IPv${family} route over a link that is declared down waits for it`, async (t) => {
    const ns = await withNics(t);
    const down = two(route(A, B), ', activation-mode: "off"');
    const { plan } = await applyInOneRun(ns, down);
    assert.deepEqual(
      plan.problems.map(({ code, severity }) => [code, severity]),
      [['path-down', 'warning']],
    );
    assert.equal(routeOf(ns, to)['gateway'], a);
    await applyInOneRun(ns, two(route(A, B)));
    assert.deepEqual(pathsOf(ns, to), [`${a} eth0 2`, `${b} eth1 1`]);
  });

  test(`A link of a path of an IPv${family} route that went down is brought up, and the paths are as declared`, async (t) => {
    const ns = await withNics(t);
    await applyInOneRun(ns, two(route(A, B)));
    ns.sh('ip link set eth1 down');
    await applyInOneRun(ns, two(route(A, B)));
    assert.deepEqual(pathsOf(ns, to), [`${a} eth0 2`, `${b} eth1 1`]);
  });
}

test('Paths lead over links that get their names in the same run', async (t) => {
  const ns = await withNics(t);
  ns.sh('ip link set eth1 address 02:00:00:00:00:77');
  await applyInOneRun(
    ns,
    network(`
  ethernets:
    eth0: {addresses: [192.0.2.1/24], routes: [{to: default, nexthops: [{via: 192.0.2.9}, {via: 198.51.100.9, interface: up}]}]}
    up: {match: {name: eth1}, set-name: wan, addresses: [198.51.100.1/24]}
`),
  );
  assert.deepEqual(pathsOf(ns, 'default'), ['192.0.2.9 eth0 1', '198.51.100.9 wan 1']);
});

test('IPv4 paths may lead to IPv6 gateways, alone or beside others', async (t) => {
  const ns = await withNics(t);
  const both =
    '{to: default, nexthops: [{via: 192.0.2.9}, {via: "2001:db8:2::9", interface: eth1, weight: 4}]}';
  await applyInOneRun(ns, two(both));
  assert.deepEqual(pathsOf(ns, 'default'), ['192.0.2.9 eth0 1', '2001:db8:2::9 eth1 4']);
  await applyInOneRun(ns, two('{to: 0.0.0.0/0, nexthops: [{via: "fe80::9", interface: eth1}]}'));
  assertShows(routeOf(ns, 'default'), { via: { family: 'inet6', host: 'fe80::9' }, dev: 'eth1' });
  const shown = nl(ns, ['show']).stdout;
  ns.sh('ip route del default');
  await applyInOneRun(ns, shown);
  assertShows(routeOf(ns, 'default'), { via: { family: 'inet6', host: 'fe80::9' }, dev: 'eth1' });
  await applyInOneRun(ns, two(both));
  await applyInOneRun(ns, two(''));
  assert.deepEqual(destinations(ns, 4), []);
});

test('A route is there again after a link of its paths was made anew', async (t) => {
  const ns = await withNics(t);
  const yaml = (section: string): string =>
    network(`
  ethernets: {eth0: {addresses: [192.0.2.1/24], routes: [{to: default, nexthops: [{via: 192.0.2.9}, {via: 198.51.100.9, interface: x0}]}]}}
  ${section}
`);
  await applyInOneRun(ns, yaml('bridges: {x0: {addresses: [198.51.100.1/24]}}'));
  await applyInOneRun(ns, yaml('virtual-ethernets: {x0: {peer: y0, addresses: [198.51.100.1/24]}, y0: {}}'), {
    allowRecreate: true,
  });
  assert.deepEqual(pathsOf(ns, 'default'), ['192.0.2.9 eth0 1', '198.51.100.9 x0 1']);
});

/** The flags of the paths of a route, which say which of them the kernel does not use. */
const flagsOf = (ns: Namespace, to: string): unknown => {
  const { nexthops } = routeOf(ns, to);
  return Array.isArray(nexthops) ? nexthops.map((hop) => hop.flags.join(' ')) : nexthops;
};

const ALIVE = ['onlink', 'onlink'];

/** eth1 with or without its IPv4 address, and a route over it and eth0. */
const onLink = (eth1: string, route = ''): string =>
  network(`
  ethernets:
    eth0: {addresses: [192.0.2.1/24], routes: [${route}]}
    eth1: {addresses: [${eth1}"2001:db8:2::1/64"]}
`);

const OVER_BOTH =
  '{to: 10.0.0.0/8, nexthops: [{via: 192.0.2.9, on-link: true}, {via: 203.0.113.9, on-link: true, interface: eth1}]}';

test('A path lives on when its link loses its last IPv4 address', async (t) => {
  const ns = await withNics(t);
  await applyInOneRun(ns, onLink('198.51.100.1/24, ', OVER_BOTH));
  await applyInOneRun(ns, onLink('', OVER_BOTH));
  assert.deepEqual(flagsOf(ns, '10.0.0.0/8'), ALIVE);
  assert.deepEqual(pathsOf(ns, '10.0.0.0/8'), ['192.0.2.9 eth0 1 onlink', '203.0.113.9 eth1 1 onlink']);
});

test('A path that is dead since somebody removed the IPv4 address of its link is brought back', async (t) => {
  const ns = await withNics(t);
  await applyInOneRun(ns, onLink('', OVER_BOTH));
  ns.sh('ip address add 198.51.100.1/24 dev eth1 && ip address del 198.51.100.1/24 dev eth1');
  assert.deepEqual(flagsOf(ns, '10.0.0.0/8'), ['onlink', 'dead onlink linkdown']);
  await applyInOneRun(ns, onLink('', OVER_BOTH));
  assert.deepEqual(flagsOf(ns, '10.0.0.0/8'), ALIVE);
});

test('A path whose gateway cannot be reached any more stays dead, and the others live', async (t) => {
  const ns = await withNics(t);
  const route = '{to: 10.0.0.0/8, nexthops: [{via: 192.0.2.9}, {via: 198.51.100.9, interface: eth1}]}';
  ns.sh('ip address add 198.51.100.1/24 dev eth1');
  await applyInOneRun(ns, onLink('', route));
  ns.sh('ip address del 198.51.100.1/24 dev eth1');
  assert.equal(await writes(ns, onLink('', route)), 0);
  assert.deepEqual(flagsOf(ns, '10.0.0.0/8'), ['', 'dead linkdown']);
  const status = nl(ns, ['status', config(ns, onLink('', route))]);
  assert.match(
    status.stdout + status.stderr,
    /has no path over eth1: it died with the last IPv4 address of eth1/,
  );
});

test("Paths of others' routes live on when a link loses its last IPv4 address, and after a rollback", async (t) => {
  const ns = await withNics(t);
  await applyInOneRun(ns, onLink('198.51.100.1/24, '));
  ns.sh(
    'ip route add 10.0.0.0/8 proto bird nexthop via 192.0.2.9 dev eth0 onlink nexthop via 203.0.113.9 dev eth1 onlink',
  );
  const before = dump(ns);
  assertDone(nlStarted(ns, [config(ns, onLink(''))]));
  assert.deepEqual(flagsOf(ns, '10.0.0.0/8'), ALIVE);
  assertDone(nlStarted(ns, ['rollback']));
  assert.deepEqual(flagsOf(ns, '10.0.0.0/8'), ALIVE);
  assert.deepEqual(dump(ns), before);
});

test("A path of others' is no loss when its link gets another address in place of its last one", async (t) => {
  const ns = await withNics(t);
  const one = (address: string) =>
    network(`
  ethernets:
    eth0: {addresses: [${address}]}
    eth1: {addresses: [198.51.100.1/24]}
`);
  await applyInOneRun(ns, one('192.0.2.1/24'));
  ns.sh(
    'ip route add 10.0.0.0/8 proto bird nexthop via 192.0.2.9 dev eth0 nexthop via 198.51.100.9 dev eth1 weight 2',
  );
  const { stderr } = assertDone(nlStarted(ns, [config(ns, one('192.0.2.2/24'))]));
  assert.deepEqual(flagsOf(ns, '10.0.0.0/8'), ['', '']);
  assert.doesNotMatch(stderr, /cannot be put back/);
});

test('A path that only waits for a carrier is left as it is', async (t) => {
  const ns = await withNics(t);
  ns.sh('echo 1 >/proc/sys/net/ipv4/conf/eth1/ignore_routes_with_linkdown');
  await applyInOneRun(ns, onLink('', OVER_BOTH));
  ns.sh('ip link set far-eth1 down');
  await until('the carrier goes', () => String(flagsOf(ns, '10.0.0.0/8')) === 'onlink,dead onlink linkdown');
  assert.equal(await writes(ns, onLink('', OVER_BOTH)), 0);
});

test('IPv4 paths need no gateway', async (t) => {
  const ns = await withNics(t);
  await applyInOneRun(ns, two('{to: 10.0.0.0/8, nexthops: [{}, {interface: eth1, weight: 3}]}'));
  assert.deepEqual(pathsOf(ns, '10.0.0.0/8'), [' eth0 1', ' eth1 3']);
});

test('A route of a VRF leads to its gateways over the ports', { skip: without('vrf') }, async (t) => {
  const ns = await withNics(t);
  await applyInOneRun(
    ns,
    network(`
  ethernets:
    eth0: {addresses: [192.0.2.1/24]}
    eth1: {addresses: [198.51.100.1/24]}
  vrfs:
    red: {table: 100, interfaces: [eth0, eth1], routes: [{to: 10.0.0.0/8, nexthops: [{via: 192.0.2.9}, {via: 198.51.100.9}]}]}
`),
  );
  assert.deepEqual(pathsOf(ns, '10.0.0.0/8', 100), ['192.0.2.9 eth0 1', '198.51.100.9 eth1 1']);
});
