import { bytes, type Value } from '../../codec/index.ts';
import { NFNL_SUBSYS } from '../../constants/netfilter.ts';
import { OSF_MSG } from '../../constants/netfilter-others.ts';
import { netfilterMessage, netfilterTypes } from '../message.ts';

/** OSF_MSG_*: the fingerprint of a system, struct nf_osf_user_finger as it is. */
export const fingerprint = netfilterMessage('fingerprint', () => ({ finger: [1, bytes] }), {
  types: () => netfilterTypes('OSF_MSG_', NFNL_SUBSYS.OSF, OSF_MSG),
});
export type Fingerprint = Value<typeof fingerprint>;
