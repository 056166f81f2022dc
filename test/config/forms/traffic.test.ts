import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Case, checkCase, declared, network } from '../diagnose.ts';

const device = (keys: string): string => network(`dummy-devices: {d: {${keys}}}`);
const ROOT = 'qdisc: {kind: htb, default: 10}';
const hfsc = (list: string): string => device(`qdisc: hfsc, classes: [${list}]`);
const classes = (text: string): string => device(`${ROOT}, classes: [{id: "1:10", rate: 1Mbit}, ${text}]`);
const qdiscs = (text: string): string =>
  device(`${ROOT}, classes: [{id: "1:10", rate: 1Mbit}], qdiscs: [${text}]`);

test('classes and the disciplines in them are read, in the order of their numbers', () => {
  const { links } = declared(
    device(`
      qdisc: {kind: htb, default: "1:20", r2q: 5},
      classes: [
        {id: "1:20", parent: "1:1", rate: 333kbit, ceil: 2Gbit, priority: 1, burst: 15k},
        {id: "1:1", rate: 1Gbit, overhead: 18},
        {id: "30:1", quantum: 3000},
      ],
      qdiscs: [
        {parent: "1:20", kind: drr, handle: "30:"},
        {parent: "30:1", kind: fq_codel, limit: 100},
      ]`),
  );
  const { qdisc, qdiscs, classes } = links[0]?.link.attributes ?? {};
  assert.equal(qdisc, 'htb handle 1: default 20 r2q 5');
  assert.deepEqual(qdiscs, ['1:20 drr handle 30:', '30:1 fq_codel limit 100']);
  assert.deepEqual(classes, [
    '1:1 htb rate 1Gbit ceil 1Gbit burst 1600b cburst 1600b overhead 18',
    '1:20 htb parent 1:1 rate 333Kbit ceil 2Gbit burst 15Kb cburst 1600b priority 1',
    '30:1 drr quantum 3000b',
  ]);
});

test('a number is hexadecimal, with or without its colon, and of a discipline with classes 1 if it is not said', () => {
  const of = (text: string) => declared(device(`qdisc: ${text}`)).links[0]?.link.attributes['qdisc'];
  assert.equal(of('htb'), 'htb handle 1:');
  assert.equal(of('drr'), 'drr handle 1:');
  assert.equal(of('{kind: prio, handle: 1F}'), 'prio handle 1f:');
  assert.equal(
    of('{kind: prio, handle: "1f:", priomap: "1 2 2 2 1 2 0 0 1 1 1 1 1 1 1 1"}'),
    'prio handle 1f:',
  );
  assert.equal(
    of('{kind: prio, bands: 2, priomap: "0 0 0 0 0 0 0 0 1 1 1 1 1 1 1 1"}'),
    'prio handle 1: bands 2 priomap 0,0,0,0,0,0,0,0,1,1,1,1,1,1,1,1',
  );
  assert.equal(of('{kind: pfifo, handle: "2:"}'), 'pfifo handle 2:');
});

