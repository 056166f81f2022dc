import {
  type Attributes,
  alternativeNamesOf,
  type Link,
  type Step,
  sameValue,
  type Value,
} from '../../model/index.ts';
import { isOfPort } from '../../model/language/masters.ts';
import { PAIRS, peerOf } from '../../model/language/pairs.ts';
import { link as message, NLM_F, type Request, RTM } from '../../netlink/index.ts';
import { withoutFormerRemote } from '../fdb/former-remote.ts';
import type { LinkIndex, Order, Told } from '../room.ts';
import { writeAll } from './attribute.ts';
import { withAnAddress } from './bridge-without-address.ts';
import { COMMON, type LinkMessage } from './common.ts';
import { DETAILS, detailsOf } from './details.ts';
import type { LinkKind } from './kind.ts';
import { KINDS, PORT_KINDS } from './kinds.ts';
import { madeWithPeer, peerData } from './pair-creation.ts';
import { unusual } from './usual.ts';

/**
 * One concern a message: creation, attributes, port attributes, admin state. The kernel applies a message attribute by
 * attribute and keeps the first ones when a later one fails (do_setlink), so small messages keep errors exact. Not so when
 * it makes a link: then nothing is left of one that fails (rtnl_newlink_create), and it says a little more.
 */
export function linkOrders(step: Step, links: LinkIndex): Order[] {
  const before = step.before?.type === 'link' ? step.before : null;
  const after = step.after?.type === 'link' ? step.after : null;
  switch (step.action) {
    case 'remove':
      return before === null ? [] : [removal(before, links)];
    case 'create':
      return after === null ? [] : creation(step, after, links);
    case 'replace':
      return before === null || after === null
        ? []
        : [removal(before, links), ...creation(step, after, links)];
    case 'change':
      return before === null || after === null ? [] : changes(step, before, after, links);
  }
}

/** What is put back rather than declared is told only what a new link does not have by itself. */
const asMade = ({ source }: Step, link: Link): Link =>
  source === null ? { ...link, attributes: unusual(link.kind, link.attributes) } : link;

function removal(link: Link, links: LinkIndex): Request {
  const index = links.indexOf(link.name);
  const peer = peerOf(link);
  links.forget(link.name);
  if (peer !== undefined) links.forget(peer);
  return { message, type: RTM.DELLINK, value: { index } };
}

/** @param apart one concern a message all the same */
function creation(step: Step, after: Link, links: LinkIndex, apart = false): Order[] {
  const link = asMade(step, after);
  const kind = KINDS.get(link.kind);
  const said = declared(link.attributes);
  // One end of a pair came into being with the other.
  const born = PAIRS[link.kind] !== undefined && links.isReserved(link.name);
  // No message of ours made it that could have carried its address.
  const bare = born || kind?.make !== undefined;
  const later = saidLater(said, bare);
  const joined = apart ? undefined : joinedToCreation(kind, said, later);
  const create = born || kind === undefined ? [] : madeBy(link, kind, said, joined, links);
  const left = joined === undefined ? later : later.filter((name) => name !== joined);
  const detour = step.source === null ? [] : mtuDetour(link, said, links);
  return [...create, ...detour, ...settings(link, pick(said, left), {}, links)];
}

/** What is declared is to last: another MTU comes before the one that a new link would not keep otherwise. */
function mtuDetour({ name, kind }: Link, { mtu }: Attributes, links: LinkIndex): Told[] {
  const fleeting = KINDS.get(kind)?.fleetingMtu;
  if (fleeting === undefined || mtu !== fleeting) return [];
  const value = { index: links.indexOf(name), mtu: fleeting - 1 };
  return [{ message, type: RTM.NEWLINK, value, about: ['mtu'] }];
}

/** The MTU again: a bridge keeps its MTU over port changes only when it was set after creation (br_change_mtu). */
const saidLater = (said: Attributes, bare: boolean): readonly string[] =>
  Object.keys(said).filter(
    (name) => AFTER_CREATION.has(name) || (bare && name === 'macaddress') || detailsOf(name) !== undefined,
  );

