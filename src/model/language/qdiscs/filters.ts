import type { Value } from '../../value.ts';
import { actionKinds } from './action-kinds.ts';
import { handleText, parseHandle } from './handle.ts';
import { NO_OPTIONS, type OptionTable, type QdiscOptions } from './option.ts';
import { areAsDeclared, optionsOf, optionWords } from './options-text.ts';

/** The name of the attribute for the filters of a link. */
export const FILTERS = 'filters';

/** The places of filters that are no disciplines: what comes in, and what goes out. */
export const HOOKS = ['ingress', 'egress'] as const;
export type Hook = (typeof HOOKS)[number];
export const isHook = (place: string): place is Hook => place === 'ingress' || place === 'egress';

/** What is done with a packet. A packet meets the actions in their order. */
export interface FilterAction {
  readonly kind: string;
  readonly options: QdiscOptions;
  /** The link that packets are sent to, or copies of them. */
  readonly to?: string;
}

export interface Filter {
  /** One of {@link HOOKS}, or a discipline: `1:`. */
  readonly at: string;
  /** Lower ones are asked first. */
  readonly priority: number;
  /** A word of {@link PROTOCOLS}, or a number. */
  readonly protocol: string;
  readonly kind: string;
  /** The class that packets get into; 0: none. */
  readonly class: number;
  /** What packets must have, by names of {@link FILTER_KINDS}, in canonical texts. */
  readonly match: Readonly<Record<string, string>>;
  readonly actions: readonly FilterAction[];
}

/** What can be said of packets, by the kind of filter. */
export const FILTER_KINDS: Readonly<Record<string, readonly string[]>> = {
  flower: [
    ...['src-mac', 'dst-mac', 'vlan-id', 'vlan-priority', 'ip-proto', 'src-ip', 'dst-ip', 'src-port'],
    ...['dst-port', 'ip-tos', 'ip-ttl', 'tcp-flags', 'icmp-type', 'icmp-code'],
    ...[
      'vlan-protocol',
      'cvlan-id',
      'cvlan-priority',
      'cvlan-protocol',
      'arp-op',
      'arp-src-ip',
      'arp-dst-ip',
    ],
    ...['arp-src-mac', 'arp-dst-mac', 'mpls-label', 'mpls-tc', 'mpls-bos', 'mpls-ttl', 'ct-state', 'ct-zone'],
    ...[
      'ct-mark',
      'enc-key-id',
      'enc-src-ip',
      'enc-dst-ip',
      'enc-src-port',
      'enc-dst-port',
      'enc-tos',
      'enc-ttl',
    ],
  ],
  matchall: [],
  fw: ['mark'],
};

/** ETH_P_* of linux/if_ether.h, with the words of tc. */
export const PROTOCOLS: Readonly<Record<string, number>> = {
  ...{ all: 3, ip: 0x0800, ipv6: 0x86dd, arp: 0x0806, '802.1q': 0x8100, '802.1ad': 0x88a8, mpls: 0x8847 },
};

/** IPPROTO_* of linux/in.h, with the words of tc. */
export const IP_PROTOCOLS: Readonly<Record<string, number>> = {
  ...{ icmp: 1, tcp: 6, udp: 17, icmpv6: 58, sctp: 132 },
};

/** ARPOP_* of linux/if_arp.h. */
export const ARP_OPERATIONS: Readonly<Record<string, number>> = { request: 1, reply: 2 };

/** TCA_FLOWER_KEY_CT_FLAGS_*, with the words of tc: what the kernel knows of the connection. */
const CT_STATES: Readonly<Record<string, number>> = { trk: 8, new: 1, est: 2, rel: 4, inv: 16, rpl: 32 };

/** `+trk+est-rpl` as the bits that are asked for, and those that count; undefined if it is none. */
export function ctStateOf(text: string): { readonly value: number; readonly mask: number } | undefined {
  if (!/^([+-][a-z]{3})+$/.test(text)) return undefined;
  let [value, mask] = [0, 0];
  for (const said of text.match(/[+-][a-z]{3}/g) ?? []) {
    const bit = CT_STATES[said.slice(1)];
    if (bit === undefined || (mask & bit) !== 0) return undefined;
    mask |= bit;
    if (said.startsWith('+')) value |= bit;
  }
  return { value, mask };
}

/** The inverse; undefined if there are bits without words. */
export function ctStateText(value: number, mask: number): string | undefined {
  const all = Object.values(CT_STATES).reduce((bits, bit) => bits | bit, 0);
  if ((mask & ~all) !== 0) return undefined;
  return Object.entries(CT_STATES)
    .flatMap(([word, bit]) => ((mask & bit) === 0 ? [] : [`${(value & bit) === 0 ? '-' : '+'}${word}`]))
    .join('');
}

