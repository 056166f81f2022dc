import type { Rule } from '../../model/index.ts';
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
import { tableByte } from '../table-byte.ts';
import { RULE_ACTIONS } from './actions.ts';
import { rangeOf } from './range.ts';

type Fields = Value<typeof message>;

export const ruleRemoval = (rule: Rule): Request => ({
  message,
  type: RTM.DELRULE,
  value: { ...fields(rule), protocol: rule.protocol ?? 0 },
});

export const ruleCreation = (rule: Rule, flags = 0): Request => ({
  message,
  type: RTM.NEWRULE,
  flags: NLM_F.CREATE | flags,
  value: { ...fields(rule), protocol: rule.protocol ?? OUR_PROTOCOL },
});

function fields(rule: Rule): Fields {
  // With table 0 the kernel would allocate a new table (fib4_rule_configure), so lookup always has one, except in those of
  // VRFs.
  const table = rule.action === 'lookup' && rule.l3mdev !== true ? (rule.table ?? 254) : 0;
  return {
    family: rule.family === 4 ? AF.INET : AF.INET6,
    action: typeof rule.action === 'number' ? rule.action : RULE_ACTIONS[rule.action],
    tableId: tableByte(table),
    ...(table !== 0 && { table }),
    ...(rule.priority !== undefined && { priority: rule.priority }),
    ...(rule.tos !== undefined && { tos: rule.tos }),
    ...(rule.mark !== undefined && { fwmark: rule.mark, fwmask: rule.markMask ?? 0xffffffff }),
    ...(rule.iif !== undefined && { iifname: rule.iif }),
    ...(rule.oif !== undefined && { oifname: rule.oif }),
    ...(rule.ipProtocol !== undefined && { ipProto: rule.ipProtocol }),
    ...(rule.sourcePort !== undefined && { sportRange: rangeOf(rule.sourcePort) }),
    ...(rule.destinationPort !== undefined && { dportRange: rangeOf(rule.destinationPort) }),
    ...(rule.uidRange !== undefined && { uidRange: rangeOf(rule.uidRange) }),
    ...(rule.suppressPrefixLength !== undefined && { suppressPrefixlen: rule.suppressPrefixLength }),
    ...(rule.suppressInterfaceGroup !== undefined && { suppressIfgroup: rule.suppressInterfaceGroup }),
    ...(rule.l3mdev === true && { l3mdev: 1 }),
    ...(rule.target !== undefined && { goto: rule.target }),
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
