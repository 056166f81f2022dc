/** The attribute that says how the kernel generates a link's own IPv6 addresses. */
export const ADDRESS_GENERATION = 'ipv6-address-generation';

/**
 * The declared value for a link that needs a link-local address, no matter how it is generated: a live link keeps its
 * own mode, if it has one.
 */
export const ANY_GENERATION = 'any';
