import { linkKind } from '../kind.ts';

/** Intermediate functional block: traffic that is redirected to it passes its queueing discipline. */
export const ifb = linkKind(
  'ifb',
  () => ({}),
  // ifb_netdev_ops has no ndo_set_mac_address: EOPNOTSUPP.
  { fixed: ['macaddress'] },
);
