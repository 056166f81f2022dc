import { Buffer } from 'node:buffer';
import type { Address } from '../model/address.ts';
import * as ipText from '../model/ip.ts';
import { addressFlags, DETECTION } from '../resources/address/flags.ts';
import { USUAL_METRICS } from '../resources/address/prefix-route.ts';
import { readLifetimes } from './address-lifetimes.ts';
import { added, type Draft } from './draft.ts';
import { childOf, itemsOf, type MapNode, type Node, type ScalarNode, type Span } from './node.ts';
import { read } from './read.ts';
import type { Reporter } from './reporter.ts';
import { hostIp } from './route-hosts.ts';
import type { Definitions } from './schema/definitions.ts';

/** IFNAMSIZ - 1, the kernel's limit for IFA_LABEL. */
const LONGEST_LABEL = 15;

/** Interprets `addresses`: texts, or mappings of one text to its options. */
export function readAddresses(draft: Draft, reporter: Reporter): void {
  const list = childOf(draft.node, 'addresses');
  for (const node of itemsOf(list)) {
    const said = readOne(node, list, reporter);
    if (said === undefined) continue;
    const { key, options, optionsNode } = said;
    const found = parse(key, options, list, reporter);
    if (found === undefined) continue;
    const { ip, prefix } = found;
    const bare: Address = { type: 'address', link: draft.id, family: ip.family, address: ip.text, prefix };
    const item = optionsNode === undefined ? bare : withOptions(bare, said, ip, reporter);
    draft.addresses = added(draft.addresses, { item, ip, node, members: optionsNode, list });
  }
}

function withOptions(bare: Address, said: Written, ip: ipText.Ip, reporter: Reporter): Address {
  const { key, options, optionsNode } = said;
  const label = readLabel(options.label, ip, childOf(optionsNode, 'label') ?? key, reporter);
  return {
    ...bare,
    ...(label === undefined ? {} : { label }),
    ...readLifetimes(options, ip, { node: optionsNode, key, reporter }),
    ...readPeer(said, ip, reporter),
    ...readPrefixRoute(said, ip, reporter),
    ...readScope(said, ip, reporter),
    ...readBroadcast(said, ip, reporter),
    ...readFlags(said, ip, reporter),
  };
}

interface Written {
  readonly key: ScalarNode;
  readonly options: Definitions['address-options'];
  readonly optionsNode: Node | undefined;
}

function readOne(node: Node, list: Span | undefined, reporter: Reporter): Written | undefined {
  if (node.kind === 'scalar') return { key: node, options: {}, optionsNode: undefined };
  if (node.kind === 'map') return readMapping(node, list, reporter);
  const message = 'an address must be a text like 192.0.2.1/24, or one with options below it';
  reporter.error('wrong-type', node, message, { list });
  return undefined;
}

function readMapping(node: MapNode, list: Span | undefined, reporter: Reporter): Written | undefined {
  const [first, second] = node.entries;
  if (first === undefined) {
    reporter.error('wrong-value', node, 'this mapping must have an address as its key', { list });
    return undefined;
  }
  if (second !== undefined) {
    const message = `one address to an entry: "${second.key.text}" must be an entry of its own`;
    const hint = 'begin it with "- "; options are indented below the address';
    reporter.error('wrong-value', second.key, message, { hint, list });
    return undefined;
  }
  const { key, value } = first;
  const what = { what: `the address "${key.text}"`, owner: key, list };
  const options = read(value, 'address-options', what, reporter);
  return options === undefined ? undefined : { key, options, optionsNode: value };
}

const FAULTS: Readonly<Record<ipText.PrefixFault, string>> = {
  'no-prefix': 'needs a prefix length, such as 192.0.2.1/24',
  'bad-address': 'is not an address with a prefix length, such as 192.0.2.1/24 or 2001:db8::1/64',
  'bad-prefix': 'has no valid prefix length (IPv4: 1 to 32, IPv6: 1 to 128)',
};

function parse(
  node: ScalarNode,
  { peer }: Written['options'],
  list: Span | undefined,
  reporter: Reporter,
): ipText.IpPrefix | undefined {
  const found = ipText.parseIpPrefix(node.text);
  const fault =
    typeof found === 'string'
      ? FAULTS[found]
      : found.prefix === 0
        ? FAULTS['bad-prefix']
        : unusable(found.ip);
  if (fault !== undefined) {
    reporter.error('wrong-address', node, `${JSON.stringify(node.text)} ${fault}`, { list });
    return undefined;
  }
  if (typeof found === 'string') return undefined;
  // The network is the peer's, if there is one.
  if (peer === undefined) warnOfEdges(found, node, list, reporter);
  return found;
}

function unusable(ip: ipText.Ip): string | undefined {
  if (ipText.isUnspecified(ip)) return 'is the unspecified address, no interface can have it';
  if (ipText.isMulticast(ip)) return 'is a multicast address, no interface can have it';
  return ipText.isLimitedBroadcast(ip) ? 'is the broadcast address, no interface can have it' : undefined;
}

/** An address like 10.0.0.0/24 mostly is a network that was written instead of an address. */
function warnOfEdges(
  { ip, prefix }: ipText.IpPrefix,
  node: ScalarNode,
  list: Span | undefined,
  reporter: Reporter,
): void {
  if (ip.family !== 4 || prefix > 30) return;
  const edge = !ipText.hasHostBits(ip, prefix)
    ? 'the network itself'
    : ipText.isLastOfNetwork(ip, prefix)
      ? "its network's broadcast address"
      : undefined;
  if (edge === undefined) return;
  reporter.warning('network-address', node, `${node.text} is ${edge}, not a host in it`, { list });
}

