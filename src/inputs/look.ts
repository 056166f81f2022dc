import { type Found, type Kind, LOOKS } from './looks.ts';
import { isRecording, noteOutcome, type Outcome } from './recording.ts';

/** Looks, and notes what came of it where somebody records. @throws what the system says */
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

/** What a look comes to now. */
export function outcomeOf(perform: () => Found): Outcome {
  try {
    return perform();
  } catch (error) {
    return { code: codeOf(error) };
  }
}

/** By what one error is told from another. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error);
