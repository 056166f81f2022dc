import type { Plan } from '../../model/index.ts';
import { inSync } from '../../render/summary.ts';
import { type Guarded, uninterrupted } from '../interruption.ts';
import type { Session } from '../session.ts';

/** Does work that a signal asks to stop, and answers signals on the way. @throws as {@link uninterrupted} */
export const stoppable = <T>(
  session: Session,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<Guarded<T>> =>
  uninterrupted(session.host.signals, (text) => session.complain(`nlapply: ${text}\n`), work);

/** With nothing it could do, the engine ends by itself; what it was waiting for was given up all the same. */
export const gaveUp = (plan: Plan): boolean => plan.steps.length === 0 && !inSync(plan);

/** Says which signal the run ended by. */
export function sayInterrupted(session: Session, signal: NodeJS.Signals): void {
  session.complain(`nlapply: interrupted by ${signal}\n`);
}
