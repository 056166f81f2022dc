import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyInOneRun } from './support/apply.ts';
import { dump } from './support/dump.ts';
import { exampleFiles, exampleText, nicsOf } from './support/examples.ts';
import { makeNamespace } from './support/namespace.ts';
import { NOTHING } from './support/network.ts';
import { makeNics } from './support/nics.ts';

/** Examples that rename a NIC change what the next one finds. */
const files = exampleFiles().filter((file) => !exampleText(file).includes('set-name'));

for (const from of files) {
  test(`from ${from} to every other example and back, each in one run`, async (t) => {
    const ns = await makeNamespace(t);
    const nics = new Set(files.flatMap((file) => nicsOf(exampleText(file))));
    makeNics(ns, ...nics);
    const before = dump(ns);
    for (const to of files) {
      if (to === from) continue;
      await applyInOneRun(ns, exampleText(from));
      await applyInOneRun(ns, exampleText(to));
    }
    await applyInOneRun(ns, NOTHING);
    assert.deepEqual(dump(ns), before);
  });
}
