import assert from 'node:assert/strict';
import { isIP, isIPv4, isIPv6 } from 'node:net';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  covers,
  hasHostBits,
  isIpv6LinkLocal,
  isLastOfNetwork,
  isMulticast,
  isUnspecified,
  networkOf,
  parseIp,
  parseIpPrefix,
} from '../../src/model/ip.ts';
import { runs } from '../runs.ts';

const ip = (text: string) => {
  const found = parseIp(text);
  assert.ok(found !== undefined, text);
  return found;
};

test('addresses that other programs guess at are refused', () => {
  const wrong = [
    '010.0.0.1',
    '1',
    '0x7f.1',
    '1.2.3',
    '1.2.3.256',
    '1.2.3.4.5',
    '1.2.3.',
    '1..2.3',
    ' 1.2.3.4',
    '1.2.3.4 ',
    '',
  ];
  for (const text of [...wrong, 'fe80::1%eth0', ':::', '1::2::3', '12345::', '::1/64', 'g::'])
    assert.equal(parseIp(text), undefined, text);
});

test('IPv4 texts are the ones that Node takes, too', () => {
  const octet = fc.oneof(fc.nat({ max: 300 }).map(String), fc.constantFrom('', '00', '01', '0', 'a', ' 1'));
  fc.assert(
    fc.property(fc.array(octet, { minLength: 3, maxLength: 5 }), (parts) => {
      const text = parts.join('.');
      assert.equal(parseIp(text)?.family === 4, isIPv4(text), text);
    }),
  );
});

test('IPv6 texts are the ones that Node takes, too, but for zones', () => {
  const part = fc.oneof(
    fc.constantFrom('', '', '0', 'a', 'FFFF', '00001', 'g', '1.2.3.4', '1.2.3.04', '%1', ' 1'),
    fc.nat({ max: 0xffff }).map((n) => n.toString(16)),
  );
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 9 }), (parts) => {
      const text = parts.join(':');
      assert.equal(parseIp(text)?.family === 6, isIPv6(text) && !text.includes('%'), text);
    }),
    { numRuns: runs(2000) },
  );
});

test('IPv6 texts become canonical by RFC 5952', () => {
  const cases = {
    '2001:DB8:0:0:0:0:0:1': '2001:db8::1',
    '0:0:0:0:0:0:0:0': '::',
    '2001:db8:0:1:1:1:1:1': '2001:db8:0:1:1:1:1:1',
    '2001:0:0:1:0:0:0:1': '2001:0:0:1::1',
    '2001:db8:0:0:1:0:0:1': '2001:db8::1:0:0:1',
    'fe80:0::0001': 'fe80::1',
    '::ffff:192.0.2.1': '::ffff:192.0.2.1',
    '64:ff9b::192.0.2.1': '64:ff9b::c000:201',
    '1:0:0:0:0:0:0:0': '1::',
  };
  for (const [text, canonical] of Object.entries(cases)) assert.equal(ip(text).text, canonical);
});

test('canonical texts name the same address and stay as they are', () => {
  fc.assert(
    fc.property(fc.ipV6(), (text) => {
      if (isIP(text) !== 6) return;
      const first = ip(text);
      assert.deepEqual(ip(first.text), first);
      assert.equal(first.parts.length, 8);
    }),
  );
});

test('a prefix needs decimal digits that fit the family', () => {
  assert.equal(parseIpPrefix('10.0.0.1'), 'no-prefix');
  for (const text of [
    '10.0.0.1/33',
    '10.0.0.1/',
    '10.0.0.1/ 24',
    '10.0.0.1/24abc',
    '10.0.0.1/024',
    '::/129',
    '10.0.0.1/24/24',
  ]) {
    assert.equal(parseIpPrefix(text), 'bad-prefix', text);
  }
  assert.equal(parseIpPrefix('10.0.0/24'), 'bad-address');
  assert.deepEqual(parseIpPrefix('::1/128'), { ip: ip('::1'), prefix: 128 });
});

test('a network has no host bits and covers what it was made from', () => {
  fc.assert(
    fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), fc.nat({ max: 128 }), (text, length) => {
      const address = parseIp(text);
      if (address === undefined) return;
      const prefix = Math.min(length, address.family === 4 ? 32 : 128);
      const network = networkOf(address, prefix);
      assert.equal(hasHostBits(network, prefix), false);
      assert.equal(covers(network, prefix, address), true);
      assert.equal(hasHostBits(address, prefix), network.text !== address.text);
    }),
  );
});

test('the edges of networks are known', () => {
  assert.equal(networkOf(ip('10.1.2.3'), 12).text, '10.0.0.0');
  assert.equal(networkOf(ip('2001:db8:ffff::1'), 33).text, '2001:db8:8000::');
  assert.equal(isLastOfNetwork(ip('10.0.0.255'), 24), true);
  assert.equal(isLastOfNetwork(ip('10.0.0.254'), 24), false);
  assert.equal(covers(ip('10.0.0.0'), 8, ip('::1')), false);
  assert.equal(covers(ip('10.0.0.0'), 24, ip('10.0.1.1')), false);
});

test('classes of addresses are told apart', () => {
  assert.deepEqual(
    ['0.0.0.0', '::', '::1'].map((text) => isUnspecified(ip(text))),
    [true, true, false],
  );
  assert.deepEqual(
    ['223.255.255.255', '224.0.0.1', '239.0.0.1', '240.0.0.1', 'ff02::1', 'fe80::1'].map((text) =>
      isMulticast(ip(text)),
    ),
    [false, true, true, false, true, false],
  );
  assert.deepEqual(
    ['fe80::1', 'febf::', 'fec0::', '169.254.0.1'].map((text) => isIpv6LinkLocal(ip(text))),
    [true, true, false, false],
  );
});
