import { peersIn } from '../../model/wireguard-peers.ts';
import { formatKey, parseKey, publicKeyOf } from '../../netlink/generic/families/wireguard-key.ts';
import type { Draft } from '../draft.ts';
import { childOf, type Entry, entryOf, itemsOf } from '../node.ts';
import type { Reporter } from '../reporter.ts';

/** Checks a WireGuard device beyond the forms of its keys. */
export function checkWireguard(draft: Draft, reporter: Reporter): void {
  const entries = [entryOf(draft.node, 'keys'), entryOf(draft.node, 'key')];
  if (!entries.some(saysPrivateKey)) {
    const hint = 'write "keys: {private: …}", or leave it to another program to set the key';
    const message = `tunnel "${draft.id}" has no private key: without one it does not talk to its peers`;
    reporter.warning('missing-key', draft.key, message, { hint });
  }
  checkOwnKey(draft, reporter);
  checkReach(draft, reporter);
}

/** Warns of peers without networks: they neither get packets nor may send any. */
function checkReach({ node, id, attributes }: Draft, reporter: Reporter): void {
  // If there are errors in the peers, these are reported first.
  if (attributes['wireguard.peers'] === undefined) return;
  const peers = childOf(node, 'peers');
  for (const item of itemsOf(peers)) {
    if (item.kind !== 'map' || itemsOf(childOf(item, 'allowed-ips')).length > 0) continue;
    const span = entryOf(item, 'allowed-ips')?.key ?? item;
    const message = `this peer of "${id}" has no "allowed-ips": no packets are sent to it, and none of its packets are accepted`;
    reporter.warning('missing-key', span, message, { list: peers });
  }
}

/** `key: …` is short for `keys: {private: …}`. */
function saysPrivateKey(entry: Entry | undefined): boolean {
  return entry !== undefined && (entry.value.kind !== 'map' || childOf(entry.value, 'private') !== undefined);
}

/** The kernel silently ignores a peer with the device's own key (set_peer). */
function checkOwnKey({ attributes, node }: Draft, reporter: Reporter): void {
  const secret = attributes['wireguard.private-key'];
  const bytes = typeof secret === 'string' ? parseKey(secret) : undefined;
  const peers = peersIn(attributes['wireguard.peers']);
  if (bytes === undefined || peers.length === 0) return;
  const own = formatKey(publicKeyOf(bytes));
  if (!peers.some(({ publicKey }) => publicKey === own)) return;
  for (const item of itemsOf(childOf(node, 'peers'))) {
    const said = childOf(childOf(item, 'keys'), 'public');
    if (said?.kind === 'scalar' && said.text === own)
      reporter.error('conflict', said, "this is the device's own public key: it cannot be its own peer");
  }
}
