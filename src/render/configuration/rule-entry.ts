import type { Rule } from '../../model/index.ts';
import { ipProtocolName } from '../../model/language/ip-protocols.ts';
import { rules } from '../../resources/rule/rule.ts';
import { compact, type Node, type Written } from './document.ts';

const ANY = { 4: '0.0.0.0/0', 6: '::/0' } as const;
const WHOLE_MARK = 0xffffffff;

/** Priority and table of the rules that every namespace has initially (fib_default_rules_init, fib6_rules_net_init). */
const FIRST_RULES: ReadonlySet<string> = new Set(['0 255', '32766 254', '32767 253']);

/** What the language calls the actions that it has. */
const TYPES: ReadonlyMap<Rule['action'], string> = new Map([
  ['lookup', 'table'],
  ['blackhole', 'blackhole'],
  ['unreachable', 'unreachable'],
  ['prohibit', 'prohibit'],
  ['nop', 'nop'],
  ['goto', 'table'],
]);

/** An item of `routing-policy`; null for a rule that nobody set, or the reason why it cannot be declared. */
export function ruleEntry(rule: Rule): Written {
  if (rules.automatic(rule) || isFirstRule(rule)) return null;
  const type = TYPES.get(rule.action);
  if (type === undefined) return { reason: `a rule with the action ${rule.action} cannot be declared yet` };
  if (rule.others !== undefined) return { reason: `a rule with ${rule.others} cannot be declared yet` };
  return {
    node: compact({
      invert: rule.inverted,
      from: rule.from ?? anySource(rule),
      to: rule.to,
      family: needsFamily(rule) ? `ipv${rule.family}` : undefined,
      iif: rule.iif,
      oif: rule.oif,
      mark: markText(rule),
      'type-of-service': rule.tos,
      'ip-protocol': rule.ipProtocol === undefined ? undefined : ipProtocolName(rule.ipProtocol),
      'source-port': portNode(rule.sourcePort),
      'destination-port': portNode(rule.destinationPort),
      'uid-range': rule.uidRange,
      type: type === 'table' ? undefined : type,
      table: rule.table,
      'suppress-prefix-length': rule.suppressPrefixLength,
      'suppress-interface-group': rule.suppressInterfaceGroup,
      l3mdev: rule.l3mdev,
      goto: rule.target,
      priority: rule.priority,
    }),
  };
}

/** The members that the first rules have, and the mark of who made a rule. */
const FIRST_MEMBERS: ReadonlySet<string> = new Set<keyof Rule>([
  'type',
  'family',
  'priority',
  'action',
  'table',
  'protocol',
]);

const isFirstRule = (rule: Rule): boolean =>
  Object.keys(rule).every((member) => FIRST_MEMBERS.has(member)) &&
  FIRST_RULES.has(`${rule.priority} ${rule.table}`);

/** Something must show the family: netplan has only addresses for that. A rule that it lacks anyway says it as it is. */
const needsFamily = (rule: Rule): boolean =>
  rule.from === undefined && rule.to === undefined && isBeyondNetplan(rule);

const anySource = (rule: Rule): string | undefined =>
  rule.from === undefined && rule.to === undefined && !isBeyondNetplan(rule) ? ANY[rule.family] : undefined;

const BEYOND_NETPLAN = [
  ...(['iif', 'oif', 'ipProtocol', 'sourcePort', 'destinationPort', 'uidRange'] as const),
  ...(['suppressPrefixLength', 'suppressInterfaceGroup', 'l3mdev', 'inverted'] as const),
] as const satisfies readonly (keyof Rule)[];

const isBeyondNetplan = (rule: Rule): boolean =>
  rule.action !== 'lookup' || BEYOND_NETPLAN.some((member) => rule[member] !== undefined);

const portNode = (text: string | undefined): Node | undefined =>
  text === undefined || text.includes('-') ? text : Number(text);

function markText({ mark, markMask }: Rule): Node | undefined {
  if (mark === undefined) return undefined;
  if (markMask === undefined || markMask === WHOLE_MARK) return mark;
  return `0x${mark.toString(16)}/0x${markMask.toString(16)}`;
}
