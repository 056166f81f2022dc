import { bits, Message, u32, type Value } from '../codec/index.ts';
import { AUDIT, AUDIT_STATUS } from '../constants/audit.ts';

/** The state of auditing: struct audit_status. `mask` says what AUDIT_SET is to change. */
export const auditStatus = new Message(
  'auditStatus',
  {
    mask: bits(u32, AUDIT_STATUS),
    enabled: u32,
    failure: u32,
    pid: u32,
    rateLimit: u32,
    backlogLimit: u32,
    lost: u32,
    backlog: u32,
    features: u32,
    backlogWaitTime: u32,
    backlogWaitTimeActual: u32,
  },
  {},
  { types: AUDIT },
);
export type AuditStatus = Value<typeof auditStatus>;

/** struct audit_features. */
export const auditFeatures = new Message(
  'auditFeatures',
  { version: u32, mask: u32, features: u32, lock: u32 },
  {},
  { types: AUDIT },
);

/** Requests whose payload is not made of attributes. */
export const auditRequest = new Message('auditRequest', {}, {}, { types: AUDIT });
