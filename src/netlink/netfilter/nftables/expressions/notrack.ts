import { nest } from '../../../codec/index.ts';

/** Leaves a packet out of connection tracking. */
export const notrack = nest({});
