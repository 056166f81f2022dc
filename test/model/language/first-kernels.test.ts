import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { FIRST_KERNEL } from '../../../src/model/language/first-kernels.ts';

const lines = readFileSync('docs/links.md', 'utf8').split('\n');

for (const [attribute, version] of Object.entries(FIRST_KERNEL)) {
  test(`The documentation of ${attribute} says that it needs Linux ${version}.`, () => {
    const key = attribute.slice(attribute.indexOf('.') + 1);
    const found = lines.filter((line) => line.startsWith('|') && line.includes(`Linux ${version}`));
    assert.ok(
      found.some((line) => line.split('|')[1]?.includes(key)),
      `${key}: ${found.join('\n')}`,
    );
  });
}
