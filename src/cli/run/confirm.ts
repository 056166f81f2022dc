import { EXIT } from '../../model/index.ts';
import type { Status } from '../command-spec.ts';
import type { StateValues } from '../options.ts';
import type { Session } from '../session.ts';
import { stateOptions } from './write-options.ts';

export async function runConfirm(
  session: Session,
  _configs: readonly string[],
  values: StateValues,
): Promise<Status> {
  const { confirmTrial } = await session.host.services.engine();
  const { state } = await confirmTrial(stateOptions(session, values));
  session.say('Confirmed: the network stays as it is now.\n');
  session.document({ format_version: 1, trial: { state } });
  return EXIT.done;
}
