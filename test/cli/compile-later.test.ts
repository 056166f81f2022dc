import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Script } from 'node:vm';
import { compileLater } from '../../src/cli/compile-later.ts';

let asked = 0;

/** A text of one length, another one each time: V8 remembers what it has compiled, and does not look at what was kept then. */
const text = (): string => `globalThis.nothing${asked++} = () => 0`;

/** Made at once: the flags stay changed for the rest of the process. */
const kept = new Script(text()).createCachedData();
const isOfUse = (): boolean => new Script(text(), { cachedData: kept }).cachedDataRejected === false;

test('For a small configuration nothing is loaded before it is needed', async () => {
  await compileLater(100, () => assert.fail('it is loaded'));
  assert.ok(isOfUse());
});

test('For a large configuration what comes next is loaded while the code cache is still of use', async () => {
  let wasOfUse: boolean | undefined;
  await compileLater(1_000_000, async () => {
    wasOfUse = isOfUse();
  });
  assert.equal(wasOfUse, true);
  assert.equal(isOfUse(), false, 'V8 takes it under other flags, too: nothing needs to be loaded before');
});
