import { Buffer } from 'node:buffer';
import type { NexthopObject } from '../../model/index.ts';
import {
  AF,
  type Connection,
  nexthop as message,
  NLM_F,
  type Request,
  RTM,
  raw,
  type UnknownAttribute,
  unknown,
  type ViewOf,
} from '../../netlink/index.ts';
import { beyondAttributes, beyondText } from '../beyond.ts';
import { nameOrNumber, numberOf } from '../link/number.ts';
import { attributesIn } from '../nested-attributes.ts';
import { nestedEncap } from '../nested-encaps.ts';
import type { LinkIndex } from '../room.ts';

/**
 * The attributes that are kept as they came. The kernel also reports statistics and the age of buckets, but refuses
 * them in requests.
 */
const KEPT: ReadonlySet<string> = new Set([
  ...['group', 'groupType', 'blackhole', 'gateway', 'encapType', 'encap', 'fdb', 'resGroup'],
]);

/** Dumps all nexthop objects. */
export const observeNexthopObjects = (connection: Connection, links: LinkIndex): Promise<NexthopObject[]> =>
  connection.dump({ message, type: RTM.GETNEXTHOP, value: { family: AF.UNSPEC } }, (view) =>
    read(view, links),
  );

function read(live: ViewOf<typeof message>, links: LinkIndex): NexthopObject | undefined {
  const { id, oif, group } = live;
  if (id === undefined) return undefined;
  return {
    id,
    family: live.family ?? 0,
    scope: live.scope ?? 0,
    protocol: live.protocol ?? 0,
    flags: live.flags ?? 0,
    link: oif === undefined ? null : nameOrNumber(oif, links),
    members: (group ?? []).map((member) => member.id),
    attributes: beyondText(live[raw](KEPT).map((one) => asTaken(one, live.encapType))),
  };
}

/** NHA_ENCAP */
const ENCAP = 8;
/** NHA_RES_GROUP */
const RESILIENT = 12;
/**
 * NHA_RES_GROUP_BUCKETS, _IDLE_TIMER and _UNBALANCED_TIMER. The kernel also reports how long the group has been
 * unbalanced, but refuses that in requests.
 */
const OF_RESILIENT: ReadonlySet<number> = new Set([1, 2, 3]);

/** An attribute as the kernel takes it: of a resilient group what it accepts (rtm_nh_res_policy_new). */
function asTaken(attribute: UnknownAttribute, encapType: number | undefined): UnknownAttribute {
  if (attribute.id === ENCAP) return nestedEncap(encapType, attribute);
  if (attribute.id !== RESILIENT) return attribute;
  const kept = attributesIn(attribute.data).filter(({ id }) => OF_RESILIENT.has(id));
  return { ...attribute, data: Buffer.concat(kept.map(({ whole }) => whole)) };
}

/** RTNH_F_ONLINK; the other flags are the link's state, and refused (rtm_to_nh_config: "Invalid nexthop flags"). */
const ONLINK = 4;

/** Creates the object, or restores a group that has lost the members whose links went. */
export const nexthopRequest = (object: NexthopObject, links: LinkIndex): Request => ({
  message,
  type: RTM.NEWNEXTHOP,
  flags: NLM_F.CREATE | NLM_F.REPLACE,
  value: {
    family: object.family,
    // The scope follows from the gateway; rtm_to_nh_config refuses one ("Invalid values in header").
    scope: 0,
    protocol: object.protocol,
    flags: object.flags & ONLINK,
    id: object.id,
    ...(object.link !== null && { oif: numberOf(object.link, links) }),
    [unknown]: beyondAttributes(object.attributes),
  },
});
