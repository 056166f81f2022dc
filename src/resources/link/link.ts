import { type Attributes, type Link, sameValue } from '../../model/index.ts';
import { isOfPort } from '../../model/language/masters.ts';
import { isOfPeer } from '../../model/language/pairs.ts';
import type { Difference, Room } from '../room.ts';
import { changeClass } from './classes.ts';
import { detailsOf } from './details.ts';
import { KINDS, PORT_KINDS } from './kinds.ts';
import { dumpLinks, readLinks } from './observe.ts';
import { linkApart } from './orders/creation.ts';
import { linkDetour } from './orders/detours.ts';
import { linkOrders } from './requests.ts';

/** Only declared attributes are compared: many others of a link are set by other programs. */
function differences(wanted: Link, live: Link): Difference[] {
  const found: Difference[] = [];
  const fromMaster = live.attributes['master'] ?? null;
  const toMaster = 'master' in wanted.attributes ? wanted.attributes['master'] : fromMaster;
  const kind = KINDS.get(live.kind);
  // Copied only for the few kinds that need it: it has some seventy members.
  const all = kind?.takes === undefined ? wanted.attributes : { ...live.attributes, ...wanted.attributes };
  for (const [attribute, after] of Object.entries(wanted.attributes)) {
    if (kind?.takes?.(attribute, all, live.attributes) === false) continue;
    const ofPort = isOfPort(attribute);
    // Without a master there is nothing to set; null means only that the link was no port before, unless new ports have it.
    if (ofPort && (toMaster === null || (after === null && FRESH[attribute] !== null))) continue;
    // A port's attributes are lost when it moves to another master (del_nbp).
    const before = ofPort && toMaster !== fromMaster ? FRESH[attribute] : live.attributes[attribute];
    if (UNTOLD.has(attribute) && before === undefined) continue;
    // Attributes that the live link does not report count as null.
    if (sameValue(before ?? null, after) || (isOfPeer(attribute) && live.facts?.peerElsewhere === true))
      continue;
    if (kind?.isAs?.(attribute, after, before) === true) continue;
    if (detailsOf(attribute)?.isAs?.(after, before, live, attribute) === true) continue;
    const how = changeClass(live.kind, attribute, before, after, live.attributes);
    found.push({ attribute, before, after, how });
  }
  return found;
}

/**
 * Attributes that some kernels do not report for any link: rtnl_fill_ifinfo without CONFIG_RPS, older versions of
 * hsr_fill_info.
 */
const UNTOLD: ReadonlySet<string> = new Set([
  'receive-queues',
  'hsr.version',
  // l2tp_nl_session_send
  'l2tp.layer2-specific-header',
  // This one says how another attribute is changed.
  'delay-virtual-functions-rebind',
]);

/** The attributes that a link has as soon as it is a port. */
const FRESH: Attributes = Object.assign({}, ...[...PORT_KINDS.values()].map(({ fresh = {} }) => fresh));

/** The loopback and fallback tunnels (fb_tunnels), which cannot be deleted and belong to nobody. */
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
  // Links cannot be marked; the record says which are ours.
  marked: () => false,
  automatic: (link) => FALLBACK.has(link.name),
  observe: async (connection, index) => readLinks(await dumpLinks(connection), index),
  requests: linkOrders,
  apart: linkApart,
  detour: linkDetour,
};
