import type { Attributes, Link, Step } from '../../../model/index.ts';
import { PAIRS } from '../../../model/language/pairs.ts';
import { once } from '../../../model/once.ts';
import { link as message, NLM_F, type Request, RTM } from '../../../netlink/index.ts';
import { type Call, isCall, type LinkIndex, type Order, type Told } from '../../room.ts';
import { writeAll } from '../attribute.ts';
import { COMMON } from '../common.ts';
import { detailsOf } from '../details.ts';
import type { LinkKind } from '../kind.ts';
import { KINDS, PORT_KINDS } from '../kinds.ts';
import { madeWithPeer, peerData } from '../pair-creation.ts';
import { unusual } from '../usual.ts';
import { declared, linkinfo, pick } from './said.ts';
import { commonSettings, settings } from './settings.ts';

/** A restored link, unlike a declared one, is given only the attributes whose defaults differ. */
const asMade = ({ source }: Step, link: Link): Link =>
  source === null ? { ...link, attributes: unusual(link.kind, link.attributes) } : link;

/**
 * The messages that create a link.
 * @param apart whether each message has one concern only, so that nothing is joined to the first
 */
export function creation(step: Step, after: Link, links: LinkIndex, apart = false): Order[] {
  const link = asMade(step, after);
  const kind = KINDS.get(link.kind);
  const said = declared(link.attributes);
  // This end of a pair is created along with the other one, whose creation has reserved its index.
  const born = PAIRS[link.kind] !== undefined && links.isReserved(link.name);
  // Then no message of ours has created it that could have set its MAC address.
  const bare = born || kind?.make !== undefined;
  const later = saidLater(said, bare);
  const joined = apart ? undefined : joinedToCreation(kind, said, later);
  const create = born || kind === undefined ? [] : madeBy(link, kind, said, joined, links);
  const left = joined === undefined ? later : later.filter((name) => name !== joined);
  const detour = step.source === null ? [] : mtuDetour(link, said, links);
  const rest = (): Order[] => settings(link, pick(said, left), {}, links);
  return [...create, ...detour, ...(kind?.numberedByKernel === true ? onceThere(link, rest) : rest())];
}

/** Orders about a link whose index is not known before it is there: the messages are written as they are sent. */
const onceThere = ({ name }: Link, write: () => Order[]): Call[] =>
  write().map((order, nth) =>
    isCall(order)
      ? order
      : {
          text: `RTM_NEWLINK ${[name, ...(order.about ?? [])].join(' ')}`,
          ...(order.about !== undefined && { about: order.about }),
          run: async ({ route }) => {
            const now = write()[nth];
            if (now !== undefined && !isCall(now)) await route.request(now);
          },
        },
  );

/** A declared MTU is to last: if a new link would not keep it, another one is set first. */
function mtuDetour({ name, kind }: Link, { mtu }: Attributes, links: LinkIndex): Told[] {
  const fleeting = KINDS.get(kind)?.fleetingMtu;
  if (fleeting === undefined || mtu !== fleeting) return [];
  const value = { index: links.indexOf(name), mtu: fleeting - 1 };
  return [{ message, type: RTM.NEWLINK, value, about: ['mtu'] }];
}

/**
 * The attributes that are set by later messages. The MTU is among them because a bridge keeps it over port changes only
 * if it was set after creation (br_change_mtu).
 */
const saidLater = (said: Attributes, bare: boolean): readonly string[] =>
  Object.keys(said).filter(
    (name) => afterCreation().has(name) || (bare && name === 'macaddress') || detailsOf(name) !== undefined,
  );

/**
 * The attribute that the message which creates a link sets in addition; each message saved is a tenth of the kernel's
 * time for the link. It is the master, as the link joins it while it is down in any case, or else the state up, if
 * nothing has to be set before.
 */
function joinedToCreation(
  kind: LinkKind | undefined,
  said: Attributes,
  later: readonly string[],
): 'master' | 'state' | undefined {
  if (kind === undefined || kind.make !== undefined || PAIRS[kind.kind] !== undefined) return undefined;
  if ('master' in said) return 'master';
  const isLast = later.length === 1 && said['state'] === 'up';
  return isLast && kind.waitsForAddress?.(said) === undefined ? 'state' : undefined;
}

/**
 * The messages that create a link with one concern each, if the usual first message has more: when the kernel refuses
 * that, they show which part it refuses.
 */
export function linkApart(step: Step, links: LinkIndex): Order[] | undefined {
  const { action, after } = step;
  if ((action !== 'create' && action !== 'replace') || after?.type !== 'link') return undefined;
  const { kind, attributes } = asMade(step, after);
  const said = declared(attributes);
  const joined = joinedToCreation(KINDS.get(kind), said, saidLater(said, false));
  return joined === undefined ? undefined : creation(step, after, links, true);
}

function madeBy(
  link: Link,
  kind: LinkKind,
  said: Attributes,
  joined: string | undefined,
  links: LinkIndex,
): Order[] {
  return kind.make?.(link, links) ?? [madeWithPeer(link, createMessage(link, kind, said, joined, links))];
}

/** Common attributes that are set by the message which creates the link. */
const AT_CREATION = ['macaddress', 'transmit-queues', 'receive-queues'];

const afterCreation = once(
  (): ReadonlySet<string> =>
    new Set([
      ...commonSettings().filter((name) => name !== 'macaddress'),
      'state',
      ...[...PORT_KINDS.values()].flatMap((port) => Object.keys(port.rows())),
    ]),
);

function createMessage(
  link: Link,
  kind: LinkKind,
  said: Attributes,
  joined: string | undefined,
  links: LinkIndex,
): Request {
  const lower = said['link'] ?? null;
  const index = links.reserve(link.name);
  const peer = peerData(link, links);
  const own = kind.write({ ...kind.atCreation?.(link), ...takenAtCreation(kind, said) }, links);
  const data = peer === undefined ? own : { ...own, ...peer };
  return {
    message,
    type: RTM.NEWLINK,
    flags: NLM_F.CREATE | NLM_F.EXCL,
    value: {
      index,
      name: link.name,
      ...writeAll(COMMON, pick(said, joined === undefined ? AT_CREATION : [...AT_CREATION, joined]), links),
      ...(lower !== null && kind.linkInData !== true && COMMON['link']?.write(lower, links)),
      linkinfo: linkinfo(link.kind, data),
    },
  };
}

/** The attributes without those that the mode lacks, and without those that need the ports. */
function takenAtCreation(kind: LinkKind, said: Attributes): Attributes {
  return Object.fromEntries(
    Object.entries(said).filter(
      ([name]) => kind.takes?.(name, said) !== false && kind.afterPorts?.includes(name) !== true,
    ),
  );
}
