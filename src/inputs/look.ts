import { type Found, type Kind, LOOKS } from './looks.ts';
import { isRecording, noteOutcome, type Outcome } from './recording.ts';

/**
 * Performs a look, and notes its outcome if a recording is running.
 * @throws what the system says
 */
export function look(kind: Kind, of: string): Found {
  if (!isRecording()) return LOOKS[kind](of);
  try {
    const found = LOOKS[kind](of);
    noteOutcome({ note: 'look', kind, of, outcome: found });
    return found;
  } catch (error) {
    noteOutcome({ note: 'look', kind, of, outcome: { code: codeOf(error) } });
    throw error;
  }
}

/** The outcome of a look that is performed now. */
export function outcomeOf(perform: () => Found): Outcome {
  try {
    return perform();
  } catch (error) {
    return { code: codeOf(error) };
  }
}

/** The code that distinguishes errors. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error);
