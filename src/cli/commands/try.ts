import { type CommandSpec, defineCommand } from '../command-spec.ts';
import {
  ALLOW_RECREATE,
  NETNS,
  NO_VERIFY,
  ON_ERROR,
  RESOLVER,
  ROOT_DIR,
  STATE_DIR,
  seconds,
  WAIT_LINKS,
  type WriteValues,
} from '../options.ts';

export interface TryValues extends WriteValues {
  readonly timeout: number;
}

/** A day; longer is no trial. */
const LONGEST = 86_400;

export const tryCommand: CommandSpec = defineCommand<TryValues>(
  {
    name: 'try',
    summary: 'apply, and take it back unless it is confirmed',
    description:
      'Applies the configuration on trial: unless you confirm it in time, by ENTER or by nlapply confirm, everything goes\nback to how it was, also when the connection by which you came is lost.',
    examples: [
      ['nlapply try config.yaml', 'ENTER keeps it, Ctrl-C takes it back, two minutes take it back'],
      ['nlapply try --timeout 600 config.yaml', 'ten minutes to see whether all works'],
      ['nlapply confirm', 'keep it, said from elsewhere'],
    ],
    configs: true,
    options: [
      {
        flags: '--timeout <seconds>',
        text: 'how long to wait to be confirmed',
        fallback: 120,
        parse: timeout,
      },
      ...[ON_ERROR, ALLOW_RECREATE, WAIT_LINKS, NO_VERIFY],
      ...[STATE_DIR, NETNS, RESOLVER, ROOT_DIR],
    ],
  },
  async () => (await import('../run/try.ts')).runTry,
);

function timeout(value: string): number {
  const number = /^[\d.]+$/.test(value) ? Number(value) : Number.NaN;
  if (!(number >= 1 && number <= LONGEST)) throw new RangeError(`It must be from 1 to ${LONGEST} seconds.`);
  return seconds(value);
}
