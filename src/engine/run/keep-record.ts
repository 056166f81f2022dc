import {
  type Attributes,
  NlapplyError,
  type Snapshot,
  type Step,
  stepsBesideRuns,
} from '../../model/index.ts';
import type { Outcome } from '../carry-out/carry-out.ts';
import { withMore } from '../carry-out/step-list.ts';
import { declaredEndpoints } from '../checks/endpoints.ts';
import { namesLeftOut, withoutIgnoredLinks } from '../checks/leave-ignored.ts';
import type { Looked } from '../look/look.ts';
import { awaitedLinks, devicesNow } from '../record/awaited-links.ts';
import { withoutGone } from '../record/forget.ts';
import type { DeclaredAttributes } from '../record/link-record.ts';
import { formerIn } from '../record/ownership.ts';
import {
  type Devices,
  nextRecord,
  owedBy,
  type StateRecord,
  sameRecord,
  withDevices,
  withEndpoints,
  withOwed,
  withoutOwed,
  withRoutes,
} from '../record/record.ts';
import { resolveLinks } from '../target/resolve.ts';
import type { RunContext, RunStore } from './run-context.ts';

/** Saves the record after a pass over these steps. What it was to bring back and, being interrupted, did not, it still owes. */
export function saveRecord(
  context: RunContext,
  record: StateRecord,
  steps: readonly Step[],
  outcome: Outcome,
  snapshot: Snapshot,
): StateRecord {
  const { done, begun } = outcome;
  const links = new Set(
    stepsBesideRuns(done).flatMap(({ after }) => (after?.type === 'link' ? [after.name] : [])),
  );
  const { attributes, devices } = declaredLinks(context, snapshot, record);
  const settled = withEndpoints(
    withDevices(nextRecord(record, withMore(done, begun), attributes), devices),
    declaredEndpoints(context.declaration, record.endpoints, links),
  );
  const next = outcome.interrupted ? withOwed(settled, owedBy(untried(steps, outcome))) : settled;
  save(context, next);
  return next;
}

function untried(steps: readonly Step[], { done, failures }: Outcome): readonly Step[] {
  const tried = new Set<Step | null>([...stepsBesideRuns(done), ...failures.map(({ step }) => step)]);
  return stepsBesideRuns(steps).filter((step) => !tried.has(step));
}

export const save = (context: RunContext, record: StateRecord): void =>
  saveLater(context, 'record', (store) => store.save(record));

/** Writes to the store. A full disk must not stop a run that is changing the network; what was saved before the first change is enough. */
export function saveLater(
  { store, options }: RunContext,
  what: string,
  write: (store: RunStore) => void,
): void {
  try {
    write(store);
  } catch (error) {
    if (!(error instanceof NlapplyError)) throw error;
    options.progress?.(`${error.message}; the ${what} stays as it was when the run began`);
  }
}

/**
 * Drops from the record what is no longer declared, and what is gone. Mostly there is nothing to write.
 * @param looked from a plan with nothing to do, so that its `after` is the live state
 */
export function tidyRecord(
  context: RunContext,
  record: StateRecord,
  { snapshot, after, looking }: Pick<Looked, 'snapshot' | 'after' | 'looking'>,
): void {
  const { attributes, devices } = declaredLinks(context, snapshot, record);
  const settled = nextRecord(withoutOwed(record), [], attributes);
  const tidy = withDevices(withoutGone(settled, snapshot, after), devices);
  const next = withRoutes(withEndpoints(tidy, declaredEndpoints(context.declaration)), looking.own?.there);
  if (!sameRecord(next, record)) save(context, next);
}

/** The declared attributes of every live link, and the links of the declared NICs. */
function declaredLinks(
  { declaration }: RunContext,
  snapshot: Snapshot,
  record: StateRecord,
): { readonly attributes: DeclaredAttributes; readonly devices: Devices } {
  const there = withoutIgnoredLinks(declaration, snapshot);
  const hidden = namesLeftOut(snapshot, there);
  const found = resolveLinks(declaration, there, formerIn(record), hidden);
  const { links } = found;
  const awaited = awaitedLinks(declaration, snapshot, found, record.devices);
  const declared = new Map<string, Attributes>(snapshot.links.map(({ name }) => [name, NONE]));
  for (const { item } of links) declared.set(item.name, item.attributes);
  return {
    attributes: {
      get(link) {
        if (awaited.has(link)) return ALL;
        const attributes = declared.get(link);
        return attributes && { has: (name) => Object.hasOwn(attributes, name) };
      },
    },
    devices: devicesNow(declaration, snapshot, found, record.devices),
  };
}

const NONE: Attributes = {};

/** For a link that is left alone: everything counts as declared, so that nothing of its entry is dropped. */
const ALL = { has: () => true };