/**
 * What the message that makes a link says beside: each message less is a tenth of the kernel's time for the link. The
 * master, to which the link comes down as always; else that it is up, if nothing has to be said before.
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
 * The messages that make a link, one concern each, where one said more: when the kernel refuses that one, they tell which it was.
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

/** Common attributes but the state, in the order in which they are set, each in a message of its own. */
const COMMON_SETTINGS: readonly string[] = [
  // A bond gives a port that leaves it the MAC address that it had before.
  'master',
  'macaddress',
  'mtu',
  ...Object.keys(COMMON).filter(
    (name) =>
      !['macaddress', 'master', 'mtu', 'state', 'link', 'transmit-queues', 'receive-queues'].includes(name) &&
      !DETAILS.some(({ concerns }) => concerns(name)),
  ),
];

/** Common attributes that the message which makes a link carries. */
const AT_CREATION = ['macaddress', 'transmit-queues', 'receive-queues'];

const AFTER_CREATION: ReadonlySet<string> = new Set([
  ...COMMON_SETTINGS.filter((name) => name !== 'macaddress'),
  'state',
  ...[...PORT_KINDS.values()].flatMap((port) => Object.keys(port.attributes)),
]);

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

/** Without what its mode lacks, and what needs its ports. */
function takenAtCreation(kind: LinkKind, said: Attributes): Attributes {
  return Object.fromEntries(
    Object.entries(said).filter(
      ([name]) => kind.takes?.(name, said) !== false && kind.afterPorts?.includes(name) !== true,
    ),
  );
}

function changes(step: Step, before: Link, after: Link, links: LinkIndex): Order[] {
  const index = links.indexOf(before.name);
  const changed: Record<string, Value> = {};
  for (const { attribute, after: value } of step.changes) if (value !== undefined) changed[attribute] = value;
  links.rename(before.name, after.name);
  // A port that comes back has by itself what every new port has.
  const joins = step.source === null && typeof changed['master'] === 'string';
  const target = { ...after, kind: before.kind };
  const set = settings(
    target,
    joins ? withoutUsualOfPort(before.kind, changed) : changed,
    before.attributes,
    links,
  );
  const orders = downAround(step, target, changed, [...renaming(before, after, index), ...set], links);
  const remote = before.attributes['vxlan.remote'];
  return 'vxlan.remote' in changed && typeof remote === 'string'
    ? [...orders, withoutFormerRemote(after.name, index, remote)]
    : orders;
}

function withoutUsualOfPort(kind: string, changed: Attributes): Attributes {
  const kept = unusual(kind, changed);
  return Object.fromEntries(Object.entries(changed).filter(([name]) => !isOfPort(name) || name in kept));
}

/** The link is down around changes that need it so. */
function downAround(
  { changes }: Step,
  after: Link,
  changed: Attributes,
  orders: Order[],
  links: LinkIndex,
): Order[] {
  if (!changes.some(({ down }) => down === true)) return orders;
  const state = (value: string): Order[] => settings(after, { state: value }, {}, links);
  const up = after.attributes['state'] === 'up' && changed['state'] !== 'up';
  return [...state('down'), ...orders, ...(up ? state('up') : [])];
}

/** Another way to what the kernel refused with this error code. */
export function linkDetour(step: Step, code: string, links: LinkIndex): Order[] | undefined {
  if (code === 'EINVAL') return withAnAddress(step, links);
  return code === 'EADDRNOTAVAIL' ? staysDown(step) : downMeanwhile(step, code, links);
}

/** A new link that waits for an address stays down until that is there: the next look at it brings it up. */
function staysDown({ action, after }: Step): Order[] | undefined {
  if (after?.type !== 'link' || (action !== 'create' && action !== 'replace')) return undefined;
  const { kind, attributes } = after;
  return attributes['state'] === 'up' && KINDS.get(kind)?.waitsForAddress?.(attributes) !== undefined
    ? []
    : undefined;
}

/**
 * Kernels before 6.2 rename a link only while it is down (dev_change_name), and many drivers change their MAC only
 * then (eth_mac_addr without IFF_LIVE_ADDR_CHANGE): both say EBUSY.
 */
