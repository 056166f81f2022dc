import type { AccessPoint } from '../model/access-points.ts';
import { AUTH_SECRETS } from '../model/language/clients.ts';
import { isMulticastMac, parseMac } from '../model/mac.ts';
import type { Value } from '../model/value.ts';
import { channelsOf } from '../model/wifi-channels.ts';
import { checkPassphrase, readAuthentication, type SaidAuthentication } from './authentication.ts';
import { childOf, type Entry, entryOf, type Node } from './node.ts';
import { read, readMembers } from './read.ts';
import type { Reporter } from './reporter.ts';

/** The name of a network has at most 32 bytes (IEEE 802.11). */
const LONGEST = 32;

/** Interprets `access-points`. `usual` is used for those without authentication of their own. */
export function readAccessPoints(
  list: Entry,
  usual: SaidAuthentication,
  reporter: Reporter,
): readonly AccessPoint[] {
  readMembers(list.value, 'access-points', { what: '"access-points"', owner: list.key }, reporter);
  if (list.value.kind !== 'map') return [];
  return list.value.entries.flatMap((entry) => readAccessPoint(entry, usual, reporter));
}

function readAccessPoint(
  { key, value }: Entry,
  usual: SaidAuthentication,
  reporter: Reporter,
): AccessPoint[] {
  const ssid = key.text;
  const bytes = new TextEncoder().encode(ssid).length;
  if (bytes === 0 || bytes > LONGEST)
    reporter.error('too-long', key, `the name of a Wi-Fi network has 1 to ${LONGEST} bytes, not ${bytes}`);
  const what = `the access point "${ssid}"`;
  const keys = read(value, 'access-point', { what, owner: key }, reporter);
  if (keys === undefined) return [];
  const said = authenticationOf(value, ssid, usual, reporter);
  const secrets = new Map<string, Value>();
  const settings = new Map<string, Value>();
  for (const [name, member] of said) {
    const secret = AUTH_SECRETS.some((one) => one === name);
    (secret ? secrets : settings).set(`auth.${name}`, member);
  }
  const { mode, bssid, band, channel, hidden } = keys;
  for (const [name, member] of Object.entries({ mode, bssid: bssid?.toLowerCase(), band, channel, hidden }))
    if (member !== undefined) settings.set(name, member);
  checkPlace(value, keys, reporter);
  return [{ ssid, secrets, settings }];
}

/** The authentication of an access point. `password` alone stands for a whole `auth`. */
function authenticationOf(
  node: Node,
  ssid: string,
  usual: SaidAuthentication,
  reporter: Reporter,
): ReadonlyMap<string, Value> {
  const entry = entryOf(node, 'auth');
  const password = childOf(node, 'password');
  if (password?.kind === 'scalar' && entry === undefined) {
    checkPassphrase(password.text, true, password, reporter);
    return new Map([
      ['key-management', 'psk'],
      ['password', password.text],
    ]);
  }
  if (password !== undefined)
    reporter.error('conflict', password, '"password" belongs in "auth", which is also present');
  const said = entry === undefined ? usual : readAuthentication(entry, `"${ssid}"`, reporter);
  return new Map([['key-management', 'none'], ...[...said].map(([key, { value }]) => [key, value] as const)]);
}

function checkPlace(
  node: Node,
  { bssid, band, channel }: { readonly bssid?: string; readonly band?: string; readonly channel?: number },
  reporter: Reporter,
): void {
  const mac = bssid === undefined ? undefined : parseMac(bssid);
  const bssidNode = childOf(node, 'bssid');
  if (bssidNode !== undefined && bssid !== undefined && (mac === undefined || isMulticastMac(mac)))
    reporter.error(
      'wrong-value',
      bssidNode,
      '"bssid" must be the address of a device, such as 02:00:00:00:00:01',
    );
  const channelNode = childOf(node, 'channel');
  if (channel === undefined || channelNode === undefined) return;
  if (band === undefined) {
    reporter.error('missing-key', channelNode, '"channel" needs "band"', { hint: 'band: 5GHz, or 2.4GHz' });
  } else if (!channelsOf(band).includes(channel)) {
    const message = `there is no channel ${channel} in the band ${band}`;
    reporter.error('out-of-range', channelNode, message, { hint: channelsOf(band).join(', ') });
  }
}
