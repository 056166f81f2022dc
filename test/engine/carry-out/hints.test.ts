import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hintFor } from '../../../src/engine/carry-out/hints.ts';

test('A hint fits the error and the kind of object', () => {
  assert.match(hintFor('ENETUNREACH', 'route') ?? '', /gateway/);
  assert.match(hintFor('EACCES', 'address') ?? '', /disable_ipv6/);
  assert.match(hintFor('EACCES', 'route') ?? '', /disable_ipv6/);
  assert.match(hintFor('EOPNOTSUPP', 'link') ?? '', /a newer one/);
});

test('Where the kernel says more than its error, the hint is about that', () => {
  assert.match(hintFor('EINVAL', 'route', 'Nexthop has invalid gateway') ?? '', /^the gateway/);
  assert.match(hintFor('EINVAL', 'mdb', 'bridge: Port is in disabled state') ?? '', /carrier/);
  assert.match(hintFor('EINVAL', 'mdb', 'bridge: Unknown entry protocol') ?? '', /5\.11/);
  assert.match(hintFor('EINVAL', 'mdb') ?? '', /mcast-snooping/);
  assert.match(hintFor('EINVAL', 'route', 'Invalid prefsrc address') ?? '', /"from"/);
  assert.match(hintFor('EINVAL', 'route') ?? '', /"from"/);
});

test('Some errors have one hint for all kinds', () => {
  assert.equal(hintFor('EPERM', 'rule'), hintFor('EPERM', 'link'));
});

test('Where nothing is known to help, nothing is said', () => {
  assert.equal(hintFor('EACCES', 'rule'), undefined);
  assert.equal(hintFor('ELOOP', 'link'), undefined);
});
