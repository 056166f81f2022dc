import { bytes, choose, indexed, nestWithChoices, string, u32 } from '../../../codec/index.ts';
import { bitfield32 } from '../bitfield.ts';
import { tcStats2 } from '../statistics.ts';
import {
  bpfAction,
  connmark,
  csum,
  ct,
  gact,
  mirred,
  mplsAction,
  nat,
  police,
  sample,
  skbedit,
  tunnelKey,
  vlanAction,
} from './kinds.ts';
import { pedit } from './pedit.ts';

export { police } from './kinds.ts';

/** TCA_ACT_OPTIONS of actions, by their kind. */
const actionKinds = {
  gact,
  mirred,
  vlan: vlanAction,
  skbedit,
  police,
  csum,
  nat,
  tunnel_key: tunnelKey,
  mpls: mplsAction,
  ct,
  sample,
  connmark,
  bpf: bpfAction,
  pedit,
} as const;

/** One action: TCA_ACT_*. */
export const action = nestWithChoices(
  {
    kind: [1, string],
    index: [3, u32],
    stats: [4, tcStats2],
    cookie: [6, bytes],
    flags: [7, bitfield32],
    hwStats: [8, bitfield32],
    usedHwStats: [9, bitfield32],
    inHwCount: [10, u32],
  },
  { options: choose(2, 'kind', actionKinds) },
);

/** Actions in the order in which a packet meets them, each while the one before says PIPE. */
export const actions = indexed(action);
