import assert from 'node:assert/strict';
import type { ApplyResult } from '../../../src/engine/index.ts';
import { apply, applyInOneRun, diff } from './apply.ts';
import type { Namespace } from './namespace.ts';
import { network } from './network.ts';
import type { Sessions } from './sessions.ts';

/** What a plan says of sessions that it would cut off. */
export const cutOff = ({ problems }: ApplyResult['plan']): string[] =>
  problems.filter(({ code }) => code === 'lock-out').map(({ message }) => message);

/** What configurations here change, without what the kernel goes on doing by itself. */
const LOOK = `
  ip address show scope global | grep inet || true
  ip -4 route show table all; ip -6 route show table main | grep -v "^fe80" || true; ip rule; ip -brief link | cut -d ' ' -f 1
`;

/** Asserts that a run writes nothing and says why for each session; then that it does with force, and warns. */
export async function assertRefused(
  host: Namespace,
  sections: string,
  ...wanted: readonly RegExp[]
): Promise<void> {
  const yaml = network(sections);
  const before = host.sh(LOOK);
  const refused = await apply(host, yaml);
  const messages = cutOff(refused.plan);
  assert.equal(messages.length, wanted.length, messages.join('\n'));
  // Sessions of one importance come in the order of their ports.
  for (const pattern of wanted) {
    assert.ok(
      messages.some((message) => pattern.test(message)),
      `${pattern} is not in ${messages.join('\n')}`,
    );
  }
  assert.ok(refused.plan.problems.some(({ stops }) => stops === true));
  assert.equal(host.sh(LOOK), before);
  assert.deepEqual(cutOff(await diff(host, yaml)), messages, 'diff says the same');
  const forced = await applyInOneRun(host, yaml, { force: true });
  assert.deepEqual(cutOff(forced.plan), messages);
}

/** Asserts that a run goes through without force, and that the session lives on. */
export async function assertHarmless(host: Namespace, sessions: Sessions, sections: string): Promise<void> {
  const { plan } = await applyInOneRun(host, network(sections));
  assert.deepEqual(cutOff(plan), []);
  assert.ok(plan.steps.length > 0, 'there was something to do');
  await sessions.assertAlive();
}
