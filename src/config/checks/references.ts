import type { Context } from '../draft.ts';
import { resolve } from './resolve.ts';

/** Every device that another one names is declared. */
export function checkReferences(context: Context): void {
  for (const draft of context.devices) {
    for (const reference of draft.references) resolve(reference, context);
  }
}
