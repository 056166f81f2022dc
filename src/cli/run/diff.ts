import { EXIT } from '../../model/index.ts';
import { planDocument } from '../../render/plan-json.ts';
import { planText } from '../../render/plan-text.ts';
import { inSync } from '../../render/summary.ts';
import type { Status } from '../command-spec.ts';
import type { DiffValues } from '../commands/diff.ts';
import { loadConfiguration } from '../load-configuration.ts';
import type { Session } from '../session.ts';
import { sshConnectionOf } from '../ssh-connection.ts';
import { readState } from '../state-file.ts';
import { UsageError } from '../usage-error.ts';

export async function runDiff(
  session: Session,
  configs: readonly string[],
  values: DiffValues,
): Promise<Status> {
  const { state, netns, stateDir } = values;
  if (state === '-' && configs.includes('-')) {
    throw new UsageError(
      'standard input can be the snapshot or the configuration, not both',
      'nlapply diff --help',
    );
  }
  const { declaration, objects, warnings } = await loadConfiguration(session, configs, values);
  const snapshot = state === undefined ? undefined : await readState(state, session.host.stdin);
  const { diffConfiguration } = await session.host.services.engine();
  const plan = await diffConfiguration(declaration, {
    ...session.trace,
    ...(netns !== undefined && { netns }),
    ...(snapshot !== undefined && { snapshot }),
    stateDir,
    allowRecreate: values.allowRecreate ?? false,
    sshConnection: () => sshConnectionOf(session.host.env),
  });
  session.say(planText(plan, objects, session.paint));
  session.document(planDocument(plan, warnings));
  return inSync(plan) ? EXIT.done : EXIT.differences;
}
