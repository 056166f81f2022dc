import { Command, Help, InvalidArgumentError, Option } from 'commander';
import type { CommandText } from './command-spec.ts';
import { examplesText } from './help.ts';
import { COMMON, type OptionSpec } from './options.ts';

/** Width of the help in columns. */
const WIDTH = 100;

/**
 * Makes commander's parser for a command. It throws CommanderError instead of ending the process, and prints help with
 * `write`.
 */
export function buildCommand(text: CommandText, write: (text: string) => void): Command {
  const command = new Command(`nlapply ${text.name}`)
    .exitOverride()
    .configureOutput({ writeOut: write, writeErr: () => {} })
    .configureHelp({ helpWidth: WIDTH })
    .helpOption('-h, --help', 'explain this command')
    .addHelpText('before', () => introduction(text))
    .allowExcessArguments(false);
  if (text.configs) {
    command.argument(
      '[CONFIG...]',
      "YAML files, directories of them, or - for standard input; default: /etc/nlapply, else netplan's directories",
    );
  }
  for (const spec of [...text.options, ...COMMON]) command.addOption(buildOption(spec));
  return command;
}

const introduction = ({ description, examples }: CommandText): string =>
  `${new Help().boxWrap(description, WIDTH)}\n\n${examplesText(examples)}`;

function buildOption(spec: OptionSpec): Option {
  const option = new Option(spec.flags, spec.text);
  if (spec.choices) option.choices(spec.choices);
  if (spec.fallback !== undefined) option.default(spec.fallback);
  if (spec.conflicts) option.conflicts([...spec.conflicts]);
  const { parse } = spec;
  if (parse) {
    option.argParser((value) => {
      try {
        return parse(value);
      } catch (error) {
        throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
      }
    });
  }
  return option;
}
