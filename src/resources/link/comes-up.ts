import type { Attributes } from '../../model/index.ts';

/** Whether a link with these attributes comes up, or is made and set up. */
export const comesUp = (before: Attributes, after: Attributes): boolean =>
  before['state'] !== 'up' && after['state'] === 'up';
