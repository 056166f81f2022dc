import assert from 'node:assert/strict';
import { test } from 'node:test';
import { spansOf } from '../../src/inputs/spans.ts';
import { NLM_F } from '../../src/netlink/constants/flags.ts';
import { RTM } from '../../src/netlink/constants/rtm.ts';
import { attribute, message, text } from './messages.ts';

const LINK = Buffer.alloc(16);
const timer = (id: number): Buffer => attribute(id, Buffer.alloc(8));

/** The bytes of an answer with those left out that are not compared. */
function compared(reply: Buffer): string {
  const spans = spansOf(reply, true) ?? [];
  const bytes = Buffer.from(reply);
  for (let at = 0; at < spans.length; at += 3)
    bytes.fill(0xee, spans[at], (spans[at] ?? 0) + (spans[at + 1] ?? 0));
  return bytes.toString('hex');
}

const linkOf = (kind: string, timers: Buffer): Buffer =>
  message(
    RTM.NEWLINK,
    NLM_F.MULTI,
    LINK,
    attribute(3, text('br0')),
    attribute(18, attribute(1, text(kind)), attribute(2, attribute(1, Buffer.alloc(4)), timers)),
  );

test("A bridge's timers tick; the same numbers of another kind are settings.", () => {
  const reply = linkOf('bridge', Buffer.concat([timer(16), timer(19)]));
  const ticking = spansOf(reply, true) ?? [];
  assert.deepEqual([ticking.length, ticking[1], ticking[2], ticking[4], ticking[5]], [6, 8, 0, 8, 0]);
  assert.deepEqual(spansOf(linkOf('vxlan', Buffer.concat([timer(16), timer(19)])), true), []);
});

test('Bytes that tick are those of the attribute alone, in every message of the answer.', () => {
  const one = (value: number): Buffer => {
    const bytes = Buffer.alloc(8, value);
    return Buffer.concat([linkOf('bridge', attribute(17, bytes)), linkOf('bridge', attribute(18, bytes))]);
  };
  assert.notDeepEqual(one(1), one(2));
  assert.equal(compared(one(1)), compared(one(2)));
  const other = linkOf('bridge', attribute(15, Buffer.from([1])));
  assert.notEqual(compared(other), compared(linkOf('bridge', attribute(15, Buffer.from([0])))));
});

test('Of lifetimes it counts whether they are above zero; when they were set does not.', () => {
  const reply = message(RTM.NEWADDR, 0, Buffer.alloc(8), attribute(6, Buffer.alloc(16)));
  assert.deepEqual(spansOf(reply, true), [28, 4, 1, 32, 4, 1, 36, 8, 0]);
});

test('What an answer holds that is not of the route protocol is compared as it is.', () => {
  const reply = message(RTM.NEWADDR, 0, Buffer.alloc(8), attribute(6, Buffer.alloc(16)));
  assert.deepEqual(spansOf(reply, false), []);
});

test('An answer that is inconsistent or cut off is none.', () => {
  assert.equal(spansOf(message(RTM.NEWLINK, NLM_F.DUMP_INTR, LINK), true), undefined);
  const whole = message(RTM.NEWLINK, 0, LINK);
  assert.equal(spansOf(whole.subarray(0, whole.length - 4), true), undefined);
});
