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

test('a word that is like nothing gets nothing', () => {
  for (const word of ['zzz', '', 'x', 'completely-different'])
    assert.equal(didYouMean(word, ['mtu', 'routes']), undefined, word);
});
