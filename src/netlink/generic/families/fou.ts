import { be16, enumerated, flag, ipv4, ipv6, s32, u8, type Value } from '../../codec/index.ts';
import { AF } from '../../constants/families.ts';
import type { GenericSocket } from '../generic-socket.ts';
import { genericMessage } from '../message.ts';

/** FOU_GENL_NAME. */
export const FOU = 'fou';
export const FOU_CMD = { ADD: 1, DEL: 2, GET: 3 } as const;
/** FOU_ENCAP_*: the packet itself behind the UDP header, or behind a header of generic UDP encapsulation. */
export const FOU_ENCAP = { DIRECT: 1, GUE: 2 } as const;

/**
 * UDP ports on which the kernel unwraps packets of tunnels (FOU_ATTR_*, linux/fou.h). Family, port, local address, peer
 * and interface identify one (fou_cfg_cmp). `ipproto` is what comes out with `type` DIRECT.
 */
export const fouPort = genericMessage(
  FOU,
  () => ({
    port: [1, be16],
    af: [2, enumerated(u8, AF)],
    ipproto: [3, u8],
    type: [4, enumerated(u8, FOU_ENCAP)],
    remcsumNopartial: [5, flag],
    localV4: [6, ipv4],
    localV6: [7, ipv6],
    peerV4: [8, ipv4],
    peerV6: [9, ipv6],
    peerPort: [10, be16],
    ifindex: [11, s32],
  }),
  () => Object.fromEntries(Object.entries(FOU_CMD).map(([name, cmd]) => [`FOU_CMD_${name}`, cmd])),
);
export type FouPortMessage = Value<typeof fouPort>;

/**
 * All receive ports of the namespace.
 * @throws NetlinkError ERR_NETLINK_UNKNOWN_FAMILY without the module `fou`, which the kernel does not load by itself
 */
export function listFouPorts(socket: GenericSocket): Promise<FouPortMessage[]> {
  return socket.dump({ family: FOU, message: fouPort, value: { cmd: FOU_CMD.GET } });
}

/** Opens a receive port, or closes it (`DEL`). */
export function changeFouPort(
  socket: GenericSocket,
  command: 'ADD' | 'DEL',
  value: FouPortMessage,
): Promise<void> {
  return socket.request({ family: FOU, message: fouPort, value: { ...value, cmd: FOU_CMD[command] } });
}
