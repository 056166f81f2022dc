export type RuleAction = 'lookup' | 'goto' | 'nop' | 'blackhole' | 'unreachable' | 'prohibit' | number;

/**
 * A policy rule. The kernel has no key for rules: all members together, priority included, tell one from another.
 * A declared rule without a priority gets one from the planner, never from the kernel, so that a second run finds it.
 */
export interface Rule {
  readonly type: 'rule';
  readonly family: 4 | 6;
  readonly priority?: number;
  /** Canonical `address/length`; absent: any. */
  readonly from?: string;
  readonly to?: string;
  readonly tos?: number;
  readonly mark?: number;
  readonly markMask?: number;
  readonly action: RuleAction;
  /** Table number for `lookup`. */
  readonly table?: number;
  readonly iif?: string;
  readonly oif?: string;
  readonly protocol?: number;
  /** Live only: selectors this version does not declare (ports, uid range, l3mdev …), as text; two rules with different ones are different. */
  readonly others?: string;
  /** Live only: FIB_RULE_INVERT. */
  readonly inverted?: true;
  /** Live only: attributes of `others`, as resources/beyond has them. */
  readonly beyond?: string;
}
