import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

test('What user-mode-linux leaves out asks for no kind of link that another kernel may lack', () => {
  const files = readFileSync('test/kernel/lab/anywhere-files', 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  assert.notEqual(files.length, 0);
  for (const file of files) assert.doesNotMatch(readFileSync(file, 'utf8'), /support\/needs\.ts|skip:/, file);
});
