import { Buffer } from 'node:buffer';
import { accessPointsIn } from '../../../model/access-points.ts';
import type { Client, Value } from '../../../model/index.ts';
import { channelsOf, frequencyOf } from '../../../model/wifi-channels.ts';
import { type Program, quoted } from '../program.ts';
import { CONTROL } from '../site.ts';
import { turnedAway } from './wpa-control.ts';

/**
 * netplan's words for key management in the terms of wpa_supplicant.conf(5), with the protection of management frames.
 */
const KEY_MANAGEMENT: Readonly<Record<string, readonly string[]>> = {
  none: ['key_mgmt=NONE'],
  psk: ['key_mgmt=WPA-PSK WPA-PSK-SHA256 SAE', 'ieee80211w=1'],
  'psk-sha256': ['key_mgmt=WPA-PSK-SHA256', 'ieee80211w=1'],
  eap: ['key_mgmt=WPA-EAP'],
  'eap-sha256': ['key_mgmt=WPA-EAP WPA-EAP-SHA256', 'ieee80211w=1'],
  'eap-suite-b-192': ['key_mgmt=WPA-EAP-SUITE-B-192', 'ieee80211w=2'],
  sae: ['key_mgmt=SAE', 'ieee80211w=2'],
  '802.1x': ['key_mgmt=IEEE8021X'],
};

/** Keys of `auth` that are texts in wpa_supplicant.conf(5). */
const TEXTS: Readonly<Record<string, string>> = {
  identity: 'identity',
  'anonymous-identity': 'anonymous_identity',
  'ca-certificate': 'ca_cert',
  'client-certificate': 'client_cert',
  'client-key': 'private_key',
  'client-key-password': 'private_key_passwd',
};

const MODES: Readonly<Record<string, number>> = { infrastructure: 0, adhoc: 1, ap: 2 };

/** wpa_supplicant(8), for 802.1X on a wired link and for Wi-Fi. */
export const wpaSupplicant: Program = {
  files: (client) => ({ 'wpa_supplicant.conf': configuration(client) }),
  run: ({ role }, { directory, link }) => [
    `exec wpa_supplicant -D ${role === 'auth' ? 'wired' : 'nl80211,wext'} -i ${quoted(link)} -c ${quoted(`${directory}/wpa_supplicant.conf`)}`,
  ],
  reloads: () => true,
  turnedAway,
  watched: true,
};

function configuration({ role, settings }: Client): string {
  const domain = settings['regulatory-domain'];
  const networks =
    role === 'auth'
      ? [authentication((key) => settings[`auth.${key}`])]
      : accessPointsIn(settings['access-points']).map(accessPoint);
  const lines = [
    '# Written by nlapply: changes do not last.',
    `ctrl_interface=${CONTROL}`,
    ...(typeof domain === 'string' ? [`country=${domain}`] : []),
    ...(role === 'auth' ? ['ap_scan=0'] : []),
    ...wakeLines(settings['wakeonwlan']),
    ...networks.flatMap((network) => ['', 'network={', ...network.map((line) => `  ${line}`), '}']),
  ];
  return `${lines.join('\n')}\n`;
}

/** netplan uses the kernel's words, as does wpa_supplicant. */
const wakeLines = (triggers: Value | undefined): readonly string[] =>
  Array.isArray(triggers) && triggers.length > 0 ? [`wowlan_triggers=${triggers.join(' ')}`] : [];

type Read = (key: string) => Value | undefined;

function authentication(of: Read): readonly string[] {
  const management = String(of('key-management') ?? 'none');
  const method = of('method');
  const inner = of('phase2-auth');
  const texts = Object.entries(TEXTS).flatMap(([key, name]) => {
    const value = of(key);
    return typeof value === 'string' ? [`${name}=${text(value)}`] : [];
  });
  return [
    ...(KEY_MANAGEMENT[management] ?? []),
    ...(typeof method === 'string' ? [`eap=${method.toUpperCase()}`] : []),
    ...texts,
    ...password(of('password'), management),
    ...(typeof inner === 'string' ? [`phase2=${text(`auth=${inner}`)}`] : []),
  ];
}

/** A passphrase, or a key of 64 hexadecimal digits; for EAP also the hash of a password. */
function password(value: Value | undefined, management: string): readonly string[] {
  if (typeof value !== 'string') return [];
  if (management === 'sae') return [`sae_password=${text(value)}`];
  if (management.startsWith('psk')) return [`psk=${/^[0-9A-Fa-f]{64}$/.test(value) ? value : text(value)}`];
  return [`password=${value.startsWith('hash:') ? value : text(value)}`];
}

function accessPoint({
  ssid,
  secrets,
  settings,
}: ReturnType<typeof accessPointsIn>[number]): readonly string[] {
  const { mode, bssid, hidden } = Object.fromEntries(settings) as Readonly<Record<string, Value>>;
  return [
    `ssid=${Buffer.from(ssid, 'utf8').toString('hex')}`,
    ...(hidden === true ? ['scan_ssid=1'] : []),
    ...(typeof mode === 'string' && mode !== 'infrastructure' ? [`mode=${MODES[mode] ?? 0}`] : []),
    ...(typeof bssid === 'string' ? [`bssid=${bssid}`] : []),
    ...frequencies(settings, mode !== undefined && mode !== 'infrastructure'),
    ...authentication((key) => secrets.get(`auth.${key}`) ?? settings.get(`auth.${key}`)),
  ];
}

function frequencies(settings: ReadonlyMap<string, Value>, own: boolean): readonly string[] {
  const band = settings.get('band');
  const channel = settings.get('channel');
  if (typeof band !== 'string') return [];
  if (typeof channel === 'number') {
    const mhz = frequencyOf(band, channel);
    return [own ? `frequency=${mhz}` : `freq_list=${mhz}`];
  }
  return [
    `freq_list=${channelsOf(band)
      .map((one) => frequencyOf(band, one))
      .join(' ')}`,
  ];
}

/**
 * In quotes every character stands for itself, except for the end of a line, which the reader of the configuration has
 * refused.
 */
const text = (value: string): string => `"${value}"`;
