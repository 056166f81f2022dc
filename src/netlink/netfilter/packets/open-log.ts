import { NFNL_SUBSYS } from '../../constants/netfilter.ts';
import { NF_CFG_CMD, NF_COPY, NFULNL_MSG } from '../../constants/packets.ts';
import type { NativeSocket } from '../../native.ts';
import { netfilterType } from '../message.ts';
import { logConfig, logPacket } from './log.ts';
import { openReceiver, type ReceiverOptions } from './open-receiver.ts';
import { PacketReceiver } from './packet-receiver.ts';

export interface LogOptions extends ReceiverOptions {
  /** The number of the group. */
  readonly group: number;
  /** NF_COPY; the bytes of the packets as well if left out. */
  readonly copyMode?: number;
  /** At most so many bytes of each packet; 0 or left out: all. */
  readonly copyRange?: number;
  /** How many packets the kernel collects before it sends them. */
  readonly threshold?: number;
  /** How long it waits for more of them, in hundredths of a second. */
  readonly timeout?: number;
  /** The size of the kernel's buffer for them. */
  readonly bufferSize?: number;
  /** NFULNL_CFG_F_*. */
  readonly flags?: number;
}

const CONFIG = netfilterType(NFNL_SUBSYS.ULOG, NFULNL_MSG.CONFIG);

/** Packets that rules log to a group, as an async iterator. */
export class PacketLog extends PacketReceiver<typeof logPacket> {
  readonly group: number;

  constructor(native: NativeSocket, portId: number, group: number) {
    super(native, portId, logPacket, netfilterType(NFNL_SUBSYS.ULOG, NFULNL_MSG.PACKET));
    this.group = group;
  }

  /** Takes the group. @throws NetlinkError EPERM if another socket has it */
  bind(): void {
    const value = { resId: this.group, cmd: { command: NF_CFG_CMD.BIND } };
    this.ask({ message: logConfig, type: CONFIG, value });
  }

  /** Changes settings of the group. @throws NetlinkError */
  configure(settings: Omit<LogOptions, 'group'>): void {
    const { copyMode, copyRange = 0, threshold, timeout, bufferSize, flags } = settings;
    const value = {
      resId: this.group,
      ...(copyMode !== undefined && { mode: { copyRange, copyMode } }),
      ...(bufferSize !== undefined && { nlbufsiz: bufferSize }),
      ...(timeout !== undefined && { timeout }),
      ...(threshold !== undefined && { qthresh: threshold }),
      ...(flags !== undefined && { flags }),
    };
    this.ask({ message: logConfig, type: CONFIG, value });
  }
}

/** Takes a group of NFLOG. @throws NetlinkError EPERM if another socket has it */
export function openLog(options: LogOptions): PacketLog {
  return openReceiver(
    options,
    (socket, portId) => new PacketLog(socket, portId, options.group),
    (opened) => {
      opened.bind();
      opened.configure({ copyMode: NF_COPY.PACKET, ...options });
    },
  );
}
