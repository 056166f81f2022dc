export type RuleAction = 'lookup' | 'goto' | 'nop' | 'blackhole' | 'unreachable' | 'prohibit' | number;

/**
 * A policy rule. The kernel has no key for rules: they are distinguished by all members together, including the
 * priority. A declared rule without a priority gets one from the planner, never from the kernel, so that a second run
 * finds it.
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
  /**
   * Live only: selectors that cannot be declared (ports, uid range, l3mdev …), as text. They are part of a rule's
   * identity.
   */
  readonly others?: string;
  /** Live only: FIB_RULE_INVERT. */
  readonly inverted?: true;
  /** Live only: the attributes for `others`, encoded by resources/beyond. */
  readonly beyond?: string;
}
