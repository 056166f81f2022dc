import type { Match } from '../../model/declaration.ts';
import { ethernetKeys } from '../../model/language/ethernet.ts';
import { parseMac } from '../../model/mac.ts';
import { readDeviceKeys, readLevels } from '../device-keys.ts';
import type { Draft } from '../draft.ts';
import type { LinkKeys } from '../link-keys.ts';
import { childOf, type Entry, entryOf, itemsOf } from '../node.ts';
import { read, readMembers } from '../read.ts';
import type { Reporter } from '../reporter.ts';
import type { Definitions } from '../schema/definitions.ts';

/**
 * Reads a device of `ethernets`, or of a section that netplan reads with the same grammar: an existing NIC, found by
 * its name or by `match`.
 */
export function readEthernet(
  draft: Draft,
  definition: 'ethernet' | 'modem' | 'nm-device' | 'wifi',
  noun: string,
  reporter: Reporter,
): LinkKeys | undefined {
  const what = { what: `${noun} "${draft.id}"`, owner: draft.key };
  const keys = readMembers(draft.node, definition, what, reporter);
  if (keys === undefined) return undefined;
  const table = ethernetKeys();
  const top = { node: draft.node, values: keys };
  const levels = readLevels(draft, [table], top, { definition: 'ethernet', noun }, reporter);
  readDeviceKeys(draft, table, levels, reporter);
  const card = childOf(draft.node, 'link');
  if (keys.link !== undefined && card !== undefined) draft.functionOf = { id: keys.link, span: card };
  refuse(draft, keys, reporter);
  checkSpeed(draft, keys, reporter);
  const match = entryOf(draft.node, 'match');
  if (match !== undefined && keys.match !== undefined) draft.match = readMatch(match, draft, reporter);
  const span = childOf(draft.node, 'set-name');
  if (keys['set-name'] !== undefined && span !== undefined) {
    draft.setName = { id: keys['set-name'], span };
    if (match === undefined) {
      const hint = `say which NIC is meant: "match: {macaddress: …}" beside it, or use its name as the id`;
      reporter.error('missing-key', span, '"set-name" needs "match"', { hint });
    }
  }
  return keys;
}

/** What is negotiated is not declared. */
function checkSpeed(draft: Draft, keys: Partial<Definitions['ethernet']>, reporter: Reporter): void {
  if (keys['auto-negotiation'] === false) return;
  for (const key of ['speed', 'duplex'] as const) {
    const span = childOf(draft.node, key);
    if (keys[key] === undefined || span === undefined) continue;
    const hint = 'write "auto-negotiation: false" beside it';
    reporter.error('conflict', span, `"${key}" needs "auto-negotiation: false": otherwise it is negotiated`, {
      hint,
    });
  }
}

/** Reports settings that are not supported; values that ask for nothing are accepted. */
function refuse(draft: Draft, keys: Partial<Definitions['ethernet']>, reporter: Reporter): void {
  const lldp = childOf(draft.node, 'emit-lldp');
  if (keys['emit-lldp'] === true && lldp !== undefined) {
    const hint = 'install lldpd, which announces this machine on all NICs';
    reporter.unsupported(lldp, '"emit-lldp: true" needs a daemon, and nlapply is none', {
      hint,
    });
  }
  for (const item of itemsOf(childOf(draft.node, 'wakeonwlan'))) {
    if (item.kind !== 'scalar' || item.text.toLowerCase() === 'default') continue;
    // For Wi-Fi devices these are passed to wpa_supplicant.
    if (draft.section === 'wifis' && item.text.toLowerCase() !== 'tcp') continue;
    const hint = 'use wowlan_triggers of wpa_supplicant, or: iw phy PHY wowlan enable';
    reporter.unsupported(
      item,
      `"${item.text}" is a way to wake up over Wi-Fi, which nlapply does not set up`,
      {
        hint,
      },
    );
    return;
  }
}

function readMatch(entry: Entry, draft: Draft, reporter: Reporter): Match | undefined {
  const what = { what: `"match" of "${draft.id}"`, owner: entry.key };
  const keys = read(entry.value, 'match', what, reporter);
  if (keys === undefined) return undefined;
  const mac = keys.macaddress === undefined ? undefined : parseMac(keys.macaddress, [6, 20]);
  if (keys.macaddress !== undefined && mac === undefined) {
    const message =
      '"macaddress" must be six (InfiniBand: twenty) hexadecimal bytes with colons, no wildcards';
    reporter.error('wrong-value', childOf(entry.value, 'macaddress') ?? entry.key, message);
  }
  checkGlobs(entry, reporter);
  return {
    ...(keys.name === undefined ? {} : { name: keys.name }),
    ...(mac === undefined ? {} : { macaddress: mac }),
    ...(keys.driver === undefined ? {} : { driver: [keys.driver].flat() }),
    ...(keys.path === undefined ? {} : { path: [keys.path].flat() }),
  };
}

/** Reports patterns that are empty or contain a blank, which never match. */
function checkGlobs({ value }: Entry, reporter: Reporter): void {
  const lists = ['driver', 'path'].map((key) => childOf(value, key));
  for (const node of [childOf(value, 'name'), ...lists, ...lists.flatMap(itemsOf)]) {
    if (node?.kind !== 'scalar' || (node.text !== '' && !/\s/.test(node.text))) continue;
    const hint = lists.includes(node) ? 'write several patterns as a list: [first, second]' : undefined;
    reporter.error('wrong-value', node, `the pattern ${JSON.stringify(node.text)} can match nothing`, {
      hint,
    });
  }
}
