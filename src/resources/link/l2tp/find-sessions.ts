import { join } from 'node:path';
import {
  L2TP,
  L2TP_PWTYPE,
  type L2tpMessage,
  listL2tpSessions,
  listL2tpTunnels,
  NetlinkError,
} from '../../../netlink/index.ts';
import { textOf } from '../../quiet-reads.ts';
import type { Kernel } from '../../room.ts';
import type { Observed } from '../read-link.ts';
import { attributesOfSession, attributesOfTunnel } from './messages.ts';

/** A link that may be that of a session: it has neither a kind (l2tp_eth_dev_setup) nor hardware. */
const canBe = ({ kind, facts }: Observed): boolean => kind === 'physical' && facts?.device === undefined;

/**
 * Finds the links of L2TP sessions, which their own messages do not tell from NICs, and gives them their kind and attributes. Where
 * nothing has used L2TP yet the kernel is not asked, as that would load its module.
 */
export async function findSessions(links: readonly Observed[], kernel: Kernel): Promise<void> {
  const candidates = links.filter(canBe);
  if (candidates.length === 0) return;
  try {
    const socket = kernel.generic();
    const families = await socket.families();
    if (!families.some(({ name }) => name === L2TP)) return;
    const tunnels = new Map((await listL2tpTunnels(socket)).map((tunnel) => [tunnel.connId, tunnel]));
    const sessions = new Map((await listL2tpSessions(socket)).map((session) => [session.ifname, session]));
    for (const link of candidates) {
      const session = sessions.get(link.name);
      if (session?.pwType === L2TP_PWTYPE.ETH) tell(link, session, tunnels.get(session.connId));
    }
  } catch (error) {
    // The module may be gone.
    if (!(error instanceof NetlinkError)) throw error;
    if (error.code === 'EPERM') hide(candidates);
  }
}

/** Only the administrator may ask for sessions; sysfs tells everybody which links are theirs (l2tpeth_type). */
function hide(candidates: readonly Observed[]): void {
  for (const link of candidates) {
    const lines = textOf(join('/sys/class/net', link.name, 'uevent')).split('\n');
    // sysfs shows the namespace in which it was mounted.
    if (!lines.includes('DEVTYPE=l2tpeth') || !lines.includes(`IFINDEX=${link.index}`)) continue;
    link.kind = 'l2tp';
    link.facts = { ...link.facts, hidden: true };
  }
}

function tell(link: Observed, session: L2tpMessage, tunnel: L2tpMessage | undefined): void {
  if (tunnel === undefined) return;
  link.kind = 'l2tp';
  Object.assign(link.attributes, attributesOfTunnel(tunnel), attributesOfSession(session));
}
