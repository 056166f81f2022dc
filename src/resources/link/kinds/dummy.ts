import { linkKind } from '../kind.ts';

/** A device that swallows what is sent to it: a home for addresses. */
export const dummy = linkKind('dummy', {});
