import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import type { ApplyResult } from '../../../src/engine/index.ts';
import type { Link, Plan, Step } from '../../../src/model/index.ts';
import { changeClass } from '../../../src/resources/link/classes.ts';
import type { ChangeClass } from '../../../src/resources/room.ts';
import { apply, failureTexts, isWrite, stepText } from '../support/apply.ts';
import { makeNamespace, type Namespace } from '../support/namespace.ts';
import { lacking, without } from '../support/needs.ts';
import { makeNics } from '../support/nics.ts';
import { roundTrip } from '../support/round-trip.ts';
import { type Shell, startShell } from '../support/shell.ts';
import { type LinkWatch, watchLinks } from '../support/watch.ts';
import type { ChangeCase, KindCases } from './case.ts';
import { configuration } from './configuration.ts';
import { type Look, lookAt, looks } from './look.ts';
import { tryGently } from './try-gently.ts';

/**
 * Walks through the changes of a kind, each on a new device in one namespace: made with the first value, changed to the
 * second, and back. `ip monitor` tells whether a change went as its class says, `ip -d link` whether it was made.
 */
export function proveChanges(all: KindCases): void {
  const { kind, nics = ['eth0', 'eth1'] } = all;
  test(`every change of ${kind} goes as its class says`, { skip: lacking(...all.needs) }, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, ...nics);
    const shell = startShell(t, ns);
    const watch = await watchLinks(t, ns);
    let number = 0;
    for (const one of all.cases) {
      number += 1;
      const name = all.name ?? `x${number % 2}`;
      const [first, second] = one.says.map((said) => configuration(all, name, said)) as [string, string];
      await t.test(titleOf(one), { skip: without(...all.needs, ...(one.needs ?? [])) }, () =>
        proveChange({ ns, shell, watch }, name, one, first, second),
      );
    }
  });
}

interface Room {
  readonly ns: Namespace;
  readonly shell: Shell;
  readonly watch: LinkWatch;
}

const titleOf = ({ attribute, how, says: [first, second] }: ChangeCase): string => {
  const texts = [first, second].map((said) => JSON.stringify(said));
  return `${attribute}: ${how}, ${texts.join(' to ')}`;
};

async function proveChange(
  { ns, shell, watch }: Room,
  name: string,
  one: ChangeCase,
  first: string,
  second: string,
): Promise<void> {
  const anew = one.how === 'create';
  // That a second run finds nothing to do is seen on the way back.
  await applyOnce(ns, first);
  const before = await lookAt(shell, name);
  await watch.mark();
  const { plan } = await applyAtOnce(ns, second);
  const events = await watch.mark();
  const step = stepOf(plan, name, one.attribute);
  assert.equal(classIn(step, one.attribute), one.how, 'its class in the table');
  assertWent(one, name, events);
  assertPortsWent(one, before.ports, events);
  const after = await lookAt(shell, name);
  assert.equal(after.index !== before.index, anew, 'the link is made anew');
  if (one.otherPorts !== true) assert.deepEqual(after.ports, before.ports, 'its ports');
  if (!anew && !isAddress(one.attribute, before)) assert.equal(after.link['address'], before.link['address']);
  assertSeen(one, before, after);
  await roundTrip(ns);
  await applyAtOnce(ns, first);
  const back = await lookAt(shell, name);
  assert.deepEqual(looks(back, anew), looks(before, anew), 'back to the first value');
  assert.deepEqual(back.ports, before.ports, 'its ports');
  if (one.how === 'live' || one.takenBut !== undefined) return;
  if ((await tryGently(ns, shell, step)) !== undefined) return;
  assert.deepEqual(
    looks(await lookAt(shell, name), anew),
    looks(before, anew),
    'the kernel takes it with less',
  );
}

/** Whether a link has its hardware address from that attribute; that of a tunnel without Ethernet is its local end. */
const isAddress = (attribute: string, { link }: Look): boolean =>
  attribute === 'macaddress' ||
  (attribute === 'tunnel.local' && membersNamed(link, 'local').includes(link['address']));

async function applyOnce(ns: Namespace, yaml: string): Promise<ApplyResult> {
  const result = await apply(ns, yaml, { verify: false });
  assert.deepEqual(failureTexts(result), []);
  assert.deepEqual(result.plan.problems, []);
  return result;
}

