import { linkKind } from '../kind.ts';

/** A device that discards what is sent to it: used for addresses. */
export const dummy = linkKind('dummy', () => ({}));
