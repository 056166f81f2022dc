import type { FouPort } from '../../model/index.ts';
import {
  type Address,
  AF,
  FOU_ENCAP,
  type FouPortMessage,
  formatAddress,
  listFouPorts,
  NetlinkError,
} from '../../netlink/index.ts';
import { nameFor } from '../of-machine.ts';
import type { Kernel, LinkIndex } from '../room.ts';

/** The receive ports; none if the kernel does not have them, or if their module is not loaded. */
export async function observeFouPorts(kernel: Kernel, index: LinkIndex): Promise<FouPort[]> {
  try {
    const found = await listFouPorts(kernel.generic());
    // The kernel lists the last one first (fou_add_to_port_list).
    return found.reverse().map((live) => read(live, index));
  } catch (error) {
    if (error instanceof NetlinkError && error.code === 'ERR_NETLINK_UNKNOWN_FAMILY') return [];
    throw error;
  }
}

function read(live: FouPortMessage, index: LinkIndex): FouPort {
  const { af, port = 0, type, ipproto = 0, peerPort = 0, ifindex = 0 } = live;
  const family = af === AF.INET6 ? 6 : 4;
  const [local, peer] = family === 4 ? [live.localV4, live.peerV4] : [live.localV6, live.peerV6];
  const isGue = type === FOU_ENCAP.GUE;
  return {
    type: 'fou',
    family,
    port,
    link: nameFor(ifindex, index),
    local: textOf(local),
    peer: textOf(peer),
    peerPort: peerPort === 0 ? null : peerPort,
    encapsulation: isGue ? 'gue' : 'fou',
    ipProtocol: isGue ? null : ipproto,
    ...(live.remcsumNopartial === true && { wholeChecksums: true }),
  };
}

/** Ports that are open to all have an unspecified address (fou_fill_info). */
const textOf = (address: Address | undefined): string | null =>
  address === undefined || address === 0 || address === NOWHERE ? null : formatAddress(address);

const NOWHERE = '\0'.repeat(16);
