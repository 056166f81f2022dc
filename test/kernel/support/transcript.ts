import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Namespace } from './namespace.ts';
import { stateOf } from './program.ts';

/** Where the program keeps what a run of the namespace went by that had nothing to do. */
export function transcriptOf(ns: Namespace): string {
  const [directory = ''] = readdirSync(stateOf(ns));
  return join(stateOf(ns), directory, 'transcript');
}

/** Tells one transcript from the next: each is another file. Undefined: there is none. */
export const whichTranscript = (ns: Namespace): number | undefined =>
  statSync(transcriptOf(ns), { throwIfNoEntry: false })?.ino;
