import type { Diagnostic } from '../model/index.ts';

/** What `nlapply check --json` prints; described by `schemas/diagnostics.schema.json`. */
export interface DiagnosticsDocument {
  readonly format_version: 1;
  readonly valid: boolean;
  /** The number of files that were read. */
  readonly files: number;
  /** The number of devices that they declare; null if the configuration is not valid. */
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
