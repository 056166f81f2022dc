import type { ForwardingEntry } from '../../model/index.ts';

/** The MAC address of an entry: of thousands on a link few have the same. */
export const macOf = ({ macaddress }: ForwardingEntry): [string] => [macaddress];
