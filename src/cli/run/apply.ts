import { EXIT, type Plan } from '../../model/index.ts';
import { type Outcome, verdict } from '../../render/outcome.ts';
import { resultDocument } from '../../render/result-json.ts';
import { circumstancesOf } from '../circumstances.ts';
import type { Status } from '../command-spec.ts';
import { signalStatus } from '../interruption.ts';
import { type LoadedConfiguration, loadConfiguration } from '../load-configuration.ts';
import type { WriteValues } from '../options.ts';
import type { Session } from '../session.ts';
import { runDiff } from './diff.ts';
import { sayOutcome } from './say-outcome.ts';
import { gaveUp, sayInterrupted, stoppable } from './stopping.ts';
import { writeOptions } from './write-options.ts';

interface ApplyValues extends WriteValues {
  readonly dryRun?: true;
  readonly force?: true;
}

export async function runApply(
  session: Session,
  configs: readonly string[],
  values: ApplyValues,
): Promise<Status> {
  if (values.dryRun) return runDiff(session, configs, values);
  // Documents and traces have more than what is remembered.
  const isPlain = !session.json && !session.verbose;
  const memory = isPlain ? await session.host.services.remember?.(values) : undefined;
  try {
    const { outcome, said } = await applied(session, configs, values);
    if (outcome.interrupted !== null) return signalStatus(outcome.interrupted);
    if (verdict(outcome) === 'failed') return EXIT.failed;
    if (isNothing(outcome.plan) && !session.stderr.isUsed)
      memory?.keep(values, circumstancesOf(session.words, session.host), session.quiet ? '' : said);
    return EXIT.done;
  } finally {
    memory?.end();
  }
}

/** Nothing to do, and nothing to report about it. */
const isNothing = ({ steps, problems }: Plan): boolean => steps.length === 0 && problems.length === 0;

async function applied(
  session: Session,
  configs: readonly string[],
  values: ApplyValues,
): Promise<{ readonly outcome: Outcome; readonly said: string }> {
  const loaded = await loadConfiguration(session, configs, values);
  const { applyConfiguration } = await session.host.services.engine();
  const { value, received } = await stoppable(session, (signal) =>
    applyConfiguration(loaded.declaration, {
      ...writeOptions(session, loaded, values, signal),
      force: values.force ?? false,
    }),
  );
  const stopped = value.interrupted || (received !== undefined && gaveUp(value.plan));
  const outcome: Outcome = { ...value, interrupted: stopped ? (received ?? 'SIGINT') : null };
  return { outcome, said: report(outcome, loaded, values, session) };
}

/** Reports the outcome; returns the text about what was done. */
function report(
  outcome: Outcome,
  loaded: LoadedConfiguration,
  { onError }: ApplyValues,
  session: Session,
): string {
  const said = sayOutcome(outcome, loaded, onError === 'continue', session);
  if (session.json) session.document(resultDocument(outcome, loaded.warnings));
  if (outcome.interrupted !== null) sayInterrupted(session, outcome.interrupted);
  return said;
}
