import { Buffer } from 'node:buffer';
import type { Rule } from '../../model/index.ts';
import { beyondAttributes } from '../beyond.ts';
import { OUR_PROTOCOL } from '../mark.ts';

/**
 * Whether the kernel, requested to delete one rule, may take another one for it. It does not compare what the request
 * leaves out or has as zero (no mark, any source), and never compares whether a rule is inverted or where a goto leads
 * (rule_find, fib4_rule_compare, fib6_rule_compare). For the question whether a rule exists it compares more
 * (rule_exists), but addresses no better.
 */
export function isTakenFor(other: Rule, asked: Rule): boolean {
  return (
    other.family === asked.family &&
    other.priority === asked.priority &&
    other.action === asked.action &&
    (other.table ?? 0) === (asked.table ?? 0) &&
    suits(lengthOf(asked.from), asked.from, other.from) &&
    suits(lengthOf(asked.to), asked.to, other.to) &&
    suits(asked.tos, asked.tos, other.tos) &&
    suits(asked.mark, asked.mark, other.mark) &&
    suits(maskOf(asked), maskOf(asked), maskOf(other)) &&
    suits(asked.iif, asked.iif, other.iif) &&
    suits(asked.oif, asked.oif, other.oif) &&
    suits(asked.ipProtocol, asked.ipProtocol, other.ipProtocol) &&
    suits(asked.sourcePort, asked.sourcePort, other.sourcePort) &&
    suits(asked.destinationPort, asked.destinationPort, other.destinationPort) &&
    suits(asked.uidRange, asked.uidRange, other.uidRange) &&
    suits(asked.suppressPrefixLength !== undefined, asked.suppressPrefixLength, other.suppressPrefixLength) &&
    suits(
      asked.suppressInterfaceGroup !== undefined,
      asked.suppressInterfaceGroup,
      other.suppressInterfaceGroup,
    ) &&
    suits(asked.l3mdev, asked.l3mdev, other.l3mdev) &&
    suits(protocolOf(asked), protocolOf(asked), protocolOf(other)) &&
    hasAll(other.beyond ?? '', asked.beyond ?? '')
  );
}

/** Whether a value is the requested one, or is not compared by the kernel. */
const suits = <T>(heeded: unknown, asked: T, found: T): boolean => !heeded || asked === found;

/** With a prefix length of 0 the address is not compared. */
const lengthOf = (prefix: string | undefined): number =>
  Number(prefix?.slice(prefix.lastIndexOf('/') + 1) ?? 0);

const maskOf = ({ mark, markMask }: Rule): number => (mark === undefined ? 0 : (markMask ?? 0xffffffff));

const protocolOf = ({ protocol }: Rule): number => protocol ?? OUR_PROTOCOL;

/** FRA_GOTO, in snapshots of earlier versions. */
const NOT_COMPARED: ReadonlySet<number> = new Set([4]);
/** FRA_SUPPRESS_IFGROUP, FRA_SUPPRESS_PREFIXLEN in snapshots of earlier versions: -1 means none. */
const NONE_IS_MINUS_ONE: ReadonlySet<number> = new Set([13, 14]);

/** Whether another rule has all the attributes for which the model has no members. */
function hasAll(others: string, asked: string): boolean {
  if (asked === '') return true;
  const there = new Map(beyondAttributes(others).map(({ id, data }) => [id, hex(data)]));
  return beyondAttributes(asked).every(
    ({ id, data }) =>
      NOT_COMPARED.has(id) ||
      (NONE_IS_MINUS_ONE.has(id) && hex(data) === 'ffffffff') ||
      there.get(id) === hex(data),
  );
}

const hex = (data: Uint8Array): string => Buffer.from(data).toString('hex');
