import type { Rule, Step } from '../../model/index.ts';
import {
  AF,
  FIB_RULE,
  rule as message,
  NLM_F,
  parseAddress,
  type Request,
  RTM,
  unknown,
  type Value,
} from '../../netlink/index.ts';
import { beyondAttributes } from '../beyond.ts';
import { OUR_PROTOCOL } from '../mark.ts';
import { RULE_ACTIONS } from './actions.ts';

type Fields = Value<typeof message>;

export function ruleRequests(step: Step): Request[] {
  const requests: Request[] = [];
  if (step.before?.type === 'rule' && step.action !== 'create') {
    requests.push({
      message,
      type: RTM.DELRULE,
      value: { ...fields(step.before), protocol: step.before.protocol ?? 0 },
    });
  }
  if (step.after?.type === 'rule' && step.action !== 'remove') {
    // Without EXCL the kernel adds an equal rule once more (fib_nl_newrule).
    const flags = NLM_F.CREATE | NLM_F.EXCL;
    requests.push({
      message,
      type: RTM.NEWRULE,
      flags,
      value: { ...fields(step.after), protocol: step.after.protocol ?? OUR_PROTOCOL },
    });
  }
  return requests;
}

function fields(rule: Rule): Fields {
  // Table 0 would make the kernel invent an empty table (fib4_rule_configure): lookup always names one.
  const table = rule.action === 'lookup' ? (rule.table ?? 254) : 0;
  return {
    family: rule.family === 4 ? AF.INET : AF.INET6,
    action: typeof rule.action === 'number' ? rule.action : RULE_ACTIONS[rule.action],
    tableId: table < 256 ? table : 0,
    ...(table !== 0 && { table }),
    ...(rule.priority !== undefined && { priority: rule.priority }),
    ...(rule.tos !== undefined && { tos: rule.tos }),
    ...(rule.mark !== undefined && { fwmark: rule.mark, fwmask: rule.markMask ?? 0xffffffff }),
    ...(rule.iif !== undefined && { iifname: rule.iif }),
    ...(rule.oif !== undefined && { oifname: rule.oif }),
    ...(rule.inverted === true && { flags: FIB_RULE.INVERT }),
    ...(rule.beyond !== undefined && { [unknown]: beyondAttributes(rule.beyond) }),
    ...prefixed('src', 'srcLen', rule.from),
    ...prefixed('dst', 'dstLen', rule.to),
  };
}

function prefixed(address: 'src' | 'dst', length: 'srcLen' | 'dstLen', text: string | undefined): Fields {
  if (text === undefined) return {};
  const slash = text.lastIndexOf('/');
  return { [address]: parseAddress(text.slice(0, slash)), [length]: Number(text.slice(slash + 1)) };
}
