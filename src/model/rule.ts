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
  /** Names of links. The kernel keeps the name when the link gets another one, and when there is no such link. */
  readonly iif?: string;
  readonly oif?: string;
  /** Numbers of IP's protocol; a port or a range of ports: `80`, `80-90`. */
  readonly ipProtocol?: number;
  readonly sourcePort?: string;
  readonly destinationPort?: string;
  /** Always a range: `0-0`. */
  readonly uidRange?: string;
  /** Routes with a prefix of this length or a shorter one do not count. */
  readonly suppressPrefixLength?: number;
  /** Routes over an interface of this group do not count. */
  readonly suppressInterfaceGroup?: number;
  /** The rule is for packets of VRFs; a lookup is in the table of the VRF, and has no `table`. */
  readonly l3mdev?: true;
  /** The priority of the rule to go on with, for `goto`. */
  readonly target?: number;
  /** The rule is for packets that the selectors do not match (FIB_RULE_INVERT). */
  readonly inverted?: true;
  readonly protocol?: number;
  /** Live only: selectors that cannot be declared (tun_id, dscp …), as text. They are part of a rule's identity. */
  readonly others?: string;
  /** Live only: the attributes for `others`, encoded by resources/beyond. */
  readonly beyond?: string;
}