/** Those that have ports. */
export const WITH_PORTS: readonly string[] = ['tcp', 'udp', 'sctp'];

export const actionTable = (kind: string): OptionTable =>
  Object.hasOwn(actionKinds(), kind) ? (actionKinds()[kind] ?? NO_OPTIONS) : NO_OPTIONS;

/** Whether packets are sent to a link. */
export const sendsOn = (kind: string): boolean => kind === 'redirect' || kind === 'mirror';

/** The word before each action, so that no text is the name of a link. */
const ACTION = 'action';

/** `ingress 1 all matchall`, followed by `action redirect direction egress` and the name of the link, for each action. */
export function filterValue(filter: Filter): Value {
  const { at, priority, protocol, kind, match, actions } = filter;
  const into = filter.class === 0 ? [] : ['class', handleText(filter.class)];
  const said = (FILTER_KINDS[kind] ?? []).flatMap((name) => {
    const text = match[name];
    return text === undefined ? [] : [name, text];
  });
  return [
    [at, priority, protocol, kind, ...into, ...said].join(' '),
    ...actions.flatMap(({ kind, options, to }) => [
      [ACTION, kind, ...optionWords(actionTable(kind), options)].join(' '),
      ...(to === undefined ? [] : [to]),
    ]),
  ];
}

/** A filter that others have attached, and that cannot be declared. */
const OTHER = 'other';

/** The value for a filter that cannot be declared: only its place is known. */
export const otherFilter = (at: string, priority: number): Value => [`${OTHER} ${at} ${priority}`];

/** The value for `clsact` or `ingress` without filters: these have their own places. */
export const emptyHook = (kind: string): Value => [kind];

/** Whether there is `clsact` or `ingress`, as the filters of a link show. */
export const hasHook = (value: Value | undefined): boolean =>
  Array.isArray(value) &&
  value.some((item: Value) => {
    const words = headOf(item).split(' ');
    const [word = '', at = ''] = words;
    return words.length === 1 ? word !== UNHOOKED : isHook(word === OTHER ? at : word);
  });

/** What a value of earlier has that says so: there was no `clsact`. */
const UNHOOKED = 'unhooked';

/** Filters as they were found, to be restored: those at disciplines alone had no `clsact` beside them. */
export const asFound = (value: Value): Value =>
  Array.isArray(value) && !hasHook(value) ? [...value, [UNHOOKED]] : value;

/** Whether `clsact` goes, unless it holds filters of others. */
export const isUnhooked = (value: Value): boolean =>
  value === null || (Array.isArray(value) && value.some((item: Value) => headOf(item) === UNHOOKED));

const headOf = (item: Value): string => String(Array.isArray(item) ? item[0] : '');

/** What is in a value beside filters that can be declared. */
const besideIn = (value: Value | undefined): readonly Value[] =>
  Array.isArray(value) ? value.filter((item: Value) => filterOf(item) === undefined) : [];

/** The filters in a value, without those that cannot be declared. */
export const filtersIn = (value: Value | undefined): readonly Filter[] =>
  Array.isArray(value) ? value.flatMap((item: Value) => filterOf(item) ?? []) : [];

/** The places, and the priorities there, of filters that cannot be declared. */
export const othersIn = (
  value: Value | undefined,
): readonly { readonly at: string; readonly priority: number }[] =>
  Array.isArray(value)
    ? value.flatMap((item: Value) => {
        const [word, at = '', priority] = headOf(item).split(' ');
        return word === OTHER ? [{ at, priority: Number(priority) }] : [];
      })
    : [];

/** Whether there are some at a discipline, with which they go. */
export const hasOthersBelow = (value: Value | undefined): boolean =>
  othersIn(value).some(({ at }) => !isHook(at));

function filterOf(value: Value): Filter | undefined {
  if (!Array.isArray(value)) return undefined;
  const [head = '', ...rest] = value.map(String);
  const [at = '', priority, protocol = '', kind = '', ...words] = head.split(' ');
  if (at === OTHER || kind === '') return undefined;
  const match: Record<string, string> = {};
  let into = 0;
  for (let i = 0; i + 1 < words.length; i += 2) {
    const [name = '', text = ''] = words.slice(i, i + 2);
    if (name === 'class') into = parseHandle(text) ?? 0;
    else match[name] = text;
  }
  return { at, priority: Number(priority), protocol, kind, class: into, match, actions: actionsOf(rest) };
}

