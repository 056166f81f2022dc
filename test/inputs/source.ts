import type { Source } from '../../src/inputs/transcript.ts';

/** A transcript's file that is in memory. */
export const sourceOf = (file: Buffer): Source => ({
  size: file.length,
  read: (room, length, from) => file.copy(room, 0, from, from + length),
});
