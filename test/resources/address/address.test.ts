import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Address } from '../../../src/model/index.ts';
import { addresses } from '../../../src/resources/address/address.ts';
import { networkNumber, subnetOf } from '../../../src/resources/address/subnet.ts';

const v4: Address = { type: 'address', link: 'eth0', family: 4, address: '10.0.0.1', prefix: 24 };
const v6: Address = { type: 'address', link: 'eth0', family: 6, address: '2001:db8::1', prefix: 64 };
const live = (a: Address, more: Partial<Address> = {}): Address => ({
  ...a,
  lifetime: 'forever',
  scope: 'global',
  label: 'eth0',
  protocol: 0,
  ...more,
});

const found = (wanted: Partial<Address>, there: Partial<Address> = {}, base = v4): unknown[] =>
  addresses
    .differences(addresses.normal({ ...base, ...wanted }), live(base, there))
    .map((d) => [d.attribute, d.before, d.after, d.how]);

test('IPv4 addresses with another prefix length or peer are others; an IPv6 address is the same with any', () => {
  assert.notEqual(addresses.key(v4), addresses.key({ ...v4, prefix: 16 }));
  assert.notEqual(addresses.key(v4), addresses.key({ ...v4, peer: '10.0.0.2' }));
  assert.equal(addresses.key(v6), addresses.key({ ...v6, prefix: 56 }));
  assert.notEqual(addresses.key(v6), addresses.key({ ...v6, link: 'eth1' }));
});

test('An address that is as declared has no difference, whoever set it', () => {
  assert.deepEqual(found({ protocol: 78 }), []);
});

test('An address that is quickly seen to be as wanted has no difference', () => {
  const wanted: readonly Partial<Address>[] = [
    ...[{}, { lifetime: 0 as const }, { label: 'eth0:x' }, { broadcast: '10.0.0.255' }, { broadcast: null }],
    ...[{ scope: 'link' as const }, { dynamic: true as const }, { dadFailed: true as const }, { prefix: 16 }],
    ...[{ metric: 5 }, { metric: 256 }, { noPrefixRoute: true }, { noPrefixRoute: false }],
  ];
  const there = [...wanted, { label: 'eth0:x', protocol: 78 }, { lifetime: 'forever' as const }];
  for (const base of [v4, v6])
    for (const more of wanted)
      for (const other of there) {
        const item = { ...base, ...more };
        const quick = addresses.isAsWanted?.(item, live(base, other));
        if (quick === true) assert.deepEqual(found(more, other, base), [], JSON.stringify([more, other]));
      }
  assert.equal(addresses.isAsWanted?.(v4, live(v4)), true);
  assert.equal(addresses.isAsWanted?.(v4, live(v4, { dadFailed: true })), false);
});

test('What is not said is not compared', () => {
  assert.deepEqual(found({}, { broadcast: '10.0.0.255', scope: 'link', label: 'eth0:x', metric: 7 }), []);
});

test('What is said of the prefix route is compared, and so is what we set', () => {
  assert.deepEqual(found({ metric: 5 }, { metric: 7 }), [['metric', 7, 5, 'live']]);
  assert.deepEqual(found({}, { metric: 7, protocol: 78 }), [['metric', 7, 0, 'live']]);
  assert.deepEqual(found({ metric: 256 }, {}, v6), []);
  assert.deepEqual(found({}, { noPrefixRoute: true }), []);
  assert.deepEqual(found({ noPrefixRoute: false }, { noPrefixRoute: true }), [
    ['add-prefix-route', false, true, 'create'],
  ]);
  assert.deepEqual(found({}, { noPrefixRoute: true, protocol: 78 }, v6), [
    ['add-prefix-route', false, true, 'live'],
  ]);
});

test('An address that becomes ours by another change is compared as a whole', () => {
  const names = (wanted: Partial<Address>) =>
    addresses
      .differences(
        addresses.normal({ ...v6, ...wanted }),
        live(v6, { metric: 7, noPrefixRoute: true, lifetime: 0 }),
      )
      .map(({ attribute }) => attribute);
  assert.deepEqual(names({}), ['lifetime', 'metric', 'add-prefix-route']);
  assert.deepEqual(names({ lifetime: 0, metric: 8 }), ['metric', 'add-prefix-route']);
  assert.deepEqual(names({ lifetime: 0 }), []);
});

test('An observed address is wanted with the prefix route that it had', () => {
  assert.deepEqual(found({ protocol: 0 }, { metric: 7, noPrefixRoute: true }, v6), [
    ['metric', 7, 256, 'live'],
    ['add-prefix-route', false, true, 'live'],
  ]);
});

test('The peer of an IPv6 address is given anew', () => {
  assert.deepEqual(found({ peer: '2001:db8::9' }, {}, v6), [['peer', undefined, '2001:db8::9', 'create']]);
  assert.deepEqual(found({}, { peer: '2001:db8::9' }, v6), [['peer', '2001:db8::9', undefined, 'create']]);
});

