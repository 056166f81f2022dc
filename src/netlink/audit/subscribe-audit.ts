import { NetlinkDecodeError } from '../codec/decode-error.ts';
import { string } from '../codec/text.ts';
import { align, Block, host, MESSAGE_HEADER } from '../codec/wire.ts';
import { openListener } from '../connection/listener.ts';
import type { Overrun } from '../connection/subscribe.ts';
import { type Datagram, Subscription } from '../connection/subscription.ts';
import { AUDIT_NLGRP } from '../constants/audit.ts';
import { NETLINK } from '../constants/families.ts';
import type { NativeSocket } from '../native.ts';
import { type AuditRecord, parseAuditRecord } from './record.ts';

export interface AuditLogOptions {
  /** A network namespace, as for a connection. Records arrive in the initial one only. */
  readonly netns?: string;
  readonly receiveBuffer?: number;
  /** A socket to use instead of a new one, for tests. */
  readonly native?: NativeSocket;
}

/** A record as it arrives. */
export interface AuditNotification extends AuditRecord {
  readonly overrun?: undefined;
}

/**
 * Reads along in the audit log, beside an auditd or without one. Needs CAP_AUDIT_READ.
 * @throws NetlinkError EPERM
 */
export function subscribeAudit(options: AuditLogOptions = {}): Subscription<AuditNotification | Overrun> {
  const groups = [AUDIT_NLGRP.READLOG];
  const { socket, portId } = openListener({ ...options, groups, family: NETLINK.AUDIT });
  return new Subscription<AuditNotification | Overrun>(socket, portId, {
    read: readRecords,
    lost: () => ({ overrun: true }),
  });
}

function readRecords({ bytes, length, port }: Datagram): AuditRecord[] {
  if (port !== 0) return [];
  const block = new Block(bytes);
  const records: AuditRecord[] = [];
  for (let at = 0; at < length; ) {
    const size = length - at < MESSAGE_HEADER ? 0 : block.data.getUint32(at, host);
    if (size < MESSAGE_HEADER || at + size > length)
      throw new NetlinkDecodeError('a record runs past its end');
    const text = string.get(block, at + MESSAGE_HEADER, at + size);
    records.push(parseAuditRecord(block.data.getUint16(at + 4, host), text));
    at += align(size);
  }
  return records;
}
