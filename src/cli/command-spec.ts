import type { ExitCode } from '../model/index.ts';
import type { SignalStatus } from './interruption.ts';
import type { OptionSpec } from './options.ts';
import type { Session } from './session.ts';

/** A line of the examples: what to type, and what it does. */
export type Example = readonly [line: string, meaning: string];

export type Status = ExitCode | SignalStatus;

/** Does a command's work and says how it went; results and complaints go to the session. */
export type Handler<Values> = (
  session: Session,
  configs: readonly string[],
  values: Values,
) => Promise<Status>;

/** What the command line says about one command; light enough to have all of them at hand. */
export interface CommandText {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  readonly description: string;
  readonly examples: readonly Example[];
  /** Whether it takes CONFIG arguments. */
  readonly configs: boolean;
  readonly options: readonly OptionSpec[];
  /** The program itself calls it; people need not know. */
  readonly hidden?: true;
}

/** A command that can be run with the values commander has parsed for it. */
export interface CommandSpec extends CommandText {
  readonly run: (session: Session, configs: readonly string[], parsed: Parsed) => Promise<Status>;
}

/** The part of commander's Command that holds the option values. */
interface Parsed {
  opts<Values extends object>(): Values;
}

/**
 * Ties a command's option table to the type of its values; the two stand side by side in the command's file.
 * @param load brings the code that does the work
 */
export function defineCommand<Values extends object>(
  text: CommandText,
  load: () => Promise<Handler<Values>>,
): CommandSpec {
  return {
    ...text,
    run: async (session, configs, parsed) => (await load())(session, configs, parsed.opts<Values>()),
  };
}
