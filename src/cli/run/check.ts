import { ConfigError, type Diagnostic, EXIT } from '../../model/index.ts';
import { diagnosticsDocument } from '../../render/diagnostics-json.ts';
import { diagnosticsText } from '../../render/diagnostics-text.ts';
import { counted } from '../../render/summary.ts';
import type { Status } from '../command-spec.ts';
import { hasErrors, readConfiguration } from '../load-configuration.ts';
import type { CommonValues, ConfigValues } from '../options.ts';
import { complainAboutConfiguration } from '../report-error.ts';
import type { Session } from '../session.ts';

type CheckValues = CommonValues & ConfigValues;

/** The result of a check; the counts are 0 if not even the files could be read. */
interface Finding {
  readonly files: number;
  readonly devices: number;
  readonly diagnostics: readonly Diagnostic[];
  /** For programs: includes those that are only counted for users. */
  readonly everyDiagnostic: () => readonly Diagnostic[];
}

export async function runCheck(
  session: Session,
  configs: readonly string[],
  values: CheckValues,
): Promise<Status> {
  const { files, devices, diagnostics, everyDiagnostic } = await find(session, configs, values);
  if (session.json) session.document(diagnosticsDocument(files, devices, everyDiagnostic()));
  if (hasErrors(diagnostics)) {
    complainAboutConfiguration(diagnostics, session);
    return EXIT.configuration;
  }
  session.remark(diagnosticsText(diagnostics, session.errorPaint));
  session.say(`${counted(files, 'file')}, ${counted(devices, 'device')}: valid\n`);
  return EXIT.done;
}

async function find(session: Session, configs: readonly string[], values: CheckValues): Promise<Finding> {
  try {
    const keepAll = session.json;
    const { sources, declaration, ...found } = await readConfiguration(session, configs, values, { keepAll });
    return { files: sources.length, devices: declaration.links.length, ...found };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const { diagnostics } = error;
    return { files: 0, devices: 0, diagnostics, everyDiagnostic: () => diagnostics };
  }
}
