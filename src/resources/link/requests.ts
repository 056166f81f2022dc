import type { Attributes, Link, Step, Value } from '../../model/index.ts';
import { link as message, NLM_F, type Request, RTM } from '../../netlink/index.ts';
import type { LinkIndex } from '../room.ts';
import { writeAll } from './attribute.ts';
import { COMMON, type LinkMessage } from './common.ts';
import type { LinkKind } from './kind.ts';
import { KINDS, PORT_KINDS } from './kinds.ts';

/**
 * One concern a message: creation, attributes, port attributes, admin state. The kernel applies a message attribute by
 * attribute and keeps the first ones when a later one fails (do_setlink), so small messages keep errors exact.
 */
export function linkRequests(step: Step, links: LinkIndex): Request[] {
  const before = step.before?.type === 'link' ? step.before : null;
  const after = step.after?.type === 'link' ? step.after : null;
  switch (step.action) {
    case 'remove':
      return before === null ? [] : [removal(before, links)];
    case 'create':
      return after === null ? [] : creation(after, links);
    case 'replace':
      return before === null || after === null ? [] : [removal(before, links), ...creation(after, links)];
    case 'change':
      return before === null || after === null ? [] : changes(step, before, after, links);
  }
}

function removal(link: Link, links: LinkIndex): Request {
  const index = links.indexOf(link.name);
  const peer = link.attributes['veth.peer'];
  links.forget(link.name);
  if (typeof peer === 'string') links.forget(peer);
  return { message, type: RTM.DELLINK, value: { index } };
}

function creation(link: Link, links: LinkIndex): Request[] {
  const kind = KINDS.get(link.kind);
  const said = declared(link.attributes);
  // A veth's peer came into being with its other end.
  const born = link.kind === 'veth' && links.has(link.name);
  const create = born || kind === undefined ? [] : [createMessage(link, kind, said, links)];
  // The MTU again: a bridge keeps its MTU over port changes only when it was set after creation (br_change_mtu).
  const later = pick(said, [...AFTER_CREATION, ...(born ? ['macaddress'] : [])]);
  return [...create, ...settings(link.name, link.kind, later, links)];
}

const AFTER_CREATION = [
  'mtu',
  'alias',
  'transmit-queue-length',
  'master',
  'state',
  ...[...PORT_KINDS.values()].flatMap((port) => Object.keys(port.attributes)),
];

function createMessage(link: Link, kind: LinkKind, said: Attributes, links: LinkIndex): Request {
  const lower = said['link'] ?? null;
  const peer = said['veth.peer'];
  const index = links.reserve(link.name);
  const data =
    typeof peer === 'string'
      ? { peer: { index: links.has(peer) ? links.indexOf(peer) : links.reserve(peer), name: peer } }
      : kind.write(said, links);
  return {
    message,
    type: RTM.NEWLINK,
    flags: NLM_F.CREATE | NLM_F.EXCL,
    value: {
      index,
      name: link.name,
      ...writeAll(COMMON, pick(said, ['macaddress']), links),
      ...(lower !== null && kind.linkInData !== true && COMMON['link']?.write(lower, links)),
      linkinfo: linkinfo(link.kind, data),
    },
  };
}

function changes(step: Step, before: Link, after: Link, links: LinkIndex): Request[] {
  const index = links.indexOf(before.name);
  const changed: Record<string, Value> = {};
  for (const { attribute, after: value } of step.changes) if (value !== undefined) changed[attribute] = value;
  links.rename(before.name, after.name);
  return [...renaming(before, after, index), ...settings(after.name, before.kind, changed, links)];
}

/**
 * Kernels before 6.2 rename a link only while it is down (dev_change_name), and many drivers change their MAC only
 * then (eth_mac_addr without IFF_LIVE_ADDR_CHANGE): both say EBUSY.
 */
export function linkDetour(step: Step, code: string, links: LinkIndex): Request[] | undefined {
  const after = step.after?.type === 'link' ? step.after : null;
  const needsDown = step.changes.some(({ attribute }) => attribute === 'name' || attribute === 'macaddress');
  if (code !== 'EBUSY' || step.action !== 'change' || after === null || !needsDown) return undefined;
  if (step.before?.type !== 'link' || step.before.attributes['state'] !== 'up') return undefined;
  const down = settings(after.name, after.kind, { state: 'down' }, links);
  const index = links.indexOf(after.name);
  const changed = Object.fromEntries(
    step.changes.flatMap((c) => (c.after === undefined ? [] : [[c.attribute, c.after]])),
  );
  const state = after.attributes['state'] ?? 'up';
  return [
    ...down,
    ...renaming(step.before, after, index),
    ...settings(after.name, after.kind, { ...changed, state }, links),
  ];
}

/** The kernel refuses a name that is an alternative one, even the link's own (dev_get_valid_name). */
function renaming(before: Link, { name }: Link, index: number): Request[] {
  if (before.name === name) return [];
  const own = before.facts?.alternativeNames?.includes(name) === true;
  return [
    ...(own ? [{ message, type: RTM.DELLINKPROP, value: { index, altNames: [name] } }] : []),
    { message, type: RTM.NEWLINK, value: { index, name } },
  ];
}

/** Messages that set attributes of a link that is there: up comes last, down first. */
function settings(name: string, kindName: string, attributes: Attributes, links: LinkIndex): Request[] {
  const index = links.indexOf(name);
  const set = (value: LinkMessage): Request => ({ message, type: RTM.NEWLINK, value: { index, ...value } });
  const kind = KINDS.get(kindName);
  const own = Object.keys(kind?.attributes ?? {}).filter((key) => key in attributes);
  const messages = inTurn(kind, own).map((part) => kind?.write(pick(attributes, part), links));
  const state = attributes['state'];
  const stateMessage = state === undefined ? [] : [set(writeAll(COMMON, { state }, links))];
  const common = COMMON_SETTINGS.filter((key) => key in attributes).map((key) =>
    set(writeAll(COMMON, pick(attributes, [key]), links)),
  );
  return [
    ...(state === 'down' ? stateMessage : []),
    ...messages.flatMap((data) => (data === undefined ? [] : [set({ linkinfo: linkinfo(kindName, data) })])),
    ...common,
    ...portSettings(attributes, links).map(set),
    ...(state === 'up' ? stateMessage : []),
  ];
}

/** A kind's own attributes, parted into messages. */
function inTurn(kind: LinkKind | undefined, attributes: readonly string[]): string[][] {
  const first = attributes.filter((name) => kind?.sentFirst?.includes(name) === true);
  return [first, attributes.filter((name) => !first.includes(name))];
}

const COMMON_SETTINGS = ['macaddress', 'master', 'mtu', 'alias', 'transmit-queue-length'];

function portSettings(attributes: Attributes, links: LinkIndex): LinkMessage[] {
  return [...PORT_KINDS.values()].flatMap((port) => {
    const data = port.write(pick(attributes, Object.keys(port.attributes)), links);
    // The codec checks slaveData against slaveKind when it writes.
    return data === undefined
      ? []
      : [{ linkinfo: { slaveKind: port.kind, slaveData: data } as LinkMessage['linkinfo'] }];
  }) as LinkMessage[];
}

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
