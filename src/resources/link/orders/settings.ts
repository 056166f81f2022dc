import { type Attributes, type Link, sameValue } from '../../../model/index.ts';
import { isOfPort } from '../../../model/language/masters.ts';
import { once } from '../../../model/once.ts';
import { link as message, RTM } from '../../../netlink/index.ts';
import type { LinkIndex, Order, Told } from '../../room.ts';
import { writeAll } from '../attribute.ts';
import { COMMON, type LinkMessage } from '../common.ts';
import { DETAILS, detailsOf } from '../details.ts';
import type { LinkKind } from '../kind.ts';
import { KINDS, PORT_KINDS } from '../kinds.ts';
import { declared, linkinfo, pick } from './said.ts';

/** Common attributes except for the state, in the order in which they are set, each by a message of its own. */
export const commonSettings = once((): readonly string[] => [
  // The master comes first, as a bond gives a port that leaves it the MAC address that it had before.
  'master',
  'macaddress',
  'mtu',
  ...Object.keys(COMMON).filter(
    (name) =>
      !['macaddress', 'master', 'mtu', 'state', 'link', 'transmit-queues', 'receive-queues'].includes(name) &&
      !DETAILS.some(({ concerns }) => concerns(name)),
  ),
]);

/** The messages that set attributes of a live link; `before` has the previous ones. Down comes first, up comes last. */
export function settings(link: Link, attributes: Attributes, before: Attributes, links: LinkIndex): Order[] {
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
  const tokenGoes = attributes[TOKEN] === null && attributes['arp'] !== true;
  const tokenWaits = typeof attributes[TOKEN] === 'string' && RA_SETTINGS.some((name) => name in attributes);
  const arp = (on: boolean): Told => set(writeAll(COMMON, { arp: on }, links), ['arp']);
  const renewed = state === 'up' ? KINDS.get(link.kind)?.renews?.(before, link.attributes) : undefined;
  const isLate = (name: string): boolean => renewed !== undefined && name in renewed;
  const common = (isEarly: boolean): Told[] =>
    commonSettings()
      .filter((key) => key in attributes && early.includes(key) === isEarly)
      .filter((key) => (key !== TOKEN || !(tokenGoes || tokenWaits)) && !isLate(key))
      .map(one);
  // A port that leaves a bond gets back the MTU with which it joined, so that is set first (bond_enslave,
  // team_port_add).
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
    // Without ARP the kernel does not let a token go (inet6_set_iftoken).
    ...(tokenGoes ? (before['arp'] === false ? [arp(true), one(TOKEN), arp(false)] : [one(TOKEN)]) : []),
    ...common(false),
    ...portSettings(attributes, before, links).map(({ data, about }) => set(data, about)),
    ...detailOrders(link, attributes, before, links, (afterUp, own) => !afterUp && !own.some(isLate)),
    ...(tokenWaits ? [one(TOKEN)] : []),
    ...(state === 'up' ? stateMessage : []),
    ...(renewed === undefined
      ? []
      : commonSettings()
          .filter((key) => key in attributes && key in renewed)
          .map(one)),
    ...detailOrders(
      link,
      attributes,
      renewed === undefined ? before : { ...before, ...renewed },
      links,
      (afterUp, own) => afterUp || own.some(isLate),
    ),
  ];
}

const TOKEN = 'ipv6-address-token';

/** Settings without which the kernel takes no token (inet6_set_iftoken). */
const RA_SETTINGS: readonly string[] = ['accept-ra', 'sysctl.ipv6.router_solicitations'];

/**
 * The MAC address that a port must have when it joins its bond again, so that it gets it back when it leaves
 * (bond_enslave, perm_hwaddr).
 */
function ownAddressFirst({ facts }: Link, { master }: Attributes, before: Attributes): readonly string[] {
  const own = facts?.originalAddress;
  return typeof master === 'string' && own !== undefined && own !== before['macaddress'] ? [own] : [];
}

/**
 * Whether the link must leave its master first. Its new lower device may be that master, or be above it, and two links
 * cannot each be above the other (__netdev_upper_dev_link).
 */
const leavesFirst = ({ link, master }: Attributes, before: Attributes): boolean =>
  typeof link === 'string' && master !== undefined && typeof before['master'] === 'string';

/** The messages for the kind's own attributes; for some links they go to another link. */
function kindSettings(link: Link, attributes: Attributes, before: Attributes, links: LinkIndex): Order[] {
  const kind = KINDS.get(link.kind);
  if (kind?.change !== undefined) {
    const own = pick(attributes, Object.keys(kind.rows()));
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

/** The present MTU, which is sent along if the kernel would change it otherwise. */
function besideData({ kind, attributes }: Link, links: LinkIndex): LinkMessage {
  return KINDS.get(kind)?.adaptsMtu === true ? writeAll(COMMON, pick(attributes, ['mtu']), links) : {};
}

/** The contents of a message, and the attributes that it sets. */
interface Part<T> {
  readonly data: T;
  readonly about: readonly string[];
}

/** The kind's own attributes, divided into messages. */
function kindData(link: Link, attributes: Attributes, before: Attributes, links: LinkIndex): Part<object>[] {
  const kind = KINDS.get(link.kind);
  const own = Object.keys(kind?.rows() ?? {}).filter((key) => key in attributes);
  if (kind === undefined || own.length === 0) return [];
  const beside = own.flatMap((key) => kind.saidWith?.[key] ?? []);
  const parts =
    kind.wholeSets === true
      ? [kind.steppingStone?.(before, link.attributes) ?? [], link.attributes]
          .flat()
          .map((all) => pick(declared(all), Object.keys(kind.rows())))
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
  isNow: (afterUp: boolean, attributes: readonly string[]) => boolean,
): Order[] {
  if (!Object.keys(attributes).some((name) => detailsOf(name) !== undefined)) return [];
  return DETAILS.flatMap(({ concerns, orders, afterUp = false }) => {
    const own = Object.keys(attributes).filter(concerns);
    return own.length === 0 || !isNow(afterUp, own) ? [] : orders(link, before, pick(attributes, own), links);
  });
}

/** Divides a kind's own attributes into messages. */
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
    const own = Object.keys(port.rows()).filter((name) => name in before || !isFresh(port, name, attributes));
    const data = port.write(pick(attributes, own), links, before);
    // Safe: the codec checks slaveData against slaveKind when it writes.
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
