import type { Rule } from '../../model/index.ts';
import { covers, parseIp, parseIpPrefix } from '../../model/ip.ts';
import { IPPROTO } from '../../netlink/index.ts';
import { rangeOf } from '../../resources/rule/range.ts';
import type { Session } from './session.ts';

/** The packets of this machine for which a rule is asked. */
export type Packets = Pick<Session, 'local' | 'remote' | 'boundTo' | 'mark'>;

/** Undefined: it is not known. */
type Answer = boolean | undefined;

/** Whether a rule is certainly for these packets (fib_rule_match, fib4_rule_match, fib6_rule_match). */
export function appliesTo(rule: Rule, packets: Packets): boolean {
  const matches = matchOf(rule, packets);
  return rule.inverted === true ? matches === false : matches === true;
}

/** Whether selectors match of which nothing is known here, or only for TCP sessions. */
export const isUncertain = (rule: Rule): boolean => UNCERTAIN.some((member) => rule[member] !== undefined);

const UNCERTAIN = [
  'others',
  'suppressInterfaceGroup',
  'ipProtocol',
  'sourcePort',
  'destinationPort',
  'uidRange',
] as const;

/** What is not known of the packets. */
const UNKNOWN = ['tos', 'uidRange', 'others'] as const;

function matchOf(rule: Rule, { local, remote, mark, boundTo }: Packets): Answer {
  const mask = rule.markMask ?? 0xffffffff;
  const protocol = local.port === 0 ? undefined : IPPROTO.TCP;
  const answers: readonly Answer[] = [
    isIn(local.address, rule.from),
    isIn(remote.address, rule.to),
    rule.mark === undefined || (mark & mask) >>> 0 === rule.mark,
    rule.iif === undefined || rule.iif === 'lo',
    rule.oif === undefined || rule.oif === boundTo,
    rule.ipProtocol === undefined || (protocol && rule.ipProtocol === protocol),
    isPort(local.port, rule.sourcePort),
    isPort(remote.port, rule.destinationPort),
    UNKNOWN.every((member) => rule[member] === undefined) ? true : undefined,
  ];
  if (answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}

function isIn(address: string, prefix: string | undefined): boolean {
  if (prefix === undefined) return true;
  const ip = parseIp(address);
  const network = parseIpPrefix(prefix);
  return ip !== undefined && typeof network !== 'string' && covers(network.ip, network.prefix, ip);
}

function isPort(port: number, range: string | undefined): Answer {
  if (range === undefined) return true;
  if (port === 0) return undefined;
  const { start, end } = rangeOf(range);
  return start <= port && port <= end;
}
