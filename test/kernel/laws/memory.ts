import { entriesOf } from '../../../src/cli/remember.ts';
import { recordedAddon } from '../../../src/inputs/recorded-addon.ts';
import { beginRecording, endRecording } from '../../../src/inputs/recording.ts';
import { isAllTheSame } from '../../../src/inputs/replay.ts';
import { decodeTranscript, encodeTranscript } from '../../../src/inputs/transcript.ts';
import type { Declaration } from '../../../src/model/index.ts';
import { loadAddon, wrapAddon } from '../../../src/netlink/addon.ts';
import { sourceOf } from '../../inputs/source.ts';
import { applyDeclared, stepText } from '../support/apply.ts';
import type { Namespace } from '../support/namespace.ts';
import { meddlingsOf } from './meddling.ts';

/** So many times somebody meddles with each machine. */
const TIMES = 4;

/** What somebody did that a run which remembers took for nothing, though there was something to do; mostly none. */
export async function fooledBy(
  ns: Namespace,
  declaration: Declaration,
  allowRecreate: boolean,
): Promise<readonly string[]> {
  // Which one is a matter of the case, and the same each time.
  let pick = JSON.stringify(declaration).length;
  for (let time = 0; time < TIMES; time++) {
    const kept = await remembered(ns, declaration, allowRecreate);
    if (kept === undefined) return [];
    const all = meddlingsOf(ns);
    pick = (pick * 31 + 7) % 65_536;
    const line = all[pick % all.length] ?? '';
    ns.run('sh', '-c', line);
    const isSame = isLikeThen(kept);
    const { plan } = await applyDeclared(ns, declaration, { allowRecreate });
    if (isSame && plan.steps.length > 0) return [line, ...plan.steps.map(stepText)];
  }
  return [];
}

function isLikeThen(file: Buffer): boolean {
  const source = sourceOf(file);
  const kept = decodeTranscript(source, []);
  return kept !== undefined && isAllTheSame(kept.entries, source, loadAddon());
}

/** What a run went by that had nothing to do; undefined: there was something, or nothing of it may be kept. */
async function remembered(
  ns: Namespace,
  declaration: Declaration,
  allowRecreate: boolean,
): Promise<Buffer | undefined> {
  const recording = beginRecording();
  wrapAddon(recordedAddon);
  try {
    const { plan } = await applyDeclared(ns, declaration, { allowRecreate });
    if (plan.steps.length > 0 || recording.spoiled !== undefined) return undefined;
    const entries = entriesOf(recording);
    return entries && Buffer.concat(encodeTranscript({ circumstances: [], said: '', entries }));
  } finally {
    endRecording(recording);
    wrapAddon();
  }
}
