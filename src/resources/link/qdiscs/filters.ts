import {
  actionTable,
  type Filter,
  type FilterAction,
  NOWHERE,
  PROTOCOLS,
} from '../../../model/language/qdiscs/filters.ts';
import type { QdiscOptions } from '../../../model/language/qdiscs/option.ts';
import { withoutUsualOptions } from '../../../model/language/qdiscs/options-text.ts';
import {
  burstTicks,
  rateTable,
  TC_ACT,
  TCA_CLS_FLAGS,
  TCA_MIRRED,
  type TrafficFilter,
} from '../../../netlink/index.ts';
import type { LinkIndex } from '../../room.ts';
import { ACTION_WIRES } from './action-wires.ts';
import { hex, MATCHES, protocolNumber, wordOf } from './match-wires.ts';
import { beyondWord, bytesIn, type RateSpec, rateSpec } from './rates.ts';
import type { Members } from './wire.ts';

/** What every kind has, and says nothing of packets. */
const ASIDE: ReadonlySet<string> = new Set(['classid', 'actions', 'flags', 'inHwCount', 'pcnt', 'ethType']);

/** The kind, the handle and the options of a message about a filter. A number of its own lets it be changed in place. */
export function writeFilter(
  filter: Filter,
  links: LinkIndex,
): Pick<TrafficFilter, 'kind' | 'options' | 'handle'> {
  const { kind, protocol, match } = filter;
  const said = Object.entries(match).flatMap(([name, text]) =>
    Object.entries(MATCHES[name]?.write(text, filter) ?? {}),
  );
  const ethType = kind === 'flower' && protocol !== 'all' ? { ethType: protocolNumber(protocol) } : {};
  const options = {
    ...(filter.class !== 0 && { classid: filter.class }),
    ...ethType,
    ...Object.fromEntries(said),
    ...(filter.actions.length > 0 && { actions: filter.actions.map((one) => writeAction(one, links)) }),
  };
  // Safe: the members of each kind are those of the codec's table for it.
  return { kind, handle: handleOfFilter(filter), options } as Pick<
    TrafficFilter,
    'kind' | 'options' | 'handle'
  >;
}

/** What the kernel finds a filter by, among those of its priority: of fw, the mark of the packets. */
const handleOfFilter = ({ kind, match }: Filter): number =>
  kind === 'fw' ? Number(match['mark']?.split('/')[0]) : 1;

const ALL_BITS = 0xffff_ffff;

/** A filter as the kernel shows it; undefined if it cannot be declared. */
export function readFilter(
  { kind = '', handle = 0, options, chain = 0 }: TrafficFilter,
  place: Pick<Filter, 'at' | 'priority'> & { readonly protocol: number },
  links: LinkIndex,
): Filter | undefined {
  if (typeof options !== 'object' || chain !== 0) return undefined;
  const members = options as Members;
  const flags = members['flags'] as readonly string[] | number | undefined;
  if (isForHardware(flags)) return undefined;
  const match = kind === 'fw' ? markOf(handle, members) : handle === 1 ? matchOf(kind, members) : undefined;
  const actions = (members['actions'] as readonly Shown[] | undefined)?.map((one) => readAction(one, links));
  if (match === undefined || actions?.includes(undefined) === true) return undefined;
  return {
    ...place,
    protocol: wordOf(PROTOCOLS, place.protocol),
    ...{ kind, class: Number(members['classid'] ?? 0), match },
    actions: actions?.filter((one) => one !== undefined) ?? [],
  };
}

function isForHardware(flags: readonly string[] | number | undefined): boolean {
  if (flags === undefined) return false;
  if (typeof flags === 'number') return (flags & (TCA_CLS_FLAGS.SKIP_HW | TCA_CLS_FLAGS.SKIP_SW)) !== 0;
  return flags.some((flag) => flag === 'SKIP_HW' || flag === 'SKIP_SW');
}

function markOf(handle: number, { mask = ALL_BITS, police, indev }: Members): Filter['match'] | undefined {
  if (police !== undefined || indev !== undefined) return undefined;
  return { mark: mask === ALL_BITS ? hex(handle) : `${hex(handle)}/${hex(mask)}` };
}

function matchOf(kind: string, members: Members): Filter['match'] | undefined {
  if (kind !== 'flower' && kind !== 'matchall') return undefined;
  const left = new Set(Object.keys(members).filter((name) => !ASIDE.has(name)));
  const match: Record<string, string> = {};
  for (const [name, wire] of Object.entries(MATCHES)) {
    const own = wire.members.filter((member) => left.has(member));
    if (own.length === 0) continue;
    const text = wire.read(members);
    if (text === undefined) return undefined;
    match[name] = text;
    for (const member of own) left.delete(member);
  }
  return left.size === 0 ? match : undefined;
}

