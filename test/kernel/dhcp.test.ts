import assert from 'node:assert/strict';
import { appendFileSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { rollBack } from '../../src/engine/index.ts';
import { applyInOneRun, diff, stepText } from './support/apply.ts';
import { clientDirectory, endClients, leasesOf, processesOf } from './support/clients.ts';
import { startDnsmasq } from './support/dnsmasq.ts';
import { twoHosts } from './support/hosts.ts';
import { makeNamespace, type Namespace } from './support/namespace.ts';
import { without } from './support/needs.ts';
import { NOTHING, network } from './support/network.ts';
import { makeNics } from './support/nics.ts';
import { until } from './support/until.ts';

/** A host, and a server at the other end of its eth0, with what it says. */
async function served(t: TestContext): Promise<readonly [Namespace, () => string]> {
  const [host, server] = await twoHosts(t);
  server.sh('ip address add 192.0.2.1/24 dev eth0; ip link set eth0 up');
  const said = await startDnsmasq(t, server, 'eth0', [
    '--log-dhcp',
    '--dhcp-range=192.0.2.50,192.0.2.60,1h',
    '--dhcp-option=option:router,192.0.2.1',
    '--dhcp-option=option:dns-server,192.0.2.1',
    '--dhcp-option=option:mtu,1400',
    '--dhcp-option=option:classless-static-route,198.51.100.0/24,192.0.2.1,0.0.0.0/0,192.0.2.1',
  ]);
  endClients(t, host);
  return [host, said];
}

/** A host whose eth0 and eth1 have a server each, and its default routes: link and metric. */
async function servedTwice(t: TestContext): Promise<readonly [Namespace, () => readonly string[]]> {
  const [host, server] = await twoHosts(t, 'eth0', 'eth1');
  endClients(t, host);
  for (const [link, net] of [
    ['eth0', '192.0.2'],
    ['eth1', '198.51.100'],
  ] as const) {
    server.sh(`ip address add ${net}.1/24 dev ${link}; ip link set ${link} up`);
    await startDnsmasq(t, server, link, [`--dhcp-range=${net}.50,${net}.60,1h`]);
  }
  const defaults = (): readonly string[] =>
    routesOf(host)
      .split('\n')
      .filter((line) => line.startsWith('default'))
      .map((line) => line.replace(/.* dev (\S+) .*metric (\d+).*/, '$1 $2'));
  return [host, defaults];
}

const dhcp = (more = ''): string => network(`ethernets: {eth0: {dhcp4: true${more}}}`);
const routesOf = (ns: Namespace): string => ns.sh('ip -4 route');

const skip = without('dhcpcd');

test('a link gets an address, keeps it through changes, and gives it back', { skip }, async (t) => {
  const [host, said] = await served(t);
  const { plan } = await applyInOneRun(host, dhcp());
  assert.ok(plan.steps.map(stepText).includes('create client dhcp4 dev eth0 (dhcpcd)'));
  await until('a lease', () => leasesOf(host, 'eth0').length > 0);
  const leases = leasesOf(host, 'eth0');
  await until('the routes', () => routesOf(host).includes('198.51.100.0/24'));
  assert.match(routesOf(host), /default via 192\.0\.2\.1 dev eth0 proto dhcp .*metric 100 mtu 1400/);
  // The server tells of it a little later.
  await until('the name', () => /client provides name/.test(said()));
  assert.doesNotMatch(said(), /requested options:.*(domain-name|domain-search)/);
  const directory = clientDirectory(host, 'dhcp4:eth0');
  assert.equal(statSync(directory).mode & 0o777, 0o700);
  assert.equal(statSync(join(directory, 'dhcpcd.conf')).mode & 0o777, 0o600);
  assert.deepEqual((await diff(host, dhcp())).steps, []);

  const overrides = ', dhcp4-overrides: {route-metric: 200, use-mtu: false, hostname: web1, use-dns: false}';
  const changed = await applyInOneRun(host, dhcp(overrides));
  assert.deepEqual(
    changed.plan.steps.map(({ action, name }) => `${action} ${name}`),
    ['change client dhcp4 dev eth0 (dhcpcd)'],
  );
  await until('the metric', () => routesOf(host).includes('metric 200'));
  assert.doesNotMatch(routesOf(host), /metric 100|mtu/);
  assert.deepEqual(leasesOf(host, 'eth0'), leases);
  await until('the name', () => /client provides name: web1/.test(said()));

  await rollBack({ netns: host.path, stateDir: join(host.directory, 'state') });
  await until('the metric again', () => routesOf(host).includes('metric 100'));

  await applyInOneRun(host, NOTHING);
  assert.deepEqual(leasesOf(host, 'eth0'), []);
  assert.deepEqual(processesOf(host), []);
  await until('the release', () => said().includes('DHCPRELEASE'));
});

test('two links with leases both have their default route, the first of the configuration before the other', {
  skip,
}, async (t) => {
  const [host, defaults] = await servedTwice(t);
  await applyInOneRun(host, network('ethernets: {eth1: {dhcp4: true}, eth0: {dhcp4: true}}'));
  await until('both default routes', () => defaults().length === 2);
  assert.deepEqual(defaults(), ['eth1 100', 'eth0 101']);
  await applyInOneRun(host, network('ethernets: {nics: {match: {name: "eth*"}, dhcp4: true}}'));
  await until('the other order', () => defaults().join() === 'eth0 100,eth1 101');
});

for (const program of ['dhcpcd', 'udhcpc'] as const) {
  test(`two links whose leases have one metric both have their default route with ${program}`, {
    skip: skip || without(program),
  }, async (t) => {
    const [host, defaults] = await servedTwice(t);
    const of = (link: string, metric: number): string =>
      `${link}: {dhcp4: true, dhcp-client: ${program}, dhcp4-overrides: {route-metric: ${metric}}}`;
    await applyInOneRun(host, network(`ethernets: {${of('eth0', 50)}, ${of('eth1', 50)}}`));
    await until('both default routes', () => [...defaults()].sort().join() === 'eth0 50,eth1 50');
    await applyInOneRun(host, network(`ethernets: {${of('eth0', 60)}, ${of('eth1', 50)}}`));
    await until('the other metric', () => [...defaults()].sort().join() === 'eth0 60,eth1 50');
    await applyInOneRun(host, network(`ethernets: {${of('eth0', 60)}, ${of('eth1', 60)}}`));
    await until('one metric again', () => [...defaults()].sort().join() === 'eth0 60,eth1 60');
    await applyInOneRun(host, network(`ethernets: {${of('eth1', 60)}}`));
    await until('only one', () => defaults().join() === 'eth1 60');
  });
}

test('a client that dies, is stopped or is changed by others comes back; with its link it ends', {
  skip,
}, async (t) => {
  const [host] = await served(t);
  await applyInOneRun(host, dhcp());
  await until('a lease', () => leasesOf(host, 'eth0').length > 0);
  const main = (): number | undefined =>
    processesOf(host).find(({ command }) => command.startsWith('dhcpcd: eth0'))?.pid;
  const first = main();
  assert.ok(first !== undefined);
  process.kill(first, 'SIGKILL');
  await until('another process', () => ![undefined, first].includes(main()));
  assert.deepEqual((await diff(host, dhcp())).steps.map(stepText), []);

  const keeper = join(clientDirectory(host, 'dhcp4:eth0'), 'keeper.json');
  const { pid } = JSON.parse(readFileSync(keeper, 'utf8')) as { readonly pid: number };
  process.kill(pid, 'SIGKILL');
  await until('it is gone', () => !processesOf(host).some((one) => one.pid === pid));
  appendFileSync(join(clientDirectory(host, 'dhcp4:eth0'), 'dhcpcd.conf'), 'metric 7\n');
  const { plan } = await applyInOneRun(host, dhcp());
  assert.deepEqual(plan.steps.map(stepText), [
    'change client dhcp4 dev eth0 (dhcpcd) (state stopped -> running, files changed by others -> as written)',
  ]);
  await until('a lease again', () => routesOf(host).includes('metric 100'));

  host.sh('ip link delete eth0');
  await until('nothing runs', () => processesOf(host).length === 0);
  assert.deepEqual((await diff(host, NOTHING)).steps.map(stepText), [
    'remove client dhcp4 dev eth0 (dhcpcd)',
  ]);
});

test('a link of ours takes its client along, and gets one anew under another name', { skip }, async (t) => {
  const host = await makeNamespace(t);
  endClients(t, host);
  const of = (more: string): string => network(`virtual-ethernets: {va: {peer: vb${more}}, vb: {}}`);
  await applyInOneRun(host, of(', dhcp4: true'));
  assert.ok(processesOf(host).length > 0);
  const { plan } = await applyInOneRun(host, NOTHING);
  assert.equal(plan.steps[0]?.name, 'client dhcp4 dev va (dhcpcd)');
  assert.deepEqual(processesOf(host), []);

  makeNics(host, 'eth0');
  const mac = String(host.ip('link', 'show', 'eth0')[0]?.['address']);
  const named = (name: string): string =>
    network(`ethernets: {lan: {match: {name: "eth*"}, ${name}dhcp4: true}}`);
  await applyInOneRun(host, named(''));
  assert.ok(mac.length > 0);
  const renamed = await applyInOneRun(host, named('set-name: eth7, '));
  assert.deepEqual(
    renamed.plan.steps.map(stepText).filter((text) => text.includes('client')),
    ['remove client dhcp4 dev eth0 (dhcpcd)', 'create client dhcp4 dev eth7 (dhcpcd)'],
  );
  assert.ok(processesOf(host).every(({ command }) => !command.includes('eth0')));
});

test('a static default route and the routes of DHCP stand side by side, also when all else goes', {
  skip,
}, async (t) => {
  const [host] = await served(t);
  const text = network(`
    policy: strict
    ethernets: {eth0: {dhcp4: true, addresses: [203.0.113.2/24], routes: [{to: default, via: 203.0.113.1, metric: 5}]}}
  `);
  await applyInOneRun(host, text);
  await until('the routes', () => routesOf(host).includes('198.51.100.0/24'));
  await until('no drift', () => routesOf(host).includes('via 203.0.113.1'));
  assert.deepEqual((await diff(host, text)).steps.map(stepText), []);
  assert.match(routesOf(host), /default via 203\.0\.113\.1 dev eth0 .*metric 5\s/);
  assert.match(routesOf(host), /default via 192\.0\.2\.1 dev eth0 proto dhcp/);
});

test('DHCPv6 brings an address, and leaves alone how the kernel makes its own', { skip }, async (t) => {
  const [host, server] = await twoHosts(t);
  server.sh('ip address add 2001:db8::1/64 dev eth0 nodad; ip link set eth0 up');
  const said = await startDnsmasq(t, server, 'eth0', [
    '--log-dhcp',
    '--dhcp-range=2001:db8::100,2001:db8::1ff,64,1h',
    '--dhcp-option=option6:dns-server,[2001:db8::1]',
  ]);
  endClients(t, host);
  const text = (more: string): string => network(`ethernets: {eth0: {dhcp6: true, optional: true${more}}}`);
  await applyInOneRun(host, text(', dhcp6-overrides: {use-dns: false, send-hostname: false}'));
  await until('a lease', () => leasesOf(host, 'eth0', 6).length > 0);
  assert.match(leasesOf(host, 'eth0', 6).join(), /^2001:db8::1[0-9a-f]{2}\/128$/);
  assert.doesNotMatch(said(), /client provides name|requested options:.*dns/);
  await until('the way of making addresses', () =>
    JSON.stringify(host.ip('link', 'show', 'eth0')).includes('"inet6_addr_gen_mode":"eui64"'),
  );
  await applyInOneRun(host, text(''));
  await until('the name', () => /client provides name/.test(said()));
  await until('the options', () => /requested options:.*23:dns-server/.test(said()));
  await applyInOneRun(host, NOTHING);
  assert.deepEqual(leasesOf(host, 'eth0', 6), []);
});

test('udhcpc is the small alternative', { skip: without('udhcpc') }, async (t) => {
  const [host, said] = await served(t);
  const text = (more = ''): string =>
    network(`
      dhcp-client: udhcpc
      ethernets: {eth0: {dhcp4: true, dhcp-identifier: mac${more}}}
    `);
  await applyInOneRun(host, text());
  await until('the routes', () => routesOf(host).includes('198.51.100.0/24'));
  const leases = leasesOf(host, 'eth0');
  assert.equal(leases.length, 1);
  assert.match(routesOf(host), /default via 192\.0\.2\.1 dev eth0 proto dhcp .*metric 100 mtu 1400/);
  assert.deepEqual((await diff(host, text())).steps, []);
  await applyInOneRun(host, text(', dhcp4-overrides: {route-metric: 300, use-mtu: false, hostname: web2}'));
  await until('the metric', () => routesOf(host).includes('metric 300'));
  assert.doesNotMatch(routesOf(host), /metric 100|mtu 1400/);
  // What the server said arrives by a pipe, some time after the routes.
  await until('the name', () => said().includes('client provides name: web2'));
  const { plan } = await applyInOneRun(host, dhcp());
  assert.match(
    plan.steps.map(stepText).join(),
    /replace client dhcp4 dev eth0 \(dhcpcd\) \(program udhcpc -> dhcpcd/,
  );
  await until(
    'a lease of the other',
    () => leasesOf(host, 'eth0').length === 1 && routesOf(host).includes('metric 100'),
  );
  await applyInOneRun(host, NOTHING);
  assert.deepEqual(processesOf(host), []);
  assert.deepEqual(leasesOf(host, 'eth0'), []);
});

test('a link gives itself an address where nobody gives it one, and strict leaves that alone', {
  skip,
}, async (t) => {
  const [host, peer] = await twoHosts(t);
  peer.sh('ip link set eth0 up');
  endClients(t, host);
  const own = (): string => host.sh('ip -4 -o address show dev eth0');
  const text = network('policy: strict\nethernets: {eth0: {link-local: [ipv4, ipv6]}}');
  const { plan } = await applyInOneRun(host, text);
  assert.ok(plan.steps.map(stepText).includes('create client ipv4ll dev eth0 (dhcpcd)'));
  await until('an address', () => /inet 169\.254\.[0-9.]+\/16 /.test(own()));
  await until('the route', () => routesOf(host).includes('169.254.0.0/16'));
  assert.deepEqual((await diff(host, text)).steps.map(stepText), []);
  await applyInOneRun(host, NOTHING);
  assert.equal(own(), '');
});
