import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ignoredBy } from '../../src/model/ignored.ts';
import type { Condition, Ignore, Item, PolicyClass } from '../../src/model/index.ts';
import {
  forwarding,
  groupOn,
  liveAddress,
  liveRoute,
  neighbor,
  PLACE,
  rule,
  virtual,
} from '../engine/samples.ts';

const ignore = (name: PolicyClass, conditions: Readonly<Record<string, Condition>>): Ignore => ({
  [name]: [{ source: PLACE, conditions }],
});

const links = new Map(
  [virtual('docker0', 'bridge'), virtual('veth1', 'veth', { master: 'docker0' })].map((link) => [
    link.name,
    link,
  ]),
);
const isIgnored = (patterns: Ignore, item: Item): boolean =>
  ignoredBy(patterns, (name) => links.get(name))(item) !== undefined;

const VIP = liveAddress('eth0', '192.0.2.9/24', { label: 'eth0:vip', protocol: 18 });
const ROUTE = liveRoute('10.2.0.0/16', 'eth0', { via: '192.0.2.1', table: 220, metric: 20, protocol: 12 });
const RULE = rule('10.0.0.0/8', { priority: 5230, mark: 0x80000, iif: 'cali1', protocol: 0 });

for (const [title, patterns, item, expected] of [
  ['a name', ignore('links', { name: { glob: 'dock*' } }), virtual('docker0', 'bridge'), true],
  ['another name', ignore('links', { name: { glob: 'dock*' } }), virtual('br0', 'bridge'), false],
  ['a kind', ignore('links', { kind: { glob: 'vxlan' } }), virtual('flannel.1', 'vxlan'), true],
  [
    'a master',
    ignore('links', { master: { glob: 'docker0' } }),
    virtual('v', 'veth', { master: 'docker0' }),
    true,
  ],
  ['no master', ignore('links', { master: { glob: '*' } }), virtual('v', 'veth', { master: null }), false],
  ['an address in a network', ignore('addresses', { address: { within: '192.0.2.0/24' } }), VIP, true],
  ['an address of the other family', ignore('addresses', { address: { within: '::/0' } }), VIP, false],
  ['a label', ignore('addresses', { label: { glob: '*:vip' } }), VIP, true],
  ['two conditions', ignore('addresses', { label: { glob: '*' }, protocol: { among: [18] } }), VIP, true],
  ['one of two', ignore('addresses', { label: { glob: 'x' }, protocol: { among: [18] } }), VIP, false],
  ['a route within', ignore('routes', { to: { within: '10.0.0.0/8' } }), ROUTE, true],
  ['a route that is wider', ignore('routes', { to: { within: '10.2.0.0/17' } }), ROUTE, false],
  ['the default route', ignore('routes', { to: { among: ['0.0.0.0/0', '::/0'] } }), ROUTE, false],
  ['a table in a range', ignore('routes', { table: { least: 200, most: 220 } }), ROUTE, true],
  ['a protocol', ignore('routes', { protocol: { among: [12] } }), ROUTE, true],
  ['a gateway', ignore('routes', { via: { within: '192.0.2.1/32' } }), ROUTE, true],
  ['a link of a route', ignore('routes', { link: { glob: 'eth?' } }), ROUTE, true],
  ['a priority in a range', ignore('rules', { priority: { least: 5210, most: 5270 } }), RULE, true],
  ['a priority beyond', ignore('rules', { priority: { least: 5210, most: 5229 } }), RULE, false],
  ['a mark', ignore('rules', { mark: { least: 0x80000, most: 0x80000 } }), RULE, true],
  ['a rule without a mark', ignore('rules', { mark: { least: 0, most: 9 } }), rule('10.0.0.0/8'), false],
  [
    'a neighbour',
    ignore('neighbors', { link: { glob: 'flannel.*' } }),
    neighbor('flannel.1', '10.0.0.1'),
    true,
  ],
  ['a group', ignore('mdb', { group: { within: '239.0.0.0/8' } }), groupOn('x', '239.1.1.1'), true],
  ['another group', ignore('mdb', { bridge: { glob: 'vm*' } }), groupOn('x', '239.1.1.1'), false],
  ['an entry', ignore('fdb', { macaddress: { glob: '02:*' } }), forwarding('x', '02:00:00:00:00:01'), true],
  ['another class', ignore('neighbors', { link: { glob: '*' } }), ROUTE, false],
  [
    'an address on it',
    ignore('links', { name: { glob: 'docker0' } }),
    liveAddress('docker0', '172.17.0.1/16'),
    true,
  ],
  [
    'a route over it',
    ignore('links', { name: { glob: 'docker0' } }),
    liveRoute('10.0.0.0/8', 'docker0'),
    true,
  ],
  [
    'a rule for it',
    ignore('links', { name: { glob: 'docker0' } }),
    rule('10.0.0.0/8', { oif: 'docker0' }),
    true,
  ],
  [
    'an address on a port',
    ignore('links', { master: { glob: 'docker0' } }),
    liveAddress('veth1', '10.0.0.1/8'),
    true,
  ],
  [
    'a link that is not there',
    ignore('links', { name: { glob: '*' } }),
    liveAddress('gone', '10.0.0.1/8'),
    false,
  ],
] as const) {
  test(`Ignored or not: ${title}`, () => assert.equal(isIgnored(patterns, item), expected));
}
