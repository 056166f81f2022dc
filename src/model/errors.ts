import type { Diagnostic } from './diagnostic.ts';

/** Exit statuses of the command line. */
export const EXIT = {
  done: 0,
  failed: 1,
  differences: 2,
  usage: 64,
  locked: 75,
  privilege: 77,
  configuration: 78,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/**
 * Base of every error that nlapply itself raises: it has a stable `code`, the exit status that it leads to, and a hint.
 */
export class NlapplyError extends Error {
  override readonly name: string = 'NlapplyError';
  readonly code: string;
  readonly exitCode: ExitCode;
  /** What the user can do about it. */
  readonly hint: string | undefined;

  constructor(
    code: string,
    exitCode: ExitCode,
    message: string,
    options: { cause?: unknown; hint?: string } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.exitCode = exitCode;
    this.hint = options.hint;
  }
}

/** The configuration is not valid; all complaints at once. Exit status 78. */
export class ConfigError extends NlapplyError {
  override readonly name = 'ConfigError';
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    const errors = diagnostics.filter((d) => d.severity === 'error').length;
    super(
      'ERR_CONFIG',
      EXIT.configuration,
      `the configuration has ${errors} error${errors === 1 ? '' : 's'}`,
    );
    this.diagnostics = diagnostics;
  }
}
