import assert from 'node:assert/strict';
import { test } from 'node:test';
import { remembering } from '../../../src/engine/target/remembering.ts';

const names = (lan: readonly string[]) => new Map([['lan', lan]]);

test('What a list came to is found anew only with other names, or another list', () => {
  let asked = 0;
  const find = remembering((list: readonly number[], of) => {
    asked += 1;
    return list.flatMap((n) => (of.get('lan') ?? []).map((name) => `${n} ${name}`));
  });
  const list = [1, 2];
  const first = find(list, names(['eth0']));
  assert.equal(find(list, names(['eth0'])), first);
  assert.equal(asked, 1);
  assert.deepEqual(find(list, names(['eth1'])), ['1 eth1', '2 eth1']);
  assert.deepEqual(find(list, names([])), []);
  assert.deepEqual(find(list, new Map()), []);
  assert.deepEqual(find([1, 2], new Map()), []);
  assert.equal(asked, 5);
});
