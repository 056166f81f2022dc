/** A record of the audit log. */
export interface AuditRecord {
  /** AUDIT_RECORD, and others. */
  readonly type: number;
  readonly text: string;
  /** When it happened: seconds since 1970. Records of one event have the same time and serial number. */
  readonly time?: number;
  readonly serial?: number;
  /** `key=value` in the text, without quotes. Values that a user has made up may be in hexadecimal. */
  readonly fields: Readonly<Record<string, string>>;
}

const STAMP = /^audit\((\d+\.\d+):(\d+)\): ?/;
const FIELD = /([^\s=]+)=("[^"]*"|'[^']*'|\S*)/g;

/** Reads the text of a record: `audit(1364481363.243:24287): arch=c000003e syscall=2 …`. */
export function parseAuditRecord(type: number, text: string): AuditRecord {
  const stamp = STAMP.exec(text);
  const rest = text.slice(stamp?.[0].length ?? 0);
  const pairs = [...rest.matchAll(FIELD)].map(([, key = '', value = '']) => [key, unquoted(value)] as const);
  const fields = Object.fromEntries(pairs);
  if (stamp === null) return { type, text, fields };
  return { type, text, time: Number(stamp[1]), serial: Number(stamp[2]), fields };
}

const unquoted = (value: string): string => value.replace(/^(["'])(.*)\1$/s, '$2');
