import { isMulticastMac, isZeroMac } from '../../model/mac.ts';

/**
 * Whether a VXLAN device can have several remotes for the MAC: each is then an entry of its own
 * (vxlan_fdb_update_existing).
 */
export const hasManyRemotes = (mac: string): boolean => isZeroMac(mac) || isMulticastMac(mac);
