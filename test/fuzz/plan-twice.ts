import { planInWorld } from '../../src/engine/plan/plan-in-world.ts';
import { recordOwnership } from '../../src/engine/record/ownership.ts';
import { EMPTY_RECORD, nextRecord } from '../../src/engine/record/record.ts';
import { resolve } from '../../src/engine/target/resolve.ts';
import type { Declaration, Snapshot } from '../../src/model/index.ts';
import { snapshotOf, worldOf } from '../../src/resources/world.ts';

const OPTIONS = { allowRecreate: true };

/** A namespace with nothing but its loopback. */
export const NOTHING_THERE: Snapshot = {
  format_version: 1,
  links: [
    { type: 'link', name: 'lo', kind: 'loopback', attributes: { state: 'down', mtu: 65536, master: null } },
  ],
  addresses: [],
  routes: [],
  rules: [],
};

/** The steps that a second run would find to do after a first one; undefined when the first one stops. */
export function leftToDo(declaration: Declaration, before: Snapshot): readonly string[] | undefined {
  const { target } = resolve(declaration, before);
  const world = worldOf(before);
  const first = planInWorld(target, world, recordOwnership(EMPTY_RECORD), OPTIONS);
  if (first.problems.some(({ stops }) => stops === true)) return undefined;
  const after = snapshotOf(world);
  const again = resolve(declaration, after).target;
  const declared = new Map<string, ReadonlySet<string>>([
    ...after.links.map(({ name }) => [name, new Set<string>()] as const),
    ...again.links.map(({ item }) => [item.name, new Set(Object.keys(item.attributes))] as const),
  ]);
  const record = nextRecord(EMPTY_RECORD, first.steps, declared);
  const second = planInWorld(again, worldOf(after), recordOwnership(record), OPTIONS);
  return second.steps.map(
    ({ action, name, changes }) =>
      `${action} ${name} ${changes.map(({ attribute, before: was, after: then }) => `${attribute}: ${was} -> ${then}`).join()}`,
  );
}
