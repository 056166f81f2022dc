import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import {
  AUDIT_ACTION,
  AUDIT_FIELD,
  AUDIT_FILTER,
  AUDIT_OP,
  AUDIT_RECORD,
  AUDIT_STATUS,
  type AuditRule,
  NETLINK,
  openAudit,
  subscribeAudit,
} from '../../src/netlink/index.ts';

/** The kernel's socket of the family has port id 0. */
const isThere = new RegExp(`^\\S+ +${NETLINK.AUDIT} +0 `, 'm').test(
  readFileSync('/proc/net/netlink', 'utf8'),
);
const missing = !isThere && 'this kernel has no CONFIG_AUDIT';
/** Rules and the log are the machine's, not the namespace's. */
const shared = missing || (process.env['NLAPPLY_TIER'] === 'netns' && 'auditing is of the whole machine');

test('the status and the rules can be read', { skip: missing }, async (t) => {
  const socket = openAudit();
  t.after(() => socket.close());
  const { enabled, backlogLimit = 0, features = 0 } = await socket.status();
  assert.ok(enabled !== undefined && enabled <= 2);
  assert.ok(backlogLimit > 0);
  assert.equal(
    features & 3,
    3,
    'AUDIT_FEATURE_BITMAP_BACKLOG_LIMIT and …_BACKLOG_WAIT_TIME are of Linux 3.14',
  );
  assert.ok(Array.isArray(await socket.rules()));
  assert.equal(((await socket.features()).mask ?? 0) & 3, 3);
});

const RULE: AuditRule = {
  filter: AUDIT_FILTER.EXIT,
  action: AUDIT_ACTION.ALWAYS,
  syscalls: [2000],
  fields: [
    { field: AUDIT_FIELD.UID, op: AUDIT_OP.EQUAL, value: 4711 },
    { field: AUDIT_FIELD.FILTERKEY, op: AUDIT_OP.EQUAL, value: 'nlapply' },
  ],
};

test('a rule that was added is listed until it is deleted, and the log tells of both', {
  skip: shared,
}, async (t) => {
  const socket = openAudit();
  t.after(() => socket.close());
  const log = subscribeAudit();
  t.after(() => log.close());
  await socket.setStatus({ mask: AUDIT_STATUS.ENABLED, enabled: 1 });
  assert.equal((await socket.status()).enabled, 1);
  await socket.addRule(RULE);
  assert.deepEqual(await socket.rules(), [RULE]);
  await assert.rejects(socket.addRule(RULE), { code: 'EEXIST' });
  await socket.deleteRule(RULE);
  assert.deepEqual(await socket.rules(), []);
  await assert.rejects(socket.deleteRule(RULE), { code: 'ENOENT' });
  await socket.write('op=test res=success');
  await socket.setStatus({ mask: AUDIT_STATUS.ENABLED, enabled: 0 });
  const operations: (string | undefined)[] = [];
  for await (const { overrun, ...record } of log) {
    assert.equal(overrun, undefined);
    if (!('fields' in record)) break;
    if (record.type === AUDIT_RECORD.USER) {
      assert.match(record.text, /op=test res=success/);
      assert.equal(record.fields['pid'], String(process.pid));
      break;
    }
    if (record.type === AUDIT_RECORD.CONFIG_CHANGE) operations.push(record.fields['op']);
  }
  assert.ok(operations.includes('add_rule') && operations.includes('remove_rule'), operations.join(', '));
});
