import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyInOneRun } from '../support/apply.ts';
import { dump } from '../support/dump.ts';
import { makeNamespace, type Namespace } from '../support/namespace.ts';
import { without } from '../support/needs.ts';
import { NOTHING, network } from '../support/network.ts';
import { makeNics } from '../support/nics.ts';

/**
 * What a command shows, by the command. Of the JSON of `ip` and `bridge` it is a part: members of objects, entries of
 * lists in whatever order. Of other commands it is the whole text.
 */
type Facts = Readonly<Record<string, unknown>>;

export interface Scenario {
  readonly title: string;
  /** Kinds of links and the like that the kernel must have. */
  readonly needs?: readonly string[];
  readonly nics?: readonly string[];
  /** What others do beforehand. */
  readonly setup?: string;
  /** Configurations, each applied over the one before, after what somebody does to the machine in between. */
  readonly steps: readonly { readonly meddling?: string; readonly yaml: string; readonly facts: Facts }[];
  /** The kernel keeps something when all is gone. */
  readonly remains?: true;
}

/** Each step in one run that leaves nothing to do, and then back to what was there before. */
export function testScenarios(scenarios: readonly Scenario[]): void {
  for (const { title, needs = [], nics = ['eth1', 'eth2'], setup, steps, remains } of scenarios) {
    const skip = without(...needs);
    test(title, { skip }, async (t) => {
      const ns = await makeNamespace(t);
      makeNics(ns, ...nics);
      if (setup !== undefined) ns.sh(setup);
      const before = dump(ns);
      for (const { meddling, yaml, facts } of steps) {
        if (meddling !== undefined) ns.sh(meddling);
        await applyInOneRun(ns, network(yaml), { allowRecreate: true });
        for (const [command, expected] of Object.entries(facts)) assertFact(ns, command, expected);
      }
      await applyInOneRun(ns, NOTHING);
      if (remains === undefined) assert.deepEqual(dump(ns).links, before.links);
    });
  }
}

function assertFact(ns: Namespace, command: string, expected: unknown): void {
  const [program = '', ...words] = command.split(' ');
  if (program !== 'ip' && program !== 'bridge') {
    assert.equal(ns.sh(command).trim(), expected, command);
    return;
  }
  const text = ns.sh([program, '-j', '-d', ...words].join(' ')).trim();
  const shown: unknown = JSON.parse(text === '' ? '[]' : text);
  assert.ok(has(shown, expected), `${command} shows\n${text}\nand not\n${JSON.stringify(expected)}`);
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

function has(shown: unknown, expected: unknown): boolean {
  if (Array.isArray(expected)) {
    return (
      Array.isArray(shown) &&
      (expected.length > 0 || shown.length === 0) &&
      expected.every((one) => shown.some((other) => has(other, one)))
    );
  }
  if (!isObject(expected)) return shown === expected;
  if (!isObject(shown)) return false;
  return Object.entries(expected).every(([name, value]) => has(shown[name], value));
}
