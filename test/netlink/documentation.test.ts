import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as library from '../../src/netlink/index.ts';

const IMPORT = /^import \{([^}]*)\} from 'nlapply\/netlink';$/m;

/** The pieces of JavaScript on a page that import from the library. */
function programs(page: string): readonly string[] {
  const pieces = readFileSync(page, 'utf8').matchAll(/^```(?:js|ts)\n(.*?)^```$/gms);
  return [...pieces].map(([, code = '']) => code).filter((code) => IMPORT.test(code));
}

/** Functions that are called, and tables of constants that something is taken from; not methods, nor what is in quotes. */
function used(code: string): Set<string> {
  const plain = code.replace(/'[^'\n]*'|\/\/.*/g, '');
  return new Set(
    [...plain.matchAll(/(?<![.\w])(\w+)(?=\()|(?<![.\w])([A-Z][A-Z_0-9]+)(?=\.)/g)].map(([name]) => name),
  );
}

test('What the documentation imports is exported and used, and what it uses is imported.', () => {
  const exported = new Set(Object.keys(library));
  const pieces = ['README.md', 'docs/netlink.md'].flatMap(programs);
  assert.ok(pieces.length > 10);
  for (const code of pieces) {
    const imported = (IMPORT.exec(code)?.[1] ?? '').split(',').map((name) => name.trim());
    const rest = code.replace(IMPORT, '');
    for (const name of imported) {
      assert.ok(exported.has(name), `${name} is not exported`);
      assert.match(rest, new RegExp(`\\b${name}\\b`), `${name} is imported and not used`);
    }
    const missing = [...used(rest)].filter((name) => exported.has(name) && !imported.includes(name));
    assert.deepEqual(missing, [], code);
  }
});
