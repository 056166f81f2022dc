/** The name of the internal command that guards a trial; it is not documented for users. */
export const GUARDIAN = 'guardian';
/** What the guardian writes to its standard output when it has opened everything that it needs. */
export const READY = 'ready';
