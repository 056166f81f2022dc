import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EMPTY_RECORD } from '../../../src/engine/record/record.ts';
import { withUntold } from '../../../src/engine/record/untold.ts';
import type { Attributes, Link } from '../../../src/model/index.ts';
import {
  address,
  codes,
  declared,
  liveAddress,
  machine,
  made,
  nic,
  planned,
  route,
  virtual,
} from '../samples.ts';

const attributes = (session: number, more: Attributes = {}): Attributes => ({
  'l2tp.local': '192.0.2.1',
  'l2tp.remote': '192.0.2.2',
  'l2tp.encapsulation': 'udp',
  'l2tp.source-port': 1701,
  'l2tp.destination-port': 1701,
  'l2tp.tunnel-id': 1,
  'l2tp.peer-tunnel-id': 2,
  'l2tp.session-id': session,
  'l2tp.peer-session-id': session + 10,
  ...more,
});

const live = (name: string, session: number): Link => virtual(name, 'l2tp', attributes(session));

const wish = (name: string, session: number, more: Attributes = {}) =>
  declared(name, 'l2tp', { ...attributes(session, more), state: 'up' });

const eth0 = { links: [nic('eth0')], addresses: [liveAddress('eth0', '192.0.2.1/24')] };

test('A session comes after the addresses and routes of others, and what is on it after it', () => {
  const { said, problems } = planned(
    { links: [nic('eth0')] },
    {
      links: [
        declared('eth0', 'physical', {}),
        wish('wire', 1),
        declared('v7', 'vlan', { 'vlan.id': 7, link: 'wire', state: 'up' }),
      ],
      addresses: [
        address('eth0', '192.0.2.1/24'),
        address('wire', '10.9.0.1/24'),
        address('v7', '10.7.0.1/24'),
      ],
      routes: [route('10.10.0.0/16', 'wire'), route('10.11.0.0/16', 'eth0')],
    },
  );
  assert.deepEqual(codes(problems), []);
  assert.deepEqual(
    said.map((words) => words.split(',')[0]),
    [
      'create address 192.0.2.1/24 dev eth0',
      'create route 10.11.0.0/16 dev eth0',
      'create l2tp wire',
      'create vlan v7',
      'create address 10.9.0.1/24 dev wire',
      'create address 10.7.0.1/24 dev v7',
      'create route 10.10.0.0/16 dev wire',
    ],
  );
});

test('Sessions leave a tunnel that gets another end before the first one makes it anew', () => {
  const other = { 'l2tp.remote': '192.0.2.9' };
  const found = planned(
    { ...eth0, links: [...eth0.links, live('a', 1), live('b', 2)] },
    { links: [wish('a', 1, other), wish('b', 2, other)] },
    made(live('a', 1), live('b', 2)),
  );
  assert.deepEqual(
    found.said.map((words) => words.split(',')[0]),
    ['remove l2tp b', 'replace l2tp a', 'create l2tp b'],
  );
});

test('A session that is in the way by its number, too, leaves once', () => {
  const other = { 'l2tp.remote': '192.0.2.9' };
  const found = planned(
    { ...eth0, links: [...eth0.links, live('a', 1), live('b', 2)] },
    { links: [wish('a', 2, other), wish('b', 1, other)] },
    made(live('a', 1), live('b', 2)),
  );
  assert.deepEqual(
    found.said.map((words) => words.split(',')[0]),
    ['remove l2tp b', 'replace l2tp a', 'create l2tp b'],
  );
});

test('A tunnel in which others have sessions gets no other end', () => {
  const found = planned(
    { ...eth0, links: [...eth0.links, live('theirs', 2)] },
    { links: [wish('a', 1, { 'l2tp.remote': '192.0.2.9' })] },
  );
  assert.deepEqual(found.said, []);
  assert.deepEqual(codes(found.problems), ['taken']);
  const beside = planned({ ...eth0, links: [...eth0.links, live('theirs', 2)] }, { links: [wish('a', 1)] });
  assert.deepEqual(codes(beside.problems), []);
});

test('A session whose local address is nowhere is left out, unless it is there', () => {
  const found = planned(
    { links: [nic('eth0')] },
    { links: [wish('a', 1)], addresses: [address('a', '10.9.0.1/24')] },
  );
  assert.deepEqual(found.said, []);
  assert.deepEqual(codes(found.problems), ['source-missing']);
  const there = planned({ links: [nic('eth0'), live('a', 1)] }, { links: [wish('a', 1)] });
  assert.deepEqual(codes(there.problems), []);
});

test('What the kernel does not tell of a session is known if it is ours', () => {
  const HEADER = 'l2tp.layer2-specific-header';
  const snapshot = machine({
    links: [{ ...live('a', 1), index: 5 }, { ...live('b', 2), index: 6 }, nic('eth0')],
  });
  const entry = { kind: 'l2tp', created: true, index: 5, set: {} };
  const headerBy = (links: typeof EMPTY_RECORD.links): unknown[] =>
    withUntold(snapshot, { ...EMPTY_RECORD, links }).links.map((link) => link.attributes[HEADER]);
  assert.deepEqual(headerBy({ a: entry }), ['default', undefined, undefined]);
  const set = { [HEADER]: { ours: 'none', before: 'default' } };
  assert.deepEqual(headerBy({ a: { ...entry, set }, b: { ...entry, set } }), ['none', undefined, undefined]);
  assert.deepEqual(headerBy({ a: { ...entry, created: false } }), [undefined, undefined, undefined]);
});
