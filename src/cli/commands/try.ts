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
} from '../options.ts';

/** A day; a longer trial makes no sense. */
const LONGEST = 86_400;

export const tryCommand: CommandSpec = defineCommand(
  {
    name: 'try',
    summary: 'apply, and undo it unless you confirm it',
    description:
      'Applies the configuration on trial: unless you confirm it in time, with ENTER or nlapply confirm, everything is put back as it was, even if the connection you are working over is lost.',
    examples: [
      ['nlapply try config.yaml', 'ENTER keeps it; Ctrl-C or two minutes of waiting undo it'],
      ['nlapply try --timeout 600 config.yaml', 'ten minutes to see whether everything works'],
      ['nlapply confirm', 'keep it, from another session'],
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
