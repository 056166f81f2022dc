import type { Attributes, Value } from '../../model/index.ts';
import { type Entry, type Node, scalar } from './document.ts';

/** What a VXLAN device has that nobody asked for anything else (vxlan_nl2conf, drivers/net/vxlan/vxlan_core.c). */
const DEFAULTS: Readonly<Record<string, Value>> = {
  ttl: 0,
  'type-of-service': 0,
  'flow-label': 0,
  'mac-learning': true,
  ageing: 300,
  'do-not-fragment': false,
  limit: 0,
  'arp-proxy': false,
  'short-circuit': false,
};

/** Attributes that the language gathers in lists; a list that is there turns off what it does not name. */
const LISTS = {
  notifications: { 'l2-miss': 'l2-miss', 'l3-miss': 'l3-miss' },
  checksums: {
    udp: 'udp-checksum',
    'zero-udp6-tx': 'zero-udp6-tx',
    'zero-udp6-rx': 'zero-udp6-rx',
    'remote-tx': 'remote-tx',
    'remote-rx': 'remote-rx',
  },
  extensions: { 'group-policy': 'group-policy', 'generic-protocol': 'generic-protocol' },
} as const;

/** The only member of a list that a new device has by itself. */
const ON_BY_DEFAULT: ReadonlySet<string> = new Set(['udp']);

/** The mapping of a VXLAN tunnel, but for what every device has. */
export function tunnelEntry(attributes: Attributes): Entry {
  const own = (name: string): Value | undefined => attributes[`vxlan.${name}`];
  const entry: Entry = { mode: 'vxlan', id: scalar(own('id')), link: scalar(attributes['link']) };
  for (const name of ['local', 'remote', 'port']) entry[name] = scalar(own(name));
  for (const [name, usual] of Object.entries(DEFAULTS)) {
    if (own(name) !== usual) entry[name] = scalar(own(name));
  }
  const range = own('port-range');
  if (Array.isArray(range) && range.some((port) => port !== 0)) entry['port-range'] = range.map(Number);
  for (const [list, members] of Object.entries(LISTS)) entry[list] = listOf(members, own);
  return entry;
}

/** The members that are on, or undefined when they are the ones a new device has. */
function listOf(
  members: Readonly<Record<string, string>>,
  own: (name: string) => Value | undefined,
): Node | undefined {
  const known = Object.entries(members).filter(([, attribute]) => own(attribute) !== undefined);
  if (known.every(([word, attribute]) => own(attribute) === ON_BY_DEFAULT.has(word))) return undefined;
  return known.flatMap(([word, attribute]) => (own(attribute) === true ? [word] : []));
}
