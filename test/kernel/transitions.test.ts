import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyInOneRun } from './support/apply.ts';
import { dump } from './support/dump.ts';
import { exampleFiles, exampleText, neededBy, nicsOf } from './support/examples.ts';
import { makeNamespace } from './support/namespace.ts';
import { lacking, without } from './support/needs.ts';
import { NOTHING } from './support/network.ts';
import { makeNics } from './support/nics.ts';

/** Examples that rename a NIC change what the next one finds; what this kernel lacks would not come. */
const files = exampleFiles().filter((file) => {
  const text = exampleText(file);
  return !text.includes('set-name') && lacking(...neededBy(text)) === false;
});

/**
 * So many examples on in the list, for each: pairs of all sorts, and not the square of their number. With
 * NLAPPLY_TRANSITIONS=all every example meets every other.
 */
const STRIDES = [1, 7, 16];

const partners = (at: number): readonly string[] =>
  process.env['NLAPPLY_TRANSITIONS'] === 'all'
    ? files.filter((_, other) => other !== at)
    : STRIDES.flatMap((stride) => files[(at + stride) % files.length] ?? []);

for (const [at, from] of files.entries()) {
  const others = partners(at);
  test(`from ${from} to ${others.join(', ')} and back, each in one run`, {
    skip: without('veth'),
  }, async (t) => {
    const ns = await makeNamespace(t);
    const nics = new Set([from, ...others].flatMap((file) => nicsOf(exampleText(file))));
    makeNics(ns, ...nics);
    const before = dump(ns);
    for (const to of others) {
      if (to === from) continue;
      await applyInOneRun(ns, exampleText(from));
      await applyInOneRun(ns, exampleText(to));
    }
    await applyInOneRun(ns, exampleText(from));
    await applyInOneRun(ns, NOTHING);
    assert.deepEqual(dump(ns), before);
  });
}
