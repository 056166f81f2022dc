/** The lifetime of the address of a lease without an end, in seconds: with none it would be no lease's any more. */
export const LONGEST = 2 ** 31 - 1;
