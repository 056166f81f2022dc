import { linkKind } from '../kind.ts';

/** Intermediate functional block: what is redirected to it passes its queueing discipline. */
export const ifb = linkKind('ifb', {});
