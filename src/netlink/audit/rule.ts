import { NetlinkDecodeError } from '../codec/decode-error.ts';
import { string, struct, u32 } from '../codec/index.ts';
import type { Block, Writer } from '../codec/wire.ts';
import { host } from '../codec/wire.ts';
import { AUDIT_FIELD } from '../constants/audit.ts';

/** What a rule compares: a number, or the text of a field that has one. */
export interface AuditField {
  /** AUDIT_FIELD */
  readonly field: number;
  /** AUDIT_OP */
  readonly op: number;
  readonly value: number | string;
}

/** A rule: struct audit_rule_data. */
export interface AuditRule {
  /** AUDIT_FILTER: the list that it is in. */
  readonly filter: number;
  /** AUDIT_ACTION */
  readonly action: number;
  /** The numbers of the system calls that it is of. */
  readonly syscalls: readonly number[] | 'all';
  readonly fields: readonly AuditField[];
}

/** AUDIT_BITMASK_SIZE, AUDIT_MAX_FIELDS */
const WORDS = 64;
const ALL = 0xffff_ffff;
const head = struct({ filter: u32, action: u32, count: u32 });
/** Where its arrays begin: system calls, fields, values, operators; then the length of all texts, and these. */
const MASK = head.size;
const FIELDS = MASK + 4 * WORDS;
const VALUES = FIELDS + 4 * WORDS;
const OPERATORS = VALUES + 4 * WORDS;
const LENGTH = OPERATORS + 4 * WORDS;
const TEXTS = LENGTH + 4;

const F = AUDIT_FIELD;
/** Their values are lengths, and the texts stand behind the struct in the order of the fields (audit_data_to_entry). */
const TEXTUAL: ReadonlySet<number> = new Set([
  ...[F.SUBJ_USER, F.SUBJ_ROLE, F.SUBJ_TYPE, F.SUBJ_SEN, F.SUBJ_CLR],
  ...[F.OBJ_USER, F.OBJ_ROLE, F.OBJ_TYPE, F.OBJ_LEV_LOW, F.OBJ_LEV_HIGH],
  ...[F.WATCH, F.DIR, F.EXE, F.FILTERKEY],
]);

/** @throws RangeError on too many fields, on a system call beyond 2047, or on text where a number is due */
export function putAuditRule(w: Writer, { filter, action, syscalls, fields }: AuditRule): void {
  if (fields.length > WORDS) throw new RangeError(`${fields.length} fields, where ${WORDS} fit`);
  const start = w.zero(TEXTS);
  w.at = start;
  head.put(w, { filter, action, count: fields.length });
  const words = masksOf(syscalls);
  for (const [i, word] of words.entries()) w.data.setUint32(start + MASK + 4 * i, word, host);
  w.at = start + TEXTS;
  for (const [i, { field, op, value }] of fields.entries()) {
    const number = TEXTUAL.has(field) ? putText(w, value) : value;
    if (typeof number !== 'number')
      throw new RangeError(`field ${field} is a number, not ${JSON.stringify(value)}`);
    w.data.setUint32(start + FIELDS + 4 * i, field, host);
    w.data.setUint32(start + VALUES + 4 * i, number, host);
    w.data.setUint32(start + OPERATORS + 4 * i, op, host);
  }
  w.data.setUint32(start + LENGTH, w.at - start - TEXTS, host);
}

/** Writes text without a NUL, and returns its length. */
function putText(w: Writer, value: number | string): number {
  if (typeof value !== 'string') throw new RangeError(`a field of text, not ${value}`);
  const start = w.at;
  string.put(w, value);
  w.at -= 1;
  return w.at - start;
}

function masksOf(syscalls: AuditRule['syscalls']): number[] {
  const words = new Array<number>(WORDS).fill(syscalls === 'all' ? ALL : 0);
  if (syscalls === 'all') return words;
  for (const number of syscalls) {
    if (!(number >= 0 && number < 32 * WORDS))
      throw new RangeError(`no system call has the number ${number}`);
    words[number >>> 5] = ((words[number >>> 5] ?? 0) | (1 << (number & 31))) >>> 0;
  }
  return words;
}

/** @throws NetlinkDecodeError */
export function getAuditRule(b: Block, start: number, end: number): AuditRule {
  if (end - start < TEXTS) throw new NetlinkDecodeError(`${end - start} bytes where ${TEXTS} are due`);
  const { count, ...rest } = head.get(b, start, end);
  if (count > WORDS) throw new NetlinkDecodeError(`${count} fields, where ${WORDS} fit`);
  const word = (array: number, i: number): number => b.data.getUint32(start + array + 4 * i, host);
  let text = start + TEXTS;
  const fields = Array.from({ length: count }, (_, i): AuditField => {
    const [field, op, number] = [word(FIELDS, i), word(OPERATORS, i), word(VALUES, i)];
    if (!TEXTUAL.has(field)) return { field, op, value: number };
    if (number > end - text) throw new NetlinkDecodeError('the text of a field runs past its rule');
    const value = string.get(b, text, text + number);
    text += number;
    return { field, op, value };
  });
  const masks = Array.from({ length: WORDS }, (_, i) => word(MASK, i));
  return { ...rest, syscalls: syscallsOf(masks), fields };
}

function syscallsOf(masks: readonly number[]): AuditRule['syscalls'] {
  if (masks.every((mask) => mask === ALL)) return 'all';
  return masks.flatMap((mask, i) =>
    Array.from({ length: 32 }, (_, bit) => 32 * i + bit).filter((number) => (mask >>> (number & 31)) & 1),
  );
}
