import type { Step } from '../../model/index.ts';
import { NLM_F } from '../../netlink/index.ts';
import type { Order } from '../room.ts';
import { ruleCreation, ruleRemoval } from './messages.ts';
import { turn } from './turn.ts';

export function ruleRequests({ action, before, after, around }: Step): Order[] {
  if (around !== undefined) return [turn({ before, after, around })];
  return [
    ...(before?.type === 'rule' && action !== 'create' ? [ruleRemoval(before)] : []),
    // Without EXCL the kernel adds an equal rule a second time (fib_nl_newrule).
    ...(after?.type === 'rule' && action !== 'remove' ? [ruleCreation(after, NLM_F.EXCL)] : []),
  ];
}
