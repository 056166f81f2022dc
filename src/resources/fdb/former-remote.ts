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
 * Removes the entry for the former remote of a VXLAN device. The kernel removes it itself when the remote changes
 * (vxlan_changelink), except for an entry from before the device got its present lower device: the kernel looks for one
 * with the new lower device.
 */
export const withoutFormerRemote = (link: string, index: number, remote: string): Call => ({
  text: `RTM_DELNEIGH what is left of the remote ${remote} dev ${link}`,
  run: async (kernel) => {
    for (const ifindex of await leftOf(index, remote, kernel)) await remove(index, remote, ifindex, kernel);
  },
});

/** The indexes of the lower devices in such entries, zero for none. */
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
    // Somebody else was faster.
    if (!(error instanceof NetlinkError && error.code === 'ENOENT')) throw error;
  }
}
