import { type Attributes, type Link, sameValue } from '../../model/index.ts';
import { isOfPort } from '../../model/language/masters.ts';
import { isOfPeer } from '../../model/language/pairs.ts';
import type { Difference, Room } from '../room.ts';
import { changeClass } from './classes.ts';
import { KINDS, PORT_KINDS } from './kinds.ts';
import { dumpLinks, readLinks } from './observe.ts';
import { linkApart } from './orders/creation.ts';
import { linkDetour } from './orders/detours.ts';
import { linkOrders } from './requests.ts';

/** Only what is declared is compared: a link has many attributes that are somebody else's business. */
function differences(wanted: Link, live: Link): Difference[] {
  const found: Difference[] = [];
  const fromMaster = live.attributes['master'] ?? null;
  const toMaster = 'master' in wanted.attributes ? wanted.attributes['master'] : fromMaster;
  const kind = KINDS.get(live.kind);
  // A copy of seventy members, for the few kinds that ask.
  const all = kind?.takes === undefined ? wanted.attributes : { ...live.attributes, ...wanted.attributes };
  for (const [attribute, after] of Object.entries(wanted.attributes)) {
    if (kind?.takes?.(attribute, all, live.attributes) === false) continue;
    const ofPort = isOfPort(attribute);
    // Without a master there is nothing to set; what a port was before it was one is no value to go back to.
    if (ofPort && (toMaster === null || after === null)) continue;
    // What it has as a port it loses on the way to another master (del_nbp).
    const before = ofPort && toMaster !== fromMaster ? FRESH[attribute] : live.attributes[attribute];
    if (UNTOLD.has(attribute) && before === undefined) continue;
    // What the live link does not tell is what it does not have.
    if (sameValue(before ?? null, after) || (isOfPeer(attribute) && live.facts?.peerElsewhere === true))
      continue;
    if (kind?.isAs?.(attribute, after, before) === true) continue;
    const how = changeClass(live.kind, attribute, before, after, live.attributes);
    found.push({ attribute, before, after, how });
  }
  return found;
}

/** What some kernels tell of no link, whatever it has: rtnl_fill_ifinfo without CONFIG_RPS, hsr_fill_info of older ones. */
const UNTOLD: ReadonlySet<string> = new Set([
  'receive-queues',
  'hsr.version',
  // How something else is changed.
  'delay-virtual-functions-rebind',
]);

/** What a link has as soon as it is a port. */
const FRESH: Attributes = Object.assign({}, ...[...PORT_KINDS.values()].map(({ fresh = {} }) => fresh));

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
  requests: linkOrders,
  apart: linkApart,
  detour: linkDetour,
};
