import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withPlaces } from '../../src/render/columns.ts';
import { at } from './samples.ts';

test('Places stand in one column; lines without one end where their text ends.', () => {
  const line = (text: string) => ({ text, painted: text });
  assert.deepEqual(
    withPlaces([
      { ...line('ab'), place: at(1, 2) },
      line('a long line'),
      { ...line('abcd'), place: at(3, 4) },
    ]),
    ['ab     config.yaml:1:2', 'a long line', 'abcd   config.yaml:3:4'],
  );
});
