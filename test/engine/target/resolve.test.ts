import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resolve } from '../../../src/engine/target/resolve.ts';
import type { Link, Rule } from '../../../src/model/index.ts';
import {
  address,
  codes,
  declaration,
  declared,
  machine,
  nic,
  route,
  rule,
  type Said,
  virtual,
} from '../samples.ts';

const byMac = (n: number) => ({ macaddress: `02:00:00:00:00:0${n}` });
const card = (name: string, n: number) => nic(name, {}, { facts: { permanentAddress: byMac(n).macaddress } });

const resolved = (links: Parameters<typeof machine>[0]['links'], said: Said) =>
  resolve(declaration(said), machine({ links: links ?? [] }));

test('A device that matches several links stands for all of them, with its addresses', () => {
  const { target, problems } = resolved([nic('en0'), nic('en1')], {
    links: [declared('lan', 'physical', { mtu: 9000 }, { match: { name: 'en*' } })],
    addresses: [address('lan', '192.0.2.1/24')],
  });
  assert.deepEqual(
    target.links.map((w) => w.item),
    ['en0', 'en1'].map((name) => ({ type: 'link', name, kind: 'physical', attributes: { mtu: 9000 } })),
  );
  assert.deepEqual(
    target.addresses.map((w) => w.item.link),
    ['en0', 'en1'],
  );
  assert.deepEqual(problems, []);
});

test('Its routes can lead over one of them only, which is an error that tells', () => {
  const said = declaration({
    links: [declared('lan', 'physical', {}, { match: { name: 'en*' } })],
    routes: [route('10.0.0.0/8', 'lan')],
  });
  const there = machine({ links: [nic('en0'), nic('en1')] });
  const { target, problems } = resolve(said, there);
  assert.deepEqual(
    target.routes.map((w) => w.item.link),
    ['en0'],
  );
  assert.deepEqual(codes(problems), ['route-on-several-links']);
  assert.match(problems[0]?.message ?? '', /en0, en1/);
  // A run plans twice at least.
  assert.deepEqual(resolve(said, there).problems, problems);
});

test('Rules name the links of a device, one each', () => {
  const links = [declared('lan', 'physical', {}, { match: { name: 'en*' } }), declared('br0', 'bridge')];
  const there = [nic('en0'), nic('en1')];
  const sides = (more: Partial<Rule>) => {
    const { target, problems } = resolved(there, { links, rules: [rule('10.0.0.0/8', more)] });
    return [target.rules.map(({ item: { iif, oif } }) => [iif, oif]), codes(problems)];
  };
  assert.deepEqual(sides({ iif: 'lan', oif: 'br0' }), [
    [
      ['en0', 'br0'],
      ['en1', 'br0'],
    ],
    [],
  ]);
  assert.deepEqual(sides({ iif: 'lo' }), [[['lo', undefined]], []]);
  assert.deepEqual(sides({ oif: 'wg0' }), [[[undefined, 'wg0']], ['undefined-interface']]);
  assert.deepEqual(sides({ iif: 'lan', inverted: true }), [[['en0', undefined]], ['rule-on-several-links']]);
});

test('References in attributes become the names that the devices will have', () => {
  const { target } = resolved([card('eth0', 1)], {
    links: [
      declared('wan', 'physical', { master: 'br0' }, { match: byMac(1), setName: 'wan0' }),
      declared('br0', 'bridge'),
      declared('mv0', 'macvlan', { link: 'wan' }),
    ],
  });
  assert.deepEqual(target.renames, new Map([['wan0', 'eth0']]));
  assert.deepEqual(
    target.links.map((w) => [w.item.name, w.item.attributes]),
    [
      ['wan0', { master: 'br0' }],
      ['br0', {}],
      ['mv0', { link: 'wan0' }],
    ],
  );
});

test('Two NICs may swap their names', () => {
  const { target, problems } = resolved([card('eth0', 1), card('eth1', 2)], {
    links: [
      declared('a', 'physical', {}, { match: byMac(1), setName: 'eth1' }),
      declared('b', 'physical', {}, { match: byMac(2), setName: 'eth0' }),
    ],
  });
  assert.deepEqual(problems, []);
  assert.deepEqual(
    target.renames,
    new Map([
      ['eth1', 'eth0'],
      ['eth0', 'eth1'],
    ]),
  );
});

test('A NIC that is missing is an error, unless it is optional; what is on it is left out', () => {
  const said = (optional: boolean): Said => ({
    links: [declared('eth9', 'physical', {}, { optional })],
    addresses: [address('eth9', '192.0.2.1/24')],
    routes: [route('10.0.0.0/8', 'eth9')],
  });
  const { target, problems } = resolved([], said(false));
  assert.deepEqual(codes(problems), ['link-missing']);
  assert.equal(problems[0]?.stops, undefined);
  assert.deepEqual([target.links, target.addresses, target.routes], [[], [], []]);
  assert.deepEqual(resolved([], said(true)).problems, []);
});

test('A new name for several links is an error; none of them is the device, but one that has the name stays it', () => {
  const said: Said = {
    links: [declared('wan', 'physical', {}, { match: { driver: ['e1000e'] }, setName: 'wan0' })],
  };
  const card = (name: string): Link => nic(name, {}, { facts: { driver: 'e1000e' } });
  const { target, problems } = resolved([card('en0'), card('en1')], said);
  assert.deepEqual(codes(problems), ['match-ambiguous']);
  assert.equal(problems[0]?.stops, undefined);
  assert.deepEqual([target.links, [...target.renames]], [[], []]);
  const again = resolved([card('en0'), card('wan0')], said);
  assert.deepEqual(codes(again.problems), ['match-ambiguous']);
  assert.deepEqual(
    again.target.links.map(({ item }) => item.name),
    ['wan0'],
  );
});

test('A link that two devices match is taken for the first, and the other one is told', () => {
  const { target, problems } = resolved([nic('en0')], {
    links: [
      declared('a', 'physical', { mtu: 1400 }, { match: { name: 'en*' } }),
      declared('b', 'physical', { mtu: 9000 }, { match: { name: '*0' } }),
    ],
  });
  assert.deepEqual(
    target.links.map((w) => w.item.attributes),
    [{ mtu: 1400 }],
  );
  assert.deepEqual(codes(problems), ['match-twice']);
});

test('Virtual devices need not be there, whatever bears their name', () => {
  const { target, problems } = resolved([virtual('br0', 'dummy')], { links: [declared('br0', 'bridge')] });
  assert.deepEqual(
    target.links.map((w) => [w.item.name, w.item.kind]),
    [['br0', 'bridge']],
  );
  assert.deepEqual(problems, []);
});

test('What is declared bears our mark', () => {
  const { target } = resolved([nic('eth0')], {
    links: [declared('eth0')],
    addresses: [address('eth0', '192.0.2.1/24')],
    routes: [route('10.0.0.0/8', 'eth0'), route('10.1.0.0/16', 'eth0', { protocol: 4 })],
    rules: [rule('10.0.0.0/8')],
  });
  const protocols = [...target.addresses, ...target.routes, ...target.rules].map((w) => w.item.protocol);
  assert.deepEqual(protocols, [78, 78, 4, 78]);
});
