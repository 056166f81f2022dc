import assert from 'node:assert/strict';
import { join } from 'node:path';
import { configure } from '../../../src/config/configure.ts';
import {
  type ApplyOptions,
  type ApplyResult,
  applyConfiguration,
  diffConfiguration,
} from '../../../src/engine/index.ts';
import type { Declaration, Plan } from '../../../src/model/index.ts';
import type { Namespace } from './namespace.ts';

/** A configuration's text as a declaration; fails the test on any error in it. */
export function declare(yaml: string): Declaration {
  const { declaration, diagnostics } = configure([{ file: 'test.yaml', text: yaml }]);
  assert.deepEqual(
    diagnostics.filter((d) => d.severity === 'error'),
    [],
  );
  return declaration;
}

/** Applies a configuration in a namespace, in this process. */
export function apply(
  ns: Namespace,
  yaml: string,
  options: Partial<ApplyOptions> = {},
): Promise<ApplyResult> {
  return applyConfiguration(declare(yaml), {
    netns: ns.path,
    stateDir: join(ns.directory, 'state'),
    waitLinks: 0,
    onError: 'rollback',
    allowRecreate: false,
    verify: true,
    ...options,
  });
}

/** The plan for a configuration in a namespace. */
export function diff(ns: Namespace, yaml: string): Promise<Plan> {
  return diffConfiguration(declare(yaml), { netns: ns.path, stateDir: join(ns.directory, 'state') });
}

/**
 * Applies, and holds the run to the promise: no failure, nothing left over, and neither a diff nor a second run finds
 * anything to do or sends anything but dumps.
 */
export async function applyInOneRun(
  ns: Namespace,
  yaml: string,
  options: Partial<ApplyOptions> = {},
): Promise<ApplyResult> {
  const result = await apply(ns, yaml, options);
  assert.deepEqual(result.failures, []);
  assert.deepEqual(result.remaining, []);
  assert.deepEqual((await diff(ns, yaml)).steps, []);
  const sent: string[] = [];
  await apply(ns, yaml, { ...options, trace: (line) => sent.push(line) });
  assert.deepEqual(
    sent.filter((line) => !line.startsWith('RTM_GET')),
    [],
  );
  return result;
}
