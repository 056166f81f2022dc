import type { Context } from '../context.ts';
import { resolve } from './resolve.ts';

/** Reports references to devices that are not declared. */
export function checkReferences(context: Context): void {
  for (const draft of context.devices) {
    for (const reference of draft.references) resolve(reference, context);
  }
}