function downMeanwhile(step: Step, code: string, links: LinkIndex): Order[] | undefined {
  const after = step.after?.type === 'link' ? step.after : null;
  const needsDown = step.changes.some(({ attribute }) => attribute === 'name' || attribute === 'macaddress');
  if (code !== 'EBUSY' || step.action !== 'change' || after === null || !needsDown) return undefined;
  if (step.before?.type !== 'link' || step.before.attributes['state'] !== 'up') return undefined;
  // The name may be another link's by now: later steps have been tried already.
  const index = step.before.index ?? links.indexOf(after.name);
  const own: LinkIndex = { ...links, indexOf: (name) => (name === after.name ? index : links.indexOf(name)) };
  const down = settings(after, { state: 'down' }, {}, own);
  const changed = Object.fromEntries(
    step.changes.flatMap((c) => (c.after === undefined ? [] : [[c.attribute, c.after]])),
  );
  const state = after.attributes['state'] ?? 'up';
  return [
    ...down,
    ...renaming(step.before, after, index),
    ...settings(after, { ...changed, state }, step.before.attributes, own),
  ];
}

/** The kernel refuses a name that is an alternative one, even the link's own (dev_get_valid_name). */
function renaming(before: Link, { name }: Link, index: number): Request[] {
  if (before.name === name) return [];
  const own = alternativeNamesOf(before).includes(name);
  return [
    ...(own ? [{ message, type: RTM.DELLINKPROP, value: { index, altNames: [name] } }] : []),
    { message, type: RTM.NEWLINK, value: { index, name } },
  ];
}

/** Messages that set attributes of a link that is there, which had others before: up comes last, down first. */
function settings(link: Link, attributes: Attributes, before: Attributes, links: LinkIndex): Order[] {
  const names = Object.keys(attributes);
  if (names.length === 0) return [];
  const index = links.indexOf(link.name);
  const set = (value: LinkMessage, about: readonly string[]): Told => ({
    message,
    type: RTM.NEWLINK,
    value: { index, ...value },
    about,
  });
  const one = (key: string): Told => set(writeAll(COMMON, pick(attributes, [key]), links), [key]);
  const state = attributes['state'];
  const stateMessage = state === undefined ? [] : [one('state')];
  if (state !== undefined && names.length === 1) return stateMessage;
  const leaving = leavesFirst(attributes, before)
    ? [set(writeAll(COMMON, { master: null }, links), ['master'])]
    : [];
  const early = KINDS.get(link.kind)?.addressFirst?.(before) === true ? ['macaddress'] : [];
  const common = (isEarly: boolean): Told[] =>
    COMMON_SETTINGS.filter((key) => key in attributes && early.includes(key) === isEarly).map(one);
  // A bond gives a port back the MTU that it came with: it comes with the right one (bond_enslave, team_port_add).
  const joins = before['master'] === null && typeof attributes['master'] === 'string' && 'mtu' in attributes;
  const mtuFirst = joins ? [one('mtu')] : [];
  const ownFirst = ownAddressFirst(link, attributes, before).flatMap((macaddress) =>
    set(writeAll(COMMON, { macaddress }, links), ['macaddress']),
  );
  return [
    ...(state === 'down' ? stateMessage : []),
    ...leaving,
    ...common(true),
    ...mtuFirst,
    ...ownFirst,
    ...kindSettings(link, attributes, before, links),
    ...common(false),
    ...portSettings(attributes, before, links).map(({ data, about }) => set(data, about)),
    ...detailOrders(link, attributes, before, links, false),
    ...(state === 'up' ? stateMessage : []),
    ...detailOrders(link, attributes, before, links, true),
  ];
}

/** A port that comes back to its bond comes with the address that it is to have when it leaves it (bond_enslave, perm_hwaddr). */
function ownAddressFirst({ facts }: Link, { master }: Attributes, before: Attributes): readonly string[] {
  const own = facts?.originalAddress;
  return typeof master === 'string' && own !== undefined && own !== before['macaddress'] ? [own] : [];
}

/** What it gets as its lower device may be, or be above, the master that it leaves: two cannot be each other's (__netdev_upper_dev_link). */
const leavesFirst = ({ link, master }: Attributes, before: Attributes): boolean =>
  typeof link === 'string' && master !== undefined && typeof before['master'] === 'string';

