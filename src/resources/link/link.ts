import { type Link, sameValue } from '../../model/index.ts';
import type { ChangeClass, Difference, Room } from '../room.ts';
import { COMMON } from './common.ts';
import { KINDS, PORT_KINDS } from './kinds.ts';
import { dumpLinks, readLinks } from './observe.ts';
import { linkDetour, linkRequests } from './requests.ts';

/** Only what is declared is compared: a link has many attributes that are somebody else's business. */
function differences(wanted: Link, live: Link): Difference[] {
  const found: Difference[] = [];
  const fromMaster = live.attributes['master'] ?? null;
  const toMaster = 'master' in wanted.attributes ? wanted.attributes['master'] : fromMaster;
  for (const [attribute, after] of Object.entries(wanted.attributes)) {
    const ofPort = isOfPort(attribute);
    // Without a master there is nothing to set; what a port was before it was one is no value to go back to.
    if (ofPort && (toMaster === null || after === null)) continue;
    // What it has as a port it loses on the way to another master (del_nbp).
    const before = ofPort && toMaster !== fromMaster ? undefined : live.attributes[attribute];
    // What the live link does not tell is what it does not have.
    if (sameValue(before ?? null, after) || (attribute === 'veth.peer' && live.facts?.peerElsewhere === true))
      continue;
    const row = rowOf(live.kind, attribute);
    const how: ChangeClass = typeof row === 'function' ? row(before, after, live.attributes) : row;
    found.push({ attribute, before, after, how });
  }
  return found;
}

function isOfPort(attribute: string): boolean {
  return [...PORT_KINDS.values()].some((port) => attribute in port.attributes);
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
