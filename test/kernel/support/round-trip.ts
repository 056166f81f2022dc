import assert from 'node:assert/strict';
import { join } from 'node:path';
import { takeSnapshot } from '../../../src/engine/index.ts';
import { configurationOf } from '../../../src/render/configuration/configuration.ts';
import { configurationText } from '../../../src/render/configuration/configuration-text.ts';
import { diff, stepText } from './apply.ts';
import type { Namespace } from './namespace.ts';

/** A namespace as `show` writes it, in which that text finds nothing to do. Returns the text. */
export async function roundTrip(ns: Namespace): Promise<string> {
  const snapshot = await takeSnapshot({ netns: ns.path, stateDir: join(ns.directory, 'state') });
  const { configuration, warnings } = configurationOf(snapshot);
  assert.deepEqual(warnings, []);
  const text = await configurationText(configuration);
  const plan = await diff(ns, text);
  assert.deepEqual(plan.steps.map(stepText), [], text);
  assert.deepEqual(plan.problems, []);
  return text;
}
