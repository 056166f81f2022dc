import type { Rule } from '../../model/index.ts';
import { rules } from '../../resources/rule/rule.ts';
import { compact, type Node, type Written } from './document.ts';

const ANY = { 4: '0.0.0.0/0', 6: '::/0' } as const;
const WHOLE_MARK = 0xffffffff;

/** Priority and table of the rules that every namespace has initially (fib_default_rules_init, fib6_rules_net_init). */
const FIRST_RULES: ReadonlySet<string> = new Set(['0 255', '32766 254', '32767 253']);

/** An item of `routing-policy`; null for a rule that nobody set, or the reason why it cannot be declared. */
export function ruleEntry(rule: Rule): Written {
  if (rules.automatic(rule) || isFirstRule(rule)) return null;
  if (rule.action !== 'lookup')
    return { reason: `a rule with the action ${rule.action} cannot be declared yet` };
  if (rule.iif !== undefined || rule.oif !== undefined) {
    return { reason: 'a rule for an interface cannot be declared yet' };
  }
  if (rule.others !== undefined) return { reason: `a rule with ${rule.others} cannot be declared yet` };
  return {
    node: compact({
      // One of the two is needed to show the address family.
      from: rule.from ?? (rule.to === undefined ? ANY[rule.family] : undefined),
      to: rule.to,
      mark: markText(rule),
      'type-of-service': rule.tos,
      table: rule.table,
      priority: rule.priority,
    }),
  };
}

function isFirstRule(rule: Rule): boolean {
  const anything = rule.from === undefined && rule.to === undefined && rule.mark === undefined;
  return anything && rule.others === undefined && FIRST_RULES.has(`${rule.priority} ${rule.table}`);
}

function markText({ mark, markMask }: Rule): Node | undefined {
  if (mark === undefined) return undefined;
  if (markMask === undefined || markMask === WHOLE_MARK) return mark;
  return `0x${mark.toString(16)}/0x${markMask.toString(16)}`;
}
