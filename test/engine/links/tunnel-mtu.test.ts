import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lowMtuOfTunnel } from '../../../src/engine/links/tunnel-mtu.ts';
import type { Attributes, Link, Snapshot } from '../../../src/model/index.ts';
import { worldOf } from '../../../src/resources/world.ts';
import {
  address,
  codes,
  declared,
  liveAddress,
  liveRoute,
  machine,
  nic,
  planned,
  route,
  rule,
  virtual,
} from '../samples.ts';

const small = [nic('eth0', { mtu: 1300 }), nic('eth1')];
const onBoth = [liveAddress('eth0', '192.0.2.1/24'), liveAddress('eth1', '198.51.100.1/24')];
const live: Parameters<typeof machine>[0] = { links: small, addresses: onBoth };

const tunnel = (kind: string, attributes: Attributes): Link => ({
  type: 'link',
  name: 't',
  kind,
  attributes,
});
const lowOf = (link: Link, more: Partial<Snapshot> = {}): number | undefined =>
  lowMtuOfTunnel(link, worldOf(machine({ ...live, ...more })));

test('A new tunnel has what its header leaves of the MTU of the device towards the other end', () => {
  const to = { 'tunnel.remote': '192.0.2.9', 'tunnel.local': '192.0.2.1' };
  const gre = { ...to, 'tunnel.output-key': 5, 'tunnel.output-sequence': true };
  assert.equal(lowOf(tunnel('geneve', { 'geneve.remote': '192.0.2.9' })), 1250);
  assert.equal(lowOf(tunnel('gre', gre)), 1268);
  assert.equal(lowOf(tunnel('gretap', gre)), 1254);
  assert.equal(lowOf(tunnel('erspan', to)), 1250);
  assert.equal(lowOf(tunnel('ipip', to), { links: [nic('eth0', { mtu: 1290 })] }), 1270);
  assert.equal(lowOf(tunnel('vti', to), { links: [nic('eth0', { mtu: 1290 })] }), 1270);
  const low = tunnel('ipip', { ...to, 'tunnel.encap': 'gue', 'tunnel.encap-remote-checksum': true });
  assert.equal(lowOf(low), 1260);
  const to6 = { 'tunnel.remote': '2001:db8::9', 'tunnel.local': '2001:db8::1' };
  const addresses = [liveAddress('eth0', '2001:db8::1/64')];
  assert.equal(lowOf(tunnel('vti6', to6), { addresses }), 1260);
  assert.equal(lowOf(tunnel('geneve', { 'geneve.remote': '2001:db8::9' }), { addresses }), 1230);
});

test('Nothing is said of one that has enough, or is told its MTU, or of a kind that never has less than IPv6 needs', () => {
  for (const [kind, attributes] of [
    ['geneve', { 'geneve.remote': '198.51.100.9' }],
    ['geneve', { 'geneve.remote': '203.0.113.9' }],
    ['geneve', { 'geneve.remote': '192.0.2.9', mtu: 1200 }],
    ['ipip', { 'tunnel.remote': '192.0.2.9' }],
    ['sit', { 'tunnel.remote': '192.0.2.9', 'tunnel.encap': 'none' }],
    ['gre', { 'tunnel.remote': '239.1.1.1', link: 'eth0' }],
    ['ip6gre', { 'tunnel.remote': '2001:db8::9', 'tunnel.local': '2001:db8::1' }],
  ] as const)
    assert.equal(lowOf(tunnel(kind, attributes)), undefined, JSON.stringify(attributes));
});

test('A declared device below counts where there is no way, as from an address that is not there yet', () => {
  const to = { 'tunnel.remote': '198.51.100.9', 'tunnel.local': '10.0.0.1' };
  assert.equal(lowOf(tunnel('gretap', { ...to, link: 'eth0' })), 1262);
  assert.equal(lowOf(tunnel('gretap', { ...to })), undefined);
});

test('Routes of others count, and rules that are understood', () => {
  const far = tunnel('geneve', { 'geneve.remote': '10.9.0.9' });
  const routes = [liveRoute('0.0.0.0/0', 'eth0', { via: '192.0.2.8' })];
  assert.equal(lowOf(far, { routes }), 1250);
  const rules = [rule('10.0.0.0/8', { priority: 5 }), { ...rule(''), priority: 9, table: 254 }].map(
    ({ from, ...others }) => (from ? { ...others, from } : others),
  );
  assert.equal(lowOf(far, { routes, rules }), 1250);
  assert.equal(
    lowOf(far, { routes, rules: [{ ...rule('10.0.0.0/8'), sourcePort: '7' }, ...rules] }),
    undefined,
  );
});

