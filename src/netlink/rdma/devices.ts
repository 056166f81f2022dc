import { Connection } from '../connection/connection.ts';
import type { ConnectionOptions } from '../connection/options.ts';
import { NETLINK } from '../constants/families.ts';
import { RDMA_NLDEV } from '../constants/rdma.ts';
import { type Rdma, type RdmaResource, rdma } from './message.ts';

type Command = keyof typeof RDMA_NLDEV;

const requestOf = (command: Command, value: Rdma) => ({ message: rdma, type: RDMA_NLDEV[command], value });

/** Opens a connection to NETLINK_RDMA. @throws NetlinkError EPROTONOSUPPORT without CONFIG_INFINIBAND or its module */
export function openRdma(options: Omit<ConnectionOptions, 'family'> = {}): Connection {
  return new Connection({ ...options, family: NETLINK.RDMA });
}

/** All devices of the connection's network namespace. */
export function listRdmaDevices(connection: Connection): Promise<Rdma[]> {
  return connection.dump(requestOf('GET', {}));
}

/** A device by its `devIndex`. @throws NetlinkError EINVAL if there is none */
export function getRdmaDevice(connection: Connection, devIndex: number): Promise<Rdma> {
  return connection.get(requestOf('GET', { devIndex }));
}

/** The ports of a device, with the links below. @throws NetlinkError EINVAL if there is none */
export function listRdmaPorts(connection: Connection, devIndex: number): Promise<Rdma[]> {
  return connection.dump(requestOf('PORT_GET', { devIndex }));
}

/** One port of a device. @throws NetlinkError EINVAL if there is none */
export function getRdmaPort(connection: Connection, devIndex: number, portIndex: number): Promise<Rdma> {
  return connection.get(requestOf('PORT_GET', { devIndex, portIndex }));
}

/**
 * Renames a device (`devName`), moves it into another network namespace (`netNsFd`), or turns adaptive moderation of completions on
 * and off (`dim`); one of them at a time.
 * @throws NetlinkError EEXIST, EINVAL; EOPNOTSUPP for another namespace while all share the devices
 */
export function setRdmaDevice(
  connection: Connection,
  value: Rdma & { readonly devIndex: number },
): Promise<void> {
  return connection.request(requestOf('SET', value));
}

/**
 * Puts a software device onto a link: `linkType` is `rxe` (RoCE) or `siw` (iWARP).
 * @throws NetlinkError EEXIST, ENODEV, EINVAL for a type that the kernel lacks
 */
export function addRdmaLink(
  connection: Connection,
  value: { readonly devName: string; readonly linkType: string; readonly ndevName: string },
): Promise<void> {
  return connection.request(requestOf('NEWLINK', value));
}

/** Removes a software device. @throws NetlinkError EINVAL if there is none, or it is of hardware */
export function deleteRdmaLink(connection: Connection, devIndex: number): Promise<void> {
  return connection.request(requestOf('DELLINK', { devIndex }));
}

/** Settings of the machine: `netnsMode`, `copyOnFork`, `privilegedQkeyMode`, `monitorMode`. */
export function getRdmaSystem(connection: Connection): Promise<Rdma> {
  return connection.get(requestOf('SYS_GET', {}));
}

/** Changes `netnsMode` or `privilegedQkeyMode`. @throws NetlinkError EBUSY while devices are in other namespaces */
export function setRdmaSystem(
  connection: Connection,
  value: Pick<Rdma, 'netnsMode' | 'privilegedQkeyMode'>,
): Promise<void> {
  return connection.request(requestOf('SYS_SET', value));
}

/** How many objects of each kind are in use on a device. @throws NetlinkError EINVAL if there is none */
export async function getRdmaUsage(
  connection: Connection,
  devIndex: number,
): Promise<ReadonlyMap<string, bigint>> {
  const { resSummary } = await connection.get(requestOf('RES_GET', { devIndex }));
  return new Map(resSummary?.entries?.map(({ name = '', current = 0n }) => [name, current]));
}

/** Where the objects of each kind are, and the command that lists them. */
const KINDS = {
  qp: { command: 'RES_QP_GET', member: 'resQp' },
  cmId: { command: 'RES_CM_ID_GET', member: 'resCmId' },
  cq: { command: 'RES_CQ_GET', member: 'resCq' },
  mr: { command: 'RES_MR_GET', member: 'resMr' },
  pd: { command: 'RES_PD_GET', member: 'resPd' },
  ctx: { command: 'RES_CTX_GET', member: 'resCtx' },
  srq: { command: 'RES_SRQ_GET', member: 'resSrq' },
} as const;

/**
 * Objects of a kind that are in use on a device: queue pairs, connections, completion queues, memory regions, protection
 * domains, contexts of processes, shared receive queues.
 * @throws NetlinkError EINVAL if there is no such device
 */
export async function listRdmaResources(
  connection: Connection,
  devIndex: number,
  kind: keyof typeof KINDS,
): Promise<RdmaResource[]> {
  const { command, member } = KINDS[kind];
  const parts = await connection.dump(requestOf(command, { devIndex }));
  return parts.flatMap((part) => part[member]?.entries ?? []);
}

/** The counters of a port, by name. @throws NetlinkError EINVAL if there is none */
export async function getRdmaCounters(
  connection: Connection,
  devIndex: number,
  portIndex: number,
): Promise<ReadonlyMap<string, bigint>> {
  const { statHwcounters } = await connection.get(requestOf('STAT_GET', { devIndex, portIndex }));
  return new Map(statHwcounters?.entries?.map(({ name = '', value = 0n }) => [name, value]));
}

/** Events of devices, for `subscribe` with the group RDMA_NL_GROUP.NOTIFY; Linux 6.12. */
export const rdmaMessages = { [RDMA_NLDEV.MONITOR]: rdma } as const;
