import { linkKind } from '../kind.ts';

/**
 * A pair of virtual Ethernet devices. The peer is made by the same message (VETH_INFO_PEER, see ../create.ts)
 * and cannot change afterwards; reading it takes IFLA_LINK, not IFLA_INFO_DATA.
 */
export const veth = linkKind('veth', {
  'veth.peer': { how: 'create', read: () => undefined, write: () => ({}) },
});
