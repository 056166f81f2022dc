/** FR_ACT_* of include/uapi/linux/fib_rules.h, by iproute2's names. */
export const RULE_ACTIONS = {
  lookup: 1,
  goto: 2,
  nop: 3,
  blackhole: 6,
  unreachable: 7,
  prohibit: 8,
} as const;
