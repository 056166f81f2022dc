import type { Rule } from '../../model/index.ts';
import { ipProtocolName } from '../../model/language/ip-protocols.ts';
import { OUR_PROTOCOL } from '../mark.ts';

/** All members of a rule except the priority, which a declared rule may leave to the planner. */
export function selector(rule: Rule): string {
  const parts: string[] = [`IPv${rule.family}`];
  const say = (word: string, value: string | number | undefined) => {
    if (value !== undefined) parts.push(`${word} ${value}`);
  };
  if (rule.inverted === true) parts.push('not');
  say('from', rule.from);
  say('to', rule.to);
  say('tos', rule.tos);
  if (rule.mark !== undefined) {
    say('mark', `0x${rule.mark.toString(16)}/0x${(rule.markMask ?? 0xffffffff).toString(16)}`);
  }
  say('iif', rule.iif);
  say('oif', rule.oif);
  say('uidrange', rule.uidRange);
  say('ipproto', rule.ipProtocol === undefined ? undefined : ipProtocolName(rule.ipProtocol));
  say('sport', rule.sourcePort);
  say('dport', rule.destinationPort);
  if (rule.others !== undefined) parts.push(rule.others);
  if (rule.l3mdev === true) parts.push('lookup [l3mdev-table]');
  if (rule.action === 'lookup') say('lookup', rule.l3mdev === true ? undefined : (rule.table ?? 254));
  else parts.push(String(rule.action) + (rule.target === undefined ? '' : ` ${rule.target}`));
  say('suppress_prefixlength', rule.suppressPrefixLength);
  say('suppress_ifgroup', rule.suppressInterfaceGroup);
  return parts.join(' ');
}

export const ruleKey = (rule: Rule): string => `${rule.priority ?? 'any'}: ${selector(rule)}`;

/** What tells rules apart for the kernel (rule_exists): their protocol as well. */
export const ruleIdentity = (rule: Rule): string => `${ruleKey(rule)} ${rule.protocol ?? OUR_PROTOCOL}`;

export const ruleName = (rule: Rule): string =>
  `rule ${rule.priority ?? 'any'}: ${selector(rule).replace('IPv4 ', '').replace('IPv6 ', '(IPv6) ')}`;
