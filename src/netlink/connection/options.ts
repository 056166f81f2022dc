import type { NativeSocket } from '../native.ts';
import type { Acknowledgement } from './acknowledgement.ts';
import type { ExtendedAck, RequestName } from './netlink-error.ts';
import type { Request } from './request.ts';

export interface ConnectionOptions {
  /** A netlink protocol (NETLINK.ROUTE, the default; NETLINK.GENERIC …). */
  readonly family?: number;
  /** SOCK_RAW (3, the default) or SOCK_DGRAM (2); netlink makes no difference. */
  readonly type?: number;
  /**
   * A network namespace: a name below /run/netns, or the path of its file (/proc/PID/ns/net). Default: that of the
   * process.
   */
  readonly netns?: string;
  /** The port id to use. By default the kernel chooses one. */
  readonly portId?: number;
  /**
   * NETLINK_GET_STRICT_CHK: the kernel validates dump requests and filters by them. Default: true for NETLINK_ROUTE.
   * Kernels before 4.20 do not have it; see `Connection.strict`.
   */
  readonly strict?: boolean;
  /** Size of the socket's receive queue in bytes. Replies that do not fit are lost. */
  readonly receiveBuffer?: number;
  /** How long to wait for a reply, in milliseconds, 10 seconds by default. */
  readonly timeout?: number;
  /** Called for each message sent and received. */
  readonly trace?: (event: TraceEvent) => void;
  /** Called when the kernel carries out a request and attaches a warning. */
  readonly onWarning?: (warning: Warning) => void;
  /** A socket to use instead of a new one, for tests without a kernel. */
  readonly native?: NativeSocket;
  /** The first sequence number; from the clock by default. */
  readonly sequence?: number;
}

export type TraceEvent =
  | { readonly direction: 'sent'; readonly request: Request; readonly seq: number; readonly length: number }
  | {
      readonly direction: 'received';
      /** The message type; NLMSG.ERROR and NLMSG.DONE have an `ack`. */
      readonly type: number;
      readonly flags: number;
      readonly seq: number;
      readonly length: number;
      readonly ack?: Acknowledgement;
    };

/** A warning: the extended ACK of a request that succeeded. */
export interface Warning extends ExtendedAck {
  readonly request: RequestName;
}
