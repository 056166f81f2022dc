import { EXIT } from '../../model/index.ts';
import { type Outcome, verdict } from '../../render/outcome.ts';
import { complaintsText, outcomeText, problemsText } from '../../render/outcome-text.ts';
import { resultDocument } from '../../render/result-json.ts';
import { inSync } from '../../render/summary.ts';
import type { Status } from '../command-spec.ts';
import type { ApplyValues } from '../commands/apply.ts';
import { signalStatus, uninterrupted } from '../interruption.ts';
import { type LoadedConfiguration, loadConfiguration } from '../load-configuration.ts';
import type { Session } from '../session.ts';
import { sshConnectionOf } from '../ssh-connection.ts';
import { runDiff } from './diff.ts';

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
      ...session.trace,
      ...(values.netns !== undefined && { netns: values.netns }),
      stateDir: values.stateDir,
      waitLinks: values.waitLinks,
      onError: values.onError,
      allowRecreate: values.allowRecreate ?? false,
      force: values.force ?? false,
      sshConnection: () => sshConnectionOf(session.host.env),
      verify: values.verify,
      signal,
      progress: (text) => session.progress(text),
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
  { objects, warnings }: LoadedConfiguration,
  { onError }: ApplyValues,
  session: Session,
): void {
  const problems = outcome.plan.problems.filter((p) => p.severity === 'error' || !session.quiet);
  session.complain(problemsText(problems, session.errorPaint));
  session.say(outcomeText(outcome, objects, onError === 'continue', session.paint));
  session.complain(complaintsText(outcome, session.errorPaint));
  session.document(resultDocument(outcome, warnings));
  if (outcome.interrupted !== null) {
    session.complain(`nlapply: interrupted by ${outcome.interrupted}\n`);
  }
}
