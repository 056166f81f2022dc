import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { DefinitionName } from '../../src/config/schema/definitions.ts';
import { keysOf } from '../../src/config/schema/level.ts';
import { notRealised } from '../../src/config/schema/netplan-keys.ts';
import { declared } from './diagnose.ts';
import { repository } from './repository.ts';

const docs = join(repository, 'docs');
const skip = existsSync(docs) ? false : 'the documents are not beside the compiled tests';
const page = (name: string): string => readFileSync(join(docs, name), 'utf8');

test('every realised key is on the page of the language or on that of the links', { skip }, () => {
  const text = page('configuration.md') + page('links.md');
  const schema: { definitions: Record<string, { type?: string }> } = JSON.parse(
    readFileSync(join(repository, 'schemas/config.schema.json'), 'utf8'),
  );
  const names = Object.entries(schema.definitions).flatMap(([name, { type }]) =>
    type === 'object' ? [name as DefinitionName] : [],
  );
  const missing = names.flatMap((name) => keysOf(name).filter((key) => !text.includes(key)));
  assert.deepEqual(missing, []);
});

test('every key that is not supported is on the page of the differences', { skip }, () => {
  const text = page('netplan-differences.md');
  const keys = (['network', 'macvlan', 'ethernet'] as const).flatMap((place) => notRealised(place));
  assert.deepEqual(
    keys.filter((key) => !text.includes(`\`${key}\``) && !key.endsWith('-offload')),
    [],
  );
});

test('every diagnostic code in the source is on the page of the language', { skip }, () => {
  const text = page('configuration.md');
  const source = join(repository, 'src/config');
  if (!existsSync(join(source, 'configure.ts'))) return;
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const codes = files.flatMap((name) =>
    [
      ...readFileSync(join(source, name), 'utf8').matchAll(
        /(?:error|warning|complaint|#fail)\(\s*'([a-z0-9-]+)'|code: '([a-z-]+)'/g,
      ),
    ].map((match) => match[1] ?? match[2] ?? ''),
  );
  assert.ok(codes.length > 40);
  assert.deepEqual(
    [...new Set(codes)].filter((code) => !text.includes(`\`${code}\``)),
    [],
  );
});

test('complete examples of the page are right', { skip }, () => {
  const blocks = page('configuration.md')
    .split(/\n(?! {4}|\n)/)
    .filter((block) => /\n {4}network:/.test(block));
  assert.ok(blocks.length >= 2);
  for (const block of blocks) {
    const text = block.slice(block.indexOf('    network:')).replace(/^ {4}/gm, '');
    assert.ok(declared(text).links.length > 0);
  }
});
