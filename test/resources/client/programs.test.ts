import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configure } from '../../../src/config/configure.ts';
import type { Client } from '../../../src/model/index.ts';
import type { Site } from '../../../src/resources/client/program.ts';
import { dhcpcd } from '../../../src/resources/client/programs/dhcpcd.ts';
import { udhcpc } from '../../../src/resources/client/programs/udhcpc.ts';
import { wpaSupplicant } from '../../../src/resources/client/programs/wpa-supplicant.ts';

const SITE: Site = { directory: '/run/x', link: 'eth0', machines: true, resolvConf: false };

function clientOf(sections: string): Client {
  const { declaration, diagnostics } = configure([{ file: 'a.yaml', text: `network: {${sections}}` }]);
  assert.deepEqual(
    diagnostics.map(({ message }) => message),
    [],
  );
  const [declared] = declaration.clients;
  assert.ok(declared !== undefined);
  return declared.item;
}

const linesOf = (text = ''): readonly string[] => text.split('\n').map((line) => line.trim());

test('dhcpcd is told what to ask for, what to leave out, and who to say one is', () => {
  const lines = linesOf(dhcpcd.files(clientOf('ethernets: {eth0: {dhcp4: true}}'), SITE)['dhcpcd.conf']);
  for (const line of [
    'duid',
    'metric 100',
    'hostname',
    'noipv4ll',
    'option routers',
    'nooption domain_search',
  ])
    assert.ok(lines.includes(line), line);
  assert.ok(!lines.some((line) => line.startsWith('nohook')));
  const others = linesOf(
    dhcpcd.files(
      clientOf(
        'ethernets: {eth0: {dhcp4: true, link-local: [ipv4], dhcp-identifier: mac, dhcp4-overrides: {use-dns: no, use-routes: no, use-ntp: no, use-hostname: no, use-domains: yes, send-hostname: no}}}',
      ),
      SITE,
    )['dhcpcd.conf'],
  );
  for (const line of ['clientid', 'nooption routers', 'nooption ntp_servers', 'option domain_search'])
    assert.ok(others.includes(line), line);
  for (const line of ['hostname', 'noipv4ll', 'noarp', 'duid']) assert.ok(!others.includes(line), line);
  assert.ok(others.some((line) => /^nohook resolv.conf, .*chrony.conf.*, hostname$/.test(line)));
});

test('in a namespace of its own dhcpcd leaves the host name and the clock of the machine alone', () => {
  const elsewhere = { ...SITE, machines: false };
  const lines = linesOf(dhcpcd.files(clientOf('ethernets: {eth0: {dhcp4: true}}'), elsewhere)['dhcpcd.conf']);
  assert.ok(lines.includes('env run_hooks=no'));
  assert.ok(lines.some((line) => /^nohook .*hostname/.test(line)));
});

test('udhcpc calls itself by the machine, or by the MAC address if that is wished', () => {
  const text = (more: string) =>
    udhcpc.run(clientOf(`ethernets: {eth0: {dhcp4: true, dhcp-client: udhcpc${more}}}`), SITE).join('\n');
  assert.match(text(''), /-x hostname:"\$\(hostname\)"/);
  assert.doesNotMatch(text(', dhcp-identifier: mac'), /0x3d:/);
  assert.match(text(', dhcp4-overrides: {hostname: web1, use-routes: no}'), /-x hostname:web1/);
  assert.doesNotMatch(text(', dhcp4-overrides: {use-routes: no}'), /-O router/);
});

test('wpa_supplicant gets a network for each access point, with its secrets', () => {
  const client = clientOf(
    `wifis: {wlan0: {regulatory-domain: gb, wakeonwlan: [magic_pkt, disconnect], access-points: {
      "home \\"net\\"": {password: long enough, hidden: true, band: 5GHz, channel: 36},
      corp: {auth: {key-management: eap, method: peap, identity: me, password: "hash:0123", phase2-auth: MSCHAPV2}},
      mesh: {mode: adhoc, band: 2.4GHz, bssid: "02:00:00:00:00:01"},
      open: {}, new: {auth: {key-management: sae, password: x}}}}}`,
  );
  const text = wpaSupplicant.files(client, { ...SITE, link: 'wlan0' })['wpa_supplicant.conf'] ?? '';
  const networks = text.split('network={').map(linesOf);
  assert.ok(networks[0]?.includes('country=GB'));
  assert.ok(networks[0]?.includes('wowlan_triggers=magic_pkt disconnect'));
  const has = (at: number, ...lines: readonly string[]): void => {
    for (const line of lines) assert.ok(networks[at]?.includes(line), `${line}\n${networks[at]?.join('\n')}`);
  };
  has(1, 'ssid=686f6d6520226e657422', 'scan_ssid=1', 'psk="long enough"', 'freq_list=5180');
  has(2, 'key_mgmt=WPA-EAP', 'eap=PEAP', 'identity="me"', 'password=hash:0123', 'phase2="auth=MSCHAPV2"');
  has(3, 'mode=1', 'bssid=02:00:00:00:00:01', 'key_mgmt=NONE');
  has(4, 'key_mgmt=NONE');
  has(5, 'key_mgmt=SAE', 'sae_password="x"', 'ieee80211w=2');
});
