import { ConfigError, type Diagnostic, EXIT, NlapplyError } from '../model/index.ts';
import { diagnosticsSummary, diagnosticsText } from '../render/diagnostics-text.ts';
import { printable } from '../render/printable.ts';
import { errorDocument } from '../render/result-json.ts';
import type { Status } from './command-spec.ts';
import { InterruptedError, signalStatus } from './interruption.ts';
import type { Session } from './session.ts';

/**
 * Reports an error to the user, in one line if possible and without a stack unless requested, and returns the exit
 * status.
 */
export function reportError(error: unknown, session: Session): Status {
  if (error instanceof ConfigError) return reportConfigError(error, session);
  if (error instanceof InterruptedError) return reportInterruption(error, session);
  if (error instanceof NlapplyError) return reportKnown(error, session);
  if (error instanceof Error && 'code' in error && error.name === 'NetlinkError') {
    return reportKnown(
      new NlapplyError(String(error.code), EXIT.failed, error.message, { cause: error }),
      session,
    );
  }
  return reportUnexpected(error, session);
}

/** Prints all complaints about an invalid configuration, including warnings unless quiet. */
export function complainAboutConfiguration(diagnostics: readonly Diagnostic[], session: Session): void {
  const shown = session.quiet ? diagnostics.filter((d) => d.severity === 'error') : diagnostics;
  session.complain(diagnosticsText(shown, session.errorPaint));
  session.complain(`nlapply: the configuration is not valid: ${diagnosticsSummary(shown)}\n`);
}

function reportConfigError(error: ConfigError, session: Session): Status {
  const { code, message, exitCode, diagnostics } = error;
  complainAboutConfiguration(diagnostics, session);
  session.document(errorDocument({ code, message, exit_status: exitCode }, diagnostics));
  return exitCode;
}

function reportKnown(error: NlapplyError, session: Session): Status {
  const { code, message, exitCode, hint } = error;
  complainOnce(message, hint, session);
  showStack(error.cause, session);
  session.document(
    errorDocument({ code, message, ...(hint !== undefined && { hint }), exit_status: exitCode }),
  );
  return exitCode;
}

function reportInterruption({ message, signal }: InterruptedError, session: Session): Status {
  const status = signalStatus(signal);
  complainOnce(message, undefined, session);
  session.document(errorDocument({ code: signal, message, exit_status: status }));
  return status;
}

/** An unforeseen error is a bug in the program; the user gets its message, and its stack on request. */
function reportUnexpected(error: unknown, session: Session): Status {
  const message = error instanceof Error ? error.message || error.name : String(error);
  const code =
    error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'ERR_INTERNAL';
  const hint = session.verbose ? undefined : 'run again with --verbose to see where it happened';
  complainOnce(`unexpected error: ${message.split('\n')[0] ?? ''}`, hint, session);
  showStack(error, session);
  session.document(errorDocument({ code, message, exit_status: EXIT.failed }));
  return EXIT.failed;
}

function complainOnce(message: string, hint: string | undefined, session: Session): void {
  const label = session.errorPaint('error', 'nlapply:');
  session.complain(`${label} ${printable(message)}\n`);
  if (hint !== undefined) session.complain(`  ${session.errorPaint('note', 'hint:')} ${printable(hint)}\n`);
}

function showStack(error: unknown, session: Session): void {
  if (session.verbose && error instanceof Error) session.complain(`${error.stack ?? error.message}\n`);
}
