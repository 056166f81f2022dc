import type { Action, Problem } from '../../model/index.ts';
import { byImportance, type Session, sameSession, sessionName } from '../fib/session.ts';
import type { Endangered } from './endangered.ts';

/** The most sessions that get a message of their own; the rest is only counted. */
const NAMED = 10;

const VERBS: Readonly<Record<Action, string>> = {
  create: 'create',
  change: 'change',
  replace: 'replace',
  remove: 'remove',
};

const HINT =
  '"nlapply try" goes back by itself unless you confirm in time; --force goes ahead without a way back';

/**
 * A problem for each session that a plan would cut off, the most important first.
 * @param yours the user's own session
 * @param refuse whether the problems are errors that prevent any write; otherwise they are warnings
 */
export function lockOutProblems(
  found: readonly Endangered[],
  yours: Pick<Session, 'local' | 'remote'> | undefined,
  refuse: boolean,
): Problem[] {
  const severity = refuse
    ? ({ severity: 'error', stops: true } as const)
    : ({ severity: 'warning' } as const);
  const bySession = new Map(found.map((one) => [one.session, one]));
  const ordered = byImportance([...bySession.keys()], yours).flatMap(
    (session) => bySession.get(session) ?? [],
  );
  const problems = ordered.slice(0, NAMED).map(
    ({ session, text, step }): Problem => ({
      code: 'lock-out',
      ...severity,
      message: `${sessionName(session, sameSession(session, yours))} would be cut off: ${text}${by(step)}`,
      source: step?.source ?? null,
    }),
  );
  const more = ordered.length - NAMED;
  if (more > 0) {
    const message = `${more} more ${more === 1 ? 'session' : 'sessions'} would be cut off`;
    problems.push({ code: 'lock-out', ...severity, message, source: null });
  }
  return problems.map((problem, i) =>
    i === problems.length - 1 && refuse ? { ...problem, hint: HINT } : problem,
  );
}

function by(step: Endangered['step']): string {
  if (step === null) return '';
  const reason = step.reason === 'declared' ? '' : `, ${step.reason}`;
  return ` (${VERBS[step.action]} ${step.name}${reason})`;
}
