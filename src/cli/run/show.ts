import { EXIT } from '../../model/index.ts';
import { configurationOf, type WrittenConfiguration } from '../../render/configuration/configuration.ts';
import { configurationText } from '../../render/configuration/configuration-text.ts';
import { forNetplan, leftOutLines } from '../../render/configuration/netplan.ts';
import { printable } from '../../render/printable.ts';
import type { Status } from '../command-spec.ts';
import type { StateValues } from '../options.ts';
import type { Session } from '../session.ts';
import { kernelOptions } from './write-options.ts';

interface ShowValues extends StateValues {
  readonly netplan?: true;
}

export async function runShow(
  session: Session,
  _configs: readonly string[],
  values: ShowValues,
): Promise<Status> {
  const { takeSnapshot } = await session.host.services.engine();
  const snapshot = await takeSnapshot({ ...kernelOptions(session, values), stateDir: values.stateDir });
  const whole: Shown = configurationOf(snapshot);
  const { configuration, warnings, comments } = values.netplan ? restricted(whole) : whole;
  const label = session.errorPaint('warning', 'warning:');
  session.remark(warnings.map((warning) => `${label} ${printable(warning)}\n`).join(''));
  // The document is what the user asked for, so --quiet does not suppress it.
  if (session.json) session.document({ format_version: 1, configuration, warnings });
  else session.stdout.write(await configurationText(configuration, comments));
  return EXIT.done;
}

interface Shown extends WrittenConfiguration {
  readonly comments?: ReadonlyMap<string, string>;
}

/** The part that netplan accepts, with comments about the rest at its places. */
function restricted({ configuration, warnings }: WrittenConfiguration): Shown {
  const reduced = forNetplan(configuration);
  const comments = [...reduced.leftOut].map(
    ([place, what]) => [place, `not in netplan's language: ${what.join(', ')}`] as const,
  );
  return {
    configuration: reduced.configuration,
    warnings: [...warnings, ...leftOutLines(reduced)],
    comments: new Map(comments),
  };
}
