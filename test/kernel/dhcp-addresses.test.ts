import assert from 'node:assert/strict';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { rollBack } from '../../src/engine/index.ts';
import { applyInOneRun, diff, stepText } from './support/apply.ts';
import { clientDirectory, endClients, leasesOf, signalUntil } from './support/clients.ts';
import { startDnsmasq } from './support/dnsmasq.ts';
import { twoHosts } from './support/hosts.ts';
import type { Namespace } from './support/namespace.ts';
import { without } from './support/needs.ts';
import { NOTHING, network } from './support/network.ts';
import { until } from './support/until.ts';

/** A host, with a server at the other end of its eth0 that has one address to give; and how often that was asked for. */
async function served(t: TestContext, time = '1h'): Promise<readonly [Namespace, () => number]> {
  const [host, server] = await twoHosts(t);
  server.sh('ip address add 192.0.2.1/24 dev eth0; ip link set eth0 up');
  const said = await startDnsmasq(t, server, 'eth0', [`--dhcp-range=192.0.2.50,192.0.2.50,${time}`]);
  endClients(t, host);
  return [host, () => said().match(/DHCPACK/g)?.length ?? 0];
}

const LEASED = '192.0.2.50/24';

/** The addresses of eth0, and which of them end. */
const addressesOf = (host: Namespace): readonly string[] =>
  host
    .sh('ip -4 -o address show dev eth0 | awk \'{print $4, / dynamic / ? "ends" : "stays"}\'')
    .split('\n')
    .slice(0, -1);

const hasRoute = (host: Namespace): boolean =>
  /^default .*proto dhcp/m.test(host.sh('ip -4 route show dev eth0'));

const directoryOf = (host: Namespace): string => clientDirectory(host, 'dhcp4:eth0');

for (const program of ['dhcpcd', 'udhcpc'] as const) {
  const skip = without(program);
  const configured = (more = ''): string =>
    network(`ethernets: {eth0: {dhcp4: true, dhcp-client: ${program}${more}}}`);
  const both = configured(`, addresses: [${LEASED}]`);

  /** Asks for the lease again, and returns when the answer has been seen to. */
  const renew = async (host: Namespace, answers: () => number): Promise<void> => {
    const before = answers();
    // Its route tells that the answer has been seen to.
    host.sh('ip -4 route flush dev eth0 proto dhcp');
    await signalUntil(
      directoryOf(host),
      program === 'dhcpcd' ? 'SIGHUP' : 'SIGUSR1',
      () => answers() > before,
    );
    await until('the route', () => hasRoute(host));
  };

  test(`a declared address that is the lease's as well stays without an end with ${program}`, {
    skip,
  }, async (t) => {
    const [host, answers] = await served(t);
    await applyInOneRun(host, both);
    await until('the route', () => hasRoute(host));
    await until('no end', () => addressesOf(host).join() === `${LEASED} stays`);
    assert.deepEqual((await diff(host, both)).steps.map(stepText), []);
    await renew(host, answers);
    await until('no end again', () => addressesOf(host).join() === `${LEASED} stays`);
    assert.deepEqual((await diff(host, both)).steps.map(stepText), []);

    await applyInOneRun(host, network(`ethernets: {eth0: {addresses: [${LEASED}]}}`));
    assert.deepEqual(addressesOf(host), [`${LEASED} stays`]);
    assert.equal(hasRoute(host), false);
    await applyInOneRun(host, NOTHING);
    assert.deepEqual(addressesOf(host), []);
  });

  test(`a declared address that is the lease's as well keeps its metric and stays deprecated with ${program}`, {
    skip,
  }, async (t) => {
    const [host, answers] = await served(t);
    const own = configured(`, addresses: [${LEASED}: {metric: 40, lifetime: 0}]`);
    const stands = (): boolean =>
      / metric 40 .* deprecated /.test(host.sh('ip -4 -o address show dev eth0 permanent'));
    await applyInOneRun(host, own);
    await until('the lease', () => existsSync(join(directoryOf(host), 'lease')) && hasRoute(host));
    await until('the metric', stands);
    assert.deepEqual((await diff(host, own)).steps.map(stepText), []);
    await renew(host, answers);
    await until('the metric again', stands);
    assert.deepEqual((await diff(host, own)).steps.map(stepText), []);
  });

  test(`a lease's address that is declared, and then no longer, is the lease's again with ${program}`, {
    skip,
  }, async (t) => {
    const [host] = await served(t);
    await applyInOneRun(host, configured());
    await until('the route', () => hasRoute(host));
    await applyInOneRun(host, both);
    await until('a declared one', () => hasRoute(host) && addressesOf(host).join() === `${LEASED} stays`);
    await applyInOneRun(host, configured());
    await until('the lease', () => hasRoute(host) && addressesOf(host).join() === `${LEASED} ends`);
    await applyInOneRun(host, NOTHING);
    assert.deepEqual(addressesOf(host), []);
  });

  test(`a rollback gives the lease its address back that was declared meanwhile with ${program}`, {
    skip,
  }, async (t) => {
    const [host] = await served(t);
    const isLeased = (): boolean => hasRoute(host) && addressesOf(host).join() === `${LEASED} ends`;
    await applyInOneRun(host, configured());
    await until('the lease', isLeased);
    for (const declared of [both, network(`ethernets: {eth0: {addresses: [${LEASED}]}}`)]) {
      await applyInOneRun(host, declared);
      const { plan, failures } = await rollBack({
        netns: host.path,
        stateDir: join(host.directory, 'state'),
      });
      assert.deepEqual([plan.problems, failures], [[], []]);
      await until('the lease again', isLeased);
      assert.deepEqual((await diff(host, configured())).steps.map(stepText), []);
    }
  });

  test(`a declared address of a lease's subnet keeps its route when the lease goes with ${program}`, {
    skip,
  }, async (t) => {
    const [host] = await served(t);
    const beside = '{192.0.2.7/24: {metric: 40}}';
    await applyInOneRun(host, configured(`, addresses: [${beside}]`));
    await until('the lease', () => hasRoute(host) && addressesOf(host).includes(`${LEASED} ends`));
    await applyInOneRun(host, network(`ethernets: {eth0: {addresses: [${beside}]}}`));
    assert.deepEqual(addressesOf(host), ['192.0.2.7/24 stays']);
    assert.match(
      host.sh('ip -4 route show dev eth0'),
      /^192\.0\.2\.0\/24 proto kernel scope link src 192\.0\.2\.7 metric 40 *$/m,
    );
  });

  test(`the address of a lease without an end is the lease's with ${program}, and strict leaves it alone`, {
    skip,
  }, async (t) => {
    const [host] = await served(t, 'infinite');
    const strict = network(
      `\n    policy: strict\n    ethernets: {eth0: {dhcp4: true, dhcp-client: ${program}}}`,
    );
    await applyInOneRun(host, strict);
    await until('the route', () => hasRoute(host));
    await until('an end', () => addressesOf(host).join() === `${LEASED} ends`);
    assert.deepEqual((await diff(host, strict)).steps.map(stepText), []);
    await applyInOneRun(host, NOTHING);
    assert.deepEqual(addressesOf(host), []);
  });

  test(`a lease comes back whose address somebody has removed with ${program}`, { skip }, async (t) => {
    const [host] = await served(t);
    await applyInOneRun(host, configured());
    await until('the route', () => hasRoute(host));
    host.sh('ip address flush dev eth0');
    await until('the lease', () => leasesOf(host, 'eth0').join() === LEASED && hasRoute(host));
  });
}

