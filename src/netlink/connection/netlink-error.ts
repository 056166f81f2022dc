import { getSystemErrorMap } from 'node:util';
import { errnoName } from '../constants/errno.ts';

/** What the kernel reports in addition to the error number (NETLINK_EXT_ACK). */
export interface ExtendedAck {
  readonly message?: string;
  /** The attribute of the request that is at fault, by name: `route.gateway`, `link.linkinfo.data.id`. */
  readonly attribute?: string;
  /** Where it is, in bytes from the start of the request's nlmsghdr. */
  readonly offset?: number;
  /** An attribute that the request lacks. */
  readonly missingAttribute?: string;
  /** What the kernel's policy allows, e.g. `0…3`. */
  readonly policy?: string;
  /** Opaque data that some subsystems return. */
  readonly cookie?: Uint8Array;
}

/** The request that an error is about. */
export interface RequestName {
  /** The name of its type: `RTM_NEWROUTE`. */
  readonly type: string;
  readonly seq: number;
}

/** Codes of this library's own. All other codes are error names of the kernel, like `EEXIST`. */
export type NetlinkErrorCode =
  /** No reply came within the connection's timeout. */
  | 'ERR_NETLINK_TIMEOUT'
  /** Replies were lost: the request may or may not have been executed. Read the state again. */
  | 'ERR_NETLINK_OUTCOME_UNKNOWN'
  /** A dump stayed inconsistent in every attempt. */
  | 'ERR_NETLINK_DUMP_INTERRUPTED'
  /** A dump has more messages than the caller allows. */
  | 'ERR_NETLINK_DUMP_TOO_LONG'
  /** The request was acknowledged, but the answer it should have is missing. */
  | 'ERR_NETLINK_NO_REPLY'
  /** The request could not be written; nothing was sent. */
  | 'ERR_NETLINK_ENCODE'
  /** The signal was aborted before this request was sent. */
  | 'ERR_NETLINK_ABORTED'
  /** The connection or subscription is closed. */
  | 'ERR_NETLINK_CLOSED'
  /** The kernel has no generic netlink family of this name. */
  | 'ERR_NETLINK_UNKNOWN_FAMILY';

export interface NetlinkErrorDetails {
  readonly code?: NetlinkErrorCode | undefined;
  readonly errno?: number | undefined;
  readonly syscall?: string | undefined;
  readonly extack?: ExtendedAck | undefined;
  readonly request?: RequestName | undefined;
  readonly cause?: unknown;
  /** What happened, for errors of this library's own. */
  readonly reason?: string | undefined;
}

/** A request that the kernel refused, or an exchange with it that failed. */
export class NetlinkError extends Error {
  override readonly name = 'NetlinkError';
  /** The name of the error number (`EEXIST`), or one of this library's own (`ERR_NETLINK_TIMEOUT`). */
  readonly code: string;
  /** The error number, positive; 0 for errors of this library's own. */
  readonly errno: number;
  declare readonly syscall?: string;
  declare readonly extack?: ExtendedAck;
  declare readonly request?: RequestName;
  readonly exitCode = 1;

  constructor(details: NetlinkErrorDetails) {
    const errno = details.errno ?? 0;
    const code = details.code ?? errnoName(errno);
    const text = [details.request?.type, code, describe(details, errno)].filter(Boolean).join(': ');
    super(text, 'cause' in details ? { cause: details.cause } : undefined);
    this.code = code;
    this.errno = errno;
    if (details.syscall !== undefined) this.syscall = details.syscall;
    if (details.extack !== undefined) this.extack = details.extack;
    if (details.request !== undefined) this.request = details.request;
  }
}

/** The kernel's own words, where it has any. */
function describe({ reason, extack, syscall }: NetlinkErrorDetails, errno: number): string {
  const words = reason ?? extack?.message ?? getSystemErrorMap().get(-errno)?.[1] ?? 'the kernel refused it';
  const about = [
    extack?.attribute,
    extack?.policy && `allowed: ${extack.policy}`,
    extack?.missingAttribute && `missing: ${extack.missingAttribute}`,
    syscall,
  ].filter(Boolean);
  return about.length === 0 ? words : `${words} (${about.join(', ')})`;
}

/** An error thrown by the addon (`errno` negative, as in Node) as a NetlinkError. */
export function fromSystemError(error: unknown, reason?: string): unknown {
  if (error instanceof NetlinkError && reason === undefined) return error;
  if (!(error instanceof Error) || !('errno' in error) || typeof error.errno !== 'number') return error;
  const syscall = 'syscall' in error && typeof error.syscall === 'string' ? error.syscall : undefined;
  const words = reason === undefined ? error.message : `${reason}: ${error.message}`;
  return new NetlinkError({ errno: Math.abs(error.errno), syscall, reason: words, cause: error });
}
