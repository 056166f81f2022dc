import { enumerated, string, u8, u16, u32, type Value } from '../../codec/index.ts';
import type { GenericSocket } from '../generic-socket.ts';
import { genericMessage } from '../message.ts';

/** DEVLINK_GENL_NAME. */
export const DEVLINK = 'devlink';
export const DEVLINK_CMD = { GET: 1, PORT_GET: 5, ESWITCH_GET: 29, ESWITCH_SET: 30 } as const;

/** DEVLINK_ESWITCH_MODE_*. */
export const DEVLINK_ESWITCH_MODE = { LEGACY: 0, SWITCHDEV: 1 } as const;

/** Messages of devlink (DEVLINK_ATTR_*, linux/devlink.h) about devices, their ports and their embedded switch. */
export const devlink = genericMessage(
  DEVLINK,
  () => ({
    busName: [1, string],
    devName: [2, string],
    portIndex: [3, u32],
    portType: [4, u16],
    portNetdevIfindex: [6, u32],
    portNetdevName: [7, string],
    eswitchMode: [25, enumerated(u16, DEVLINK_ESWITCH_MODE)],
    eswitchInlineMode: [26, u8],
    eswitchEncapMode: [62, u8],
    portFlavour: [77, u16],
    portNumber: [78, u32],
    portPciPfNumber: [127, u16],
    portPciVfNumber: [128, u16],
  }),
  () => Object.fromEntries(Object.entries(DEVLINK_CMD).map(([name, cmd]) => [`DEVLINK_CMD_${name}`, cmd])),
);

export type DevlinkMessage = Value<typeof devlink>;

/** A device by its bus and its name on the bus, such as `pci` and `0000:02:00.0`. */
export interface DevlinkDevice {
  readonly bus: string;
  readonly device: string;
}

/**
 * The mode of a device's embedded switch.
 * @throws NetlinkError ENODEV if devlink has no such device, EOPNOTSUPP if it has no switch
 */
export async function getEswitchMode(
  socket: GenericSocket,
  { bus, device }: DevlinkDevice,
): Promise<number | undefined> {
  const value = { cmd: DEVLINK_CMD.ESWITCH_GET, busName: bus, devName: device };
  const { eswitchMode } = await socket.get({ family: DEVLINK, message: devlink, value });
  return eswitchMode;
}

/**
 * Sets the mode of a device's embedded switch. Drivers require that the virtual functions are unbound, or that there
 * are none.
 */
export async function setEswitchMode(
  socket: GenericSocket,
  { bus, device }: DevlinkDevice,
  eswitchMode: number,
): Promise<void> {
  const value = { cmd: DEVLINK_CMD.ESWITCH_SET, busName: bus, devName: device, eswitchMode };
  await socket.request({ family: DEVLINK, message: devlink, value });
}
