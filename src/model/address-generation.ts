/** The attribute that says how a link makes its own IPv6 addresses. */
export const ADDRESS_GENERATION = 'ipv6-address-generation';

/** What is declared of a link that is to have a link-local address, however it is made: a live link's own way, if it has one. */
export const ANY_GENERATION = 'any';