function actionsOf(texts: readonly string[]): readonly FilterAction[] {
  const actions: FilterAction[] = [];
  for (let i = 0; i < texts.length; i++) {
    const [, kind = '', ...words] = (texts[i] ?? '').split(' ');
    const action = { kind, options: optionsOf(actionTable(kind), words) };
    if (!sendsOn(kind)) actions.push(action);
    else {
      i += 1;
      actions.push({ ...action, to: texts[i] ?? '' });
    }
  }
  return actions;
}

/** In the order in which the kernel asks them. */
export const filtersValue = (filters: readonly Filter[], others: readonly Value[] = []): readonly Value[] => [
  ...[...filters]
    .sort((a, b) => (a.at === b.at ? a.priority - b.priority : a.at < b.at ? -1 : 1))
    .map(filterValue),
  ...others,
];

/** The names of the links that filters send packets to. */
export function targetsOf(value: Value | undefined): readonly string[] {
  if (!Array.isArray(value) || value.length === 0) return [];
  return filtersIn(value).flatMap(({ actions }) => actions.flatMap(({ to }) => to ?? []));
}

/** The value without the name of a link that is gone: the kernel keeps the filter, which then leads nowhere (mirred_device_event). */
export const withoutTarget = (value: Value, name: string): Value =>
  filtersValue(
    filtersIn(value).map((filter) => ({
      ...filter,
      actions: filter.actions.map((one) => (one.to === name ? { ...one, to: NOWHERE } : one)),
    })),
    besideIn(value),
  );

/** The value without the names of links to which the live filters lead no longer. */
export function leadingNowhere(value: Value, live: Value | undefined): Value {
  const present = filtersIn(live);
  const gone = new Set(
    present.flatMap((filter) =>
      filter.actions.flatMap(({ to }, i) => (to === NOWHERE ? [actionKey(filter, i)] : [])),
    ),
  );
  if (gone.size === 0) return value;
  return filtersValue(
    filtersIn(value).map((filter) => ({
      ...filter,
      actions: filter.actions.map((one, i) =>
        one.to !== undefined && gone.has(actionKey(filter, i)) ? { ...one, to: NOWHERE } : one,
      ),
    })),
    besideIn(value),
  );
}

const actionKey = ({ at, priority }: Filter, i: number): string => `${at} ${priority} ${i}`;

/** In place of a name: the link is gone. */
export const NOWHERE = '#0';

/** The filters of a value that send packets only to links that are there. */
export function withTargetsIn(value: Value, isThere: (name: string) => boolean): Value {
  if (!Array.isArray(value)) return value;
  const kept = filtersIn(value).filter(({ actions }) =>
    actions.every(({ to }) => to === undefined || isThere(to)),
  );
  return filtersValue(kept, besideIn(value));
}

/** The wanted filters without those that lead nowhere, unless they are there: no such filter can be made. */
export const possibleFilters = (wanted: Value, present: readonly Filter[]): readonly Filter[] =>
  filtersIn(wanted).filter(
    (one) =>
      one.actions.every(({ to }) => to !== NOWHERE) || present.some((other) => isSameFilter(one, other)),
  );

export const isSameFilter = (declared: Filter, live: Filter): boolean =>
  isAlike(declared, live) &&
  declared.class === live.class &&
  sameMatch(declared.match, live.match) &&
  declared.actions.length === live.actions.length &&
  declared.actions.every((action, i) => {
    const other = live.actions[i];
    return (
      other !== undefined &&
      action.kind === other.kind &&
      action.to === other.to &&
      areAsDeclared(actionTable(action.kind), action.options, other.options)
    );
  });

/** Whether they stand at the same place, and look at packets in the same way. */
export const isAlike = (a: Filter, b: Filter): boolean =>
  a.at === b.at && a.priority === b.priority && a.protocol === b.protocol && a.kind === b.kind;

function sameMatch(a: Filter['match'], b: Filter['match']): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}

/**
 * Whether live filters are as declared, beside which there can be some that cannot be declared. To none at all belongs that clsact
 * is gone, unless it holds filters of others.
 */
export function areFiltersAsDeclared(declared: Value, live: Value | undefined): boolean {
  if (isUnhooked(declared) && hasHook(live) && othersIn(live).every(({ at }) => !isHook(at))) return false;
  const b = filtersIn(live);
  const a = possibleFilters(declared, b);
  return a.length === b.length && a.every((one, i) => b[i] !== undefined && isSameFilter(one, b[i]));
}