test('Only lifetimes change in place; the kernel keeps all else in silence', () => {
  assert.deepEqual(found({ lifetime: 0 }), [['lifetime', 'forever', 0, 'live']]);
  assert.deepEqual(found({}, { lifetime: 0 }), [['lifetime', 0, 'forever', 'live']]);
  assert.deepEqual(found({ label: 'eth0:a' }), [['label', 'eth0', 'eth0:a', 'create']]);
  assert.deepEqual(found({ broadcast: '10.0.0.9' }, { broadcast: '10.0.0.255' }), [
    ['broadcast', '10.0.0.255', '10.0.0.9', 'create'],
  ]);
  assert.deepEqual(found({ scope: 'link' }), [['scope', 'global', 'link', 'create']]);
  assert.deepEqual(found({ prefix: 56 }, {}, v6), [['prefix', 64, 56, 'create']]);
});

test('An address of ours with an end is as wanted while no more is left than declared', () => {
  const wanted = { lifetime: 300, validLifetime: 600 };
  for (const left of [
    { lifetime: 300, validLifetime: 600 },
    { lifetime: 0, validLifetime: 1 },
    { dynamic: true },
  ])
    assert.deepEqual(found(wanted, left), [], JSON.stringify(left));
  assert.deepEqual(found(wanted, { lifetime: 301, validLifetime: 601 }), [
    ['valid-lifetime', 601, 600, 'live'],
    ['lifetime', 301, 300, 'live'],
  ]);
  assert.deepEqual(found(wanted), [
    ['valid-lifetime', 'forever', 600, 'live'],
    ['lifetime', 'forever', 300, 'live'],
  ]);
  // Both are set together.
  assert.deepEqual(found(wanted, { lifetime: 0, validLifetime: 700 }), [
    ['valid-lifetime', 700, 600, 'live'],
    ['lifetime', 0, 300, 'live'],
  ]);
  assert.deepEqual(found({}, { lifetime: 5, validLifetime: 9 }), [
    ['valid-lifetime', 9, 'forever', 'live'],
    ['lifetime', 5, 'forever', 'live'],
  ]);
  assert.deepEqual(found({ lifetime: 0 }, { lifetime: 5, validLifetime: 9 }), [
    ['valid-lifetime', 9, 'forever', 'live'],
    ['lifetime', 5, 0, 'live'],
  ]);
});

test('A limited lifetime is not as declared, however long it is', () => {
  assert.deepEqual(found({}, { dynamic: true }), [['lifetime', 'limited', 'forever', 'live']]);
});

test("A label that we gave goes when it is no longer declared; another's stays", () => {
  assert.deepEqual(found({}, { label: 'eth0:a', protocol: 78 }), [['label', 'eth0:a', 'eth0', 'create']]);
  assert.deepEqual(found({}, { label: 'eth0:a' }), []);
});

test('A scope that we gave goes back to the usual one; that of others stays', () => {
  const ours = { protocol: 78 };
  assert.deepEqual(found({ scope: 'link' }, {}), [['scope', 'global', 'link', 'create']]);
  assert.deepEqual(found({}, { ...ours, scope: 'link' }), [['scope', 'link', 'global', 'create']]);
  assert.deepEqual(found({}, { scope: 'link' }), []);
  assert.deepEqual(found({}, { ...ours, scope: 'link' }, v6), []);
});

test("The kernel's, routers' and DHCP's addresses come and go by themselves", () => {
  for (const protocol of [1, 2, 3]) assert(addresses.automatic(live(v6, { protocol })));
  assert(addresses.automatic(live(v4, { dynamic: true })));
  assert(addresses.automatic(live({ ...v6, address: 'fe80::1' })));
  assert(addresses.automatic({ ...v4, link: 'lo', address: '127.0.0.1' }));
  assert(addresses.automatic({ ...v6, link: 'lo', address: '::1' }));
});

test('Those that somebody set do not, link-local ones with our mark included', () => {
  assert(!addresses.automatic(live(v4)));
  assert(!addresses.automatic(live({ ...v6, address: 'fe80::1' }, { protocol: 78 })));
  assert(!addresses.automatic({ ...v4, link: 'lo', address: '10.255.0.1' }));
  assert(addresses.marked(live(v4, { protocol: 78 })) && !addresses.marked(live(v4)));
});

test('Addresses of one subnet are known by their network, at the edges of the number range, too', () => {
  assert.equal(networkNumber('255.255.255.255', 32), 0xffffffff);
  assert.equal(networkNumber('255.255.255.255', 0), 0);
  assert.equal(networkNumber('192.168.77.3', 20), 0xc0a84000);
  assert.equal(subnetOf(v4), subnetOf({ ...v4, address: '10.0.0.200' }));
  assert.notEqual(subnetOf(v4), subnetOf({ ...v4, address: '10.0.1.1' }));
  assert.notEqual(subnetOf(v4), subnetOf({ ...v4, prefix: 25 }));
  assert.notEqual(subnetOf(v4), subnetOf({ ...v4, link: 'eth1' }));
});

test('An address is named as one would type it', () => {
  assert.equal(addresses.name(v6), 'address 2001:db8::1/64 dev eth0');
  assert.equal(addresses.name({ ...v4, peer: '10.0.0.2' }), 'address 10.0.0.1 peer 10.0.0.2/24 dev eth0');
});
