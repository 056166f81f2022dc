import { EXIT } from '../../model/index.ts';
import { type Outcome, verdict } from '../../render/outcome.ts';
import { resultDocument } from '../../render/result-json.ts';
import type { Status } from '../command-spec.ts';
import type { ApplyValues } from '../commands/apply.ts';
import { signalStatus } from '../interruption.ts';
import { type LoadedConfiguration, loadConfiguration } from '../load-configuration.ts';
import type { Session } from '../session.ts';
import { runDiff } from './diff.ts';
import { sayOutcome } from './say-outcome.ts';
import { gaveUp, sayInterrupted, stoppable } from './stopping.ts';
import { writeOptions } from './write-options.ts';

export async function runApply(
  session: Session,
  configs: readonly string[],
  values: ApplyValues,
): Promise<Status> {
  if (values.dryRun) return runDiff(session, configs, values);
  const loaded = await loadConfiguration(session, configs, values);
  const { applyConfiguration } = await session.host.services.engine();
  const { value, received } = await stoppable(session, (signal) =>
    applyConfiguration(loaded.declaration, {
      ...writeOptions(session, loaded, values, signal),
      force: values.force ?? false,
    }),
  );
  const stopped = value.interrupted || (received !== undefined && gaveUp(value.plan));
  const interrupted = stopped ? (received ?? 'SIGINT') : null;
  const outcome: Outcome = { ...value, interrupted };
  report(outcome, loaded, values, session);
  if (outcome.interrupted !== null) return signalStatus(outcome.interrupted);
  return verdict(outcome) === 'failed' ? EXIT.failed : EXIT.done;
}

function report(
  outcome: Outcome,
  loaded: LoadedConfiguration,
  { onError }: ApplyValues,
  session: Session,
): void {
  sayOutcome(outcome, loaded, onError === 'continue', session);
  if (session.json) session.document(resultDocument(outcome, loaded.warnings));
  if (outcome.interrupted !== null) sayInterrupted(session, outcome.interrupted);
}
