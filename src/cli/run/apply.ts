import { EXIT } from '../../model/index.ts';
import { type Outcome, verdict } from '../../render/outcome.ts';
import { resultDocument } from '../../render/result-json.ts';
import { inSync } from '../../render/summary.ts';
import type { Status } from '../command-spec.ts';
import type { ApplyValues } from '../commands/apply.ts';
import { signalStatus, uninterrupted } from '../interruption.ts';
import { type LoadedConfiguration, loadConfiguration } from '../load-configuration.ts';
import type { Session } from '../session.ts';
import { runDiff } from './diff.ts';
import { sayOutcome } from './say-outcome.ts';
import { writeOptions } from './write-options.ts';

export async function runApply(
  session: Session,
  configs: readonly string[],
  values: ApplyValues,
): Promise<Status> {
  if (values.dryRun) return runDiff(session, configs, values);
  const loaded = await loadConfiguration(session, configs, values);
  const { applyConfiguration } = await session.host.services.engine();
  const answer = (text: string): void => session.complain(`nlapply: ${text}\n`);
  const { value, received } = await uninterrupted(session.host.signals, answer, (signal) =>
    applyConfiguration(loaded.declaration, {
      ...writeOptions(session, loaded, values, signal),
      force: values.force ?? false,
    }),
  );
  // With nothing it could do, the engine ends by itself; what it was waiting for was given up all the same.
  const gaveUp = received !== undefined && value.plan.steps.length === 0 && !inSync(value.plan);
  const interrupted = value.interrupted || gaveUp ? (received ?? 'SIGINT') : null;
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
  session.document(resultDocument(outcome, loaded.warnings));
  if (outcome.interrupted !== null) {
    session.complain(`nlapply: interrupted by ${outcome.interrupted}\n`);
  }
}
