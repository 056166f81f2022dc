import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { applyInOneRun } from './support/apply.ts';
import { endClients, leasesOf } from './support/clients.ts';
import { startDnsmasq } from './support/dnsmasq.ts';
import { twoHosts } from './support/hosts.ts';
import { assertHarmless, assertRefused } from './support/lock-out.ts';
import type { Namespace } from './support/namespace.ts';
import { without } from './support/needs.ts';
import { network } from './support/network.ts';
import { config, nl } from './support/program.ts';
import { openSessions, type Sessions } from './support/sessions.ts';
import { startTry } from './support/trial.ts';
import { until } from './support/until.ts';

const skip = without('dhcpcd');

const dhcp = (more = ''): string => `ethernets: {eth0: {dhcp4: true${more}}}`;
const NO_DHCP = 'ethernets: {eth0: {addresses: [203.0.113.9/24]}}';

/** A host that has its address from a server, with a session from there over it. */
async function leased(
  t: TestContext,
): Promise<{ readonly host: Namespace; readonly sessions: Sessions; readonly address: string }> {
  const [host, server] = await twoHosts(t);
  server.sh('ip address add 192.0.2.1/24 dev eth0; ip link set eth0 up');
  await startDnsmasq(t, server, 'eth0', ['--dhcp-range=192.0.2.50,192.0.2.60,1h']);
  endClients(t, host);
  await applyInOneRun(host, network(dhcp()));
  await until('a lease', () => leasesOf(host, 'eth0').length > 0);
  const [address = ''] = leasesOf(host, 'eth0')[0]?.split('/') ?? [];
  const sessions = await openSessions(t, server, host, [address]);
  await sessions.assertAlive();
  return { host, sessions, address };
}

test('a client whose lease a session goes over does not end; --force ends it', { skip }, async (t) => {
  const { host, sessions, address } = await leased(t);
  await assertHarmless(host, sessions, dhcp(', addresses: [203.0.113.2/24]'));
  await assertRefused(
    host,
    NO_DHCP,
    new RegExp(
      `session of ${address.replaceAll('.', '\\.')} .* its address .* goes \\(remove client dhcp4 dev eth0 \\(dhcpcd\\), no longer declared\\)$`,
    ),
  );
  assert.deepEqual(leasesOf(host, 'eth0'), []);
});

test('a trial that ends a client under a session says so, and the way back starts it again', {
  skip,
}, async (t) => {
  const { host, sessions, address } = await leased(t);
  const refused = nl(host, [config(host, network(NO_DHCP))]);
  assert.equal(refused.status, 1);
  assert.match(refused.stderr, /would be cut off: its address [0-9.]+ goes[\s\S]*hint: "nlapply try"/);
  const front = startTry(t, host, network(NO_DHCP), ['--timeout', '600']);
  await front.waiting;
  assert.match(front.said(), /warning: the TCP session of [0-9.]+ .* would be cut off/);
  assert.deepEqual(leasesOf(host, 'eth0'), []);
  front.child.kill('SIGINT');
  assert.equal((await front.ended).status, 130);
  await until('the lease again', () => leasesOf(host, 'eth0').some((one) => one.startsWith(`${address}/`)));
  await sessions.assertAlive();
});
