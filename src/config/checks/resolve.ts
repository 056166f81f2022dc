import type { Context } from '../context.ts';
import type { Draft, Mention } from '../draft.ts';
import { didYouMean } from '../nearest.ts';

/** The device with the id that is mentioned in the file; reports ids that do not exist. */
export function resolve(mention: Mention, { drafts, refused, reporter }: Context): Draft | undefined {
  const found = drafts.get(mention.id);
  if (found === undefined && !refused.has(mention.id)) {
    const hint = (): string =>
      didYouMean(mention.id, drafts.keys()) ?? `define it, as in "ethernets: {${mention.id}: {}}"`;
    reporter.error('undefined-interface', mention.span, `no device "${mention.id}" is defined`, { hint });
  }
  return found;
}
