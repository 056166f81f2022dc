import { isZeroMac } from '../../model/mac.ts';
import {
  AF,
  formatAddress,
  neighbour as message,
  NetlinkError,
  NTF,
  parseAddress,
  RTM,
} from '../../netlink/index.ts';
import type { Call, Kernel } from '../room.ts';

/**
 * Takes away what is left of the remote that a VXLAN device had. The kernel does that itself with a change of the remote
 * (vxlan_changelink), but for an entry from before the device got the lower one that it has: it looks for it by the new one.
 */
export const withoutFormerRemote = (link: string, index: number, remote: string): Call => ({
  text: `RTM_DELNEIGH what is left of the remote ${remote} dev ${link}`,
  run: async (kernel) => {
    for (const ifindex of await leftOf(index, remote, kernel)) await remove(index, remote, ifindex, kernel);
  },
});

/** The lower devices of such entries, zero for none. */
const leftOf = (index: number, remote: string, { route }: Kernel): Promise<number[]> =>
  route.dump({ message, type: RTM.GETNEIGH, value: { family: AF.BRIDGE } }, (view) => {
    const { dst, flags = 0, lladdr, port, vni, srcVni } = view;
    if (view.index !== index || (flags & NTF.SELF) === 0 || lladdr === undefined || !isZeroMac(lladdr))
      return;
    if (dst === undefined || formatAddress(dst) !== remote || (port ?? vni ?? srcVni) !== undefined) return;
    return view.ifindex ?? 0;
  });

async function remove(index: number, remote: string, ifindex: number, { route }: Kernel): Promise<void> {
  const value = {
    ...{ family: AF.BRIDGE, index, flags: NTF.SELF, lladdr: '00:00:00:00:00:00' },
    dst: parseAddress(remote),
    ...(ifindex !== 0 && { ifindex }),
  };
  try {
    await route.request({ message, type: RTM.DELNEIGH, value });
  } catch (error) {
    // Somebody was faster.
    if (!(error instanceof NetlinkError && error.code === 'ENOENT')) throw error;
  }
}
