import { NF_VERDICT, NFNL_SUBSYS } from '../../constants/netfilter.ts';
import { NF_CFG_CMD, NF_COPY, NFQNL_MSG } from '../../constants/packets.ts';
import type { NativeSocket } from '../../native.ts';
import { netfilterType } from '../message.ts';
import { openReceiver, type ReceiverOptions } from './open-receiver.ts';
import { PacketReceiver } from './packet-receiver.ts';
import { type QueuePacket, queueConfig, queuePacket } from './queue.ts';

export interface QueueOptions extends ReceiverOptions {
  /** The number of the queue. */
  readonly queue: number;
  /** NF_COPY; the bytes of the packets as well if left out. */
  readonly copyMode?: number;
  /** At most so many bytes of each packet; 0 or left out: all. */
  readonly copyRange?: number;
  /** How many packets may wait for a verdict; the kernel's default is 1024. */
  readonly maxLength?: number;
  /** NFQA_CFG_F_*. */
  readonly flags?: number;
}

const CONFIG = netfilterType(NFNL_SUBSYS.QUEUE, NFQNL_MSG.CONFIG);

/** A queue of packets that wait for a verdict, as an async iterator. Closing it gives the queue back. */
export class PacketQueue extends PacketReceiver<typeof queuePacket> {
  readonly queue: number;

  constructor(native: NativeSocket, portId: number, queue: number) {
    super(native, portId, queuePacket, netfilterType(NFNL_SUBSYS.QUEUE, NFQNL_MSG.PACKET));
    this.queue = queue;
  }

  /** Changes settings of the queue. @throws NetlinkError */
  configure({ copyMode, copyRange = 0, maxLength, flags }: Omit<QueueOptions, 'queue'>): void {
    const value = {
      resId: this.queue,
      ...(copyMode !== undefined && { params: { copyRange, copyMode } }),
      ...(maxLength !== undefined && { queueMaxlen: maxLength }),
      ...(flags !== undefined && { mask: 0xffff_ffff, flags }),
    };
    this.ask({ message: queueConfig, type: CONFIG, value });
  }

  /** Takes the queue. @throws NetlinkError EPERM if another socket has it */
  bind(): void {
    const value = { resId: this.queue, cmd: { command: NF_CFG_CMD.BIND, pad: 0, pf: 0 } };
    this.ask({ message: queueConfig, type: CONFIG, value });
  }

  /**
   * Decides what becomes of a packet: NF_VERDICT. With `more` it goes on changed: `payload`, `mark`, `ct` …
   * If the kernel has no such packet any more, an event tells ENOENT.
   */
  verdict(packet: QueuePacket, verdict: number = NF_VERDICT.ACCEPT, more: QueuePacket = {}): void {
    this.#decide(NFQNL_MSG.VERDICT, packet, verdict, more);
  }

  /** Decides the same for this packet and all before it. */
  verdictUpTo(packet: QueuePacket, verdict: number = NF_VERDICT.ACCEPT, mark?: number): void {
    this.#decide(NFQNL_MSG.VERDICT_BATCH, packet, verdict, mark === undefined ? {} : { mark });
  }

  #decide(message: number, packet: QueuePacket, verdict: number, more: QueuePacket): void {
    const id = packet.packetHdr?.packetId;
    if (id === undefined) throw new TypeError('a packet without packetHdr has no number');
    const value = { ...more, resId: this.queue, verdictHdr: { verdict, id } };
    this.tell({ message: queuePacket, type: netfilterType(NFNL_SUBSYS.QUEUE, message), value });
  }
}

/** Takes a queue of NFQUEUE. @throws NetlinkError EPERM if another socket has it */
export function openQueue(options: QueueOptions): PacketQueue {
  return openReceiver(
    options,
    (socket, portId) => new PacketQueue(socket, portId, options.queue),
    (opened) => {
      opened.bind();
      opened.configure({ copyMode: NF_COPY.PACKET, ...options });
    },
  );
}