function readLabel(
  label: string | undefined,
  ip: ipText.Ip,
  span: Span,
  reporter: Reporter,
): string | undefined {
  if (label === undefined) return undefined;
  const bytes = Buffer.byteLength(label);
  if (ip.family === 6) {
    reporter.error('wrong-value', span, 'only IPv4 addresses can have a label');
  } else if (bytes === 0 || bytes > LONGEST_LABEL) {
    reporter.error('too-long', span, `a label has 1 to ${LONGEST_LABEL} bytes, not ${bytes}`);
  }
  return label;
}

function readPeer(
  { key, options: { peer: text }, optionsNode }: Written,
  ip: ipText.Ip,
  reporter: Reporter,
): Pick<Address, 'peer'> {
  if (text === undefined) return {};
  const span = childOf(optionsNode, 'peer') ?? key;
  const peer = hostIp(text);
  if (peer === undefined) {
    const hint = text.includes('/') ? "leave the prefix length out: it is the address's" : undefined;
    const message = `"peer" must be the address of a host, not ${JSON.stringify(text)}`;
    reporter.error('wrong-address', span, message, { hint });
    return {};
  }
  if (peer.family !== ip.family) {
    const message = `"peer" is an IPv${peer.family} address, but ${ip.text} is IPv${ip.family}`;
    reporter.error('family-mismatch', span, message);
  } else if (peer.text === ip.text) {
    const hint = 'leave "peer" out on a link that is not point-to-point';
    reporter.error('wrong-value', span, '"peer" is the address itself, not that of the other end', { hint });
  }
  return { peer: peer.text };
}

function readPrefixRoute(
  { key, options, optionsNode }: Written,
  { family }: ipText.Ip,
  reporter: Reporter,
): Pick<Address, 'noPrefixRoute' | 'metric'> {
  const { metric, 'add-prefix-route': added, peer } = options;
  // An IPv6 address has a route to its peer all the same (__ipv6_ifa_notify).
  if (metric !== undefined && added === false && (family === 4 || peer === undefined)) {
    const message = '"metric" is about the route to the network, which "add-prefix-route: false" leaves out';
    reporter.warning('no-effect', childOf(optionsNode, 'metric') ?? key, message);
  }
  return {
    ...(added !== undefined && { noPrefixRoute: !added }),
    ...(metric !== undefined && { metric: metric || USUAL_METRICS[family] }),
  };
}

function readScope(
  { key, options: { scope }, optionsNode }: Written,
  { family }: ipText.Ip,
  reporter: Reporter,
): Pick<Address, 'scope'> {
  if (scope !== undefined && family === 6) {
    const message = 'only IPv4 addresses can be given a scope';
    reporter.error('wrong-value', childOf(optionsNode, 'scope') ?? key, message);
  }
  return scope === undefined ? {} : { scope };
}

/** What `broadcast` says where there is to be none. */
const NO_BROADCAST = 'none';

function readBroadcast(
  { key, options: { broadcast: text }, optionsNode }: Written,
  { family }: ipText.Ip,
  reporter: Reporter,
): Pick<Address, 'broadcast'> {
  if (text === undefined) return {};
  const span = childOf(optionsNode, 'broadcast') ?? key;
  if (family === 6) {
    reporter.error('wrong-value', span, 'only IPv4 addresses have a broadcast address');
    return {};
  }
  if (text === NO_BROADCAST) return { broadcast: null };
  const ip = ipText.parseIp(text);
  if (ip?.family === 4 && !ipText.isUnspecified(ip)) return { broadcast: ip.text };
  const message = `"broadcast" must be an IPv4 address or ${NO_BROADCAST}, not ${JSON.stringify(text)}`;
  reporter.error('wrong-address', span, message);
  return {};
}

/** The network of temporary addresses has 64 bits (inet6_addr_add). */
const TEMPORARY_PREFIX = 64;

/** Options that the kernel keeps for IPv6 addresses only. */
const ONLY_V6 = [DETECTION, ...addressFlags.map(({ attribute }) => attribute)] as const;

function readFlags(
  { key, options, optionsNode }: Written,
  ip: ipText.Ip,
  reporter: Reporter,
): Pick<Address, 'noDad' | 'otherFlags'> {
  const said = ONLY_V6.filter((name) => options[name] !== undefined);
  for (const name of ip.family === 4 ? said : []) {
    reporter.error('wrong-value', childOf(optionsNode, name) ?? key, `"${name}" is for IPv6 addresses only`);
  }
  if (options['manage-temporary-addresses'] === true && !hasTemporaryNetwork(key)) {
    const span = childOf(optionsNode, 'manage-temporary-addresses') ?? key;
    const message = `"manage-temporary-addresses" needs the prefix length ${TEMPORARY_PREFIX}`;
    reporter.error('wrong-value', span, message);
  }
  const detection = options[DETECTION];
  const flags = addressFlags.filter(({ attribute }) => options[attribute] !== undefined);
  return {
    ...(detection !== undefined && { noDad: !detection }),
    ...(flags.length > 0 && {
      otherFlags: flags.reduce((bits, { attribute, flag }) => bits | (options[attribute] ? flag : 0), 0),
    }),
  };
}

const hasTemporaryNetwork = ({ text }: ScalarNode): boolean => text.endsWith(`/${TEMPORARY_PREFIX}`);
