import type { Diagnostic, Plan } from '../model/index.ts';
import { type PlanDocument, planDocument } from './plan-json.ts';

/** A symbolic link: its path below the root directory, and its target. */
export interface BootLink {
  readonly path: string;
  readonly target: string;
}

/** What `nlapply migrate --json` prints; described by `schemas/migration.schema.json`. */
export interface MigrationDocument {
  readonly format_version: 1;
  readonly files?: readonly string[];
  readonly differences?: readonly Diagnostic[];
  readonly plan?: PlanDocument;
  readonly made: readonly BootLink[];
  readonly removed: readonly BootLink[];
}

/** The result of examining netplan's files. */
export interface Migration {
  /** Names of the files, in the order in which they are read. */
  readonly files: readonly string[];
  /** Warnings about them. */
  readonly diagnostics: readonly Diagnostic[];
  /** What in them means something else to netplan. */
  readonly differences: readonly Diagnostic[];
}

export const migrationDocument = (
  { files, diagnostics, differences }: Migration,
  plan: Plan,
  made: readonly BootLink[],
): MigrationDocument => ({
  format_version: 1,
  files,
  differences,
  plan: planDocument(plan, diagnostics),
  made,
  removed: [],
});
