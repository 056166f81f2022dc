import { NetlinkError } from '../../connection/netlink-error.ts';
import type { GenericSocket } from '../generic-socket.ts';
import { L2TP, L2TP_CMD, type L2tpMessage, l2tp } from './l2tp.ts';

/** All tunnels of the network namespace. */
export function listL2tpTunnels(socket: GenericSocket): Promise<L2tpMessage[]> {
  return socket.dump({ family: L2TP, message: l2tp, value: { cmd: L2TP_CMD.TUNNEL_GET } });
}

/** All sessions of the network namespace. */
export function listL2tpSessions(socket: GenericSocket): Promise<L2tpMessage[]> {
  return socket.dump({ family: L2TP, message: l2tp, value: { cmd: L2TP_CMD.SESSION_GET } });
}

/** A tunnel; undefined if there is none. */
export function getL2tpTunnel(socket: GenericSocket, connId: number): Promise<L2tpMessage | undefined> {
  return found(socket, { cmd: L2TP_CMD.TUNNEL_GET, connId });
}

/** What identifies a session: its number in a tunnel, or the name that its link was made with. */
export type L2tpSessionId =
  | { readonly connId: number; readonly sessionId: number }
  | { readonly ifname: string };

/** A session; undefined if there is none. */
export function getL2tpSession(socket: GenericSocket, id: L2tpSessionId): Promise<L2tpMessage | undefined> {
  return found(socket, { cmd: L2TP_CMD.SESSION_GET, ...id });
}

/**
 * Sends a command that changes something. A tunnel takes its sessions along when it is deleted; either goes some time
 * after the kernel has acknowledged (l2tp_tunnel_delete, l2tp_session_delete), and until then its number is taken.
 */
export function changeL2tp(
  socket: GenericSocket,
  command: Exclude<keyof typeof L2TP_CMD, 'NOOP' | 'TUNNEL_GET' | 'SESSION_GET'>,
  value: L2tpMessage,
): Promise<void> {
  return socket.request({ family: L2TP, message: l2tp, value: { ...value, cmd: L2TP_CMD[command] } });
}

async function found(
  socket: GenericSocket,
  value: L2tpMessage & { readonly cmd: number },
): Promise<L2tpMessage | undefined> {
  try {
    return await socket.get({ family: L2TP, message: l2tp, value });
  } catch (error) {
    if (error instanceof NetlinkError && error.code === 'ENODEV') return undefined;
    throw error;
  }
}