test('One without room for IPv6 may stay so with another remote end', () => {
  const attributes = { 'geneve.id': 5, state: 'up' };
  const live = virtual('t', 'geneve', { ...attributes, 'geneve.remote': '192.0.2.9', mtu: 1270 });
  const { said, problems } = planned(
    { links: [live] },
    {
      links: [declared('t', 'geneve', { ...attributes, 'geneve.remote': '192.0.2.8' })],
      routes: [route('2001:db8:8::/48', 't')],
    },
  );
  assert.deepEqual(said, ['change geneve t, geneve.remote 192.0.2.9 -> 192.0.2.8']);
  assert.deepEqual(codes(problems), ['no-ipv6']);
});

test('Another end with less room is told, and IPv6 that is there stays: nobody tells it of the MTU', () => {
  const attributes = { 'geneve.id': 5, state: 'up' };
  const g = virtual('t', 'geneve', { ...attributes, 'geneve.remote': '198.51.100.9', mtu: 1450 });
  const to = (remote: string, more: Attributes = {}) => ({
    links: [declared('t', 'geneve', { ...attributes, 'geneve.remote': remote, ...more })],
    addresses: [address('t', '2001:db8::1/64')],
  });
  const addresses = [...onBoth, liveAddress('t', '2001:db8::1/64', { protocol: 78 })];
  const { said, steps, problems } = planned({ links: [...small, g], addresses }, to('192.0.2.9'));
  assert.deepEqual(said, ['change geneve t, geneve.remote 198.51.100.9 -> 192.0.2.9']);
  assert.match(steps[0]?.notes.join() ?? '', /the MTU of t becomes 1250: below 1280 it keeps the IPv6/);
  assert.deepEqual(codes(problems), []);
  const low = virtual('t', 'geneve', { ...g.attributes, 'geneve.remote': '192.0.2.9', mtu: 1250 });
  const after = planned({ links: [...small, low], addresses }, to('192.0.2.9'));
  assert.deepEqual([after.said, codes(after.problems)], [[], []]);
  for (const more of [
    { mtu: 1400 },
    { 'geneve.remote': '198.51.100.8' },
    { 'geneve.remote': '198.51.100.9', 'geneve.ttl': 5 },
  ]) {
    const { steps } = planned({ links: [...small, g], addresses }, to('192.0.2.9', more));
    assert.deepEqual(
      steps.map(({ notes }) => notes),
      [[]],
      JSON.stringify(more),
    );
  }
});

test('A bridge of others that may follow a port counts with the MTU that it may get', () => {
  const wanted = {
    links: [
      declared('eth0', 'physical', { mtu: 1320 }),
      declared('t', 'geneve', { 'geneve.id': 5, 'geneve.remote': '192.0.2.9', state: 'up' }),
    ],
    addresses: [address('t', '2001:db8::1/64')],
  };
  const said = (mtu: number): readonly string[] =>
    planned(
      {
        links: [nic('eth0', { mtu: 1400, master: 'br0' }), virtual('br0', 'bridge', { mtu })],
        addresses: [liveAddress('br0', '192.0.2.1/24')],
      },
      wanted,
    ).said;
  const without = ['change link eth0, mtu 1400 -> 1320', 'create geneve t'];
  assert.deepEqual(said(1400), without);
  assert.deepEqual(said(1390), [...without, 'create address 2001:db8::1/64 dev t']);
});

test('IPv6 on such a tunnel is left out with an error, and the rest is planned', () => {
  const { said, problems } = planned(live, {
    links: [declared('t', 'geneve', { 'geneve.id': 5, 'geneve.remote': '192.0.2.9', state: 'up' })],
    addresses: [address('t', '10.0.0.1/24'), address('t', '2001:db8::1/64')],
  });
  assert.deepEqual(said, ['create geneve t', 'create address 10.0.0.1/24 dev t']);
  assert.deepEqual(codes(problems), ['no-ipv6']);
  assert.match(problems[0]?.message ?? '', /with an MTU of 1250 t has no IPv6/);
});
