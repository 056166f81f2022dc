import assert from 'node:assert/strict';
import type { ApplyResult } from '../../../src/engine/index.ts';
import { apply, applyInOneRun, diff, failureTexts, stepText } from './apply.ts';
import type { Namespace } from './namespace.ts';

/** Applies, and holds the plan to its word: what it foresaw is all there was to do, without a second look. */
export async function applyInOnePass(ns: Namespace, yaml: string): Promise<ApplyResult> {
  const result = await apply(ns, yaml, { verify: false });
  assert.deepEqual(failureTexts(result), []);
  assert.deepEqual((await diff(ns, yaml)).steps.map(stepText), []);
  await applyInOneRun(ns, yaml);
  return result;
}
