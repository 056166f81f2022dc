import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyInOneRun, diff } from '../support/apply.ts';
import { endClients, leasesOf, processesOf } from '../support/clients.ts';
import { startDnsmasq } from '../support/dnsmasq.ts';
import { configure } from '../support/hosts.ts';
import type { Namespace } from '../support/namespace.ts';
import { without } from '../support/needs.ts';
import { NOTHING, network } from '../support/network.ts';
import { accessPoint, joined, twoRadios, wpa2 } from '../support/radios.ts';
import { assertReaches } from '../support/traffic.ts';
import { until, untilTold } from '../support/until.ts';

const skip = without('wifi');

/** The association, as the kernel's own tool shows it. */
const untilJoined = (host: Namespace, ssid: string): Promise<void> =>
  until(`it has joined ${ssid}`, () => {
    const shown = joined(host);
    return shown.startsWith('Connected to 02:00:00:00:00:00 ') && shown.includes(`\n\tSSID: ${ssid}\n`);
  });

test('a host is turned away with a wrong password, which is told; with the right one it joins, sends, and leaves', {
  skip,
}, async (t) => {
  const [point, host] = await twoRadios(t);
  endClients(t, host);
  await accessPoint(t, point, 'home', wpa2('s3cret-word'));
  point.sh('ip address add 192.0.2.1/24 dev wlan0');
  const sections = (password: string): string =>
    `wifis: {wlan0: {addresses: [192.0.2.2/24], access-points: {other: {}, home: {password: ${password}}}}}`;

  await configure(host, sections('another-word'));
  const wrong = network(sections('another-word'));
  const told = await untilTold('it is turned away', async () => (await diff(host, wrong)).problems);
  assert.deepEqual(
    told.map(({ code, severity, message, source }) => [code, severity, message, source?.line]),
    [
      [
        'turned-away',
        'warning',
        'wlan0 is turned away by the Wi-Fi network "home", as with a wrong password',
        3,
      ],
    ],
  );
  assert.equal(joined(host), 'Not connected.\n');

  const { plan } = await configure(host, sections('s3cret-word'));
  assert.deepEqual(plan.problems, []);
  assert.deepEqual(
    plan.steps.map(({ action, name }) => `${action} ${name}`),
    ['change client wifi dev wlan0 (wpa_supplicant)'],
  );
  await untilJoined(host, 'home');
  await assertReaches(host, '192.0.2.1');
  assert.match(point.sh('iw dev wlan0 station dump'), /Station 02:00:00:00:01:00 [\s\S]*authorized:\s*yes/);
  assert.deepEqual((await diff(host, network(sections('s3cret-word')))).problems, []);

  await applyInOneRun(host, NOTHING);
  assert.deepEqual(processesOf(host), []);
  assert.equal(joined(host), 'Not connected.\n');
});

test('a host joins an open network, and gets its address by DHCP through the air', { skip }, async (t) => {
  const [point, host] = await twoRadios(t);
  endClients(t, host);
  await accessPoint(t, point, 'free wifi', '');
  point.sh('ip address add 192.0.2.1/24 dev wlan0');
  await startDnsmasq(t, point, 'wlan0', ['--dhcp-range=192.0.2.100,192.0.2.150']);
  await configure(host, 'wifis: {wlan0: {dhcp4: true, access-points: {"free wifi": {}}}}');
  await untilJoined(host, 'free wifi');
  await until('it has a lease', () => leasesOf(host, 'wlan0').length > 0);
  await assertReaches(host, '192.0.2.1');
  const [route] = host.ip('route', 'show', 'default');
  assert.equal(route?.['metric'], 600);
});
