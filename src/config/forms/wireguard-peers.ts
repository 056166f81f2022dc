import { isIpv6LinkLocal, isMulticast, isUnspecified, parseIp } from '../../model/ip.ts';
import { endpointText, peersValue, splitEndpoint, type WireguardPeer } from '../../model/wireguard-peers.ts';
import { formatKey, parseKey } from '../../netlink/generic/families/wireguard-key.ts';
import { say } from '../draft.ts';
import { childOf, itemsOf, type Node, type ScalarNode } from '../node.ts';
import { read } from '../read.ts';
import type { Reporter } from '../reporter.ts';
import { isFault, parseTarget, targetText } from '../route-targets.ts';
import type { SaidKey } from './said-key.ts';
import { fault, secretKeyIn } from './wireguard-key.ts';

/** What reading a peer needs to know about the others of the device. */
interface Site {
  readonly reporter: Reporter;
  readonly list: Node;
  /** Public keys and networks, with their first places. */
  readonly keys: Map<string, Node>;
  readonly networks: Map<string, Node>;
}

/** Reads a list of peers. */
export function readWireguardPeers({ draft, attribute, node, reporter }: SaidKey): void {
  const site: Site = { reporter, list: node, keys: new Map(), networks: new Map() };
  const { errors } = reporter;
  const peers = itemsOf(node).flatMap((item) => peerIn(item, site) ?? []);
  if (reporter.errors === errors) say(draft, attribute, peersValue(peers), node);
}

function peerIn(node: Node, site: Site): WireguardPeer | undefined {
  const { reporter, list } = site;
  const entry = read(node, 'wireguard-peer', { what: 'a peer', list }, reporter);
  const keys = childOf(node, 'keys');
  if (entry === undefined || keys === undefined) return undefined;
  const values = read(keys, 'wireguard-peer-keys', { what: '"keys" of a peer', list }, reporter);
  const publicNode = childOf(keys, 'public');
  const shared = childOf(keys, 'shared');
  const publicKey =
    values === undefined || publicNode === undefined ? undefined : publicKeyIn(publicNode, site);
  const presharedKey =
    values?.shared === undefined || shared === undefined ? null : secretKeyIn(shared, 'shared', reporter);
  const endpoint = childOf(node, 'endpoint');
  const said = entry.endpoint === undefined ? undefined : endpoint;
  const peer = {
    presharedKey: presharedKey === null || presharedKey === undefined ? null : present(presharedKey),
    endpoint: said?.kind === 'scalar' && said.text !== '' ? endpointIn(said, site) : null,
    keepalive: entry.keepalive ?? 0,
    allowedIps: allowedIpsIn(node, site),
  };
  return publicKey === undefined ? undefined : { publicKey, ...peer };
}

/** To the kernel a key of zeros means that there is none. */
const present = (key: Uint8Array): string | null => (key.every((byte) => byte === 0) ? null : formatKey(key));

function publicKeyIn(node: Node, { reporter, list, keys }: Site): string | undefined {
  if (node.kind !== 'scalar') return undefined;
  const { text } = node;
  if (parseKey(text) === undefined) {
    const message = `"public" is not a key: base64 of 32 bytes, as "wg pubkey" makes it, not ${JSON.stringify(text)}`;
    reporter.error('wrong-value', node, message, { hint: fault(text), list });
    return undefined;
  }
  const first = keys.get(text);
  if (first !== undefined) {
    const related = { message: 'first here', span: first };
    reporter.error('duplicate-peer', node, 'this peer is in the list twice', { related, list });
  } else keys.set(text, node);
  return text;
}

/** The canonical text of an endpoint; null if it is invalid, which is reported. */
function endpointIn(node: ScalarNode, { reporter, list }: Site): string | null {
  const refuse = (code: string, message: string, hint?: string): null => {
    reporter.error(code, node, message, { hint, list });
    return null;
  };
  const { text } = node;
  const parts = splitEndpoint(text);
  if (parts === undefined) {
    const hint = text.split(':').length > 2 ? 'an IPv6 address stands in brackets' : undefined;
    const message = `"endpoint" must be an address and a port, such as 192.0.2.1:51820 or "[2001:db8::1]:51820", not ${JSON.stringify(text)}`;
    return refuse('wrong-value', message, hint);
  }
  const { host, zone, port } = parts;
  const number = /^[0-9]{1,5}$/.test(port) ? Number(port) : 0;
  if (number < 1 || number > 65535)
    return refuse(
      'out-of-range',
      `the port of "endpoint" must be from 1 to 65535, not ${JSON.stringify(port)}`,
    );
  const ip = parseIp(host);
  if (ip === undefined && !host.includes(':') && /[a-z]/i.test(host)) {
    const message = `"endpoint" cannot be a host name (${JSON.stringify(host)}): names are not looked up, because the network that would answer is still being set up`;
    return refuse(
      'not-supported',
      message,
      'write the address; once the two are in contact, the kernel follows the peer wherever it goes',
    );
  }
  if (ip === undefined) return refuse('wrong-address', `${JSON.stringify(host)} is not an IP address`);
  if (isUnspecified(ip) || isMulticast(ip)) return refuse('wrong-address', `no peer can be at ${ip.text}`);
  if (isIpv6LinkLocal(ip) && zone === undefined) {
    const message = 'a link-local address as "endpoint" needs the link that it is on';
    return refuse('wrong-address', message, `write "[${ip.text}%eth0]:${number}"`);
  }
  return endpointText(ip.text, number, zone);
}

function allowedIpsIn(peer: Node, site: Site): string[] {
  return itemsOf(childOf(peer, 'allowed-ips')).flatMap((node) => {
    const network = node.kind === 'scalar' ? networkIn(node, site) : undefined;
    return network === undefined || !claim(network, node, peer, site) ? [] : [network];
  });
}

/** A network in the form in which the kernel keeps it; a bare address is a network of its own, as for wg(8). */
function networkIn(node: ScalarNode, { reporter, list }: Site): string | undefined {
  const { text } = node;
  const target = parseTarget(text);
  if (isFault(target)) {
    const message = `${JSON.stringify(text)} is not a network, such as 10.7.0.0/24 or 2001:db8:7::/48`;
    reporter.error('wrong-address', node, message, { list });
    return undefined;
  }
  const network = targetText(target);
  if (target.hostBits !== undefined) {
    const message = `${target.hostBits.message}: the kernel takes it for ${network}`;
    reporter.warning('host-bits', node, message, { hint: `write ${network}`, list });
  }
  return network;
}

/**
 * Whether the network can be given to the peer. It is reported if it was given before, as the kernel would move it to
 * the last peer.
 */
function claim(network: string, node: Node, peer: Node, { reporter, list, networks }: Site): boolean {
  const first = networks.get(network);
  if (first === undefined) {
    networks.set(network, node);
    return true;
  }
  const related = { message: 'first here', span: first };
  if (itemsOf(childOf(peer, 'allowed-ips')).includes(first))
    reporter.warning('duplicate-item', node, `${network} is in this list twice`, { related, list });
  else reporter.error('conflict', node, `${network} can be behind one peer only`, { related, list });
  return false;
}
