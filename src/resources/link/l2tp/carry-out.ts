import { setTimeout as sleep } from 'node:timers/promises';
import { type Attributes, NlapplyError } from '../../../model/index.ts';
import { tunnelDifference } from '../../../model/language/l2tp.ts';
import {
  changeL2tp,
  type GenericSocket,
  getL2tpTunnel,
  link as linkMessage,
  listL2tpSessions,
  NetlinkError,
  RTM,
} from '../../../netlink/index.ts';
import type { Kernel } from '../../room.ts';
import { attributesOfTunnel, idsOf, sessionMessage, tunnelMessage } from './messages.ts';

/**
 * Makes the session, and the tunnel before it unless that exists. If the session is refused, a tunnel made for it goes again.
 * @returns the index of the session's link
 */
export async function makeSession(kernel: Kernel, name: string, attributes: Attributes): Promise<number> {
  const socket = kernel.generic();
  const isNew = await prepareTunnel(socket, attributes);
  try {
    await changeL2tp(socket, 'SESSION_CREATE', sessionMessage(name, attributes));
  } catch (error) {
    if (isNew) await removeTunnel(socket, idsOf(attributes).connId);
    throw error;
  }
  const { index = 0 } = await kernel.route.get({ message: linkMessage, type: RTM.GETLINK, value: { name } });
  return index;
}

/** @throws NlapplyError if another tunnel has the number */
async function prepareTunnel(socket: GenericSocket, attributes: Attributes): Promise<boolean> {
  const { connId } = idsOf(attributes);
  const there = await getL2tpTunnel(socket, connId);
  if (there === undefined) {
    await changeL2tp(socket, 'TUNNEL_CREATE', tunnelMessage(attributes));
    return true;
  }
  const live = attributesOfTunnel(there);
  const other = tunnelDifference(attributes, live);
  if (other === undefined) return false;
  const key = other.slice('l2tp.'.length);
  throw new NlapplyError(
    'ERR_TUNNEL_TAKEN',
    1,
    `there is another tunnel ${connId}: its ${key} is ${live[other]}`,
    {
      hint: `use another "tunnel-id", or remove that tunnel: ip l2tp del tunnel tunnel_id ${connId}`,
    },
  );
}

/** Removes the session with its link, and the tunnel if it was the last one in it. */
export async function removeSession(kernel: Kernel, index: number, attributes: Attributes): Promise<void> {
  const socket = kernel.generic();
  const ids = idsOf(attributes);
  await changeL2tp(socket, 'SESSION_DELETE', ids);
  await untilGone(() => linkAt(kernel, index));
  const sessions = await listL2tpSessions(socket);
  if (sessions.some(({ connId }) => connId === ids.connId)) return;
  await removeTunnel(socket, ids.connId);
}

async function removeTunnel(socket: GenericSocket, connId: number): Promise<void> {
  await changeL2tp(socket, 'TUNNEL_DELETE', { connId });
  await untilGone(() => getL2tpTunnel(socket, connId));
}

async function linkAt({ route }: Kernel, index: number): Promise<object | undefined> {
  try {
    return await route.get({ message: linkMessage, type: RTM.GETLINK, value: { index } });
  } catch (error) {
    if (error instanceof NetlinkError && error.code === 'ENODEV') return undefined;
    throw error;
  }
}

const LIMIT_MS = 5000;
const PAUSE_MS = 5;

/** Sessions and tunnels go some time after the kernel has acknowledged (l2tp_session_delete, l2tp_tunnel_delete). */
async function untilGone(find: () => Promise<object | undefined>): Promise<void> {
  const deadline = Date.now() + LIMIT_MS;
  while ((await find()) !== undefined && Date.now() < deadline) await sleep(PAUSE_MS);
}
