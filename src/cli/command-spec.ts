import type { ExitCode } from '../model/index.ts';
import type { SignalStatus } from './interruption.ts';
import type { OptionSpec } from './options.ts';
import type { Session } from './session.ts';

/** A line of the examples: what to type, and its meaning. */
export type Example = readonly [line: string, meaning: string];

export type Status = ExitCode | SignalStatus;

/** Does the work of a command and returns its status; results and complaints go to the session. */
export type Handler<Values> = (
  session: Session,
  configs: readonly string[],
  values: Values,
) => Promise<Status>;

/** What the command line needs to know about a command, without the code that does its work. */
export interface CommandText {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  readonly description: string;
  readonly examples: readonly Example[];
  /** Whether the command takes CONFIG arguments. */
  readonly configs: boolean;
  readonly options: readonly OptionSpec[];
  /** Set for a command that only the program itself uses. */
  readonly hidden?: true;
}

/** A command that can be run with the values that commander has parsed. */
export interface CommandSpec extends CommandText {
  readonly run: (session: Session, configs: readonly string[], parsed: Parsed) => Promise<Status>;
}

/** The part of commander's Command that holds the option values. */
interface Parsed {
  opts<Values extends object>(): Values;
}

/**
 * Ties a command's options to the code that does the work, which says the type of their values.
 * @param load loads that code
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
