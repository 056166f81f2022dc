import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Address } from '../../../src/model/index.ts';
import { address as message, NLM_F, parseAddress, RTM, Writer } from '../../../src/netlink/index.ts';
import { addresses } from '../../../src/resources/address/address.ts';
import { index, plain, step } from '../steps.ts';

const FOREVER = 0xffffffff;
const v4: Address = {
  type: 'address',
  link: 'eth0',
  family: 4,
  address: '10.0.0.1',
  prefix: 24,
  lifetime: 'forever',
  protocol: 78,
};
const v6: Address = {
  type: 'address',
  link: 'eth0',
  family: 6,
  address: '2001:db8::1',
  prefix: 64,
  lifetime: 'forever',
  protocol: 78,
};
const own6 = parseAddress('2001:db8::1');
const times = (prefered: number) => ({ prefered, valid: FOREVER, cstamp: 0, tstamp: 0 });

const created = (a: Address) => plain(addresses.requests(step('create', null, a), index()))[0]?.value;

test('An IPv4 address is sent whole, with the broadcast address that the kernel does not fill in', () => {
  assert.deepEqual(plain(addresses.requests(step('create', null, v4), index())), [
    {
      type: RTM.NEWADDR,
      flags: NLM_F.CREATE | NLM_F.REPLACE,
      value: {
        ...{ family: 2, prefixlen: 24, index: 2, local: 0x0a000001, address: 0x0a000001, scope: 0 },
        ...{ broadcast: 0x0a0000ff, cacheinfo: times(FOREVER), proto: 78 },
      },
    },
  ]);
});

test('An IPv6 address has no broadcast', () => {
  assert.deepEqual(created(v6), {
    family: 10,
    prefixlen: 64,
    index: 2,
    local: own6,
    address: own6,
    scope: 0,
    cacheinfo: times(FOREVER),
    proto: 78,
  });
});

test('A deprecated address is preferred for no time, but stays', () => {
  assert.deepEqual(created({ ...v4, lifetime: 0 })?.['cacheinfo'], times(0));
});

test('Small networks, point-to-point links and the loopback have no broadcast either', () => {
  assert.equal(created({ ...v4, prefix: 31 })?.['broadcast'], undefined);
  assert.equal(created({ ...v4, prefix: 32 })?.['broadcast'], undefined);
  assert.equal(created({ ...v4, peer: '10.0.0.2' })?.['broadcast'], undefined);
  assert.equal(created({ ...v4, broadcast: null })?.['broadcast'], undefined);
  assert.equal(created({ ...v4, address: '127.0.0.2', prefix: 8 })?.['broadcast'], undefined);
});

test('What is said is sent: broadcast, label, scope, peer', () => {
  const value = created({ ...v4, broadcast: '10.0.0.9', label: 'eth0:a', scope: 'link', peer: '10.0.0.2' });
  assert.deepEqual(
    [value?.['label'], value?.['scope'], value?.['local'], value?.['address']],
    ['eth0:a', 253, 0x0a000001, 0x0a000002],
  );
  assert.equal(created({ ...v4, broadcast: '10.0.0.9' })?.['broadcast'], 0x0a000009);
});

test('A loopback address has host scope', () => {
  assert.equal(created({ ...v4, address: '127.0.0.2', prefix: 8 })?.['scope'], 254);
});

test("Another's address that is put back keeps its mark", () => {
  assert.equal(created({ ...v4, protocol: 0 })?.['proto'], 0);
  assert.equal(created({ ...v4, protocol: 5 })?.['proto'], 5);
});

test('A change is sent as a whole; a replacement deletes first; a removal names the identity', () => {
  const remove = {
    type: RTM.DELADDR,
    value: { family: 10, prefixlen: 64, index: 2, local: own6, address: own6 },
  };
  assert.deepEqual(plain(addresses.requests(step('remove', v6, null), index())), [remove]);
  assert.deepEqual(
    plain(addresses.requests(step('change', v4, v4), index())).map((r) => r.type),
    [RTM.NEWADDR],
  );
  const [first, second] = plain(addresses.requests(step('replace', v6, { ...v6, prefix: 56 }), index()));
  assert.deepEqual(first, remove);
  assert.deepEqual([second?.type, second?.value['prefixlen']], [RTM.NEWADDR, 56]);
});

test('A removal of a point-to-point address names its peer', () => {
  const [request] = plain(addresses.requests(step('remove', { ...v4, peer: '10.0.0.2' }, null), index()));
  assert.deepEqual([request?.value['local'], request?.value['address']], [0x0a000001, 0x0a000002]);
});

test('Addresses written one after the other are written as the table of the message writes each', () => {
  const bases: readonly Address[] = [v4, v6, { ...v4, address: '127.0.0.9', prefix: 8 }];
  const others: readonly Partial<Address>[] = [
    ...[{}, { link: 'br0' }, { lifetime: 0 as const }, { protocol: 0 }, { scope: 'link' as const }],
    ...[{ label: 'eth0:x' }, { noDad: true }, { noPrefixRoute: true }, { otherFlags: 0x100 }, { metric: 7 }],
    ...[{ prefix: 31 }, { prefix: 32 }, { prefix: 0 }, { broadcast: null }],
  ];
  const texts = { 4: ['10.0.0.2', '255.255.255.255', '127.0.0.2'], 6: ['2001:db8::2', 'fe80::1'] };
  const ofFour: readonly Partial<Address>[] = [{ peer: '10.0.0.7' }, { broadcast: '10.0.0.9' }];
  const all = bases.flatMap((base) =>
    [...others, ...(base.family === 4 ? ofFour : [])].flatMap((more) => [
      { ...base, ...more },
      ...texts[base.family].map((address) => ({ ...base, ...more, address })),
    ]),
  );
  const turned = all.map((one, nth) => all[(nth * 7) % all.length] ?? one);
  for (const one of [...all, ...turned]) {
    const [request] = addresses.requests(step('create', null, one), index());
    assert.ok(request !== undefined && 'value' in request);
    const [quick, slow] = [new Writer(), new Writer()];
    request.put?.(quick);
    message.put(slow, request.value);
    assert.deepEqual(quick.bytes.subarray(0, quick.at), slow.bytes.subarray(0, slow.at), JSON.stringify(one));
  }
});
