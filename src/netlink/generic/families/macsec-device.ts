import type { GenericSocket } from '../generic-socket.ts';
import { MACSEC, MACSEC_CMD, type MacsecMessage, macsec } from './macsec.ts';

/** The macsec links of the namespace with their associations and channels; the kernel knows no other question. */
export function listMacsec(socket: GenericSocket): Promise<MacsecMessage[]> {
  return socket.dump({ family: MACSEC, message: macsec, value: { cmd: MACSEC_CMD.GET_TXSC } });
}

/** One of them, by the index of its link; undefined if that is no macsec. */
export async function getMacsec(socket: GenericSocket, ifindex: number): Promise<MacsecMessage | undefined> {
  const value = { cmd: MACSEC_CMD.GET_TXSC };
  const [found] = await socket.dump({ family: MACSEC, message: macsec, value }, undefined, {
    filter: (view) => view.ifindex === ifindex,
  });
  return found;
}

/**
 * What a command takes besides the link: of a transmit association `saConfig`, of a receive channel `rxscConfig`, of
 * a receive association both (of the channel its `sci`), of the offload `offload`. An association's key, key id and
 * salt cannot change (macsec_upd_txsa): it is deleted and added.
 */
export type MacsecChange = Pick<MacsecMessage, 'saConfig' | 'rxscConfig' | 'offload'>;

/** Carries out MACSEC_CMD_ADD_TXSA and its like. */
export function changeMacsec(
  socket: GenericSocket,
  command: Exclude<keyof typeof MACSEC_CMD, 'GET_TXSC'>,
  ifindex: number,
  change: MacsecChange,
): Promise<void> {
  const value = { cmd: MACSEC_CMD[command], ifindex, ...change };
  return socket.request({ family: MACSEC, message: macsec, value });
}

/** The SCI of an Ethernet address and a port, as the kernel makes it of a macsec link's own address and IFLA_MACSEC_PORT. */
export function sciOf(address: string, port: number): bigint {
  return (BigInt(`0x${address.replaceAll(':', '')}`) << 16n) | BigInt(port);
}
