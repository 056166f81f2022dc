import { EXIT } from '../../model/index.ts';
import { statusDocument } from '../../render/status-json.ts';
import { statusMarkdown } from '../../render/status-markdown.ts';
import { statusText } from '../../render/status-text.ts';
import type { Status } from '../command-spec.ts';
import { loadConfiguration } from '../load-configuration.ts';
import type { CommonValues, ConfigValues, KernelValues } from '../options.ts';
import type { Session } from '../session.ts';
import { readSnapshot } from '../state-file.ts';
import { stateOptions } from './write-options.ts';

interface StatusValues extends CommonValues, ConfigValues, KernelValues {
  readonly state?: string;
  readonly stateDir: string;
  readonly foreign?: true;
  readonly markdown?: true;
}

export async function runStatus(
  session: Session,
  configs: readonly string[],
  values: StatusValues,
): Promise<Status> {
  const read = readSnapshot(session, configs, values.state, 'status');
  const { declaration, warnings } = await loadConfiguration(session, configs, values);
  const snapshot = await read();
  const { describeStatus } = await session.host.services.engine();
  const status = await describeStatus(declaration, {
    ...stateOptions(session, values),
    ...(snapshot !== undefined && { snapshot }),
    foreign: values.foreign ?? false,
  });
  session.say(values.markdown ? statusMarkdown(status) : statusText(status, session.paint));
  session.document(statusDocument(status, warnings));
  return status.inSync ? EXIT.done : EXIT.differences;
}
