import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NlapplyError } from '../../../src/model/index.ts';
import { linkIndex } from '../../../src/resources/link/index-table.ts';

test('Names and indexes are found both ways', () => {
  const table = linkIndex([
    ['lo', 1],
    ['eth0', 7],
  ]);
  assert.deepEqual(
    [table.indexOf('eth0'), table.nameOf(7), table.nameOf(8), table.has('lo')],
    [7, 'eth0', undefined, true],
  );
});

test('A name that nothing has is an error', () => {
  assert.throws(
    () => linkIndex([]).indexOf('eth0'),
    (error) => error instanceof NlapplyError && error.code === 'ERR_NO_LINK',
  );
});

test('Reserved indexes keep well away from those that the kernel gives next', () => {
  const table = linkIndex([
    ['lo', 1],
    ['eth0', 7],
  ]);
  const [first, second] = [table.reserve('a'), table.reserve('b')];
  assert(first > 7 + 1000);
  assert.equal(second, first + 1);
  assert.equal(table.indexOf('a'), first);
});

test('A renamed link keeps its index, a forgotten one has none', () => {
  const table = linkIndex([['eth0', 7]]);
  table.rename('eth0', 'lan0');
  table.rename('eth9', 'lan9');
  assert.deepEqual(
    [table.has('eth0'), table.indexOf('lan0'), table.nameOf(7), table.has('lan9')],
    [false, 7, 'lan0', false],
  );
  table.forget('lan0');
  assert.equal(table.has('lan0'), false);
});
