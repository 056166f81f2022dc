/** The name of the command that guards a trial; people need not know it. */
export const GUARDIAN = 'guardian';
/** What the guardian says when nothing can keep it from its work any more. */
export const READY = 'ready';
