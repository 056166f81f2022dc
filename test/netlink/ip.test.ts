import assert from 'node:assert/strict';
import { isIPv4, isIPv6 } from 'node:net';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatAddress, parseAddress } from '../../src/netlink/index.ts';
import { runs } from '../runs.ts';

test('IPv4 addresses are unsigned numbers that sort as they read', () => {
  assert.equal(parseAddress('10.0.0.1'), 0x0a000001);
  assert.equal(parseAddress('255.255.255.255'), 0xffffffff);
  assert.equal(formatAddress(0xc0a80101), '192.168.1.1');
  fc.assert(fc.property(fc.ipV4(), (text) => formatAddress(parseAddress(text)) === text));
});

test('IPv6 addresses are sixteen bytes, whatever way they are written', () => {
  const one = `${'\0'.repeat(15)}\x01`;
  for (const text of ['::1', '0:0:0:0:0:0:0:1', '::0.0.0.1', '0000:0000::0001'])
    assert.equal(parseAddress(text), one, text);
  fc.assert(
    fc.property(fc.ipV6(), (text) => {
      const address = parseAddress(text);
      assert.equal(String(address).length, 16);
      assert.equal(
        new URL(`http://[${text}]`).hostname,
        new URL(`http://[${formatAddress(address)}]`).hostname,
      );
    }),
  );
});

test('IPv6 addresses are formatted as RFC 5952 says', () => {
  const canonical: Readonly<Record<string, string>> = {
    '0:0:0:0:0:0:0:0': '::',
    '::1': '::1',
    'fe80:0:0:0:0:0:0:0': 'fe80::',
    '2001:DB8:0:0:1:0:0:1': '2001:db8::1:0:0:1',
    '2001:db8:0:1:1:1:1:1': '2001:db8:0:1:1:1:1:1',
    '2001:0:0:1:0:0:0:1': '2001:0:0:1::1',
    '1:0:0:2:0:0:3:4': '1::2:0:0:3:4',
    '::ffff:192.0.2.1': '::ffff:192.0.2.1',
    '1:2:3:4:5:6:0:0': '1:2:3:4:5:6::',
  };
  for (const [text, wanted] of Object.entries(canonical))
    assert.equal(formatAddress(parseAddress(text)), wanted);
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (b) =>
      isIPv6(formatAddress(String.fromCharCode(...b))),
    ),
  );
});

test('IPv6 texts are the ones that Node takes, too', () => {
  const part = fc.oneof(
    fc.constantFrom('', '', '0', 'a', 'FFFF', '00001', 'g', '1.2.3.4', '1.2.3.04', '%1', ' 1'),
    fc.nat({ max: 0xffff }).map((n) => n.toString(16)),
  );
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 9 }), (parts) => {
      const text = parts.join(':');
      const isTaken = isIPv6(text) && !text.includes('%');
      if (isTaken) assert.equal(String(parseAddress(text)).length, 16);
      else if (!isIPv4(text)) assert.throws(() => parseAddress(text), { code: 'ERR_INVALID_ADDRESS' }, text);
    }),
    { numRuns: runs(2000) },
  );
});

test('what is no address, or has a zone, is refused', () => {
  for (const text of [
    '',
    '1.2.3',
    '1.2.3.4.5',
    '256.1.1.1',
    '1.2.3.4/8',
    ':',
    ':::',
    '1::2::3',
    'fe80::1%eth0',
    '12345::',
    ' 1.2.3.4',
  ]) {
    assert.throws(() => parseAddress(text), { code: 'ERR_INVALID_ADDRESS' }, text);
  }
});
