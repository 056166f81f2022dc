import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Case, checkCase, declared, network } from '../diagnose.ts';

const bridge = (...lines: readonly string[]): string =>
  network('ethernets: {e: {}, f: {}}', 'bridges:', '  br0:', ...lines.map((line) => `    ${line}`));

const CASES: readonly Case[] = [
  [
    'a member that is not defined',
    bridge('interfaces: [«ee»]'),
    ['undefined-interface'],
    /did you mean "e"|define it/,
  ],
  [
    'a member that is like no other',
    bridge('interfaces: [«wlan7»]'),
    ['undefined-interface'],
    /define it, as "ethernets: \{wlan7: \{\}\}"/,
  ],
  [
    'a member of two bridges',
    network('ethernets: {e: {}}', 'bridges: {a: {interfaces: [e]}, b: {interfaces: [«e»]}}'),
    ['two-masters'],
    /a port of the bridge "a" already/,
  ],
  ['a bridge in a bridge', network('bridges: {a: {interfaces: [«b»]}, b: {}}'), ['wrong-member']],
  ['a bridge in itself', network('bridges: {a: {interfaces: [«a»]}}'), ['wrong-member'], /its own port/],
  ['a member named twice', bridge('interfaces: [e, «e»]'), ['w:duplicate-item']],
  [
    'a member with addresses',
    network('ethernets: {e: {addresses: [«10.0.0.1/24»]}}', 'bridges: {a: {interfaces: [e]}}'),
    ['w:address-on-port'],
    /give them to the bridge/,
  ],
  [
    'a cost for what is no member',
    bridge('interfaces: [e]', 'parameters: {path-cost: {«f»: 5}}'),
    ['wrong-member'],
    /add it to "interfaces"|did you mean "e"/,
  ],
  [
    "a cost beyond the kernel's",
    bridge('interfaces: [e]', 'parameters: {path-cost: {e: «65536»}, port-priority: {e: «64»}}'),
    ['out-of-range', 'out-of-range'],
  ],
  [
    'port keys of what is no port',
    network('ethernets: {e: {hairpin: «true», neigh-suppress: «false»}}'),
    ['w:no-effect', 'w:no-effect'],
  ],
  [
    'hello-time out of its range',
    bridge('parameters: {hello-time: «11»}'),
    ['out-of-range'],
    /from 1 to 10 seconds/,
  ],
  ['max-age out of its range', bridge('parameters: {max-age: «5s»}'), ['out-of-range'], /from 6 to 40/],
  [
    'forward-delay out of its range with spanning tree',
    bridge('parameters: {forward-delay: «1», stp: true}'),
    ['out-of-range'],
    /while "stp" is on/,
  ],
  [
    "a time finer than the kernel's",
    bridge('parameters: {ageing-time: «1.234s»}'),
    ['out-of-range'],
    /hundredths/,
  ],
  [
    'a time that is none',
    bridge('parameters: {ageing-time: «5 parsecs», max-age: «»""}').replace('«»""', '«""»'),
    ['wrong-value', 'wrong-value'],
    /5min, 1\.5s, 200ms/,
  ],
  ['two spellings at once', bridge('parameters: {ageing-time: 5, aging-time: «6»}'), ['duplicate-key']],
];

for (const example of CASES) test(`bridges: ${example[0]}`, () => checkCase(example));

const attributesOf = (text: string, id: string) =>
  declared(text).links.find((link) => link.id === id)?.link.attributes;

test("a bridge's parameters are its attributes and its ports', and 0 and false are values", () => {
  const text = network(
    'ethernets: {e: {hairpin: true, neigh-suppress: no, port-mac-learning: off}}',
    'bridges: {br0: {interfaces: [e], parameters: {stp: false, priority: 0, ageing-time: 5min, forward-delay: 0, hello-time: 1.5s, max-age: 6, path-cost: {e: 10}, port-priority: {e: 0}}}}',
  );
  assert.deepEqual(attributesOf(text, 'br0'), {
    ...{ 'bridge.stp': false, 'bridge.priority': 0, 'bridge.ageing-time': 300, 'bridge.forward-delay': 0 },
    ...{ 'bridge.hello-time': 1.5, 'bridge.max-age': 6, state: 'up' },
  });
  assert.deepEqual(attributesOf(text, 'e'), {
    ...{
      'bridge-port.hairpin': true,
      'bridge-port.neigh-suppress': false,
      'bridge-port.port-mac-learning': false,
    },
    ...{ state: 'up', master: 'br0', 'bridge-port.path-cost': 10, 'bridge-port.port-priority': 0 },
  });
});

test('parameters without stp leave spanning tree as it is', () => {
  assert.deepEqual(attributesOf(bridge('parameters: {}'), 'br0'), { state: 'up' });
});

test('a port knows its bridge by the place where the bridge names it', () => {
  const link = declared(bridge('interfaces: [e]')).links.find(({ id }) => id === 'e');
  assert.deepEqual(link?.places['master'], { file: 'a.yaml', line: 5, column: 20 });
});

test('references may point forwards, and names of new NICs are not ids', () => {
  const text = network(
    'bridges: {br0: {interfaces: [nic]}}',
    'ethernets: {nic: {match: {name: x}, set-name: lan0}}',
  );
  assert.equal(attributesOf(text, 'nic')?.['master'], 'br0');
});
