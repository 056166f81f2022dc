import { bytes, choose, Message, nestWithChoices, string, type Value } from '../codec/index.ts';
import { rtmTypes } from '../constants/rtm.ts';
import { kinds, portKinds } from './kinds/index.ts';
import { linkAttributes, linkHeader, PADDING } from './link-attributes.ts';

/**
 * IFLA_LINKINFO: the kind of a link and its data, and its kind as a port of its master with the data of the port. The
 * types of the data depend on the kinds.
 */
export const linkinfo = nestWithChoices(
  { kind: [1, string], xstats: [3, bytes], slaveKind: [4, string] },
  { data: choose(2, 'kind', kinds), slaveData: choose(5, 'slaveKind', portKinds) },
);

/** RTM_NEWLINK, RTM_DELLINK, RTM_GETLINK, RTM_SETLINK and the RTM_*LINKPROP: struct ifinfomsg, IFLA_*. */
export const link = new Message('link', linkHeader, () => ({ ...linkAttributes, linkinfo: [18, linkinfo] }), {
  ignored: PADDING,
  types: rtmTypes,
});
export type Link = Value<typeof link>;
