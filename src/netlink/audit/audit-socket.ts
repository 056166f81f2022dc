import { string } from '../codec/text.ts';
import { Connection } from '../connection/connection.ts';
import type { ConnectionOptions } from '../connection/options.ts';
import { AUDIT } from '../constants/audit.ts';
import { NETLINK } from '../constants/families.ts';
import { type AuditRule, getAuditRule, putAuditRule } from './rule.ts';
import { type AuditStatus, auditFeatures, auditRequest, auditStatus } from './status.ts';

/** audit_send_reply leaves replies to a thread of their own, which comes after an acknowledgement. */
const UNACKNOWLEDGED = { unacknowledged: true };

/** A connection to NETLINK_AUDIT. The kernel refuses it outside the initial user and process namespaces. */
export class AuditSocket {
  readonly connection: Connection;

  constructor(options: Omit<ConnectionOptions, 'family'>) {
    this.connection = new Connection({ ...options, family: NETLINK.AUDIT });
  }

  /** @throws NetlinkError EPERM without CAP_AUDIT_CONTROL; so the following ones */
  status(): Promise<AuditStatus> {
    const request = { message: auditStatus, type: AUDIT.AUDIT_GET, value: {} };
    return this.connection.get(request, UNACKNOWLEDGED);
  }

  /** Changes what `mask` says (AUDIT_STATUS). */
  setStatus(value: AuditStatus & { readonly mask: number }): Promise<void> {
    return this.connection.request({ message: auditStatus, type: AUDIT.AUDIT_SET, value });
  }

  /** Which features there are (`mask`) and are on, as bits. */
  features(): Promise<{ readonly mask?: number; readonly features?: number; readonly lock?: number }> {
    const request = { message: auditFeatures, type: AUDIT.AUDIT_GET_FEATURE, value: {} };
    return this.connection.get(request, UNACKNOWLEDGED);
  }

  rules(): Promise<AuditRule[]> {
    const request = { message: auditRequest, type: AUDIT.AUDIT_LIST_RULES, value: {} };
    return this.connection.dump<typeof auditRequest, AuditRule>(request, () => undefined, {
      dumpFlags: 0,
      quick: getAuditRule,
    });
  }

  /** @throws NetlinkError EEXIST, EINVAL */
  addRule(rule: AuditRule): Promise<void> {
    return this.#sendRule(AUDIT.AUDIT_ADD_RULE, rule);
  }

  /** @throws NetlinkError ENOENT */
  deleteRule(rule: AuditRule): Promise<void> {
    return this.#sendRule(AUDIT.AUDIT_DEL_RULE, rule);
  }

  /**
   * Writes a record of one's own: AUDIT_USER, or a type from 1100 to 1199 or from 2100 to 2999. Needs CAP_AUDIT_WRITE. While
   * auditing is off, nothing is written.
   */
  write(text: string, type: number = AUDIT.AUDIT_USER): Promise<void> {
    return this.connection.request({
      message: auditRequest,
      type,
      value: {},
      put: (w) => string.put(w, text),
    });
  }

  close(): void {
    this.connection.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #sendRule(type: number, rule: AuditRule): Promise<void> {
    return this.connection.request({
      message: auditRequest,
      type,
      value: {},
      put: (w) => putAuditRule(w, rule),
    });
  }
}

/** Opens a connection to NETLINK_AUDIT. */
export function openAudit(options: Omit<ConnectionOptions, 'family'> = {}): AuditSocket {
  return new AuditSocket(options);
}
