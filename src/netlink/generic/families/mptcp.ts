import { enumerated, ipv4, ipv6, nest, s32, u8, u16, u32, type Value } from '../../codec/index.ts';
import { AF } from '../../constants/families.ts';
import type { GenericSocket } from '../generic-socket.ts';
import { genericMessage } from '../message.ts';

/** MPTCP_PM_NAME: the path manager of Multipath TCP. */
export const MPTCP_PM = 'mptcp_pm';
export const MPTCP_PM_CMD = {
  ADD_ADDR: 1,
  DEL_ADDR: 2,
  GET_ADDR: 3,
  FLUSH_ADDRS: 4,
  SET_LIMITS: 5,
  GET_LIMITS: 6,
  SET_FLAGS: 7,
} as const;

/** MPTCP_PM_ADDR_FLAG_*: what an endpoint is for. The kernel sets IMPLICIT itself. */
export const MPTCP_PM_ADDR_FLAG = {
  SIGNAL: 1,
  SUBFLOW: 2,
  BACKUP: 4,
  FULLMESH: 8,
  IMPLICIT: 16,
  LAMINAR: 32,
} as const;

/** MPTCP_PM_ADDR_ATTR_*, linux/mptcp_pm.h. */
const endpoint = nest(() => ({
  family: [1, enumerated(u16, AF)],
  id: [2, u8],
  addr4: [3, ipv4],
  addr6: [4, ipv6],
  port: [5, u16],
  flags: [6, u32],
  ifIdx: [7, s32],
}));

/**
 * Endpoints of Multipath TCP, and limits of its connections, for the namespace (MPTCP_PM_ATTR_*). An endpoint is found by its id,
 * or by its address and port.
 */
export const mptcpPm = genericMessage(
  MPTCP_PM,
  () => ({
    addr: [1, endpoint],
    rcvAddAddrs: [2, u32],
    subflows: [3, u32],
  }),
  () => Object.fromEntries(Object.entries(MPTCP_PM_CMD).map(([name, cmd]) => [`MPTCP_PM_CMD_${name}`, cmd])),
);
export type MptcpPmMessage = Value<typeof mptcpPm>;
export type MptcpEndpoint = NonNullable<MptcpPmMessage['addr']>;

/** How many addresses that the other ends announce are used, and how many subflows a connection has at the most. */
export type MptcpLimits = Pick<MptcpPmMessage, 'rcvAddAddrs' | 'subflows'>;

/**
 * All endpoints of the namespace, by their ids.
 * @throws NetlinkError ERR_NETLINK_UNKNOWN_FAMILY if the kernel was built without CONFIG_MPTCP
 */
export async function listMptcpEndpoints(socket: GenericSocket): Promise<MptcpEndpoint[]> {
  const value = { cmd: MPTCP_PM_CMD.GET_ADDR };
  const found = await socket.dump({ family: MPTCP_PM, message: mptcpPm, value });
  return found.flatMap(({ addr }) => (addr === undefined ? [] : [addr]));
}

/** Adds an endpoint, removes it by its id (`DEL_ADDR`), or changes whether it is for backup or full mesh (`SET_FLAGS`). */
export function changeMptcpEndpoint(
  socket: GenericSocket,
  command: 'ADD_ADDR' | 'DEL_ADDR' | 'SET_FLAGS',
  addr: MptcpEndpoint,
): Promise<void> {
  return socket.request({ family: MPTCP_PM, message: mptcpPm, value: { addr, cmd: MPTCP_PM_CMD[command] } });
}

/** The limits of connections that begin from now on. */
export async function getMptcpLimits(socket: GenericSocket): Promise<MptcpLimits> {
  const value = { cmd: MPTCP_PM_CMD.GET_LIMITS };
  const { rcvAddAddrs, subflows } = await socket.get({ family: MPTCP_PM, message: mptcpPm, value });
  return { ...(rcvAddAddrs !== undefined && { rcvAddAddrs }), ...(subflows !== undefined && { subflows }) };
}

/** Sets both limits (mptcp_pm_nl_set_limits_doit): one that is not given stays. */
export function setMptcpLimits(socket: GenericSocket, limits: MptcpLimits): Promise<void> {
  return socket.request({
    family: MPTCP_PM,
    message: mptcpPm,
    value: { ...limits, cmd: MPTCP_PM_CMD.SET_LIMITS },
  });
}
