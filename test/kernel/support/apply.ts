import assert from 'node:assert/strict';
import { join } from 'node:path';
import { configure } from '../../../src/config/configure.ts';
import {
  type ApplyOptions,
  type ApplyResult,
  applyConfiguration,
  type DiffOptions,
  diffConfiguration,
} from '../../../src/engine/index.ts';
import type { Declaration, Plan, Step } from '../../../src/model/index.ts';
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
export const apply = (
  ns: Namespace,
  yaml: string,
  options: Partial<ApplyOptions> = {},
): Promise<ApplyResult> => applyDeclared(ns, declare(yaml), options);

/** As {@link apply}, of a configuration that was read before. */
export function applyDeclared(
  ns: Namespace,
  declaration: Declaration,
  options: Partial<ApplyOptions> = {},
): Promise<ApplyResult> {
  return applyConfiguration(declaration, {
    netns: ns.path,
    stateDir: join(ns.directory, 'state'),
    waitLinks: 0,
    onError: 'rollback',
    allowRecreate: false,
    verify: true,
    ...options,
  });
}

/** A step in a few words: `change bridge br0 (mtu 1500 -> 1400)`. */
export function stepText(step: Step): string {
  const changes = step.changes.map(({ attribute, before, after }) => `${attribute} ${before} -> ${after}`);
  return `${step.action} ${step.name}${changes.length === 0 ? '' : ` (${changes.join(', ')})`}`;
}

/** The failures of a run, each with its step. */
export const failureTexts = ({ failures }: ApplyResult): string[] =>
  failures.map(({ step, message }) => `${step === null ? '' : `${stepText(step)}: `}${message}`);

/** The plan for a configuration in a namespace. */
export function diff(ns: Namespace, yaml: string, options: Partial<DiffOptions> = {}): Promise<Plan> {
  const stateDir = join(ns.directory, 'state');
  return diffConfiguration(declare(yaml), { netns: ns.path, stateDir, ...options });
}

/**
 * Applies, and holds the run to the promise: no failure, nothing left over, and a second run finds nothing to do and sends
 * nothing but questions.
 */
export async function applyInOneRun(
  ns: Namespace,
  yaml: string,
  options: Partial<ApplyOptions> = {},
): Promise<ApplyResult> {
  const result = await apply(ns, yaml, options);
  assert.deepEqual(failureTexts(result), []);
  assert.deepEqual(result.remaining.map(stepText), []);
  const sent: string[] = [];
  const again = await apply(ns, yaml, { ...options, trace: (line) => sent.push(line) });
  assert.deepEqual(again.plan.steps.map(stepText), []);
  assert.deepEqual(sent.filter(isWrite), []);
  return result;
}

/** Whether a traced request is more than a question. */
export const isWrite = (line: string): boolean =>
  !/^(RTM_GET|SOCK_DIAG_BY_FAMILY|[A-Z0-9]+_(CMD|MSG)_(\w+_)?GET)/.test(line) && !isProbe(line);

/** An IPv4 route that is neither to be made nor to be changed: the kernel says whether it is there. */
export const isProbe = (line: string): boolean => /^RTM_NEWROUTE (EXCL )?\{family: inet[,}]/.test(line);