/** An action as the codec has it. */
interface Shown {
  readonly kind?: string;
  readonly options?: Members;
}

const GENERAL = { index: 0, capab: 0, refcnt: 0, bindcnt: 0 };

const EACTIONS = {
  redirect: [TCA_MIRRED.EGRESS_REDIR, TCA_MIRRED.INGRESS_REDIR],
  mirror: [TCA_MIRRED.EGRESS_MIRROR, TCA_MIRRED.INGRESS_MIRROR],
} as const;

/** What becomes of a packet by the actions that only say so. */
const VERDICTS: Readonly<Record<string, number>> = {
  ...{ drop: TC_ACT.SHOT, pass: TC_ACT.OK, continue: TC_ACT.UNSPEC, reclassify: TC_ACT.RECLASSIFY },
};

function writeAction({ kind, options, to = '' }: FilterAction, links: LinkIndex): Shown {
  const plain = VERDICTS[kind];
  if (plain !== undefined) return { kind: 'gact', options: { parms: { ...GENERAL, action: plain } } };
  const wire = ACTION_WIRES[kind];
  if (wire !== undefined) return { kind, options: wire.write(options) };
  switch (kind) {
    case 'police':
      return writePolice(options);
    default: {
      const [egress, ingress] = EACTIONS[kind === 'mirror' ? 'mirror' : 'redirect'];
      const eaction = options['direction'] === 1 ? ingress : egress;
      const action = kind === 'mirror' ? TC_ACT.PIPE : TC_ACT.STOLEN;
      return {
        kind: 'mirred',
        options: { parms: { ...GENERAL, action, eaction, ifindex: links.indexOf(to) } },
      };
    }
  }
}

function writePolice({
  rate = 0,
  burst = 0,
  mtu = 0xffff_ffff,
  exceed = TC_ACT.SHOT,
  conform = TC_ACT.OK,
}: QdiscOptions): Shown {
  const { cellLog, table } = rateTable(rate);
  const tbf = {
    ...{ index: 0, action: exceed, limit: 0, burst: burstTicks(burst, rate), mtu },
    rate: { ...rateSpec(rate, 0), cellLog },
    peakrate: rateSpec(0, 0),
    ...{ refcnt: 0, bindcnt: 0, capab: 0 },
  };
  return { kind: 'police', options: { ...beyondWord('rate64', rate), tbf, rate: table, result: conform } };
}

interface Policing {
  readonly action: number;
  readonly burst: number;
  readonly mtu: number;
  readonly rate: RateSpec;
  readonly peakrate: RateSpec;
}

/** An action as the kernel shows it; undefined if it cannot be declared. */
function readAction({ kind, options = {} }: Shown, links: LinkIndex): FilterAction | undefined {
  const { parms } = options as { readonly parms?: Readonly<Record<string, number | undefined>> };
  const verdict = parms?.['action'];
  switch (kind) {
    case 'gact': {
      const [word] = Object.entries(VERDICTS).find(([, number]) => number === verdict) ?? [];
      return word === undefined || options['prob'] !== undefined ? undefined : { kind: word, options: {} };
    }
    case 'police':
      return readPolice(options);
    case 'mirred': {
      const { ifindex = 0 } = parms ?? {};
      const eaction: unknown = parms?.['eaction'];
      const found = (['redirect', 'mirror'] as const).find((one) =>
        EACTIONS[one].some((number) => number === eaction),
      );
      if (found === undefined || verdict !== (found === 'mirror' ? TC_ACT.PIPE : TC_ACT.STOLEN))
        return undefined;
      const direction = eaction === EACTIONS[found][1] ? 1 : 0;
      return { kind: found, options: { direction }, to: links.nameOf(ifindex) ?? NOWHERE };
    }
    default: {
      const found = ACTION_WIRES[kind ?? '']?.read(options);
      if (kind === undefined || found === undefined) return undefined;
      return { kind, options: withoutUsualOptions(actionTable(kind), found) };
    }
  }
}

function readPolice({ tbf, rate64, result, ...others }: Members): FilterAction | undefined {
  const { action, burst, mtu, rate, peakrate } = tbf as Policing;
  const strange = ['avrate', 'peakrate64', 'pktrate64', 'pktburst64'].some(
    (name) => others[name] !== undefined,
  );
  if (strange || peakrate.rate !== 0) return undefined;
  const bytes = Number(rate64 ?? rate.rate);
  const options = {
    rate: bytes,
    burst: bytesIn(burst, bytes),
    mtu,
    exceed: action,
    conform: Number(result ?? 0),
  };
  return { kind: 'police', options: withoutUsualOptions(actionTable('police'), options) };
}
