import { rtmTypes } from './rtm.ts';

/** The types of messages (RTM_*) by their full names. The program itself has no use for it: so the bundle leaves it out. */
export const RTM_TYPES: Readonly<Record<string, number>> = /* @__PURE__ */ rtmTypes();
