import { existsSync } from 'node:fs';
import type { CommanderError } from 'commander';
import { nearest } from '../config/nearest.ts';
import { EXIT } from '../model/index.ts';
import type { CommandSpec, Status } from './command-spec.ts';
import { commands } from './commands/index.ts';
import { rootHelp } from './help.ts';
import type { Host } from './host.ts';
import { type Invocation, parseInvocation } from './invocation.ts';
import { COMMON, type CommonValues, takesValue, wordOf } from './options.ts';
import { reportError } from './report-error.ts';
import { Session } from './session.ts';
import { UsageError } from './usage-error.ts';
import { version } from './version.ts';

/** Runs the program with these arguments (without node and script). Never throws; errors become an exit status. */
export async function run(words: readonly string[], host: Host): Promise<Status> {
  const session = new Session(host, words);
  let status: Status;
  try {
    status = sayAgain(words, session) ?? (await dispatch(words, session));
  } catch (error) {
    status = reportError(error, session);
  }
  return afterOutput(status, session);
}

/** Prints the output of an earlier run that had nothing to do, if everything that it depended on is unchanged. */
function sayAgain(words: readonly string[], session: Session): Status | undefined {
  const said = session.host.services.recall?.(words, session.host);
  if (said === undefined) return undefined;
  session.stdout.write(said);
  return EXIT.done;
}

async function dispatch(words: readonly string[], session: Session): Promise<Status> {
  // Determined before anything is parsed, since errors in the command line are printed as a document, too.
  session.json = beforeOperands(words).includes('--json');
  const invocation = parseInvocation(words, [...names(), 'help'], valuedOptions());
  if (invocation.command === 'help') return dispatch([...invocation.words, '--help'], session);
  if (invocation.command === null) {
    const root = rootRequest(invocation);
    if (root !== null) {
      session.stdout.write(root);
      return EXIT.done;
    }
    refuseUnknownCommand(invocation.operand);
  }
  const wanted = invocation.command ?? 'apply';
  const spec = commands.find((command) => command.name === wanted);
  if (spec === undefined) throw new UsageError(`there is no command "${wanted}"`);
  return runCommand(spec, invocation.words, session);
}

async function runCommand(spec: CommandSpec, words: readonly string[], session: Session): Promise<Status> {
  const { buildCommand } = await import('./build-command.ts');
  const command = buildCommand(spec, (text) => session.stdout.write(text));
  try {
    command.parse(words, { from: 'user' });
  } catch (error) {
    if (!isCommanderError(error)) throw error;
    if (error.exitCode === 0) return EXIT.done;
    const message = error.message.replace(/^error: /, '').replace(/\n\((.*)\)$/, ' ($1)');
    throw new UsageError(message, `nlapply ${spec.name} --help`);
  }
  session.configure(command.opts<CommonValues>());
  return spec.run(session, command.args, command);
}

/** The text for help or version without a command: `nlapply --help`. */
function rootRequest({ words, operand }: Invocation): string | null {
  if (operand !== null) return null;
  if (words.includes('--help') || words.includes('-h')) return rootHelp(commands);
  if (words.includes('--version') || words.includes('-V')) return `${version()}\n`;
  return null;
}

/** A bare word that is not a file is more likely a mistyped command than a missing file. */
function refuseUnknownCommand(word: string | null): void {
  if (word === null || !/^[a-z]+(-[a-z]+)*$/i.test(word) || existsSync(word)) return;
  const suggestion = nearest(word, namesForPeople());
  const hint = suggestion === undefined ? '' : ` (Did you mean ${suggestion}?)`;
  throw new UsageError(`there is neither a command nor a file "${word}"${hint}`);
}

/** The exit status, after everything has been printed or that has failed. */
async function afterOutput(status: Status, session: Session): Promise<Status> {
  const failure = await session.stdout.finish();
  if (failure !== undefined)
    session.complain(`nlapply: cannot write to standard output: ${failure.message}\n`);
  await session.stderr.finish();
  const fine = status === EXIT.done || status === EXIT.differences;
  return failure !== undefined && fine ? EXIT.failed : status;
}

function namesForPeople(): string[] {
  return commands.filter(({ hidden }) => hidden !== true).map((command) => command.name);
}

function names(): string[] {
  return commands.map((command) => command.name);
}

function beforeOperands(words: readonly string[]): readonly string[] {
  const end = words.indexOf('--');
  return end < 0 ? words : words.slice(0, end);
}

function valuedOptions(): ReadonlySet<string> {
  const options = [...COMMON, ...commands.flatMap((command) => command.options)];
  return new Set(options.filter(takesValue).map(wordOf));
}

function isCommanderError(error: unknown): error is CommanderError {
  // Checked by its code: a bundler may rename the class, and with it the error.
  return error instanceof Error && 'code' in error && String(error.code).startsWith('commander.');
}
