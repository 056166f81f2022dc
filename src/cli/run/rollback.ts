import { EXIT } from '../../model/index.ts';
import { type Outcome, verdict } from '../../render/outcome.ts';
import { complaintsText, problemsText } from '../../render/outcome-text.ts';
import { resultDocument } from '../../render/result-json.ts';
import { returnedText } from '../../render/returned-text.ts';
import type { Status } from '../command-spec.ts';
import { uninterrupted } from '../interruption.ts';
import type { StateValues } from '../options.ts';
import type { Session } from '../session.ts';
import { stateOptions } from './write-options.ts';

export async function runRollback(
  session: Session,
  _configs: readonly string[],
  values: StateValues,
): Promise<Status> {
  const { rollBack } = await session.host.services.engine();
  const answer = (): void => session.complain('nlapply: rolling back must not be interrupted, please wait\n');
  const { value } = await uninterrupted(session.host.signals, answer, () =>
    rollBack(stateOptions(session, values)),
  );
  const { checkpoint, ...went } = value;
  const outcome: Outcome = { ...went, rolledBack: false, interrupted: null };
  session.say(returnedText(outcome, checkpoint, session.paint));
  session.complain(problemsText(outcome.plan.problems, session.errorPaint));
  session.complain(
    complaintsText(outcome, session.errorPaint, { wanted: 'as before', whole: session.verbose }),
  );
  const { time, files } = checkpoint;
  session.document({ ...resultDocument(outcome, []), restored: { time, files } });
  return verdict(outcome) === 'failed' ? EXIT.failed : EXIT.done;
}
