import type { GenericSocket } from '../generic-socket.ts';
import { MACSEC, MACSEC_CMD, type MacsecMessage, macsec } from './macsec.ts';

/**
 * All MACsec links of the network namespace with their associations and channels. The kernel can only be asked for all
 * of them.
 */
export function listMacsec(socket: GenericSocket): Promise<MacsecMessage[]> {
  return socket.dump({ family: MACSEC, message: macsec, value: { cmd: MACSEC_CMD.GET_TXSC } });
}

/** A MACsec link by its index; undefined if the link is of another kind. */
export async function getMacsec(socket: GenericSocket, ifindex: number): Promise<MacsecMessage | undefined> {
  const value = { cmd: MACSEC_CMD.GET_TXSC };
  const [found] = await socket.dump({ family: MACSEC, message: macsec, value }, undefined, {
    filter: (view) => view.ifindex === ifindex,
  });
  return found;
}

/**
 * Parameters of a command in addition to the link: `saConfig` for a transmit association, `rxscConfig` for a receive
 * channel, both for a receive association (of the channel only its `sci`), `offload` for the offload. The key, the key
 * id and the salt of an association cannot be changed (macsec_upd_txsa): delete it and add it again.
 */
export type MacsecChange = Pick<MacsecMessage, 'saConfig' | 'rxscConfig' | 'offload'>;

/** Sends a command that changes something: MACSEC_CMD_ADD_TXSA and the like. */
export function changeMacsec(
  socket: GenericSocket,
  command: Exclude<keyof typeof MACSEC_CMD, 'GET_TXSC'>,
  ifindex: number,
  change: MacsecChange,
): Promise<void> {
  const value = { cmd: MACSEC_CMD[command], ifindex, ...change };
  return socket.request({ family: MACSEC, message: macsec, value });
}

/**
 * The SCI of an Ethernet address and a port, as the kernel forms it from the address of a MACsec link and
 * IFLA_MACSEC_PORT.
 */
export function sciOf(address: string, port: number): bigint {
  return (BigInt(`0x${address.replaceAll(':', '')}`) << 16n) | BigInt(port);
}
