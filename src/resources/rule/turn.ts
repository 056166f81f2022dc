import type { Item, Rule, Step } from '../../model/index.ts';
import { NetlinkError } from '../../netlink/index.ts';
import { OUR_PROTOCOL } from '../mark.ts';
import type { Call, Kernel } from '../room.ts';
import { ruleCreation, ruleRemoval } from './messages.ts';
import { observeRules } from './observe.ts';
import { ruleKey, ruleName } from './selector.ts';

/**
 * Makes or removes a rule among others that the kernel would take for it. The kernel puts a new rule behind those of
 * its priority (fib_nl_newrule), and removes the first that matches (rule_find). So all rules from the first concerned
 * one on are made once more, in their order, and then the first of each are removed from the front: none is missing in
 * between. Requests go one after the other, so that a rule which cannot be made again is not removed.
 */
export function turn({ before, after, around }: Pick<Step, 'before' | 'after' | 'around'>): Call {
  const level = (around ?? []).filter(isRule);
  const subject = after ?? before;
  const name = subject?.type === 'rule' ? ruleName(subject) : '';
  return {
    text: `${after === null ? 'RTM_DELRULE' : 'RTM_NEWRULE'} ${name}, among ${level.length} of its priority`,
    run: async (kernel) => {
      if (after?.type === 'rule' && (await isThere(after, kernel))) return;
      for (const rule of level) if (rule !== before) await kernel.route.request(ruleCreation(rule));
      for (const rule of level) if (rule !== after) await remove(rule, kernel);
    },
    ...(after !== null && { makes: true as const }),
  };
}

const isRule = (item: Item): item is Rule => item.type === 'rule';

/** Whether the rule exists already: without NLM_F_EXCL it would be added a second time. */
async function isThere(rule: Rule, { route }: Kernel): Promise<boolean> {
  const key = ruleKey(rule);
  const protocol = rule.protocol ?? OUR_PROTOCOL;
  return (await observeRules(route)).some((live) => live.protocol === protocol && ruleKey(live) === key);
}

async function remove(rule: Rule, { route }: Kernel): Promise<void> {
  try {
    await route.request(ruleRemoval(rule));
  } catch (error) {
    // Somebody else was faster.
    if (!(error instanceof NetlinkError && error.code === 'ENOENT')) throw error;
  }
}
