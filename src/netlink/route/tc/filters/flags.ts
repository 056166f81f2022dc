/** TCA_CLS_FLAGS_*: whether the hardware, or the kernel, is to be left out, and where a filter is. */
export const TCA_CLS_FLAGS = { SKIP_HW: 1, SKIP_SW: 2, IN_HW: 4, NOT_IN_HW: 8, VERBOSE: 16 } as const;
