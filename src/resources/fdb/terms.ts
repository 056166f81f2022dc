import type { ForwardingEntry } from '../../model/index.ts';

/** The MAC address of an entry; a link may have thousands of entries, few of them with the same address. */
export const macOf = ({ macaddress }: ForwardingEntry): [string] => [macaddress];
