import { fingerprintSnapshot } from '../../model/fingerprints.ts';
import { EXIT } from '../../model/index.ts';
import { jsonText } from '../../render/json-text.ts';
import type { Status } from '../command-spec.ts';
import type { StateValues } from '../options.ts';
import type { Session } from '../session.ts';
import { kernelOptions } from './write-options.ts';

export async function runSnapshot(
  session: Session,
  _configs: readonly string[],
  values: StateValues,
): Promise<Status> {
  const { takeSnapshot } = await session.host.services.engine();
  const snapshot = await takeSnapshot({ ...kernelOptions(session, values), stateDir: values.stateDir });
  session.stdout.write(jsonText(fingerprintSnapshot(snapshot)));
  return EXIT.done;
}
