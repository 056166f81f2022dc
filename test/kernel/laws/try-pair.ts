import fc from 'fast-check';
import { stringify } from 'yaml';
import { type Case, documentOf } from './case.ts';
import { casesOf } from './cases.ts';
import { Broken, hold, scriptOf } from './hold.ts';

/** A law that a pair broke, and the smallest pair found that breaks it. */
export interface Found {
  readonly seed: number;
  readonly law: string;
  readonly message: string;
  readonly smallest: Case;
}

/** Makes a pair from a seed and holds it to the laws; one that breaks a law is made smaller, so many times at most. */
export async function tryPair(
  seed: number,
  kinds: readonly string[],
  shrinks: number,
): Promise<Found | undefined> {
  let left = shrinks;
  let law: string | undefined;
  const property = fc.asyncProperty(casesOf(kinds), async (given) => {
    if (law !== undefined && left-- <= 0) return;
    try {
      await hold(given);
    } catch (error) {
      // A smaller pair that breaks another law is another story.
      const broken = lawOf(error);
      law ??= broken;
      if (broken === law) throw error;
    }
  });
  const { failed, counterexample, errorInstance } = await fc.check(property, { numRuns: 1, seed });
  const [smallest] = counterexample ?? [];
  if (!failed || smallest === undefined) return undefined;
  const message = errorInstance instanceof Error ? (errorInstance.stack ?? '') : String(errorInstance);
  return {
    seed,
    law: law ?? 'unknown',
    message: errorInstance instanceof Broken ? errorInstance.message : message,
    smallest,
  };
}

const lawOf = (error: unknown): string => (error instanceof Broken ? error.law : String(error).slice(0, 100));

/** All that a person needs to see it happen: the configurations, what to do before, the seed. */
export function reportOf({ seed, message, smallest }: Found): string {
  const { first, second, allowRecreate, rolledBack } = smallest;
  const yaml = (which: 'first' | 'second'): string =>
    `# ${which}.yaml${rolledBack === which ? ', made to fail and rolled back before it is applied' : ''}\n${stringify(documentOf(smallest[which]))}`;
  return [
    `=== npm run soak -- --runs 1 --seed ${seed}`,
    message,
    '# before, in a namespace of its own',
    scriptOf(smallest),
    ...(Object.keys(first).length > 0 ? [yaml('first')] : []),
    ...(Object.keys(second).length > 0 ? [yaml('second')] : []),
    ...(allowRecreate ? ['# both with --allow-recreate'] : []),
  ].join('\n');
}
