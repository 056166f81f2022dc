import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Rule } from '../../../src/model/index.ts';
import { NLM_F, parseAddress, RTM } from '../../../src/netlink/index.ts';
import { rules } from '../../../src/resources/rule/rule.ts';
import { selector } from '../../../src/resources/rule/selector.ts';
import { index, plain, step } from '../steps.ts';

const rule: Rule = {
  type: 'rule',
  family: 4,
  priority: 100,
  from: '10.0.0.0/8',
  action: 'lookup',
  table: 254,
};

test('Two rules that differ in anything the kernel looks at have different keys', () => {
  const all: Rule[] = [
    rule,
    { ...rule, priority: 101 },
    { ...rule, from: '10.0.0.0/9' },
    { ...rule, to: '10.0.0.0/8' },
    { ...rule, tos: 16 },
    { ...rule, mark: 1 },
    { ...rule, mark: 1, markMask: 255 },
    { ...rule, iif: 'eth0' },
    { ...rule, oif: 'eth0' },
    { ...rule, ipProtocol: 6 },
    { ...rule, sourcePort: '80' },
    { ...rule, destinationPort: '80' },
    { ...rule, destinationPort: '80-81' },
    { ...rule, uidRange: '0-0' },
    { ...rule, suppressPrefixLength: 0 },
    { ...rule, inverted: true },
    { ...rule, table: 100 },
    { ...rule, action: 'blackhole' },
    { ...rule, suppressInterfaceGroup: 0 },
    { ...rule, l3mdev: true },
    { ...rule, l3mdev: true, action: 'nop' },
    { ...rule, action: 'nop' },
    { ...rule, action: 'goto', target: 200 },
    { ...rule, action: 'goto', target: 300 },
    { ...rule, others: 'tunId 5' },
    { ...rule, family: 6, from: '2001:db8::/32' },
    { type: 'rule', family: 6, priority: 100, action: 'lookup', table: 254 },
    { type: 'rule', family: 4, priority: 100, action: 'lookup', table: 254 },
  ];
  assert.equal(new Set(all.map(rules.key)).size, all.length);
});

test('A mark without a mask has a full one, and the mark of who made it is no difference', () => {
  assert.equal(selector({ ...rule, mark: 1 }), selector({ ...rule, mark: 1, markMask: 0xffffffff }));
  assert.equal(rules.key(rule), rules.key({ ...rule, protocol: 78 }));
  assert.deepEqual(rules.differences(rule, { ...rule, protocol: 3 }), []);
});

test('A rule is made once only: an equal one is refused', () => {
  const full: Rule = {
    ...rule,
    to: '10.1.0.0/16',
    tos: 16,
    mark: 16,
    markMask: 240,
    table: 1000,
    protocol: 78,
  };
  assert.deepEqual(plain(rules.requests(step('create', null, full), index())), [
    {
      type: RTM.NEWRULE,
      flags: NLM_F.CREATE | NLM_F.EXCL,
      value: {
        ...{ family: 2, action: 1, tableId: 0, table: 1000, priority: 100, tos: 16, fwmark: 16, fwmask: 240 },
        ...{ src: 0x0a000000, srcLen: 8, dst: 0x0a010000, dstLen: 16, protocol: 78 },
      },
    },
  ]);
});

test('A removal names everything, the mark of who made it included', () => {
  const six: Rule = {
    type: 'rule',
    family: 6,
    priority: 5,
    to: '2001:db8::/32',
    action: 'unreachable',
    iif: 'eth0',
    oif: 'br0',
    protocol: 3,
  };
  assert.deepEqual(plain(rules.requests(step('remove', six, null), index())), [
    {
      type: RTM.DELRULE,
      value: {
        ...{ family: 10, action: 7, tableId: 0, priority: 5, iifname: 'eth0', oifname: 'br0' },
        ...{ dst: parseAddress('2001:db8::'), dstLen: 32, protocol: 3 },
      },
    },
  ]);
});

test('Ports, users, protocols, suppression and inversion are attributes of their own', () => {
  const odd: Rule = {
    ...rule,
    ...{ ipProtocol: 6, sourcePort: '80', destinationPort: '8000-8099', uidRange: '0-9' },
    ...{ suppressPrefixLength: 0, inverted: true, protocol: 78 },
  };
  const [request] = plain(rules.requests(step('create', null, odd), index()));
  assert.deepEqual(request?.value, {
    ...{ family: 2, action: 1, tableId: 254, table: 254, priority: 100, src: 0x0a000000, srcLen: 8 },
    ...{ ipProto: 6, sportRange: { start: 80, end: 80 }, dportRange: { start: 8000, end: 8099 } },
    ...{ uidRange: { start: 0, end: 9 }, suppressPrefixlen: 0, flags: 2, protocol: 78 },
  });
  assert.equal(
    rules.name(odd),
    'rule 100: not from 10.0.0.0/8 uidrange 0-9 ipproto tcp sport 80 dport 8000-8099 lookup 254 suppress_prefixlength 0',
  );
});

test('A lookup always names its table, in the header as far as it fits', () => {
  const value = (table: number) =>
    plain(rules.requests(step('create', null, { ...rule, table }), index()))[0]?.value;
  assert.deepEqual([value(100)?.['tableId'], value(100)?.['table'], value(256)?.['tableId']], [100, 100, 0]);
});

test("Only the kernel's own rules come by themselves", () => {
  assert(rules.automatic({ ...rule, protocol: 2 }));
  for (const protocol of [0, 3, 78]) assert(!rules.automatic({ ...rule, protocol }));
  assert(rules.marked({ ...rule, protocol: 78 }) && !rules.marked({ ...rule, protocol: 0 }));
});

test('A rule is named as iproute2 shows it', () => {
  assert.equal(
    rules.name({ ...rule, mark: 16 }),
    'rule 100: from 10.0.0.0/8 mark 0x10/0xffffffff lookup 254',
  );
  assert.equal(
    rules.name({ type: 'rule', family: 6, to: '::1/128', action: 'prohibit' }),
    'rule any: (IPv6) to ::1/128 prohibit',
  );
});
