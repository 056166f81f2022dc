import assert from 'node:assert/strict';
import { test } from 'node:test';
import { didYouMean, nearest } from '../../src/config/nearest.ts';

test('the nearest word counts missing, added, changed and swapped letters', () => {
  const known = ['addresses', 'routes', 'mtu', 'macaddress', 'set-name'];
  const cases = {
    adresses: 'addresses',
    adddresses: 'addresses',
    rotues: 'routes',
    mut: 'mtu',
    MTU: 'mtu',
    macadress: 'macaddress',
    set_name: 'set-name',
  };
  for (const [word, wanted] of Object.entries(cases)) assert.equal(nearest(word, known), wanted, word);
});

test('of many words that are near the first of the nearest ones is found', () => {
  const known = Array.from({ length: 3000 }, (_, i) => `e${i}`);
  assert.equal(nearest('e1x2', known), 'e12');
  assert.equal(nearest('ee2999', known), 'e2999');
  assert.equal(nearest('e2199x', known), 'e2199');
  assert.equal(nearest('ab', ['xy', 'ba']), 'ba');
});

test('a word that is like nothing gets nothing', () => {
  for (const word of ['zzz', '', 'x', 'completely-different'])
    assert.equal(didYouMean(word, ['mtu', 'routes']), undefined, word);
});
