import type { CommandText, Example } from './command-spec.ts';

/** A heading and lines of two columns, in commander's format. */
function columnsText(heading: string, rows: readonly Example[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return `${heading}:\n${rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}\n`).join('')}`;
}

export function examplesText(examples: readonly Example[]): string {
  return columnsText('Examples', examples);
}

const EXAMPLES: readonly Example[] = [
  ['nlapply config.yaml', 'make the network match the file'],
  ['nlapply diff config.yaml', 'what would change?'],
  ['nlapply status config.yaml', 'is everything as declared?'],
  ['nlapply try config.yaml', 'change it, and undo that unless you confirm'],
  ['nlapply check config.yaml', 'is the file valid?'],
  ['nlapply show > config.yaml', 'write down the network as it is now'],
];

const STATUSES: readonly Example[] = [
  ['0', 'done, or in sync'],
  ['1', 'the kernel refused something, or verification failed'],
  ['2', 'diff or status found differences'],
  ['64', 'the command line makes no sense'],
  ['75', 'another run holds the lock, or a trial waits to be confirmed'],
  ['77', 'missing privileges'],
  ['78', 'the configuration is not valid'],
  ['130, 131, 143', 'interrupted by SIGINT, SIGQUIT or SIGTERM'],
];

/** The text of `nlapply --help`. */
export function rootHelp(commands: readonly CommandText[]): string {
  return [
    'nlapply makes the network of this machine what a YAML file says it should be.\n',
    examplesText(EXAMPLES),
    'Usage: nlapply [apply] [options] [CONFIG...]\n       nlapply COMMAND [options]\n',
    columnsText(
      'Commands',
      commands.filter(({ hidden }) => hidden !== true).map((command) => [command.name, command.summary]),
    ),
    columnsText('Options', [
      ['-h, --help', 'print this; after a command, explain that command and its options'],
      ['-V, --version', 'print the version'],
    ]),
    columnsText('Exit status', STATUSES),
  ].join('\n');
}
