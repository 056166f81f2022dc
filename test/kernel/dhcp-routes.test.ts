import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { applyInOneRun, diff, stepText } from './support/apply.ts';
import { clientDirectory, endClients, leasesOf, processesOf, signalUntil } from './support/clients.ts';
import { startDnsmasq } from './support/dnsmasq.ts';
import { twoHosts } from './support/hosts.ts';
import { startMonitor } from './support/monitor.ts';
import type { Namespace } from './support/namespace.ts';
import { without } from './support/needs.ts';
import { NOTHING, network } from './support/network.ts';
import { until } from './support/until.ts';

/** The options that a server sends, one a line: another list is sent from the next answer on. */
type Send = (...options: readonly string[]) => Promise<void>;

async function served(t: TestContext): Promise<readonly [Namespace, Send, Namespace]> {
  const [host, server] = await twoHosts(t);
  server.sh('ip address add 192.0.2.1/24 dev eth0; ip link set eth0 up');
  const file = join(server.directory, 'options');
  const write = (options: readonly string[]): void => writeFileSync(file, `${options.join('\n')}\n`);
  write(ROUTES);
  const said = await startDnsmasq(t, server, 'eth0', [
    '--dhcp-range=192.0.2.50,192.0.2.60,1h',
    `--dhcp-optsfile=${file}`,
  ]);
  endClients(t, host);
  return [
    host,
    async (...options) => {
      const { length } = said();
      write(options);
      server.sh('pkill -HUP --nslist net --ns $$ -x dnsmasq');
      await until('the server has read them', () => said().slice(length).includes(`read ${file}`));
    },
    server,
  ];
}

const ROUTES = ['option:classless-static-route,198.51.100.0/24,192.0.2.7,0.0.0.0/0,192.0.2.1'];

const renewUntil = (host: Namespace, isAnswered: () => boolean): Promise<void> =>
  signalUntil(clientDirectory(host, 'dhcp4:eth0'), 'SIGUSR1', isAnswered);