/** Messages for the kind's own attributes; of some links another one takes them. */
function kindSettings(link: Link, attributes: Attributes, before: Attributes, links: LinkIndex): Order[] {
  const kind = KINDS.get(link.kind);
  if (kind?.change !== undefined) {
    const own = pick(attributes, Object.keys(kind.attributes));
    return Object.keys(own).length === 0 ? [] : kind.change(link, own);
  }
  const other = kind?.settledBy?.(before, attributes);
  const index = links.indexOf(other?.name ?? link.name);
  return kindData(link, other?.attributes ?? attributes, before, links).map(({ data, about }) => ({
    message,
    type: RTM.NEWLINK,
    value: { index, ...besideData(link, links), linkinfo: linkinfo(link.kind, data) },
    about,
  }));
}

/** The MTU that is to stay as it is. */
function besideData({ kind, attributes }: Link, links: LinkIndex): LinkMessage {
  return KINDS.get(kind)?.adaptsMtu === true ? writeAll(COMMON, pick(attributes, ['mtu']), links) : {};
}

/** What goes into one message, and the attributes that it says. */
interface Part<T> {
  readonly data: T;
  readonly about: readonly string[];
}

/** The kind's own attributes, a message's worth each. */
function kindData(link: Link, attributes: Attributes, before: Attributes, links: LinkIndex): Part<object>[] {
  const kind = KINDS.get(link.kind);
  const own = Object.keys(kind?.attributes ?? {}).filter((key) => key in attributes);
  if (kind === undefined || own.length === 0) return [];
  const beside = own.flatMap((key) => kind.saidWith?.[key] ?? []);
  const parts =
    kind.wholeSets === true
      ? [kind.steppingStone?.(before, link.attributes) ?? [], link.attributes]
          .flat()
          .map((all) => pick(declared(all), Object.keys(kind.attributes)))
      : inTurn(kind, { ...declared(pick(link.attributes, beside)), ...pick(attributes, own) }, before);
  return parts.flatMap((part) => {
    const data = kind.write(part, links, before);
    return data === undefined ? [] : [{ data, about: Object.keys(part) }];
  });
}

function detailOrders(
  link: Link,
  attributes: Attributes,
  before: Attributes,
  links: LinkIndex,
  isUp: boolean,
): Order[] {
  if (!Object.keys(attributes).some((name) => detailsOf(name) !== undefined)) return [];
  return DETAILS.flatMap(({ concerns, orders, afterUp = false }) => {
    const own = Object.keys(attributes).filter(concerns);
    return own.length === 0 || afterUp !== isUp ? [] : orders(link, before, pick(attributes, own), links);
  });
}

/** A kind's own attributes, parted into messages. */
function inTurn(
  { sentFirst = [], meanwhile }: LinkKind,
  changes: Attributes,
  before: Attributes,
): Attributes[] {
  const between = meanwhile?.(before, changes) ?? {};
  const all = { ...pick(before, Object.keys(between)), ...changes };
  const early = typeof sentFirst === 'function' ? sentFirst(all) : sentFirst;
  const late = Object.keys(all).filter((name) => !early.includes(name));
  return [between, pick(all, early), pick(all, late)];
}

function portSettings(attributes: Attributes, before: Attributes, links: LinkIndex): Part<LinkMessage>[] {
  if (!Object.keys(attributes).some(isOfPort)) return [];
  return [...PORT_KINDS.values()].flatMap((port) => {
    const own = Object.keys(port.attributes).filter(
      (name) => name in before || !isFresh(port, name, attributes),
    );
    const data = port.write(pick(attributes, own), links, before);
    // The codec checks slaveData against slaveKind when it writes.
    return data === undefined
      ? []
      : [
          {
            data: { linkinfo: { slaveKind: port.kind, slaveData: data } as LinkMessage['linkinfo'] },
            about: own,
          },
        ];
  }) as Part<LinkMessage>[];
}

const isFresh = ({ fresh = {} }: LinkKind, name: string, attributes: Attributes): boolean =>
  name in fresh && sameValue(fresh[name], attributes[name]);

/** The data comes from the table of the same kind. */
function linkinfo(kind: string, data: object | undefined): NonNullable<LinkMessage['linkinfo']> {
  return (data === undefined ? { kind } : { kind, data }) as NonNullable<LinkMessage['linkinfo']>;
}

function pick(attributes: Attributes, names: readonly string[]): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => names.includes(name)));
}

/** `null` says "none", which a fresh link has anyway. */
function declared(attributes: Attributes): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== null));
}
