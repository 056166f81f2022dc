import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { takeSnapshot } from '../../src/engine/index.ts';
import { fingerprintSnapshot } from '../../src/model/fingerprints.ts';
import { applyInOneRun, diff, stepText } from './support/apply.ts';
import { clientDirectory, endClients, processesOf } from './support/clients.ts';
import { twoHosts } from './support/hosts.ts';
import type { Namespace } from './support/namespace.ts';
import { without } from './support/needs.ts';
import { NOTHING, network } from './support/network.ts';
import { until, untilTold } from './support/until.ts';

const skip = without('wpa_supplicant');

/** Starts hostapd as the switch that eth0 is plugged into. */
function guard(t: TestContext, server: Namespace): void {
  const file = (name: string): string => join(server.directory, name);
  writeFileSync(file('users'), '"web1" PWD "s3cret-word"\n"web2" PWD "another"\n');
  writeFileSync(
    file('hostapd.conf'),
    `interface=eth0\ndriver=wired\nieee8021x=1\neap_server=1\neap_user_file=${file('users')}\nuse_pae_group_addr=1\nctrl_interface=${file('control')}\n`,
  );
  server.sh('ip link set eth0 up');
  const words = [`--net=${server.path}`, 'hostapd', file('hostapd.conf')];
  const child = spawn('nsenter', words, { stdio: 'ignore' });
  t.after(() => void child.kill('SIGKILL'));
}

const stations = (server: Namespace): string =>
  server.run('hostapd_cli', '-p', join(server.directory, 'control'), '-i', 'eth0', 'all_sta').stdout;

test('a switch lets in who authenticates, anew under another name, and nobody else', { skip }, async (t) => {
  const [host, server] = await twoHosts(t);
  endClients(t, host);
  guard(t, server);
  const text = (name: string, password: string): string =>
    network(`ethernets: {eth0: {auth: {method: pwd, identity: ${name}, password: ${password}}}}`);
  await applyInOneRun(host, text('web1', 's3cret-word'));
  await until('web1 is let in', () => /dot1xAuthSessionUserName=web1/.test(stations(server)));
  const directory = clientDirectory(host, 'auth:eth0');
  assert.equal(statSync(join(directory, 'wpa_supplicant.conf')).mode & 0o777, 0o600);

  const shown = JSON.stringify(
    fingerprintSnapshot(await takeSnapshot({ netns: host.path, stateDir: join(host.directory, 'state') })),
  );
  assert.match(shown, /"auth\.password":"sha256:/);
  assert.doesNotMatch(shown, /s3cret-word/);

  const { plan } = await applyInOneRun(host, text('web2', 'another'));
  assert.deepEqual(
    plan.steps.map(({ action, name }) => `${action} ${name}`),
    ['change client auth dev eth0 (wpa_supplicant)'],
  );
  await until('web2 is let in', () => /dot1xAuthSessionUserName=web2/.test(stations(server)));
  assert.deepEqual((await diff(host, text('web2', 'another'))).steps.map(stepText), []);

  host.sh('ip link delete eth0');
  await until('it has noticed', () => processesOf(host).length === 0);
  await applyInOneRun(host, NOTHING);
});

test('who authenticates in vain is told so at the place', { skip }, async (t) => {
  const [host, server] = await twoHosts(t);
  endClients(t, host);
  guard(t, server);
  const text = network('ethernets: {eth0: {auth: {method: pwd, identity: web1, password: another-one}}}');
  const { plan } = await applyInOneRun(host, text);
  assert.deepEqual(plan.problems, []);
  const told = await untilTold('it is turned away', async () => (await diff(host, text)).problems);
  assert.deepEqual(
    told.map(({ code, severity, message, source }) => [code, severity, message, source?.line]),
    [['turned-away', 'warning', 'eth0 is turned away: its authentication has failed', 3]],
  );
});
