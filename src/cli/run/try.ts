import type { EndedTrial, Tried } from '../../engine/index.ts';
import { EXIT } from '../../model/index.ts';
import { type Outcome, verdict } from '../../render/outcome.ts';
import { complaintsText } from '../../render/outcome-text.ts';
import { resultDocument } from '../../render/result-json.ts';
import type { Status } from '../command-spec.ts';
import { signalStatus } from '../interruption.ts';
import { type LoadedConfiguration, loadConfiguration } from '../load-configuration.ts';
import type { WriteValues } from '../options.ts';
import type { Session } from '../session.ts';
import { awaitDecision } from '../trial-prompt.ts';
import { sayOutcome } from './say-outcome.ts';
import { gaveUp, sayInterrupted, stoppable } from './stopping.ts';
import { writeOptions } from './write-options.ts';

interface TryValues extends WriteValues {
  readonly timeout: number;
}

export async function runTry(
  session: Session,
  configs: readonly string[],
  values: TryValues,
): Promise<Status> {
  const loaded = await loadConfiguration(session, configs, values);
  const { startTrial } = await session.host.services.engine();
  const { value, received } = await stoppable(session, async (signal) => {
    // A trial that cuts off the session reverts itself, so the lock-out guard is not needed.
    const options = {
      ...writeOptions(session, loaded, values, signal),
      timeout: values.timeout,
      force: true,
    };
    const tried = await startTrial(loaded.declaration, options);
    return { tried, ended: await end(tried, loaded, values, session, signal) };
  });
  const { tried, ended } = value;
  const outcome: Outcome = {
    ...tried.result,
    rolledBack: tried.result.rolledBack || (isTakenBack(ended) && ended.complete),
    interrupted: stoppedBy(received, tried, ended),
  };
  report(outcome, ended, loaded, values, { session, told: tried.trial !== null });
  if (outcome.interrupted !== null) return signalStatus(outcome.interrupted);
  return isTakenBack(ended) || verdict(outcome) === 'failed' ? EXIT.failed : EXIT.done;
}

/** Waits for the end of the trial; null if there was nothing to try. */
async function end(
  { result, ended, trial }: Tried,
  loaded: LoadedConfiguration,
  { onError, timeout }: TryValues,
  session: Session,
  signal: AbortSignal,
): Promise<EndedTrial | null> {
  if (trial === null) return ended;
  sayOutcome({ ...result, interrupted: null }, loaded, onError === 'continue', session);
  return awaitDecision(trial, { session, timeout, signal, inputIsFree: !loaded.sources.includes('-') });
}

const isTakenBack = (ended: EndedTrial | null): ended is EndedTrial =>
  ended !== null && ended.state !== 'confirmed';

/** The signal that ended the run or the trial. */
function stoppedBy(
  received: NodeJS.Signals | undefined,
  { result, ended: early }: Tried,
  ended: EndedTrial | null,
): NodeJS.Signals | null {
  if (ended !== null && ended.state !== 'rolled-back') return null;
  const stopped = (ended !== null && early === null) || result.interrupted || gaveUp(result.plan);
  return stopped ? (received ?? null) : null;
}

function report(
  outcome: Outcome,
  ended: EndedTrial | null,
  loaded: LoadedConfiguration,
  { onError, timeout }: TryValues,
  { session, told }: { session: Session; told: boolean },
): void {
  if (!told) sayOutcome(outcome, loaded, onError === 'continue', session);
  else if (!isTakenBack(ended)) session.say('Confirmed: the network stays as it is now.\n');
  else if (ended.complete)
    session.complain(
      complaintsText({ ...outcome, failures: [] }, session.errorPaint, { whole: session.verbose }),
    );
  if (ended?.state === 'timed-out')
    session.complain(`nlapply: the trial was not confirmed within ${timeout} s\n`);
  if (isTakenBack(ended) && !ended.complete)
    session.complain('nlapply: not everything could be taken back; "nlapply rollback" tries it again\n');
  session.document({
    ...resultDocument(outcome, loaded.warnings),
    trial: ended === null ? null : { state: ended.state, timeout },
  });
  if (outcome.interrupted !== null) sayInterrupted(session, outcome.interrupted);
}
