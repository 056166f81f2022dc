import { EXIT } from '../../model/index.ts';
import { configurationOf } from '../../render/configuration/configuration.ts';
import { configurationText } from '../../render/configuration/configuration-text.ts';
import { printable } from '../../render/printable.ts';
import type { Status } from '../command-spec.ts';
import type { ShowValues } from '../commands/show.ts';
import type { Session } from '../session.ts';
import { kernelOptions } from './write-options.ts';

export async function runShow(
  session: Session,
  _configs: readonly string[],
  values: ShowValues,
): Promise<Status> {
  const { takeSnapshot } = await session.host.services.engine();
  const snapshot = await takeSnapshot({ ...kernelOptions(session, values), stateDir: values.stateDir });
  const { configuration, warnings } = configurationOf(snapshot);
  const label = session.errorPaint('warning', 'warning:');
  session.remark(warnings.map((warning) => `${label} ${printable(warning)}\n`).join(''));
  // The document is what was asked for, so --quiet does not keep it back.
  if (session.json) session.document({ format_version: 1, configuration, warnings });
  else session.stdout.write(await configurationText(configuration));
  return EXIT.done;
}