/** Applies without a second look, and finds nothing to do afterwards, nor sends anything but dumps. */
async function applyAtOnce(ns: Namespace, yaml: string): Promise<ApplyResult> {
  const result = await applyOnce(ns, yaml);
  const sent: string[] = [];
  const again = await apply(ns, yaml, { verify: false, trace: (line) => sent.push(line) });
  assert.deepEqual(again.plan.steps.map(stepText), []);
  assert.deepEqual(sent.filter(isWrite), []);
  return result;
}

function stepOf(plan: Plan, name: string, attribute: string): Step {
  const found = plan.steps.filter(
    ({ before, changes }) =>
      before?.type === 'link' &&
      before.name === name &&
      changes.some((change) => change.attribute === attribute),
  );
  const [step] = found;
  assert.ok(step, `no step changes ${attribute} of ${name}: ${plan.steps.map((s) => s.name).join(', ')}`);
  return step;
}

/** What the table says of the very change; of a replacement the plan names it as a reason. */
function classIn(step: Step, attribute: string): ChangeClass {
  const change = step.changes.find((one) => one.attribute === attribute);
  const { kind, attributes } = step.before as Link;
  assert.ok(change?.after !== undefined);
  const how = changeClass(kind, attribute, change.before, change.after, attributes);
  assert.equal(change.forces === true, how === 'create', 'the plan names it as what forces the replacement');
  assert.equal(step.action, how === 'create' ? 'replace' : 'change');
  return how;
}

/** Whether the link was in use all the time, down for a moment, or without its ports for a moment. */
function assertWent(
  { how, fallsByWish, attribute }: ChangeCase,
  name: string,
  events: readonly string[],
): void {
  if (how === 'create' || fallsByWish === true) return;
  // What a bridge tells of its ports has no queueing discipline.
  const own = events.filter((event) => new RegExp(`^(Deleted )?\\d+: ${name}[@:].* qdisc `).test(event));
  const fell = own.filter((event) => !/<(\S+,)?UP[,>]/.test(event) || event.startsWith('Deleted'));
  assert.equal(fell.length > 0, how !== 'live', `${attribute} ${how}:\n${own.join('\n')}`);
  const last = own.at(-1);
  if (last !== undefined) assert.match(last, /<(\S+,)?UP[,>]/);
}

/** Whether ports left their master for a moment. */
function assertPortsWent(
  { how, otherPorts }: ChangeCase,
  ports: readonly string[],
  events: readonly string[],
): void {
  if (how === 'create' || otherPorts === true || ports.length === 0) return;
  const own = events.filter(
    (event) => / qdisc /.test(event) && ports.some((port) => event.includes(` ${port}@`)),
  );
  const left = own.filter((event) => !event.includes(' master '));
  assert.equal(left.length > 0, how === 'empty', left.join('\n'));
}

function assertSeen({ unseen, shows, loses }: ChangeCase, before: Look, after: Look): void {
  if (loses !== undefined)
    assert.deepEqual([hasFlag(before, loses), hasFlag(after, loses)], [true, false], loses);
  else if (unseen === undefined && shows === undefined)
    assert.notDeepEqual(looks(after, false), looks(before, false), 'iproute2 sees it');
  for (const [member, value] of Object.entries(shows ?? {})) {
    assert.ok(shown(after, member, value), `${member} in ${JSON.stringify(after.link)}`);
    assert.ok(!shown(before, member, value), `${member} before`);
  }
}

const hasFlag = ({ link }: Look, flag: string): boolean =>
  (link['flags'] as readonly string[]).includes(flag);

const shown = ({ link }: Look, member: string, value: unknown): boolean =>
  membersNamed(link, member).some((found) => isDeepStrictEqual(found, value));

/** The values of all members of that name, at any depth. */
function membersNamed(shown: unknown, name: string): readonly unknown[] {
  if (typeof shown !== 'object' || shown === null) return [];
  return Object.entries(shown).flatMap(([key, value]: [string, unknown]) =>
    // For some of the flags that are set newer versions of iproute2 say null, older ones true.
    key === name ? [value ?? true] : membersNamed(value, name),
  );
}
