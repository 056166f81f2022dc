import type { Attributes, Value } from '../../../model/index.ts';
import {
  NetlinkError,
  setTeamOptions,
  type TeamOption,
  type TeamOptionValue,
  teamOptions,
} from '../../../netlink/index.ts';
import type { LinkIndex, Order } from '../../room.ts';
import type { LinkDetails } from './link-details.ts';

/**
 * An option of a team or of its ports: its name and type in the kernel (team_options, drivers/net/team/team_core.c).
 */
interface Option {
  readonly name: string;
  readonly type: 'string' | 'u32' | 's32';
  /** Set if the value is the index of a link. */
  readonly link?: true;
}

/** The mode comes first, since other options depend on it. */
const OPTIONS: Readonly<Record<string, Option>> = {
  'team.mode': { name: 'mode', type: 'string' },
  'team.notify-peers-count': { name: 'notify_peers_count', type: 'u32' },
  'team.notify-peers-interval': { name: 'notify_peers_interval', type: 'u32' },
  'team.mcast-rejoin-count': { name: 'mcast_rejoin_count', type: 'u32' },
  'team.mcast-rejoin-interval': { name: 'mcast_rejoin_interval', type: 'u32' },
  'team.lb-tx-method': { name: 'lb_tx_method', type: 'string' },
  'team.active-port': { name: 'activeport', type: 'u32', link: true },
  'team-port.priority': { name: 'priority', type: 's32' },
  'team-port.queue-id': { name: 'queue_id', type: 'u32' },
};

const isOfPort = (attribute: string): boolean => attribute.startsWith('team-port.');

export const teamDetails: LinkDetails = {
  appliesTo: ({ kind }) => kind === 'team',
  concerns: (attribute) => attribute in OPTIONS,
  // team_change_mode requires a team without ports.
  how: (attribute) => (attribute === 'team.mode' ? 'empty' : 'live'),
  async read(teams, kernel, index) {
    const found = new Map<string, Attributes>();
    for (const { name, index: team } of teams) {
      try {
        const options = await teamOptions(kernel.generic(), team ?? 0);
        found.set(name, ofTeam(options, index));
        for (const [port, attributes] of ofPorts(options, index)) found.set(port, attributes);
      } catch (error) {
        // The team may have gone since the links were observed, or the user lacks the privilege to ask.
        if (!(error instanceof NetlinkError)) throw error;
      }
    }
    return found;
  },
  orders(link, _before, after, index): Order[] {
    const { master } = link.attributes;
    const names = Object.keys(OPTIONS).filter((name) => name in after);
    const own = names.filter((name) => !isOfPort(name));
    const ofPort = typeof master === 'string' ? names.filter(isOfPort) : [];
    return [
      ...call(link.name, own, after, index),
      ...call(String(master), ofPort, after, index, index.indexOf(link.name)),
    ];
  },
};

function call(
  team: string,
  names: readonly string[],
  after: Attributes,
  index: LinkIndex,
  port?: number,
): Order[] {
  if (names.length === 0) return [];
  const options = names.flatMap((name) => {
    const option = OPTIONS[name];
    return option === undefined ? [] : [written(option, after[name] ?? null, index, port)];
  });
  const ifindex = index.indexOf(team);
  const said = options.map(({ name, value }) => `${name} ${String(value)}`).join(', ');
  return [
    {
      text: `TEAM_CMD_OPTIONS_SET ${team} ${said}`,
      run: ({ generic }) => setTeamOptions(generic(), ifindex, options),
    },
  ];
}

function written({ name, type, link }: Option, value: Value, index: LinkIndex, port?: number): TeamOption {
  const which = { name, ...(port !== undefined && { port }) };
  if (type === 'string') return { ...which, type, value: String(value) };
  if (link === true) return { ...which, type, value: value === null ? 0 : index.indexOf(String(value)) };
  return { ...which, type, value: Number(value) };
}

function read({ link }: Option, option: TeamOptionValue, index: LinkIndex): Value | undefined {
  if (option.type === 'binary') return undefined;
  if (link !== true || typeof option.value !== 'number') return option.value;
  return option.value === 0 ? null : (index.nameOf(option.value) ?? `#${option.value}`);
}

function ofTeam(options: readonly TeamOption[], index: LinkIndex): Attributes {
  return attributesOf(
    options.filter(({ port }) => port === undefined),
    (attribute) => !isOfPort(attribute),
    index,
  );
}

function ofPorts(options: readonly TeamOption[], index: LinkIndex): ReadonlyMap<string, Attributes> {
  const byPort = new Map<string, TeamOption[]>();
  for (const option of options) {
    const name = option.port === undefined ? undefined : index.nameOf(option.port);
    if (name === undefined) continue;
    const others = byPort.get(name);
    if (others === undefined) byPort.set(name, [option]);
    else others.push(option);
  }
  return new Map([...byPort].map(([name, own]) => [name, attributesOf(own, isOfPort, index)]));
}

function attributesOf(
  options: readonly TeamOption[],
  concerns: (attribute: string) => boolean,
  index: LinkIndex,
): Attributes {
  const found: Record<string, Value> = {};
  for (const [attribute, wanted] of Object.entries(OPTIONS)) {
    if (!concerns(attribute)) continue;
    const option = options.find(({ name }) => name === wanted.name);
    const value = option === undefined ? undefined : read(wanted, option, index);
    if (value !== undefined) found[attribute] = value;
  }
  return found;
}