const CASES: readonly Case[] = [
  [
    'a class without a root',
    device('classes: [{id: «"1:10"», rate: 1Mbit}]'),
    ['wrong-value'],
    /no discipline 1:/,
  ],
  [
    'a discipline in a class without a root',
    device('qdiscs: «[{parent: "1:10", kind: pfifo}]»'),
    ['missing-key'],
    /"qdiscs" needs "qdisc"/,
  ],
  [
    'a root with a parent',
    device('qdisc: {kind: pfifo, «parent»: "1:1"}'),
    ['wrong-key'],
    /it has no parent/,
  ],
  ['a class without its number', classes('«{rate: 1Mbit}»'), ['missing-key'], /"id"/],
  [
    'the number of a discipline as that of a class',
    classes('{id: «"1:"», rate: 1Mbit}'),
    ['wrong-value'],
    /itself/,
  ],
  ['a class that is no handle', classes('{id: «ten», rate: 1Mbit}'), ['wrong-value'], /a handle such as/],
  ['a class without a rate', classes('{id: «"1:20"»}'), ['missing-key'], /a class of htb needs "rate"/],
  [
    'an unknown option of a class',
    classes('{id: "1:20", rate: 1Mbit, «cell»: 1Mbit}'),
    ['unknown-key'],
    /ceil/,
  ],
  [
    'a ceil below the rate',
    classes('{id: "1:20", rate: 2Mbit, ceil: «1Mbit»}'),
    ['conflict'],
    /at least "rate"/,
  ],
  [
    'a burst that the kernel cannot count',
    classes('{id: "1:20", rate: 8kbit, burst: «1Mb»}'),
    ['conflict'],
    /within 274 seconds at "rate"/,
  ],
  [
    'a class of a discipline that makes its own',
    device('qdisc: prio, classes: [{id: «"1:1"»}]'),
    ['wrong-value'],
    /no classes are declared/,
  ],
  [
    'a class of a discipline without any',
    device('qdisc: {kind: pfifo, handle: "1:"}, classes: [{id: «"1:1"»}]'),
    ['wrong-value'],
    /is a pfifo/,
  ],
  [
    'an option of classes of another kind',
    device('qdisc: drr, classes: [{id: "1:1", «rate»: 1Mbit}]'),
    ['unknown-key'],
    /"rate" is an option of classes of htb, not of a class of drr/,
  ],
  ['a class of hfsc without a curve', hfsc('{id: «"1:1"»}'), ['missing-key'], /"rt-m2" or "ls-m2"/],
  ['the time of no rate', hfsc('{id: "1:1", rt-m2: 1Mbit, rt-d: «5ms»}'), ['conflict'], /needs "rt-m1"/],
  ['a rate for no time', hfsc('{id: "1:1", rt-m2: 1Mbit, rt-m1: «5Mbit»}'), ['conflict'], /needs "rt-d"/],
  [
    'a curve without an end',
    hfsc('{id: "1:1", ls-m2: 1Mbit, rt-m1: «5Mbit»}'),
    ['conflict'],
    /needs "rt-m2"/,
  ],
  ['a limit of no share', hfsc('{id: "1:1", rt-m2: 1Mbit, ul-m2: «5Mbit»}'), ['conflict'], /needs "ls-m2"/],
  [
    'a class of hfsc with others below, and without a share',
    hfsc('«{id: "1:1", rt-m2: 1Mbit}», {id: "1:2", parent: "1:1", ls-m2: 1Mbit}'),
    ['missing-key'],
    /1:1 needs "ls-m2"/,
  ],
  [
    'a second class of a discipline that has one',
    device('qdisc: {kind: netem, handle: "1:"}, qdiscs: [{parent: «"1:2"», kind: pfifo}]'),
    ['wrong-value'],
    /the netem has one band, the class 1:1/,
  ],
  [
    'a filter at a discipline that takes none',
    device(
      'qdisc: {kind: netem, handle: "1:"}, filters: [{parent: «"1:"», kind: fw, mark: 1, class: "1:1"}]',
    ),
    ['wrong-value'],
    /which has no filters/,
  ],
  [
    'a class below none',
    classes('{id: "1:20", parent: «"1:2"», rate: 1Mbit}'),
    ['wrong-value'],
    /no class 1:2/,
  ],
  [
    'a class below one of another discipline',
    classes('{id: "1:20", parent: «"2:1"», rate: 1Mbit}'),
    ['wrong-value'],
    /another discipline/,
  ],
  ['a class below itself', classes('{id: "1:20", parent: «"1:20"», rate: 1Mbit}'), ['cycle'], /below itself/],
  [
    'a class twice',
    device(`${ROOT}, classes: [{id: ‹"1:10"›, rate: 1Mbit}, {id: «"1:10"», rate: 2Mbit}]`),
    ['conflict'],
    /there already/,
  ],
  [
    'a priority of a class with others below',
    device(
      `qdisc: htb, classes: [{id: "1:1", rate: 1Mbit, priority: «1»}, {id: "1:2", parent: "1:1", rate: 1Mbit}]`,
    ),
    ['conflict'],
    /no effect/,
  ],
  [
    'a default that is no class',
    device('qdisc: {kind: htb, default: «20»}, classes: [{id: "1:10", rate: 1Mbit}]'),
    ['wrong-value'],
    /no class 1:20/,
  ],
  ['a discipline without a class', qdiscs('«{kind: pfifo}»'), ['missing-key'], /needs "parent"/],
  ['a discipline in no class', qdiscs('{parent: «"1:20"», kind: pfifo}'), ['wrong-value'], /no class 1:20/],
  [
    'a discipline in a discipline',
    qdiscs('{parent: «"1:"», kind: pfifo}'),
    ['wrong-value'],
    /a discipline itself/,
  ],
  [
    'a discipline of an unknown one',
    qdiscs('{parent: «"2:1"», kind: pfifo}'),
    ['wrong-value'],
    /no discipline 2:/,
  ],
  [
    'a number twice',
    qdiscs('{parent: "1:10", kind: pfifo, handle: «"1:"»}'),
    ['conflict'],
    /discipline 1: is there already/,
  ],
  ['what is for the root only', qdiscs('{parent: "1:10", kind: «mq»}'), ['conflict'], /only be at the root/],
  [
    'a band that there is not',
    device('qdisc: prio, qdiscs: [{parent: «"1:4"», kind: pfifo}]'),
    ['wrong-value'],
    /3 bands/,
  ],
  [
    'a discipline in a class with others below',
    device(
      'qdisc: htb, classes: [{id: "1:1", rate: 1Mbit}, {id: "1:2", parent: "1:1", rate: 1Mbit}], qdiscs: [{parent: «"1:1"», kind: pfifo}]',
    ),
    ['wrong-value'],
    /classes below it/,
  ],
  [
    'too few bands for the map',
    device('qdisc: {kind: prio, bands: «2»}'),
    ['conflict'],
    /"bands" must be more than 2/,
  ],
  [
    'a map with too few numbers',
    device('qdisc: {kind: prio, priomap: «"1 2"»}'),
    ['wrong-value'],
    /16 numbers/,
  ],
  [
    'a handle that is none',
    device('qdisc: {kind: prio, handle: «first»}'),
    ['wrong-value'],
    /a handle such as "1:"/,
  ],
];
for (const one of CASES) test(`${one[0]} is refused`, () => checkCase(one));
