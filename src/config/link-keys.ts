import { Buffer } from 'node:buffer';
import { IPV6_MIN_MTU } from '../model/ip.ts';
import { commonKeysOf, QUEUES_ELSEWHERE } from '../model/language/common.ts';
import { isMulticastMac, isZeroMac, parseMac } from '../model/mac.ts';
import { isMacWord } from '../model/machine.ts';
import { readDeviceKeys } from './device-keys.ts';
import { type Draft, locate, say } from './draft.ts';
import { readLinkLocal } from './link-local.ts';
import { childOf, type Span } from './node.ts';
import { readRaOverrides } from './ra-overrides.ts';
import { readRenderer } from './renderer.ts';
import type { Reporter } from './reporter.ts';
import type { Definitions } from './schema/definitions.ts';

/** The keys that every device has, as typed by the schema. */
export type LinkKeys = Partial<Definitions['virtual-ethernet']>;

/** netplan's words that only Wi-Fi and NetworkManager use. */
const OTHER_WORDS: ReadonlySet<string> = new Set(['stable-ssid']);

/** IFALIASZ - 1, include/uapi/linux/if.h */
const LONGEST_ALIAS = 255;

/** Interprets the keys that all devices have, except for the lists. */
export function readLinkKeys(draft: Draft, keys: LinkKeys, reporter: Reporter): void {
  readDeviceKeys(draft, commonKeysOf(draft.kind), { '': { node: draft.node, values: keys } }, reporter);
  for (const key of ['transmit-queues', 'receive-queues'] as const) {
    const span = childOf(draft.node, key);
    const hint = QUEUES_ELSEWHERE[draft.kind];
    if (hint === undefined || keys[key] === undefined || span === undefined) continue;
    const what = draft.kind === 'physical' ? 'a virtual device is made' : 'the device is made, by the kernel';
    reporter.error('wrong-key', span, `"${key}" is fixed when ${what}`, { hint });
    delete draft.attributes[key];
  }
  checkMtu(draft, reporter);
  readState(draft, keys);
  readAlias(draft, keys, reporter);
  readMac(draft, keys, reporter);
  readLinkLocal(draft, reporter);
  readRaOverrides(draft, reporter);
  // Links that are left alone or kept down are not waited for (netplan's handle_activation_mode).
  draft.optional = keys.optional ?? keys['activation-mode'] !== undefined;
  readCritical(draft, keys, reporter);
  if (keys.renderer !== undefined) readRenderer(childOf(draft.node, 'renderer'), reporter);
}

function readCritical(draft: Draft, keys: LinkKeys, reporter: Reporter): void {
  if (keys.critical !== true) return;
  draft.critical = childOf(draft.node, 'critical') ?? draft.key;
  if (keys['activation-mode'] !== 'off') return;
  const related = { message: '"critical" is here', span: draft.critical };
  const span = childOf(draft.node, 'activation-mode') ?? draft.key;
  reporter.error('conflict', span, `"${draft.id}" is critical: it cannot be kept down`, { related });
}

/** ETH_MIN_MTU; CAN frames are smaller (CAN_MTU). */
const LEAST_MTU = 68;
const WITH_SMALL_FRAMES: ReadonlySet<string> = new Set(['vcan', 'vxcan']);

/** ipip6_tunnel_setup, vrf_setup */
const ALWAYS_WITH_IPV6: ReadonlySet<string> = new Set(['sit', 'vrf']);

/** The least MTU of a device; an ip6tnl device for IPv6 only must have room for that (ip6_tnl_change_mtu). */
function leastMtu({ kind, attributes }: Draft): number {
  const isIpv6 = ALWAYS_WITH_IPV6.has(kind) || (kind === 'ip6tnl' && attributes['tunnel.payload'] === 'ipv6');
  return isIpv6 ? IPV6_MIN_MTU : LEAST_MTU;
}

function checkMtu(draft: Draft, reporter: Reporter): void {
  const { mtu } = draft.attributes;
  const least = leastMtu(draft);
  if (typeof mtu !== 'number' || mtu >= least || WITH_SMALL_FRAMES.has(draft.kind)) return;
  const span = draft.spans.get('mtu') ?? draft.key;
  const why = least === LEAST_MTU ? '' : `: a device of this kind has room for IPv6, whatever it carries`;
  reporter.error('out-of-range', span, `"mtu" must be at least ${least}, not "${mtu}"${why}`);
  delete draft.attributes['mtu'];
}

function readState(draft: Draft, keys: LinkKeys): void {
  const mode = keys['activation-mode'];
  if (mode === 'manual') return;
  draft.attributes['state'] = mode === 'off' ? 'down' : 'up';
  const span = childOf(draft.node, 'activation-mode');
  if (mode !== undefined && span !== undefined) locate(draft, 'state', span);
}

function readAlias(draft: Draft, { alias }: LinkKeys, reporter: Reporter): void {
  const span = childOf(draft.node, 'alias');
  if (alias === undefined || span === undefined) return;
  if (Buffer.byteLength(alias) > LONGEST_ALIAS) {
    reporter.error(
      'too-long',
      span,
      `"alias" must have at most ${LONGEST_ALIAS} bytes, not ${Buffer.byteLength(alias)}`,
    );
  }
  say(draft, 'alias', alias === '' ? null : alias, span);
}

function readMac(draft: Draft, { macaddress }: LinkKeys, reporter: Reporter): void {
  const span = childOf(draft.node, 'macaddress');
  if (macaddress === undefined || span === undefined) return;
  const word = macaddress.toLowerCase();
  if (isMacWord(word)) {
    if (word !== 'permanent' || draft.kind === 'physical') say(draft, 'macaddress', word, span);
    else {
      const hint = 'write "stable" for one that is the same at every boot, or the address itself';
      reporter.error('wrong-value', span, 'a virtual device has no permanent MAC address', { hint });
    }
    return;
  }
  const mac = parseMac(macaddress);
  const fault = mac === undefined ? undefined : unusableMac(mac);
  if (mac === undefined) reportMac(macaddress, span, reporter);
  else if (fault !== undefined)
    reporter.error('wrong-value', span, `"macaddress" cannot be ${mac}: ${fault}`);
  else say(draft, 'macaddress', mac, span);
}

function reportMac(text: string, span: Span, reporter: Reporter): void {
  if (OTHER_WORDS.has(text)) {
    const message = `"macaddress: ${text}" is netplan's, but only NetworkManager knows it`;
    reporter.unsupported(span, message, {
      hint: 'write "stable", "random", "permanent", "preserve", or the address itself, such as 02:00:00:00:00:01',
    });
  } else {
    const message =
      '"macaddress" must be six hexadecimal bytes with colons, such as 02:00:00:00:00:01, or "stable", "random" or "permanent"';
    reporter.error('wrong-value', span, message);
  }
}

function unusableMac(mac: string): string | undefined {
  if (isZeroMac(mac)) return 'it is all zeros';
  return isMulticastMac(mac) ? 'it is a multicast address (the first byte is odd)' : undefined;
}
