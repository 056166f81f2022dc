import assert from 'node:assert/strict';
import { test } from 'node:test';
import { declaredEndpoints, followPeers } from '../../../src/engine/checks/endpoints.ts';
import { planDeclaration } from '../../../src/engine/plan/plan.ts';
import { EMPTY_RECORD } from '../../../src/engine/record/record.ts';
import {
  type Declaration,
  type Link,
  type LinkFacts,
  NOTHING_DECLARED,
  type Snapshot,
  type Value,
} from '../../../src/model/index.ts';

const wg = (peers: Value, facts?: LinkFacts): Link => ({
  type: 'link',
  name: 'wg0',
  kind: 'wireguard',
  attributes: { state: 'up', 'wireguard.peers': peers },
  ...(facts !== undefined && { facts }),
});
const peers = (endpoint: string | null): Value => [['A', null, endpoint, 0, ['10.0.0.0/8']]];
const snapshot = (link: Link): Snapshot => ({
  format_version: 1,
  links: [{ ...link, index: 5 }],
  addresses: [],
  routes: [],
  rules: [],
});
const declaration = (link: Link): Declaration => ({
  ...NOTHING_DECLARED,
  links: [{ id: 'wg0', link, source: { file: 'f', line: 1, column: 1 }, places: {}, optional: false }],
});

const DECLARED = '192.0.2.1:51820';
const ELSEWHERE = '198.51.100.7:4500';

/** Whether the declared endpoint would be set. */
const sets = (declared: string | null, live: Link, recorded?: string): boolean =>
  planDeclaration(
    declaration(wg(peers(declared))),
    snapshot(live),
    { ...EMPTY_RECORD, ...(recorded !== undefined && { endpoints: { wg0: { A: recorded } } }) },
    { allowRecreate: false },
  ).steps.length > 0;

const spoken = { handshakes: ['A'] };

test('A peer that was heard from elsewhere since its endpoint was set is left where it is.', () => {
  assert.equal(sets(DECLARED, wg(peers(ELSEWHERE), spoken), DECLARED), false);
});

test('An endpoint that is declared anew is set, wherever the peer is.', () => {
  assert.equal(sets('192.0.2.2:51820', wg(peers(ELSEWHERE), spoken), DECLARED), true);
});

test('An endpoint that nobody has been heard from, or that nlapply has not set, is set.', () => {
  assert.equal(sets(DECLARED, wg(peers(ELSEWHERE)), DECLARED), true);
  assert.equal(sets(DECLARED, wg(peers(null)), DECLARED), true);
  assert.equal(sets(DECLARED, wg(peers(ELSEWHERE), spoken)), true);
});

test('An endpoint that is not declared is learnt.', () => {
  assert.equal(sets(null, wg(peers(ELSEWHERE), spoken)), false);
});

test('Peers that may not be read are no reason to change them.', () => {
  assert.throws(() => sets(DECLARED, { ...wg([]), facts: { hidden: true } }), { code: 'ERR_PRIVILEGE' });
});

test('A target without WireGuard devices is handed on as it is.', () => {
  const target = { ...NOTHING_DECLARED, renames: new Map() };
  assert.equal(followPeers(target, snapshot(wg([]))), target);
});

test('What was declared is recorded, of links that were not touched what was recorded before.', () => {
  const declared = declaration(wg(peers(DECLARED)));
  assert.deepEqual(declaredEndpoints(declared), { wg0: { A: DECLARED } });
  assert.deepEqual(declaredEndpoints(declared, {}, new Set()), {});
  const before = { wg0: { A: ELSEWHERE }, gone: { B: ELSEWHERE } };
  assert.deepEqual(declaredEndpoints(declared, before, new Set()), { wg0: { A: ELSEWHERE } });
  assert.deepEqual(declaredEndpoints(declared, before, new Set(['wg0'])), { wg0: { A: DECLARED } });
});
