import type { Diagnostic } from '../model/index.ts';

/** What `nlapply check --json` prints; described by `schemas/diagnostics.schema.json`. */
export interface DiagnosticsDocument {
  readonly format_version: 1;
  readonly valid: boolean;
  /** How many files were read. */
  readonly files: number;
  /** How many devices they declare; null when they could not be read as a configuration. */
  readonly devices: number | null;
  readonly diagnostics: readonly Diagnostic[];
}

export function diagnosticsDocument(
  files: number,
  devices: number | null,
  diagnostics: readonly Diagnostic[],
): DiagnosticsDocument {
  const valid = !diagnostics.some((diagnostic) => diagnostic.severity === 'error');
  return { format_version: 1, valid, files, devices: valid ? devices : null, diagnostics };
}
