import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError, type Declaration, type Diagnostic, EXIT } from '../../model/index.ts';
import { diagnosticsText } from '../../render/diagnostics-text.ts';
import { type Migration, type MigrationDocument, migrationDocument } from '../../render/migration-json.ts';
import { bootLinksText, migrationText } from '../../render/migration-text.ts';
import { planText } from '../../render/plan-text.ts';
import { inSync } from '../../render/summary.ts';
import type { Status } from '../command-spec.ts';
import { countObjects, hasErrors } from '../load-configuration.ts';
import { takeOver, takeoverLinks, undoTakeover } from '../migration/takeover.ts';
import type { StateValues } from '../options.ts';
import type { Session } from '../session.ts';
import { stateOptions } from './write-options.ts';

interface MigrateValues extends StateValues {
  readonly rootDir?: string;
  readonly disableNetplan?: true;
  readonly undo?: true;
}

export async function runMigrate(
  session: Session,
  _configs: readonly string[],
  values: MigrateValues,
): Promise<Status> {
  const root = values.rootDir ?? '/';
  if (values.undo === true) return undo(session, root);
  const found = await find(session, root);
  const { diffConfiguration } = await session.host.services.engine();
  const plan = await diffConfiguration(found.declaration, stateOptions(session, values));
  session.remark(diagnosticsText([...found.diagnostics, ...found.differences], session.errorPaint));
  session.say(planText(plan, countObjects(found.declaration), session.paint));
  // All possible errors in the files have been found by now: nothing is written for files that do not work.
  const made = values.disableNetplan === true ? takeOver(root, takeoverLinks(root)) : undefined;
  session.say(
    made === undefined ? migrationText(found, plan) : bootLinksText('made', made, root, session.paint),
  );
  session.document(migrationDocument(found, plan, made ?? []));
  const isOtherwise = !inSync(plan) || found.differences.length > 0;
  return made === undefined && isOtherwise ? EXIT.differences : EXIT.done;
}

function undo(session: Session, root: string): Status {
  const removed = undoTakeover(root);
  const document: MigrationDocument = { format_version: 1, made: [], removed };
  session.say(bootLinksText('removed', removed, root, session.paint));
  session.document(document);
  return EXIT.done;
}

interface Found extends Migration {
  readonly declaration: Declaration;
}

/** @throws ConfigError if nlapply refuses something in netplan's files */
async function find(session: Session, root: string): Promise<Found> {
  const { readSources, configure, otherMeanings } = await session.host.services.reader();
  const sources = await readSources([], { rootDir: root, netplanOnly: true });
  const { declaration, diagnostics } = configure(sources);
  const differences = otherMeanings(sources);
  if (hasErrors(diagnostics)) throw new ConfigError([...diagnostics, ...differences]);
  const files = sources.map(({ file }) => file);
  return { files, declaration, diagnostics: [...diagnostics, ...ownFiles(root)], differences };
}

/** A warning if nlapply has files of its own: then no other command reads netplan's. */
function ownFiles(root: string): readonly Diagnostic[] {
  const directory = join(root, 'etc/nlapply');
  const names = namesIn(directory).filter((name) => name.endsWith('.yaml'));
  if (names.length === 0) return [];
  const message = `${directory} has files (${names.join(', ')}): nlapply reads these and not netplan's`;
  return [
    {
      severity: 'warning',
      code: 'own-files',
      message,
      hint: 'move them away, or what is below is not what is applied',
    },
  ];
}

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}