for (const program of ['dhcpcd', 'udhcpc'] as const) {
  const configured = (more: string, vrf = ''): string =>
    network(`\n    ${vrf}\n    ethernets: {eth0: {dhcp4: true, dhcp-client: ${program}${more}}}`);

  test(`a lease on a port of a VRF has its routes in the VRF's table with ${program}, also after it has moved there`, {
    skip: without('vrf', program),
  }, async (t) => {
    const [host] = await served(t);
    const inTable = (table: string): string => host.sh(`ip -4 route show table ${table} dev eth0`);
    const there = (table: string): boolean =>
      /^default via 192\.0\.2\.1 /m.test(inTable(table)) &&
      /^198\.51\.100\.0\/24 via 192\.0\.2\.7 /m.test(inTable(table)) &&
      /^192\.0\.2\.0\/24 /m.test(inTable(table));
    const red = configured('', 'vrfs: {red: {table: 100, interfaces: [eth0]}}');
    await applyInOneRun(host, red);
    await until('the routes of the VRF', () => there('100'));
    assert.equal(inTable('main'), '');
    assert.deepEqual((await diff(host, red)).steps.map(stepText), []);
    host.sh('ip vrf exec red ping -c 1 -W 5 192.0.2.1');

    await applyInOneRun(host, configured(''));
    await until('the routes of the main table', () => there('main'));
    await applyInOneRun(host, red);
    await until('the routes of the VRF again', () => there('100'));
    assert.equal(inTable('main'), '');

    await applyInOneRun(host, NOTHING);
    assert.equal(host.sh('ip -4 route show table all dev eth0'), '');
  });

  test(`a lease comes back whole after its link was down, and goes without its keeper, with ${program}`, {
    skip: without(program),
  }, async (t) => {
    const [host] = await served(t);
    const isWhole = (): boolean => /^198\.51\.100\.0\/24 via /m.test(host.sh('ip -4 route show dev eth0'));
    await applyInOneRun(host, configured(''));
    await until('the routes', isWhole);
    host.sh('ip link set eth0 down; sleep 6; ip link set eth0 up');
    await until('the routes again', isWhole);

    host.sh("pkill -KILL --nslist net --ns $$ -f '/supervise$'");
    await applyInOneRun(host, NOTHING);
    assert.deepEqual(leasesOf(host, 'eth0'), []);
    assert.deepEqual(processesOf(host), []);
  });

  test(`routes of a lease that somebody has removed are back without the server with ${program}`, {
    skip: without(program),
  }, async (t) => {
    const [host, , server] = await served(t);
    const shown = (): string => host.sh('ip -4 route show dev eth0 | sort');
    await applyInOneRun(host, configured(''));
    await until('the routes', () => /^198\.51\.100\.0\/24 via .* src/m.test(shown()));
    await until('the routes are noted', () => existsSync(join(clientDirectory(host, 'dhcp4:eth0'), 'laid')));
    const whole = shown();
    assert.match(whole, /^default via /m);
    server.sh('ip link set eth0 arp off; ip address flush dev eth0');
    for (const removed of ['del default', 'flush dev eth0']) {
      host.sh(`ip -4 route ${removed}`);
      await until('the routes again', () => shown() === whole);
    }
  });

  test(`a renewal exchanges the routes that have changed, without a moment without a default route, with ${program}`, {
    skip: without(program),
  }, async (t) => {
    const [host, send] = await served(t);
    const shown = (): string => host.sh('ip -4 route show dev eth0');
    await applyInOneRun(host, configured(''));
    await until('the routes', () => shown().includes('198.51.100.0/24'));
    await send('option:classless-static-route,203.0.113.0/24,192.0.2.8,0.0.0.0/0,192.0.2.1');
    const monitor = await startMonitor(t, host);
    await renewUntil(host, () => shown().includes('203.0.113.0/24 via 192.0.2.8'));
    await until('no former route', () => !shown().includes('198.51.100.0/24'));
    assert.doesNotMatch((await monitor.stop()).join('\n'), /Deleted default/);
    assert.match(shown(), /^default via 192\.0\.2\.1 /m);

    await send('option:router,192.0.2.2', 'option:mtu,1300');
    await renewUntil(host, () => /^default via 192\.0\.2\.2 .*mtu 1300/m.test(shown()));
    await until('only that', () => !/via 192\.0\.2\.[18] /.test(shown()));
  });
}

test('udhcpc keeps its address when the metric changes, and takes the other one when a server answers', {
  skip: without('udhcpc'),
}, async (t) => {
  const [host] = await served(t);
  const text = (metric: number): string =>
    network(
      `ethernets: {eth0: {dhcp4: true, dhcp-client: udhcpc, dhcp4-overrides: {route-metric: ${metric}}}}`,
    );
  const metrics = (): string =>
    host.sh("ip -4 route show dev eth0 | sed 's/.* metric \\([0-9]*\\).*/\\1/' | sort -u");
  await applyInOneRun(host, text(50));
  await until('the routes', () => metrics() === '50\n');
  const monitor = await startMonitor(t, host);
  await applyInOneRun(host, text(60));
  await until('the other metric', () => metrics() === '60\n');
  assert.doesNotMatch((await monitor.stop()).join('\n'), /Deleted .* inet /);
});

test('a configuration that dhcpcd has not been told of is read all the same, once it has a lease', {
  skip: without('dhcpcd'),
}, async (t) => {
  const [host] = await served(t);
  const shown = (): string => host.sh('ip -4 route show dev eth0');
  await applyInOneRun(host, network('ethernets: {eth0: {dhcp4: true, dhcp-client: dhcpcd}}'));
  await until('the routes', () => /^default .* metric 100/m.test(shown()));
  // As if the signal had come while dhcpcd waited for its hook: then it does not see it.
  const file = join(clientDirectory(host, 'dhcp4:eth0'), 'dhcpcd.conf');
  const configuration = readFileSync(file, 'utf8');
  const edited = configuration.replace('metric 100', 'metric 50').replace(/configured=.*/, 'configured=anew');
  assert.notEqual(edited, configuration);
  writeFileSync(file, edited);
  await until('the routes with the other metric', () => /^default .* metric 50/m.test(shown()));
  assert.doesNotMatch(shown(), /metric 100/);
});
