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
import { familiesThere } from '../families.ts';
import { RULE_ACTIONS } from './actions.ts';
import { portText, userText } from './range.ts';

type Live = ViewOf<typeof message>;

/** Dumps all policy rules of both families. */
export async function observeRules(connection: Connection): Promise<Rule[]> {
  const dump = (family: number) => connection.dump({ message, type: RTM.GETRULE, value: { family } }, read);
  const found: Rule[] = [];
  for (const family of familiesThere()) found.push(...(await dump(family)));
  return found;
}

function read(live: Live): Rule {
  const others = otherSelectors(live);
  const action = actionName(live.action ?? 0);
  const l3mdev = live.l3mdev === 1;
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
    ...(live.ipProto !== undefined && { ipProtocol: live.ipProto }),
    ...(live.sportRange !== undefined && { sourcePort: portText(live.sportRange) }),
    ...(live.dportRange !== undefined && { destinationPort: portText(live.dportRange) }),
    ...(live.uidRange !== undefined && { uidRange: userText(live.uidRange) }),
    ...(isSet(live.suppressPrefixlen) && { suppressPrefixLength: live.suppressPrefixlen }),
    ...(isSet(live.suppressIfgroup) && { suppressInterfaceGroup: live.suppressIfgroup }),
    ...(l3mdev && { l3mdev }),
    ...(((live.flags ?? 0) & FIB_RULE.INVERT) !== 0 && { inverted: true }),
    action,
    ...(action === 'lookup' && !l3mdev && { table: live.table ?? live.tableId ?? 0 }),
    ...(live.goto !== undefined && { target: live.goto }),
    protocol: live.protocol ?? 0,
    ...(others !== '' && { others }),
    ...((others !== '' || hasIdleTable(live)) && beyond(live)),
  };
}

/** Whether a suppressor is set: -1 means none. */
const isSet = (value: number | undefined): value is number =>
  value !== undefined && value !== 0xffffffff && value !== -1;

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

const WHOLE_PORT = 0xffff;

/** Selectors that cannot be declared; they are part of a rule's identity. */
function otherSelectors(live: Live): string {
  const parts: string[] = [];
  for (const key of ['tunId', 'flow', 'dscp', 'flowlabel', 'flowlabelMask', 'dscpMask'] as const) {
    const value = live[key];
    if (value !== undefined) parts.push(`${key} ${JSON.stringify(value, bigintText)}`);
  }
  for (const key of ['sportMask', 'dportMask'] as const) {
    const value = live[key];
    // The kernel gives every single port this one (fib_nl2rule).
    if (value !== undefined && value !== WHOLE_PORT) parts.push(`${key} ${value}`);
  }
  for (const { id, data } of live[unknown] ?? [])
    parts.push(`attribute ${id} ${Buffer.from(data).toString('hex')}`);
  return parts.join(' ');
}

/** The same attributes as they came, so that the rule can be restored. */
function beyond(live: Live): Pick<Rule, 'beyond'> {
  const attributes = [...live[raw](hasIdleTable(live) ? BEYOND_LOOKUP : BEYOND), ...(live[unknown] ?? [])];
  return attributes.length > 0 ? { beyond: beyondText(attributes) } : {};
}

const BEYOND: ReadonlySet<string> = new Set([
  ...['flow', 'tunId', 'dscp', 'flowlabel', 'flowlabelMask', 'sportMask', 'dportMask', 'dscpMask'],
]);

const BEYOND_LOOKUP: ReadonlySet<string> = new Set([...BEYOND, 'table']);

const bigintText = (_key: string, value: unknown): unknown =>
  typeof value === 'bigint' ? value.toString() : value;
