import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { makeHost, processOf } from './hosts.ts';
import type { Namespace } from './namespace.ts';
import { until } from './until.ts';

/** Two hosts with a radio each (mac80211_hwsim), wlan0, which hear each other; the radios go with the test. */
export async function twoRadios(t: TestContext): Promise<readonly [Namespace, Namespace]> {
  t.after(() => void spawnSync('modprobe', ['-r', 'mac80211_hwsim']));
  const hosts = [await makeHost(t), await makeHost(t)] as const;
  must('modprobe', 'mac80211_hwsim', 'radios=2');
  const radios = readdirSync('/sys/class/ieee80211').toSorted();
  for (const [n, host] of hosts.entries()) {
    const [link = ''] = readdirSync(`/sys/class/ieee80211/${radios[n]}/device/net`);
    // What was made in different namespaces does not hear each other; what is moved there does.
    must('iw', 'phy', radios[n] ?? '', 'set', 'netns', processOf(host));
    host.sh(`[ ${link} = wlan0 ] || ip link set ${link} name wlan0`);
  }
  return hosts;
}

function must(command: string, ...words: readonly string[]): void {
  const { status, stderr } = spawnSync(command, words, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${words.join(' ')}: ${stderr}`);
}

/** Lines of hostapd.conf(5) by which a network asks for a password: WPA2. */
export const wpa2 = (password: string): string =>
  `wpa=2\nwpa_key_mgmt=WPA-PSK\nrsn_pairwise=CCMP\nwpa_passphrase=${password}\n`;

/** Makes a host's wlan0 the access point of a network, in the place of the one that it was, until the test ends. */
export async function accessPoint(
  t: TestContext,
  host: Namespace,
  ssid: string,
  security: string,
): Promise<void> {
  const file = join(host.directory, 'hostapd.conf');
  const control = join(host.directory, 'hostapd');
  writeFileSync(
    file,
    `interface=wlan0\ndriver=nl80211\nssid=${ssid}\nhw_mode=g\nchannel=1\nctrl_interface=${control}\n${security}`,
  );
  const child = spawn('nsenter', [`--net=${host.path}`, 'hostapd', file], { stdio: 'ignore' });
  t.after(() => void child.kill('SIGKILL'));
  await until(`${ssid} is on the air`, () => host.sh('iw dev wlan0 info').includes(`ssid ${ssid}`));
}

/** What a host is joined to, as the kernel's own tool says. */
export const joined = (host: Namespace): string => host.sh('iw dev wlan0 link');
