import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Attributes } from '../../../src/model/index.ts';
import { qdiscKind } from '../../../src/model/language/qdiscs/kinds.ts';
import { parseQdisc } from '../../../src/model/language/qdiscs/qdisc.ts';
import { describeRequest } from '../../../src/netlink/index.ts';
import { qdisc } from '../../../src/resources/link/details/qdisc.ts';
import { linkIndex } from '../../../src/resources/link/index-table.ts';
import { readQdisc, writeQdisc } from '../../../src/resources/link/qdiscs/wires.ts';
import { isCall } from '../../../src/resources/room.ts';

const eth0 = { type: 'link', name: 'eth0', kind: 'physical', attributes: {} } as const;

/** What is sent to get from one discipline to another, without the options. */
function sent(before: string | undefined, after: string): string[] {
  const had: Attributes = before === undefined ? {} : { qdisc: before };
  const link = { ...eth0, attributes: { qdisc: after } };
  return qdisc.orders(link, had, { qdisc: after }, linkIndex([['eth0', 2]])).map((order) =>
    isCall(order)
      ? order.text
      : describeRequest(order)
          .replace(/ \{index: 2/, '')
          .replace(/, parent: 4294967295/, '')
          .replace(/, options: .*|\}$/, ''),
  );
}

const NEW = 'RTM_NEWQDISC CREATE|REPLACE';
const CASES: readonly (readonly [
  title: string,
  before: string | undefined,
  after: string,
  sent: string[],
])[] = [
  ['a new link gets one', undefined, 'fq_codel', [`${NEW}, kind: fq_codel`]],
  ['a new link has the default', undefined, 'default', []],
  ['the default is replaced', 'default', 'pfifo limit 7', [`${NEW}, kind: pfifo`]],
  ['one goes', 'pfifo limit 7', 'default', ['RTM_DELQDISC']],
  ['another kind replaces it', 'pfifo limit 7', 'cake', [`${NEW}, kind: cake`]],
  ['an option is changed in place', 'cake', 'cake nat on', [`${NEW}, kind: cake`]],
  ['an option goes back in place', 'cake nat on', 'cake', [`${NEW}, kind: cake`]],
  [
    'an option without a default that can be said needs a new one',
    'cake overhead 4',
    'cake',
    ['RTM_DELQDISC', `${NEW}, kind: cake`],
  ],
  [
    'a fixed option needs a new one',
    'fq_codel',
    'fq_codel flows 64',
    ['RTM_DELQDISC', `${NEW}, kind: fq_codel`],
  ],
  ['a fixed kind needs a new one', 'sfq', 'sfq depth 9', ['RTM_DELQDISC', `${NEW}, kind: sfq`]],
  ['what the device brought about stays', 'fq quantum 3028b', 'fq limit 9', [`${NEW}, kind: fq`]],
  ['one of a kind without words is not made', 'default', 'gred', []],
  [
    'a number comes with a new one',
    'pfifo',
    'pfifo handle 2:',
    ['RTM_DELQDISC', `RTM_NEWQDISC CREATE|REPLACE, handle: 131072, kind: pfifo`],
  ],
];
for (const [title, before, after, expected] of CASES)
  test(`${title}: ${before ?? 'nothing'} becomes ${after}`, () => {
    assert.deepEqual(sent(before, after), expected);
  });

/** Those whose options the kernel shows as it is told them. */
for (const kind of ['cake', 'fq', 'sfq', 'netem', 'pfifo', 'bfifo'])
  test(`the options of ${kind} are read as they are written`, () => {
    for (const [name, { how, least = 0, most = 64 }] of Object.entries(qdiscKind(kind)?.options ?? {})) {
      const value =
        how.measure === 'words' || how.measure === 'switch' ? 1 : Math.max(least, Math.min(most, 64));
      const one = { kind, options: { [name]: value } };
      assert.equal(readQdisc(writeQdisc(one)).options[name], value, name);
    }
  });

test('a text that nobody wrote is read without what is not understood', () => {
  assert.deepEqual({ ...parseQdisc('cake speed 9 nat maybe rtt 5ms').options }, { rtt: 5000 });
});
