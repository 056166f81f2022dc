import type { NexthopObject } from '../../model/index.ts';
import {
  AF,
  type Connection,
  nexthop as message,
  NLM_F,
  type Request,
  RTM,
  raw,
  unknown,
  type ViewOf,
} from '../../netlink/index.ts';
import { beyondAttributes, beyondText } from '../beyond.ts';
import { nameOrNumber, numberOf } from '../link/number.ts';
import type { LinkIndex } from '../room.ts';

/** What is kept as it came. Statistics and the age of buckets are told, and refused when one tells them. */
const KEPT: ReadonlySet<string> = new Set([
  ...['group', 'groupType', 'blackhole', 'gateway', 'encapType', 'encap', 'fdb'],
]);

/** The nexthop objects that there are. */
export const observeNexthopObjects = (connection: Connection, links: LinkIndex): Promise<NexthopObject[]> =>
  connection.dump({ message, type: RTM.GETNEXTHOP, value: { family: AF.UNSPEC } }, (view) =>
    read(view, links),
  );

function read(live: ViewOf<typeof message>, links: LinkIndex): NexthopObject | undefined {
  const { id, oif, group, resGroup } = live;
  // The buckets of a resilient group fill by themselves; the kernel takes no group back as it tells it.
  if (id === undefined || resGroup !== undefined) return undefined;
  return {
    id,
    family: live.family ?? 0,
    scope: live.scope ?? 0,
    protocol: live.protocol ?? 0,
    flags: live.flags ?? 0,
    link: oif === undefined ? null : nameOrNumber(oif, links),
    members: (group ?? []).map((member) => member.id),
    attributes: beyondText(live[raw](KEPT)),
  };
}

/** RTNH_F_ONLINK; others tell of the link's state (rtm_to_nh_config: "Invalid nexthop flags"). */
const ONLINK = 4;

/** Makes it, or makes it whole: a group has lost the members whose links went. */
export const nexthopRequest = (object: NexthopObject, links: LinkIndex): Request => ({
  message,
  type: RTM.NEWNEXTHOP,
  flags: NLM_F.CREATE | NLM_F.REPLACE,
  value: {
    family: object.family,
    // It follows from the gateway; rtm_to_nh_config takes none ("Invalid values in header").
    scope: 0,
    protocol: object.protocol,
    flags: object.flags & ONLINK,
    id: object.id,
    ...(object.link !== null && { oif: numberOf(object.link, links) }),
    [unknown]: beyondAttributes(object.attributes),
  },
});
