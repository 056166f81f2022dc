import type { Item, Rule, Step } from '../../model/index.ts';
import { NetlinkError } from '../../netlink/index.ts';
import type { Call, Kernel } from '../room.ts';
import { ruleCreation, ruleRemoval } from './messages.ts';
import { observeRules } from './observe.ts';
import { ruleIdentity, ruleName } from './selector.ts';

/**
 * Makes or removes a rule among others that the kernel would take for it, or brings some in another order. The kernel puts a
 * new rule behind those of its priority (fib_nl_newrule), and removes the first that matches (rule_find). So all rules from the
 * first concerned one on are made once more, in their order, and then the first of each are removed from the front: none is
 * missing in between. Requests go one after the other, so that a rule which cannot be made again is not removed.
 */
export function turn({ before, after, around }: Pick<Step, 'before' | 'after' | 'around'>): Call {
  const level = (around ?? []).filter(isRule);
  const subject = after ?? before;
  const name = subject?.type === 'rule' ? ruleName(subject) : '';
  return {
    text: `${after === null ? 'RTM_DELRULE' : 'RTM_NEWRULE'} ${name}, among ${level.length} of its priority`,
    run: async (kernel) => {
      if (before !== null && after !== null) return await bringInOrder(level, kernel);
      if (after?.type === 'rule' && (await isThere(after, kernel))) return;
      for (const rule of level) if (rule !== before) await kernel.route.request(ruleCreation(rule));
      for (const rule of level) if (rule !== after) await remove(rule, kernel);
    },
    ...(before === null && { makes: true as const }),
  };
}

const isRule = (item: Item): item is Rule => item.type === 'rule';

/** Makes rules anew, in this order, and then removes the first of each, from the front as they were. */
async function bringInOrder(level: readonly Rule[], kernel: Kernel): Promise<void> {
  const live = new Map((await observeRules(kernel.route)).map((rule, nth) => [ruleIdentity(rule), nth]));
  const placeOf = (rule: Rule): number => live.get(ruleIdentity(rule)) ?? -1;
  for (const rule of level) await kernel.route.request(ruleCreation(rule));
  for (const rule of [...level].sort((a, b) => placeOf(a) - placeOf(b))) await remove(rule, kernel);
}

/** Whether the rule exists already: without NLM_F_EXCL it would be added a second time. */
async function isThere(rule: Rule, { route }: Kernel): Promise<boolean> {
  const text = ruleIdentity(rule);
  return (await observeRules(route)).some((live) => ruleIdentity(live) === text);
}

async function remove(rule: Rule, { route }: Kernel): Promise<void> {
  try {
    await route.request(ruleRemoval(rule));
  } catch (error) {
    // Somebody else was faster.
    if (!(error instanceof NetlinkError && error.code === 'ENOENT')) throw error;
  }
}
