import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  AUDIT,
  AUDIT_FIELD,
  AUDIT_FILTER,
  AUDIT_OP,
  AUDIT_RECORD,
  type AuditRule,
  auditStatus,
  FakeKernel,
  fakeReplies,
  getAuditRule,
  NetlinkDecodeError,
  openAudit,
  parseAuditRecord,
  putAuditRule,
  subscribeAudit,
  Writer,
} from '../../../src/netlink/index.ts';

const { ack, done } = fakeReplies;
const u32 = fc.integer({ min: 0, max: 0xffff_ffff });
const text = fc.string({ unit: 'grapheme', maxLength: 9 }).map((s) => s.replaceAll('\0', ''));
const field = fc.oneof(
  fc.record({ field: fc.constant(AUDIT_FIELD.UID), op: u32, value: u32 }, { noNullPrototype: true }),
  fc.record(
    { field: fc.constantFrom(AUDIT_FIELD.EXE, AUDIT_FIELD.FILTERKEY), op: u32, value: text },
    { noNullPrototype: true },
  ),
);
const syscalls = fc.uniqueArray(fc.nat(2047), { maxLength: 5 }).map((list) => list.sort((a, b) => a - b));
const rule: fc.Arbitrary<AuditRule> = fc.record(
  {
    filter: u32,
    action: u32,
    syscalls: fc.oneof(syscalls, fc.constant('all' as const)),
    fields: fc.array(field, { maxLength: 4 }),
  },
  { noNullPrototype: true },
);

/** A record in its datagram, as kauditd_send_multicast_skb makes it: its end is not aligned. */
function record(type: number, words: string): Uint8Array {
  const w = new Writer();
  const start = w.begin(type, 0, 0);
  const bytes = new TextEncoder().encode(words);
  const at = w.take(bytes.length);
  w.bytes.set(bytes, at);
  w.data.setUint32(start, w.at, true);
  return w.bytes.slice(0, w.at);
}

test('whatever is written as a rule reads back the same', () => {
  fc.assert(
    fc.property(rule, (value) => {
      const w = new Writer();
      putAuditRule(w, value);
      assert.deepEqual(getAuditRule(w, 0, w.at), value);
    }),
  );
});

test('a rule cut anywhere or with any byte changed is read or refused', () => {
  fc.assert(
    fc.property(rule, fc.nat(), fc.nat(), fc.nat(255), (value, cut, at, byte) => {
      const w = new Writer();
      putAuditRule(w, value);
      w.bytes[at % w.at] = byte;
      try {
        getAuditRule(w, 0, cut % 2 === 0 ? w.at : cut % w.at);
      } catch (error) {
        assert.ok(error instanceof NetlinkDecodeError, String(error));
      }
    }),
  );
});

test('the members of a rule are where struct audit_rule_data has them', () => {
  const w = new Writer();
  putAuditRule(w, {
    filter: AUDIT_FILTER.EXIT,
    action: 2,
    syscalls: [59],
    fields: [{ field: AUDIT_FIELD.FILTERKEY, op: AUDIT_OP.EQUAL, value: 'key' }],
  });
  const word = (at: number): number => w.data.getUint32(at, true);
  assert.deepEqual([word(0), word(4), word(8), word(16)], [4, 2, 1, 1 << 27]);
  assert.deepEqual([word(268), word(524), word(780), word(1036)], [210, 3, 0x4000_0000, 3]);
  assert.equal(w.at, 1043);
  const wrong = { field: AUDIT_FIELD.UID, op: AUDIT_OP.EQUAL, value: 'root' };
  assert.throws(
    () => putAuditRule(w, { filter: 4, action: 2, syscalls: 'all', fields: [wrong] }),
    RangeError,
  );
});

test('records have their time, serial number and fields', async () => {
  const kernel = new FakeKernel();
  const log = subscribeAudit({ native: kernel });
  const words = `audit(1364481363.243:24287): arch=c000003e comm="cat file" msg='op=x res=1' res=1`;
  kernel.deliver(
    { bytes: record(AUDIT_RECORD.SYSCALL, words), port: 3, group: 1 },
    record(AUDIT_RECORD.SYSCALL, words),
  );
  assert.deepEqual((await log.next()).value, {
    type: 1300,
    text: words,
    time: 1364481363.243,
    serial: 24287,
    fields: { arch: 'c000003e', comm: 'cat file', msg: 'op=x res=1', res: '1' },
  });
  log.close();
});

test('any text is a record', () => {
  assert.deepEqual(parseAuditRecord(1, 'hello'), { type: 1, text: 'hello', fields: {} });
  fc.assert(fc.property(fc.string(), (words) => assert.equal(parseAuditRecord(7, words).text, words)));
});

test('a status is waited for without an acknowledgement, which would come first', async () => {
  const kernel = new FakeKernel((requests) =>
    requests.map((request) =>
      request.flags === 1
        ? fakeReplies.reply(request, auditStatus, AUDIT.AUDIT_GET, { enabled: 1, pid: 7 }, 0)
        : ack(request),
    ),
  );
  const { enabled, pid, lost } = await openAudit({ native: kernel, timeout: 50 }).status();
  assert.deepEqual([enabled, pid, lost], [1, 7, 0]);
});

test('rules are listed to their end, and a refusal is an error', async () => {
  const value: AuditRule = { filter: 4, action: 2, syscalls: 'all', fields: [] };
  const kernel = new FakeKernel((requests) =>
    requests.flatMap((request) => {
      const w = new Writer();
      const start = w.begin(request.type, 2, request.seq);
      putAuditRule(w, value);
      w.end(start);
      return [w.bytes.slice(0, w.at), done(request)];
    }),
  );
  assert.deepEqual(await openAudit({ native: kernel }).rules(), [value]);
  const strict = new FakeKernel((requests) => requests.map((request) => ack(request, 1)));
  await assert.rejects(openAudit({ native: strict }).rules(), {
    code: 'EPERM',
    message: /^AUDIT_LIST_RULES/,
  });
  await assert.rejects(openAudit({ native: strict }).addRule(value), { message: /^AUDIT_ADD_RULE/ });
});
