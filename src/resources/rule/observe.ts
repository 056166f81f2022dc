import { Buffer } from 'node:buffer';
import type { Rule, RuleAction } from '../../model/index.ts';
import {
  type Address,
  AF,
  type Connection,
  FIB_RULE,
  formatAddress,
  rule as message,
  RTM,
  raw,
  unknown,
  type ViewOf,
} from '../../netlink/index.ts';
import { beyondText } from '../beyond.ts';
import { RULE_ACTIONS } from './actions.ts';

type Live = ViewOf<typeof message>;

/** Dumps all policy rules of both families. */
export async function observeRules(connection: Connection): Promise<Rule[]> {
  const dump = (family: number) => connection.dump({ message, type: RTM.GETRULE, value: { family } }, read);
  return [...(await dump(AF.INET)), ...(await dump(AF.INET6))];
}

function read(live: Live): Rule {
  const others = otherSelectors(live);
  const action = actionName(live.action ?? 0);
  return {
    type: 'rule',
    family: live.family === AF.INET ? 4 : 6,
    priority: live.priority ?? 0,
    ...(live.src !== undefined && { from: prefix(live.src, live.srcLen) }),
    ...(live.dst !== undefined && { to: prefix(live.dst, live.dstLen) }),
    ...(live.tos !== undefined && live.tos !== 0 && { tos: live.tos }),
    ...((live.fwmark !== undefined || live.fwmask !== undefined) && {
      mark: live.fwmark ?? 0,
      markMask: live.fwmask ?? 0xffffffff,
    }),
    ...(live.iifname !== undefined && { iif: live.iifname }),
    ...(live.oifname !== undefined && { oif: live.oifname }),
    action,
    ...(action === 'lookup' && { table: live.table ?? live.tableId ?? 0 }),
    protocol: live.protocol ?? 0,
    ...(others !== '' && { others }),
    ...((others !== '' || hasIdleTable(live)) && beyond(live)),
  };
}

/** iproute2 sets a table even for rules that do not look up any. */
const hasIdleTable = ({ action, table, tableId }: Live): boolean =>
  action !== RULE_ACTIONS.lookup && (table ?? tableId ?? 0) !== 0;

function actionName(number: number): RuleAction {
  for (const [name, value] of Object.entries(RULE_ACTIONS))
    if (value === number) return name as keyof typeof RULE_ACTIONS;
  return number;
}

const prefix = (address: Address, length: number | undefined): string =>
  `${formatAddress(address)}/${length ?? 0}`;

/** Selectors that cannot be declared; they are part of a rule's identity. */
function otherSelectors(live: Live): string {
  const parts: string[] = [];
  if (((live.flags ?? 0) & FIB_RULE.INVERT) !== 0) parts.push('not');
  if (live.l3mdev !== undefined && live.l3mdev !== 0) parts.push('l3mdev');
  const suppress = live.suppressPrefixlen;
  if (suppress !== undefined && suppress !== 0xffffffff && suppress !== -1)
    parts.push(`suppress_prefixlength ${suppress}`);
  const group = live.suppressIfgroup;
  if (group !== undefined && group !== 0xffffffff && group !== -1) parts.push(`suppress_ifgroup ${group}`);
  for (const key of [
    'uidRange',
    'ipProto',
    'sportRange',
    'dportRange',
    'tunId',
    'goto',
    'flow',
    'dscp',
    'flowlabel',
    'flowlabelMask',
    'sportMask',
    'dportMask',
    'dscpMask',
  ] as const) {
    const value = live[key];
    if (value !== undefined) parts.push(`${key} ${JSON.stringify(value, bigintText)}`);
  }
  for (const { id, data } of live[unknown] ?? [])
    parts.push(`attribute ${id} ${Buffer.from(data).toString('hex')}`);
  return parts.join(' ');
}

/** The same attributes as they came, so that the rule can be restored. */
function beyond(live: Live): Pick<Rule, 'inverted' | 'beyond'> {
  const attributes = [...live[raw](hasIdleTable(live) ? BEYOND_LOOKUP : BEYOND), ...(live[unknown] ?? [])];
  return {
    ...(((live.flags ?? 0) & FIB_RULE.INVERT) !== 0 && { inverted: true }),
    ...(attributes.length > 0 && { beyond: beyondText(attributes) }),
  };
}

const BEYOND: ReadonlySet<string> = new Set([
  ...['goto', 'flow', 'tunId', 'suppressIfgroup', 'suppressPrefixlen', 'l3mdev', 'uidRange', 'ipProto'],
  ...['sportRange', 'dportRange', 'dscp', 'flowlabel', 'flowlabelMask', 'sportMask', 'dportMask', 'dscpMask'],
]);

const BEYOND_LOOKUP: ReadonlySet<string> = new Set([...BEYOND, 'table']);

const bigintText = (_key: string, value: unknown): unknown =>
  typeof value === 'bigint' ? value.toString() : value;
