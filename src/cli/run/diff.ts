import { EXIT } from '../../model/index.ts';
import { planDocument } from '../../render/plan-json.ts';
import { planMarkdown } from '../../render/plan-markdown.ts';
import { planText } from '../../render/plan-text.ts';
import { inSync } from '../../render/summary.ts';
import type { Status } from '../command-spec.ts';
import { loadConfiguration } from '../load-configuration.ts';
import type { CommonValues, ConfigValues, KernelValues } from '../options.ts';
import type { Session } from '../session.ts';
import { sshConnectionOf } from '../ssh-connection.ts';
import { readSnapshot } from '../state-file.ts';
import { stateOptions } from './write-options.ts';

interface DiffValues extends CommonValues, ConfigValues, KernelValues {
  readonly state?: string;
  readonly stateDir: string;
  readonly allowRecreate?: true;
  readonly markdown?: true;
}

export async function runDiff(
  session: Session,
  configs: readonly string[],
  values: DiffValues,
): Promise<Status> {
  const read = readSnapshot(session, configs, values.state, 'diff');
  const { declaration, objects, warnings } = await loadConfiguration(session, configs, values);
  const snapshot = await read();
  const { diffConfiguration } = await session.host.services.engine();
  const plan = await diffConfiguration(declaration, {
    ...stateOptions(session, values),
    ...(snapshot !== undefined && { snapshot }),
    allowRecreate: values.allowRecreate ?? false,
    sshConnection: () => sshConnectionOf(session.host.env),
  });
  session.say(values.markdown ? planMarkdown(plan, objects) : planText(plan, objects, session.paint));
  if (session.json) session.document(planDocument(plan, warnings));
  return inSync(plan) ? EXIT.done : EXIT.differences;
}
