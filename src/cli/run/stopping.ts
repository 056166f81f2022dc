import type { Plan } from '../../model/index.ts';
import { inSync } from '../../render/summary.ts';
import { type Guarded, uninterrupted } from '../interruption.ts';
import type { Session } from '../session.ts';

/**
 * Does work that can be stopped by a signal, and answers signals in the meantime.
 * @throws like {@link uninterrupted}
 */
export const stoppable = <T>(
  session: Session,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<Guarded<T>> =>
  uninterrupted(session.host.signals, (text) => session.complain(`nlapply: ${text}\n`), work);

/**
 * Whether the run gave up waiting. An engine that could do nothing ends by itself, but it did not reach what it waited
 * for.
 */
export const gaveUp = (plan: Plan): boolean => plan.steps.length === 0 && !inSync(plan);

/** Prints the signal that interrupted the run. */
export function sayInterrupted(session: Session, signal: NodeJS.Signals): void {
  session.complain(`nlapply: interrupted by ${signal}\n`);
}
