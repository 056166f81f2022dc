import { type Link, sameValue } from '../../model/index.ts';
import type { ChangeClass, Difference, Room } from '../room.ts';
import { COMMON } from './common.ts';
import { KINDS, PORT_KINDS } from './kinds.ts';
import { dumpLinks, readLinks } from './observe.ts';
import { linkDetour, linkRequests } from './requests.ts';

/** Only what is declared is compared: a link has many attributes that are somebody else's business. */
function differences(wanted: Link, live: Link): Difference[] {
  const found: Difference[] = [];
  for (const [attribute, after] of Object.entries(wanted.attributes)) {
    const before = live.attributes[attribute];
    if (sameValue(before, after) || (attribute === 'veth.peer' && live.facts?.peerElsewhere === true))
      continue;
    const row = rowOf(live.kind, attribute);
    const how: ChangeClass = typeof row === 'function' ? row(before, after) : row;
    found.push({ attribute, before, after, how });
  }
  return found;
}

function rowOf(kind: string, attribute: string): (typeof COMMON)[string]['how'] {
  const ofKind = KINDS.get(kind)?.attributes[attribute];
  if (ofKind !== undefined) return ofKind.how;
  for (const port of PORT_KINDS.values()) {
    const row = port.attributes[attribute];
    if (row !== undefined) return row.how;
  }
  return COMMON[attribute]?.how ?? 'create';
}

/** fb_tunnels and the loopback cannot be deleted and are nobody's. */
const FALLBACK: ReadonlySet<string> = new Set([
  'lo',
  'gre0',
  'gretap0',
  'erspan0',
  'sit0',
  'tunl0',
  'ip6tnl0',
  'ip6gre0',
  'ip_vti0',
  'ip6_vti0',
]);

export const links: Room<Link> = {
  type: 'link',
  key: (link) => link.name,
  name: (link) => `${link.kind === 'physical' ? 'link' : link.kind} ${link.name}`,
  normal: (link) => link,
  differences,
  // Links carry no mark; the record knows which are ours.
  marked: () => false,
  automatic: (link) => FALLBACK.has(link.name),
  observe: async (connection, index) => readLinks(await dumpLinks(connection), index),
  requests: linkRequests,
  detour: linkDetour,
};