/** A host whose server gives it one IPv6 address. */
async function served6(t: TestContext, time: string): Promise<readonly [Namespace, () => string]> {
  const [host, server] = await twoHosts(t);
  server.sh('ip address add 2001:db8::1/64 dev eth0 nodad; ip link set eth0 up');
  const said = await startDnsmasq(t, server, 'eth0', [`--dhcp-range=2001:db8::100,2001:db8::100,64,${time}`]);
  endClients(t, host);
  return [host, said];
}

for (const prefix of [128, 64]) {
  test(`a declared address that is a DHCPv6 lease's as well stays as it is declared, with a prefix of ${prefix} bits`, {
    skip: without('dhcpcd'),
  }, async (t) => {
    const [host, said] = await served6(t, '1h');
    const answers = (): number => said().match(/DHCPREPLY/g)?.length ?? 0;
    const own = `2001:db8::100/${prefix}`;
    const both = network(`ethernets: {eth0: {dhcp6: true, addresses: [${own}: {metric: 40}]}}`);
    const shown = (): string => host.sh('ip -6 -o address show dev eth0 scope global');
    const stands = (): boolean =>
      shown().includes(` ${own} metric 40 scope global `) && !/dynamic|noprefixroute|tentative/.test(shown());
    await applyInOneRun(host, both);
    const directory = clientDirectory(host, 'dhcp6:eth0');
    await until('the lease', () => existsSync(join(directory, 'lease')));
    await until('a declared address', stands);
    assert.deepEqual((await diff(host, both)).steps.map(stepText), []);

    const before = answers();
    rmSync(join(directory, 'lease'));
    await signalUntil(directory, 'SIGHUP', () => answers() > before && existsSync(join(directory, 'lease')));
    assert.ok(stands(), shown());
    assert.deepEqual((await diff(host, both)).steps.map(stepText), []);

    const alone = network('ethernets: {eth0: {dhcp6: true}}');
    await applyInOneRun(host, alone);
    await until("the lease's own", () => leasesOf(host, 'eth0', 6).join() === '2001:db8::100/128');
    await applyInOneRun(host, both);
    await until('the declared one again', stands);
    await applyInOneRun(host, network(`ethernets: {eth0: {addresses: [${own}: {metric: 40}]}}`));
    assert.ok(stands(), shown());
    await applyInOneRun(host, NOTHING);
    assert.equal(shown(), '');
  });
}

test("the address of a DHCPv6 lease without an end is the lease's, and comes back when somebody has removed it", {
  skip: without('dhcpcd'),
}, async (t) => {
  const [host] = await served6(t, 'infinite');
  const hasLease = (): boolean => leasesOf(host, 'eth0', 6).join() === '2001:db8::100/128';
  const strict = network('\n    policy: strict\n    ethernets: {eth0: {dhcp6: true}}');
  await applyInOneRun(host, strict);
  await until('a lease with an end', hasLease);
  assert.deepEqual((await diff(host, strict)).steps.map(stepText), []);
  host.sh('ip -6 address flush dev eth0 scope global');
  await until('the lease again', hasLease);
  await applyInOneRun(host, NOTHING);
  assert.equal(host.sh('ip -6 -o address show dev eth0 scope global'), '');
});
