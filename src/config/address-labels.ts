import type { AddressLabel } from '../model/address-label.ts';
import { hasHostBits, networkOf, parseIp, parseIpPrefix } from '../model/ip.ts';
import type { Said } from './draft.ts';
import { type EntryError, entryError, type ListSite, readList } from './entries.ts';
import { childOf, type MapNode } from './node.ts';
import type { Reporter } from './reporter.ts';
import type { Definitions } from './schema/definitions.ts';

type Entry = Definitions['address-label'];

/** Interprets `address-labels`. */
export const readAddressLabels = (network: MapNode, reporter: Reporter): readonly Said<AddressLabel>[] =>
  readList(
    childOf(network, 'address-labels'),
    { name: 'address-label', what: 'an address label' },
    reporter,
    readLabel,
  );

/** The length of ::ffff:0.0.0.0/96: parts of IPv4 have no labels of their own (ip6addrlbl_alloc). */
const MAPPED = 96;

function readLabel(entry: Entry, site: ListSite): AddressLabel | undefined {
  const alone = parseIp(entry.prefix);
  const found = alone === undefined ? parseIpPrefix(entry.prefix) : { ip: alone, prefix: 128 };
  if (typeof found === 'string' || found.ip.family === 4) {
    const hint = 'all of IPv4 is ::ffff:0.0.0.0/96';
    const message = `"prefix" must be an IPv6 network such as 2001:db8::/32, not ${JSON.stringify(entry.prefix)}`;
    error('wrong-address', 'prefix', message, site, typeof found === 'string' ? undefined : hint);
    return undefined;
  }
  const { ip, prefix } = found;
  const network = networkOf(ip, prefix);
  const text = `${network.text}/${prefix}`;
  if (hasHostBits(ip, prefix)) {
    const message = `"prefix": ${entry.prefix} has bits beyond its prefix: ${text} is taken`;
    site.reporter.warning('host-bits', childOf(site.node, 'prefix') ?? site.node, message, {
      list: site.list,
    });
  }
  if (network.text.startsWith('::ffff:') && network.text.includes('.') && prefix > MAPPED) {
    const hint = 'write ::ffff:0.0.0.0/96, which is all of IPv4';
    error('wrong-value', 'prefix', 'the kernel has no labels for parts of IPv4', site, hint);
  }
  return { type: 'label', prefix: text, label: entry.label, link: entry.interface ?? null };
}

const error: EntryError<keyof Entry> = entryError;
