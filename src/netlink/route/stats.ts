import { type Scalar, struct, u8, u16, u32, u64 } from '../codec/index.ts';

const counters = <T>(of: Scalar<T>) =>
  ({
    rxPackets: of,
    txPackets: of,
    rxBytes: of,
    txBytes: of,
    rxErrors: of,
    txErrors: of,
    rxDropped: of,
    txDropped: of,
    multicast: of,
    collisions: of,
    rxLengthErrors: of,
    rxOverErrors: of,
    rxCrcErrors: of,
    rxFrameErrors: of,
    rxFifoErrors: of,
    rxMissedErrors: of,
    txAbortedErrors: of,
    txCarrierErrors: of,
    txFifoErrors: of,
    txHeartbeatErrors: of,
    txWindowErrors: of,
    rxCompressed: of,
    txCompressed: of,
    rxNohandler: of,
  }) as const;

/** struct rtnl_link_stats; rxNohandler came with Linux 4.6. */
export const linkStats = struct(counters(u32), 23 * 4);

/** struct rtnl_link_stats64; rxNohandler came with Linux 4.6, rxOtherhostDropped with 5.19. */
export const linkStats64 = struct(() => ({ ...counters(u64), rxOtherhostDropped: u64 }), 23 * 8);

/** struct rtnl_link_ifmap. */
export const linkMap = struct(
  () => ({ memStart: u64, memEnd: u64, baseAddr: u64, irq: u16, dma: u8, port: u8 }),
  28,
);
