import assert from 'node:assert/strict';
import { test } from 'node:test';
import { locate } from '../../../src/engine/target/locate.ts';
import type { Match, Problem } from '../../../src/model/index.ts';
import { declared, machine, nic, virtual } from '../samples.ts';

function hintFor(match: Match): string | undefined {
  const links = [
    virtual('bond0', 'bond', { macaddress: '02:00:00:00:00:99' }),
    nic(
      'eth0',
      { macaddress: '02:00:00:00:00:99' },
      { facts: { permanentAddress: '02:00:00:00:00:01', driver: 'e1000e' } },
    ),
    virtual('eth7', 'veth', { macaddress: '02:00:00:00:00:07' }),
  ];
  const problems: Problem[] = [];
  const search = { taken: new Set<string>(), claims: new Map(), problems };
  assert.deepEqual(locate(declared('wan', 'physical', {}, { match }), machine({ links }), search), []);
  return problems[0]?.hint;
}

test('A link that has the MAC address now, but is not meant by it, is named in the hint', () => {
  assert.match(hintFor({ macaddress: '02:00:00:00:00:07' }) ?? '', /^veth eth7 .* say its "name"$/);
  assert.match(hintFor({ macaddress: '02:00:00:00:00:99' }) ?? '', /^eth0 .*, 02:00:00:00:00:01$/);
});

test('Where no link has the MAC address, or it is something else that does not match, the hint is the usual one', () => {
  const usual = /^check the name/;
  assert.match(hintFor({ macaddress: '02:00:00:00:00:55' }) ?? '', usual);
  assert.match(hintFor({ macaddress: '02:00:00:00:00:01', driver: ['ixgbe'] }) ?? '', usual);
});
