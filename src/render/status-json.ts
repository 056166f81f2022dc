import type {
  AttributeStatus,
  Diagnostic,
  ObjectState,
  ObjectStatus,
  Problem,
  Status,
} from '../model/index.ts';
import { withoutSecrets } from '../model/secrets.ts';

/** What `nlapply status --json` prints; described by `schemas/status.schema.json`. */
export interface StatusDocument {
  readonly format_version: 1;
  readonly in_sync: boolean;
  /** The number of objects in each state. */
  readonly summary: Readonly<Record<ObjectState, number>>;
  readonly objects: readonly ObjectStatus[];
  readonly problems: readonly Problem[];
  /** Warnings about the configuration. */
  readonly diagnostics: readonly Diagnostic[];
}

export function statusDocument(
  { objects, problems, inSync }: Status,
  diagnostics: readonly Diagnostic[],
): StatusDocument {
  const summary = { 'in-sync': 0, drifted: 0, missing: 0, absent: 0, 'left-over': 0, foreign: 0, ignored: 0 };
  for (const { state } of objects) summary[state]++;
  return {
    format_version: 1,
    in_sync: inSync,
    summary,
    objects: objects.map((object) => ({ ...object, attributes: object.attributes.map(publicAttribute) })),
    problems,
    diagnostics,
  };
}

function publicAttribute(status: AttributeStatus): AttributeStatus {
  const { attribute, wanted, found } = status;
  return {
    ...status,
    ...(wanted !== undefined && { wanted: withoutSecrets(attribute, wanted) }),
    ...(found !== undefined && { found: withoutSecrets(attribute, found) }),
  };
}
